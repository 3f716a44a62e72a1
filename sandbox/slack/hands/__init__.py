"""What people do in Slack, and what tests do to it: POST /control/slack/<name>."""

from collections.abc import Awaitable, Callable

from sandbox.slack.hands import filling, installing, pressing, talking
from sandbox.slack.hands.wish import Wish
from sandbox.slack.refused import Json

Hand = Callable[[Wish], Awaitable[Json]]

HANDS: dict[str, Hand] = {
    "say": talking.say,
    "command": talking.command,
    "shortcut": talking.shortcut,
    "home": talking.home,
    "press": pressing.press,
    "word": pressing.word,
    "submit": filling.submit,
    "close": filling.close,
    "invite": installing.invite,
    "kick": installing.kick,
    "install": installing.install,
    "uninstall": installing.uninstall,
    "redeliver": installing.redeliver,
    "events": installing.list_events,
    "settle": installing.settle,
    "timing": installing.timing,
    "scopes": installing.scopes,
    "rotation": installing.rotation,
    "archive": installing.archive,
}
