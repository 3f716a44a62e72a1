"""/me and the account's own node."""

from sandbox.instagram import addresses, directory, growth
from sandbox.instagram.calls import Call, Json, Operation
from sandbox.instagram.fields import Reader, asked, drawn
from sandbox.instagram.ledger import Ledger
from sandbox.instagram.records import FACEBOOK, Account


def readers(ledger: Ledger, host: str) -> dict[str, Reader]:
    """Every field of an account; which id is `id` depends on the login."""
    shared: dict[str, Reader] = {
        "id": lambda account, _: account.user_id if host == FACEBOOK else account.app_scoped_id,
        "username": lambda account, _: account.username,
        "name": lambda account, _: account.name,
        "profile_picture_url": lambda account, _: addresses.signed(
            ledger, addresses.profile_picture_url(ledger, account)
        ),
        "followers_count": lambda account, _: growth.followers(ledger, account),
        "follows_count": lambda account, _: account.follows,
        "media_count": lambda account, _: media_count(ledger, account),
        "biography": lambda account, _: account.biography,
        "website": lambda account, _: account.website,
    }
    if host == FACEBOOK:
        return shared | {
            "ig_id": lambda account, _: int(account.app_scoped_id),
            "business_discovery": lambda _, field: directory.discovered(ledger, field),
        }
    return shared | {
        "user_id": lambda account, _: account.user_id,
        "account_type": lambda account, _: account.account_type,
    }


def media_count(ledger: Ledger, account: Account) -> int:
    """Posts and reels; stories and slides do not count."""
    return sum(
        1
        for media in ledger.media.values()
        if media.account is account and not media.parent_id and media.kind.product_type != "STORY"
    )


async def read(ledger: Ledger, call: Call) -> Json:
    """GET /me or /{ig-user}."""
    return drawn(call.node, asked(call.text("fields")), readers(ledger, call.token.host), "User")


OPERATIONS = {("user", "", "GET"): Operation("me", "basic", read)}
