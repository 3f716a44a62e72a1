"""Webhooks: the handshake, which account has switched on what, and deliveries that are tried for 36 hours."""

from secrets import randbelow
from urllib.parse import urlencode

import httpx

from sandbox.instagram import growth
from sandbox.instagram.calls import Call, Json, Operation
from sandbox.instagram.errors import GraphError
from sandbox.instagram.ledger import Ledger
from sandbox.instagram.records import FACEBOOK, Account, Comment, Media
from sandbox.instagram.signing import webhook_body, webhook_signature

FIELDS = (
    "comments",
    "live_comments",
    "mentions",
    "messages",
    "message_edit",
    "message_reactions",
    "messaging_handover",
    "messaging_optins",
    "messaging_postbacks",
    "messaging_referral",
    "messaging_seen",
    "standby",
    "story_insights",
    "story_reactions",
    "share_to_story",
    "follow",
)
ONLY_FACEBOOK = ("mentions", "story_insights")
"""Anybody may switch these on; only accounts behind a Facebook Page hear of them."""
STORY_WAYS = {"taps_forward": 0.66, "taps_back": 0.08, "exits": 0.12}
WAITS = (0.0, 5.0, 30.0, 120.0, 600.0, *(3600.0,) * 36)
GIVEN_UP_AFTER = 36 * 3600.0
ANSWER_WITHIN = 20.0


async def shake_hands(ledger: Ledger) -> bool:
    """Ask the callback whether it is ours: it must echo the challenge for the right word."""
    challenge = str(1_000_000_000 + randbelow(1_000_000_000))
    query = {
        "hub.mode": "subscribe",
        "hub.challenge": challenge,
        "hub.verify_token": ledger.settings.webhook_verify_token,
    }
    address = f"{ledger.settings.webhook_callback}?{urlencode(query)}"
    try:
        answer = await ledger.world.deliver("instagram", address, method="GET", content=b"", headers={})
    except httpx.HTTPError:
        return False
    ledger.callback_verified = answer.status_code == httpx.codes.OK and answer.text == challenge
    return ledger.callback_verified


async def subscribe(ledger: Ledger, call: Call) -> Json:
    """POST /{ig-user}/subscribed_apps?subscribed_fields=comments,…"""
    wanted = [str(name) for name in call.listed("subscribed_fields")]
    if not wanted:
        raise GraphError("missing", name="subscribed_fields")
    if unknown := [name for name in wanted if name not in FIELDS]:
        why = f"Param subscribed_fields[0] must be one of {{{', '.join(FIELDS)}}} - got {unknown[0]!r}"
        raise GraphError("invalid", why=why)
    subscription = ledger.subscriptions[call.account.user_id]
    subscription.fields, subscription.host = set(wanted), call.token.host
    if not ledger.callback_verified:
        ledger.later(shake_hands(ledger))
    return {"success": True}


async def subscribed(ledger: Ledger, call: Call) -> Json:
    """GET /{ig-user}/subscribed_apps."""
    fields = sorted(ledger.subscriptions[call.account.user_id].fields)
    app_id = ledger.world.config.instagram_app_id
    return {"data": [{"app_id": app_id, "subscribed_fields": fields}] if fields else []}


async def unsubscribe(ledger: Ledger, call: Call) -> Json:
    """DELETE /{ig-user}/subscribed_apps."""
    ledger.subscriptions[call.account.user_id].fields = set()
    return {"success": True}


async def announce_comment(ledger: Ledger, comment: Comment, person_id: str) -> int | None:
    """Tell the service about a comment, if it wants to know; answers as `announce`."""
    account = comment.media.account
    speaker = {"id": person_id, "username": comment.username}
    if comment.username == account.username:
        speaker["self_ig_scoped_id"] = account.app_scoped_id
    value: Json = {
        "from": speaker,
        "media": {"id": comment.media.id, "media_product_type": comment.media.kind.product_type},
        "id": comment.id,
        "text": comment.text,
    }
    if comment.parent_id:
        value["parent_id"] = comment.parent_id
    return await announce(ledger, account, "comments", value)


async def announce_mention(ledger: Ledger, account: Account, media_id: str, comment_id: str) -> int | None:
    """Somebody mentioned the account in a comment; only its ids are told."""
    return await announce(ledger, account, "mentions", {"media_id": media_id, "comment_id": comment_id})


async def announce_story_end(ledger: Ledger, media: Media) -> int | None:
    """A story is over: its last numbers by their old names, -1 where too few people made one."""
    found = growth.numbers(ledger, media)
    told = {"impressions": found["views"], "reach": found["reach"], "replies": found["replies"]}
    ways = {name: int(found["navigation"] * share) for name, share in STORY_WAYS.items()}
    few = ledger.settings.story_viewers_min
    value = {name: number if number >= few else -1 for name, number in (told | ways).items()}
    return await announce(ledger, media.account, "story_insights", {"media_id": media.id} | value)


async def announce(ledger: Ledger, account: Account, field: str, value: Json) -> int | None:
    """Tell the service about a change of an account, if it wants to know; answers the first attempt's status.

    None when nobody was told, or not yet: see `hold`. Later attempts go on beside.
    """
    subscription = ledger.subscriptions[account.user_id]
    if field not in subscription.fields or (field in ONLY_FACEBOOK and subscription.host != FACEBOOK):
        return None
    if not ledger.callback_verified and not await shake_hands(ledger):
        return None
    body = webhook_body(_event(ledger, account, field, value))
    ledger.deliveries.append(body)
    if ledger.held is not None:
        ledger.held.append(body)
        return None
    return await _send(ledger, body)


async def release(ledger: Ledger, *, reverse: bool) -> list[int]:
    """Send what was held, as it happened or the other way round; answers the statuses of the first attempts."""
    held, ledger.held = ledger.held or [], None
    return [await _send(ledger, body) for body in (reversed(held) if reverse else held)]


async def _send(ledger: Ledger, body: bytes) -> int:
    status = await deliver(ledger, body)
    if status != httpx.codes.OK:
        ledger.later(_try_again(ledger, body))
    return status


def _event(ledger: Ledger, account: Account, field: str, value: Json) -> Json:
    change: Json = {"field": field, "value": value}
    wrapped = {"changes": [change]} if ledger.settings.webhook_shape == "changes" else change
    entry = {"id": account.user_id, "time": int(ledger.now().timestamp())} | wrapped
    return {"object": "instagram", "entry": [entry]}


async def deliver(ledger: Ledger, body: bytes) -> int:
    """One attempt; answers the status, 0 when nobody answered."""
    headers = {
        "content-type": "application/json",
        "user-agent": "Webhooks/1.0 (https://fb.me/webhooks)",
        "x-hub-signature-256": webhook_signature(ledger.world.config.instagram_app_secret, body),
    }
    try:
        answer = await ledger.world.deliver(
            "instagram", ledger.settings.webhook_callback, content=body, headers=headers, timeout=ANSWER_WITHIN
        )
    except httpx.HTTPError:
        return 0
    return answer.status_code


async def _try_again(ledger: Ledger, body: bytes) -> None:
    began = ledger.moment()
    for wait in WAITS:
        await ledger.sleep(wait)
        if ledger.seconds_since(began) > GIVEN_UP_AFTER or await deliver(ledger, body) == httpx.codes.OK:
            return


OPERATIONS = {
    ("user", "subscribed_apps", "POST"): Operation("subscribed_apps", "basic", subscribe),
    ("user", "subscribed_apps", "GET"): Operation("subscribed_apps", "basic", subscribed),
    ("user", "subscribed_apps", "DELETE"): Operation("subscribed_apps", "basic", unsubscribe),
}
