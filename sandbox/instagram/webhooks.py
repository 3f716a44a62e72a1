"""Webhooks: the handshake, which account has switched on what, and deliveries that are tried for 36 hours."""

from secrets import randbelow
from urllib.parse import urlencode

import httpx

from sandbox.instagram.calls import Call, Json, Operation
from sandbox.instagram.errors import GraphError
from sandbox.instagram.ledger import Ledger
from sandbox.instagram.records import Comment
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
    ledger.subscriptions[call.account.user_id].fields = set(wanted)
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
    """Tell the service about a comment, if it wants to know; answers the first attempt's status.

    None when nobody was told; later attempts go on beside.
    """
    account = comment.media.account
    if "comments" not in ledger.subscriptions[account.user_id].fields:
        return None
    if not ledger.callback_verified and not await shake_hands(ledger):
        return None
    body = webhook_body(_event(ledger, comment, person_id))
    ledger.deliveries.append(body)
    status = await deliver(ledger, body)
    if status != httpx.codes.OK:
        ledger.later(_try_again(ledger, body))
    return status


def _event(ledger: Ledger, comment: Comment, person_id: str) -> Json:
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
    change: Json = {"field": "comments", "value": value}
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
