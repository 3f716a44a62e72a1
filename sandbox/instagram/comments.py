"""Comments: the account's own, its followers', replies, hiding and deleting."""

from sandbox.instagram import addresses
from sandbox.instagram.calls import Call, Json, Operation, timestamp
from sandbox.instagram.errors import GraphError
from sandbox.instagram.fields import ABSENT, Field, Reader, asked, drawn, insist_known
from sandbox.instagram.growth import unit
from sandbox.instagram.ledger import Ledger
from sandbox.instagram.paging import page
from sandbox.instagram.records import Comment, Media
from sandbox.instagram.webhooks import announce_comment

PAGE_MOST = 50
DEFAULT = ("id", "text", "timestamp")


def add(ledger: Ledger, media: Media, username: str, text: str, parent_id: str = "") -> Comment:
    """Say something under a media. Raises GraphError invalid when nothing may be said there."""
    if not media.comments_enabled or media.kind.product_type == "STORY" or media.parent_id:
        raise GraphError("invalid", why="Comments are disabled for this media")
    comment = Comment(ledger.ids.fresh("comment"), media, username, text, ledger.now(), parent_id)
    ledger.comments[comment.id] = comment
    media.said.append(comment)
    return comment


def person_id(ledger: Ledger, username: str) -> str:
    """An id for whoever speaks: our accounts have one, anybody else gets a steady one."""
    for account in ledger.accounts:
        if account.username == username:
            return account.user_id
    return f"1{int(unit('person', username) * 10**15):015d}"


def readers(ledger: Ledger) -> dict[str, Reader]:
    """Every field of a comment node."""
    return {
        "id": lambda comment, _: comment.id,
        "text": lambda comment, _: comment.text,
        "timestamp": lambda comment, _: timestamp(comment.at),
        "username": lambda comment, _: comment.username,
        "from": lambda comment, _: {"id": person_id(ledger, comment.username), "username": comment.username},
        "like_count": lambda comment, _: comment.likes,
        "hidden": lambda comment, _: comment.hidden,
        "media": lambda comment, _: {"id": comment.media.id},
        "parent_id": lambda comment, _: comment.parent_id or ABSENT,
        "user": lambda comment, _: _own_user(ledger, comment),
        "replies": lambda comment, field: _replies(ledger, comment, field),
    }


def _own_user(ledger: Ledger, comment: Comment) -> object:
    own = comment.username == comment.media.account.username
    return {"id": comment.media.account.user_id} if own else ABSENT


def _replies(ledger: Ledger, comment: Comment, field: Field) -> object:
    found = replies_to(comment)[: field.limit]
    if not found:
        return ABSENT
    inner = field.inner or tuple(Field(name) for name in DEFAULT)
    return {"data": [drawn(reply, inner, readers(ledger), "Comment") for reply in found]}


def replies_to(comment: Comment) -> list[Comment]:
    """Oldest first, as a conversation reads."""
    return [other for other in comment.media.said if other.parent_id == comment.id]


async def say(ledger: Ledger, call: Call) -> Json:
    """POST /{media}/comments and POST /{comment}/replies, as the account itself."""
    ledger.insist_unrestricted(call.account)
    text = call.needed("message")
    if isinstance(call.node, Comment):
        top = call.node.parent_id or call.node.id
        comment = add(ledger, call.node.media, call.account.username, text, parent_id=top)
    else:
        comment = add(ledger, call.node, call.account.username, text)
    ledger.later(announce_comment(ledger, comment, person_id(ledger, comment.username)))
    return {"id": comment.id}


async def list_comments(ledger: Ledger, call: Call) -> Json:
    """GET /{media}/comments: top level only, newest first."""
    return _page(ledger, call, [comment for comment in reversed(call.node.said) if not comment.parent_id])


async def list_replies(ledger: Ledger, call: Call) -> Json:
    """GET /{comment}/replies."""
    return _page(ledger, call, replies_to(call.node))


def _page(ledger: Ledger, call: Call, items: list[Comment]) -> Json:
    fields, known = asked(call.text("fields"), DEFAULT), readers(ledger)
    insist_known(fields, known, "Comment")
    address = f"{addresses.root(ledger)}{call.path}"
    return page(call, items, lambda item: drawn(item, fields, known, "Comment"), most=PAGE_MOST, address=address)


async def read(ledger: Ledger, call: Call) -> Json:
    """GET /{comment}."""
    return drawn(call.node, asked(call.text("fields"), DEFAULT), readers(ledger), "Comment")


async def hide(ledger: Ledger, call: Call) -> Json:
    """POST /{comment}?hide=true|false."""
    wish = call.flag("hide")
    if wish is None:
        raise GraphError("missing", name="hide")
    call.node.hidden = wish
    return {"success": True}


async def delete(ledger: Ledger, call: Call) -> Json:
    """DELETE /{comment}, its replies with it."""
    for comment in (call.node, *replies_to(call.node)):
        comment.media.said.remove(comment)
        ledger.comments.pop(comment.id)
    return {"success": True}


OPERATIONS = {
    ("media", "comments", "POST"): Operation("comments", "comments", say),
    ("media", "comments", "GET"): Operation("comments", "comments", list_comments),
    ("comment", "", "GET"): Operation("comments", "comments", read),
    ("comment", "", "POST"): Operation("comments", "comments", hide),
    ("comment", "", "DELETE"): Operation("comments", "comments", delete),
    ("comment", "replies", "POST"): Operation("comments", "comments", say),
    ("comment", "replies", "GET"): Operation("comments", "comments", list_replies),
}
