"""The shapes of what Slack delivers, as far as we read them."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.web.shapes import NONE, fits
from core.plain_json import read_json

TEXT = (str, NONE)
NAME = re.compile(r"[\w-]{1,40}")
"""Of a team, a person, a place, a file."""
KEY = re.compile(r"[\w.:-]{1,120}")
"""Of a delivery, a press, a message."""
NAMED, KEYED = (NAME, NONE), (KEY, re.compile(""), NONE)
SOMEBODY = {"id!": NAME, "team_id": NAMED}
ROOM = {"id": NAMED}
FILE = {"id!": NAME, "name": TEXT, "mimetype": TEXT, "size": (int, NONE), "title": TEXT}
FILES = ([FILE], NONE)
PASSED_ON = {"text": TEXT, "fallback": TEXT, "author_name": TEXT, "files": FILES}
MESSAGE = {"ts": KEYED, "thread_ts": KEYED, "text": TEXT, "files": FILES, "attachments": ([PASSED_ON], NONE)}
EVENT = {
    **MESSAGE,
    "type!": str,
    "subtype": TEXT,
    "user": (NAME, SOMEBODY, NONE),
    "channel": (NAME, ROOM, NONE),
    "channel_type": TEXT,
    "bot_id": TEXT,
    "inviter": NAMED,
    "tab": TEXT,
    "view": ({"hash": KEYED}, NONE),
    "links": ([{"url!": str}], NONE),
    "message_ts": KEYED,
    "deleted_ts": KEYED,
    "source": TEXT,
    "tokens": ({"bot": ([str], NONE), "oauth": ([str], NONE)}, NONE),
}
SPOKEN = {"user!": NAME, "channel!": NAME}
"""An event of somebody in a place."""
EVENTS: Mapping[str, Any] = {
    "app_mention": SPOKEN,
    "app_home_opened": {"user!": NAME},
    "member_joined_channel": SPOKEN,
    "link_shared": {**SPOKEN, "message_ts!": KEY},
    "user_change": {"user!": SOMEBODY},
    "message": {"user": NAME, "channel!": NAME},
}
"""What a kind of event has besides."""
DELIVERED = {"team_id": NAMED, "event_id!": KEY, "event!": EVENT, "authorizations": (list, NONE)}

PICKED = ({"value": TEXT}, NONE)
ANSWER = {
    "value": TEXT,
    "selected_option": PICKED,
    "selected_date": TEXT,
    "selected_time": TEXT,
    "files": FILES,
}
ACTION = {"action_id!": str, "action_ts": KEYED, "value": TEXT, "selected_option": PICKED, "type!": str}
PERSON = {
    "type!": str,
    "team": (ROOM, NONE),
    "user!": SOMEBODY,
    "enterprise": (dict, NONE),
    "channel": (ROOM, NONE),
    "container": ({"channel_id": NAMED, "type": TEXT}, NONE),
    "message": (MESSAGE, NONE),
    "response_url": TEXT,
}
VIEW = {
    "id!": NAME,
    "type!": str,
    "hash": KEYED,
    "callback_id!": str,
    "private_metadata": TEXT,
    "app_installed_team_id": NAMED,
    "state": ({"values": dict}, NONE),
}
FILLED_IN = {**VIEW, "state!": {"values!": dict}}
INTERACTIONS: Mapping[str, Any] = {
    "block_actions": {
        "trigger_id!": KEY,
        "actions!": [{**ACTION, "action_ts!": KEY}],
        "view": ({"id": TEXT, "type!": str}, NONE),
    },
    "view_submission": {"view!": FILLED_IN},
    "view_closed": {"view!": VIEW},
    "shortcut": {"trigger_id!": KEY, "callback_id!": str},
    "message_action": {"trigger_id!": KEY, "callback_id!": str, "message!": MESSAGE},
    "block_suggestion": {"action_id!": str},
}
COMMAND = {
    "command!": str,
    "text": TEXT,
    "team_id!": NAME,
    "channel_id!": NAME,
    "user_id!": NAME,
    "trigger_id!": KEY,
    "response_url": TEXT,
}


def is_slack_s(body: Mapping[str, Any]) -> bool:
    """Whether a delivery, read, is one of those that Slack documents; another kind of event is none of our business."""
    if "command" in body:
        return fits(body, COMMAND) and _answers_somewhere(body)
    kind = body.get("type")
    if kind == "event_callback":
        return fits(body, DELIVERED) and _is_event(body["event"])
    if not isinstance(kind, str) or kind not in INTERACTIONS:
        return kind == "url_verification" or body.get("ssl_check") == "1"
    return fits(body, PERSON) and fits(body, INTERACTIONS[kind]) and _is_filled_in(body) and _answers_somewhere(body)


def _is_event(event: Mapping[str, Any]) -> bool:
    return fits(event, EVENTS.get(event["type"], {}))


def _is_filled_in(body: Mapping[str, Any]) -> bool:
    """The answers of a form, and what we ourselves put into it when it was opened."""
    view = body.get("view") or {}
    if body["type"] not in ("view_submission", "view_closed"):
        return True
    values = (view.get("state") or {}).get("values", {})
    return (
        fits(list(values.values()), [dict])
        and all(fits(list(inputs.values()), [ANSWER]) for inputs in values.values())
        and _is_ours(view.get("private_metadata") or "{}")
    )


def _is_ours(metadata: str) -> bool:
    try:
        told = read_json(metadata)
    except ValueError:
        return False
    return fits(told, {"channel": NAMED, "thread": KEYED, "subject": str, "pictures": dict, "talk": TEXT}) and (
        not told.get("talk") or re.fullmatch("[0-9a-f]{32}", told["talk"]) is not None
    )


def _answers_somewhere(body: Mapping[str, Any]) -> bool:
    """An answer goes to an address of the web, or to none."""
    url = body.get("response_url")
    if not url:
        return True
    try:
        parts = urlsplit(url)
        return parts.scheme in ("https", "http") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
