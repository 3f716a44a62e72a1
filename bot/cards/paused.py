"""The line on a card whose account asks Instagram nothing for a while."""

from bot.cards.card import Line, Text
from bot.language import tr
from bot.retold import retold
from bot.words import short_moment
from core.accounts.pause import PausedAccount


def pause_lines(paused: PausedAccount | None) -> list[Line]:
    """ "@name is paused until Sun 22 Nov, 18:40: Instagram's call budget is used up."; nothing while it is not."""
    if paused is None:
        return []
    said = tr(
        "@{username} is paused until {moment}: {reason}.",
        username=paused.username,
        moment=short_moment(paused.until_local),
        reason=retold(paused.reason),
    )
    return [Text(said)]
