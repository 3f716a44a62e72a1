"""What the bot had said at a moment, and what of it is new and worth looking for at a replay."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.story.deeds import headline, slack_text, telegram_text

NEVER_THE_SAME = re.compile(r"\d{1,2}:\d\d|\d{5,}|https?://|%|[▓░]")
"""Hours of a clock that runs on, ids, addresses, progress."""
MOST = 4


@dataclass(frozen=True)
class Said:
    """One message of the bot: where, how it begins."""

    place: str
    begins: str


def said_in(views: Mapping[str, Any]) -> dict[str, Said]:
    """The bot's messages by an id of their own."""
    slack, telegram = views["slack"], views["telegram"]
    in_slack = {
        f"slack {channel} {message['ts']}": Said("slack", headline(slack_text(message)))
        for channel, messages in slack["messages"].items()
        for message in messages
        if message["is_bot"]
    }
    in_telegram = {
        f"telegram {chat} {message['message_id']}": Said("telegram", headline(telegram_text(message)))
        for chat, messages in telegram["messages"].items()
        for message in messages
        if message["from"]["is_bot"]
    }
    return in_slack | in_telegram


def new_words(before: Mapping[str, Said], after: Mapping[str, Said], last: Mapping[str, Said]) -> tuple[str, ...]:
    """ "slack: Announcement · Techno night": how messages begin that were new after a deed, and stayed as they were."""
    fresh = (said for key, said in after.items() if key not in before and last.get(key) == said)
    found = dict.fromkeys(f"{said.place}: {said.begins}" for said in fresh if worth(said.begins))
    return tuple(found)[:MOST]


def worth(words: str) -> bool:
    """Whether it will be there again, word for word."""
    return len(words) > 3 and not NEVER_THE_SAME.search(words)
