"""How many people each post reached, as a chart and in words."""

from collections.abc import Sequence

from bot.cards.card import Chart, Picture
from bot.language import tr
from bot.retold import retold
from bot.words import number_in_words
from core.digests.compile import Reached


def reach_chart(title: str, reached: Sequence[Reached]) -> Chart | None:
    """Posts of one event go without its name; a single post is no chart."""
    events = {one.event for one in reached}
    if len(reached) < 2:
        return None
    bars = [
        (retold(one.title) if len(events) == 1 else f"{retold(one.title)}, {one.event}", one.people) for one in reached
    ]
    return Chart(title, tr("People reached"), tuple(bars))


def reach_picture(key: str | None, reached: Sequence[Reached]) -> Picture | None:
    """The painted one, with what it shows in words."""
    if key is None:
        return None
    bars = "; ".join(f"{retold(one.title)}, {one.event}: {number_in_words(one.people)}" for one in reached)
    return Picture(key, tr("Bar chart of people reached. {bars}.", bars=bars))
