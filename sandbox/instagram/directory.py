"""Looking other accounts up, and who was asked to share a post: with Facebook's login alone."""

from sandbox.instagram.calls import Call, Json, Operation
from sandbox.instagram.content_checks import USERNAME
from sandbox.instagram.errors import GraphError
from sandbox.instagram.fields import Field, Reader, asked, drawn
from sandbox.instagram.ledger import Ledger

ACCEPTED, PENDING = "Accepted", "Pending"


def discovered(ledger: Ledger, field: Field) -> Json:
    """business_discovery.username(x){...}: everybody is there but for those who are private. Raises GraphError."""
    username = field.about
    if not USERNAME.fullmatch(username) or username in ledger.settings.private_usernames:
        raise GraphError("nobody", username=username)
    known = {account.username: account.user_id for account in ledger.accounts}
    readers: dict[str, Reader] = {
        "id": lambda name, _: known.get(name, f"1784149{sum(map(ord, name)):010}"),
        "username": lambda name, _: name,
        "followers_count": lambda name, _: 100 + sum(map(ord, name)),
        "media_count": lambda name, _: 10 + len(name),
    }
    return drawn(username, field.inner or (Field("id"),), readers, "ShadowIGUser")


async def list_collaborators(ledger: Ledger, call: Call) -> Json:
    """GET /{media}/collaborators: everybody who was asked, and whether they said yes."""
    readers: dict[str, Reader] = {
        "id": lambda name, _: f"1784149{sum(map(ord, name)):010}",
        "username": lambda name, _: name,
        "invite_status": lambda name, _: ACCEPTED if (call.node.id, name) in ledger.accepted else PENDING,
    }
    fields = asked(call.text("fields"), ("id", "username", "invite_status"))
    names = call.node.content.collaborators
    return {"data": [drawn(name, fields, readers, "ShadowIGMediaCollaborators") for name in names]}


FACEBOOK_OPERATIONS = {("media", "collaborators", "GET"): Operation("collaborators", "basic", list_collaborators)}
