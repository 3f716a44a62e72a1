"""Every way in, each with good bodies of all its kinds and the signature it wants."""

import hashlib
import hmac
import json
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from bot.web.dashboard.presses import PRESSES as STANDING
from core.tickets.signing import signature as shop_signature
from fuzz.bodies import as_json, form, raw, spoiled, text, token, value
from fuzz.house import House

Json = dict[str, Any]


@dataclass(frozen=True)
class Delivery:
    """One request, signed."""

    path: str
    body: bytes = b""
    headers: Mapping[str, str] | None = None
    method: str = "POST"


Edge = Callable[[House, random.Random, int], Delivery]


def slack_signed(house: House, body: bytes, content_type: str) -> Delivery:
    stamp = str(int(time.time()))
    made = hmac.new(house.slack_secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    headers = {"content-type": content_type, "x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={made}"}
    return Delivery("/slack/events", body, headers)


def slack_event(house: House, chance: random.Random, number: int) -> Delivery:
    place = chance.choice((house.channel, "D0ADA00001"))
    said = {"user": house.slack_user, "channel": place, "ts": f"{number}.0001", "text": text(chance, house.subjects)}
    thread = {"thread_ts": chance.choice(("1.0001", f"{number}.0002"))}
    file = {"id": "F1", "name": chance.choice(("a.csv", "a.ics", "a.toml", "a.jpg")), "mimetype": "text/csv", "size": 9}
    event: Json = chance.choice(
        (
            {"type": "message", "channel_type": "im", **said},
            {"type": "message", "channel_type": "channel", **said, **thread},
            {"type": "message", "channel_type": "im", "subtype": "file_share", "files": [file], **said},
            {"type": "message", "subtype": "message_deleted", "deleted_ts": "1.1", **said},
            {"type": "app_mention", **said},
            {"type": "app_home_opened", "tab": "home", "user": house.slack_user, "channel": "D0ADA00001"},
            {"type": "member_joined_channel", "user": "U0BOT00001", "inviter": house.slack_user, "channel": place},
            {"type": "link_shared", **said, "message_ts": "1.1", "links": [{"url": f"{house.url}/dashboard"}]},
            {"type": "user_change", "user": {"id": "U0GIL00001", "deleted": False, "is_restricted": True}},
            {"type": "channel_archive", "channel": "C0OTHER001", "user": house.slack_user},
            {"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}},
        )
    )
    around = {"type": "event_callback", "team_id": house.slack_team, "event_id": f"Ev{number}", "event": event}
    body = raw(as_json(spoiled(around, chance, house.subjects)), chance)
    return slack_signed(house, body, chance.choice(("application/json",) * 9 + ("text/plain",)))


def slack_interaction(house: House, chance: random.Random, number: int) -> Delivery:
    head: Json = {
        "team": {"id": house.slack_team, "domain": "t"},
        "user": {"id": house.slack_user, "team_id": house.slack_team},
        "trigger_id": f"{number}.1.a",
        "api_app_id": "A1",
        "response_url": f"{house.sandbox_url}/slack/response/none",
    }
    view = {
        "id": f"V{number}",
        "type": "modal",
        "hash": "1",
        "callback_id": f"form:{form(chance)}",
        "state": {"values": _state(chance)},
    }
    about = chance.choice([*house.ids, f"{chance.choice(house.ids)}:1", f"{chance.choice(house.ids)}:1", "", "x"])
    view["private_metadata"] = json.dumps({"channel": house.channel, "thread": None, "subject": about, "pictures": {}})
    pressed = {"action_id": "a", "action_ts": "1.1", "value": token(chance, house.subjects), "type": "button"}
    channel, message = {"id": house.channel, "name": "events"}, {"ts": "1.0001", "text": "x", "blocks": []}
    payload: Json = chance.choice(
        (
            {**head, "type": "block_actions", "actions": [pressed], "channel": channel, "message": message},
            {**head, "type": "block_actions", "actions": [pressed], "channel": channel, "message": message},
            {**head, "type": "block_actions", "actions": [pressed], "view": view, "container": {"type": "view"}},
            {**head, "type": "view_submission", "view": view},
            {**head, "type": "view_submission", "view": view},
            {**head, "type": "view_closed", "view": view},
            {**head, "type": "shortcut", "callback_id": "new_event"},
            {**head, "type": "message_action", "callback_id": "promote_this", "channel": channel, "message": message},
            {**head, "type": "block_suggestion", "value": "x", "action_id": "a"},
        )
    )
    told = raw(as_json(spoiled(payload, chance, house.subjects)), chance)
    body = urlencode({"payload": told}).encode()
    return slack_signed(house, body, "application/x-www-form-urlencoded")


def _state(chance: random.Random) -> Json:
    keys = ("name", "starts", "venue", "words", "caption", "due", "policy", "until", "every", "hour", "quiet", "photo")
    return {key: {"answer": _answer(chance)} for key in chance.sample(keys, 5)}


def _answer(chance: random.Random) -> Json:
    said = text(chance, ())
    file = {"id": "F1", "name": said, "mimetype": said, "size": chance.choice((0, 9, 10**9))}
    return dict(
        chance.choice(
            (
                {"type": "plain_text_input", "value": said},
                {"type": "static_select", "selected_option": {"value": said}},
                {"type": "datepicker", "selected_date": chance.choice(("2026-11-27", said))},
                {"type": "timepicker", "selected_time": chance.choice(("22:00", said))},
                {"type": "file_input", "files": [file]},
            )
        )
    )


def slack_command(house: House, chance: random.Random, number: int) -> Delivery:
    command: Json = {
        "command": "/rite",
        "text": text(chance, house.subjects),
        "team_id": house.slack_team,
        "channel_id": house.channel,
        "user_id": house.slack_user,
        "trigger_id": f"{number}.2.b",
        "response_url": f"{house.sandbox_url}/slack/response/none",
    }
    spoilt = spoiled(command, chance, house.subjects) if chance.random() < 0.5 else command
    flat = {str(key): one if isinstance(one, str) else as_json({"v": one}) for key, one in spoilt.items()}
    body = raw(urlencode(flat, errors="surrogatepass"), chance)
    return slack_signed(house, body, "application/x-www-form-urlencoded")


def telegram_update(house: House, chance: random.Random, number: int) -> Delivery:
    user = {"id": house.telegram_user, "is_bot": False, "first_name": "Ada", "language_code": "en"}
    private = {"id": house.telegram_user, "type": "private", "first_name": "Ada"}
    chat: Json = chance.choice((private, {"id": -100123, "type": "supergroup", "title": "Team"}))
    message: Json = {"message_id": number, "date": 1790000000, "chat": chat, "from": user}
    words = text(chance, house.subjects)
    slash = "/" + str(chance.choice(("start", "new", "skip", "back", "cancel", "privacy", "link", "room", "audit")))
    file = {"file_id": "F", "file_unique_id": "f", "file_size": 9, "file_name": "a.csv", "mime_type": "text/csv"}
    photo = {"file_id": "P", "file_unique_id": "p", "width": 9, "height": 9, "file_size": 9}
    update: Json = chance.choice(
        (
            {"message": {**message, "text": words}},
            {"message": {**message, "text": f"{slash} {words!s}"}},
            {"message": {**message, "text": words, "reply_to_message": {**message, "message_id": 1, "text": "x"}}},
            {"message": {**message, "document": file, "caption": "x"}},
            {"message": {**message, "photo": [photo], "media_group_id": "1"}},
            {"message": {**message, "migrate_to_chat_id": -1001}},
            {"edited_message": {**message, "message_id": chance.randrange(number + 1), "edit_date": 1, "text": words}},
            {
                "callback_query": {
                    "id": str(number),
                    "from": user,
                    "chat_instance": "1",
                    "message": message,
                    "data": token(chance, house.subjects),
                }
            },
            {
                "my_chat_member": {
                    "chat": chat,
                    "from": user,
                    "date": 1790000000,
                    "old_chat_member": {"user": {**user, "is_bot": True}, "status": "left"},
                    "new_chat_member": {"user": {**user, "is_bot": True}, "status": "member"},
                }
            },
        )
    )
    body = raw(as_json(spoiled({"update_id": number, **update}, chance, house.subjects)), chance)
    headers = {"content-type": "application/json", "x-telegram-bot-api-secret-token": house.telegram_secret}
    return Delivery("/telegram/webhook", body, headers)


def instagram_webhook(house: House, chance: random.Random, number: int) -> Delivery:
    comment = {"from": {"id": "7", "username": "x"}, "media": {"id": "1"}, "id": str(number), "text": "wow"}
    change = {"field": chance.choice(("comments", "mentions", "story_insights", "x")), "value": comment}
    told = {"object": "instagram", "entry": [{"id": house.instagram_id, "time": 1790000000, "changes": [change]}]}
    body = raw(as_json(spoiled(told, chance, house.subjects)), chance)
    made = hmac.new(house.meta_secret.encode(), body, hashlib.sha256).hexdigest()
    return Delivery("/instagram/webhooks", body, {"x-hub-signature-256": f"sha256={made}"})


def instagram_signed_request(house: House, chance: random.Random, _: int) -> Delivery:
    import base64

    told = {"algorithm": "HMAC-SHA256", "issued_at": 1790000000, "expires": 1790000000, "user_id": house.instagram_id}
    payload = base64.urlsafe_b64encode(raw(as_json(spoiled(told, chance, ())), chance)).decode().rstrip("=")
    made = hmac.new(house.meta_secret.encode(), payload.encode(), hashlib.sha256).digest()
    signed = f"{base64.urlsafe_b64encode(made).decode().rstrip('=')}.{payload}"
    path = chance.choice(("/instagram/deauthorize", "/instagram/data-deletion"))
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return Delivery(path, urlencode({"signed_request": signed}).encode(), headers)


def ticket_shop(house: House, chance: random.Random, number: int) -> Delivery:
    told = {"sold": 12, "capacity": 300, "event": "Warehouse Night", "at": house.now.isoformat(), "id": str(number)}
    body = raw(as_json(spoiled(told, chance, house.subjects)), chance)
    stamp = str(int(house.now.timestamp()))
    made = shop_signature(house.shop.secret, stamp, body)
    headers = {"x-rite-signature": made, "x-rite-timestamp": stamp, "idempotency-key": f"k{number}"}
    if chance.random() < 0.3:
        headers = {"authorization": f"Bearer {house.shop.token}"}
    return Delivery(f"/tickets/{house.shop.shop_id.hex}", body, headers)


def dashboard_press(house: House, chance: random.Random, _: int) -> Delivery:
    fields: Json = {
        "proof": house.proof,
        "press": token(chance, house.subjects, STANDING) if chance.random() < 0.7 else token(chance, house.subjects),
        "about": chance.choice((f"{chance.choice(house.ids)}:1", f"{chance.choice(house.ids)}:{chance.random()}", "")),
        "words": text(chance, house.subjects),
        "due": text(chance, house.subjects),
    }
    if chance.random() < 0.5:
        fields["form"] = chance.choice(("post.changes", "post.reschedule", "post.edit", "settings.open", "x"))
    spoilt = {**spoiled(fields, chance, house.subjects), "proof": house.proof}
    flat = {str(key): str(one) for key, one in spoilt.items()}
    body = raw(urlencode(flat, errors="surrogatepass"), chance)
    pages = ("", "/calendar", "/approvals", f"/posts/{house.ids[0]}", "/numbers", "/designs", "/settings")
    headers = {"cookie": f"rite_visit={house.cookie}", "content-type": "application/x-www-form-urlencoded"}
    return Delivery(f"/dashboard{chance.choice(pages)}", body, headers)


def open_page(house: House, chance: random.Random, _: int) -> Delivery:
    """What anybody may ask for: signed links with hostile parts, pages with hostile queries and headers."""
    known = chance.choice(house.links)
    word = str(value(chance, house.subjects)).encode("utf-8", "replace").decode()[:300]
    path = chance.choice(("/instagram/connect", "/instagram/callback", "/instagram/webhooks", "/privacy/x", "/", "/x"))
    asked = {chance.choice(("state", "code", "hub.mode", "hub.challenge", "expires", "signature", "w", "day")): word}
    target = f"{path}?{urlencode(asked)}"
    if chance.random() < 0.5:
        at = chance.randrange(1, len(known))
        target = (
            known[:at] + chance.choice(("", "%00", "%ff", "..%2f", "A", "%E2%80%AE", "&w=99999999999")) + known[at:]
        )
    headers = {
        "accept-language": chance.choice(("de", "x" * 500, "fr;q=nan", "*;q=1e999", ",,,,")),
        "range": "bytes=9-1",
    }
    headers["if-none-match"] = chance.choice(("*", 'W/"x"', "\x7f", ""))
    headers["cookie"] = f"rite_visit={chance.choice((house.cookie, 'x', '%00', 'A' * 3000))}"
    return Delivery(target, b"", headers, chance.choice(("GET", "GET", "GET", "HEAD", "POST")))


EDGES: Mapping[str, Edge] = {
    "slack events": slack_event,
    "slack interactions": slack_interaction,
    "slack commands": slack_command,
    "telegram": telegram_update,
    "instagram webhooks": instagram_webhook,
    "instagram signed requests": instagram_signed_request,
    "ticket shops": ticket_shop,
    "dashboard": dashboard_press,
    "open addresses": open_page,
}


def names(wanted: Sequence[str]) -> Sequence[str]:
    return [name for name in EDGES if not wanted or any(word in name for word in wanted)]
