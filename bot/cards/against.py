"""How a post did against those before it, in words: a comparison names its sample, and too few are called too few."""

from bot.language import mark, tr, tr_many
from bot.words import count, number_in_words
from core.insights.compare import Verdict

_SAID = {
    Verdict.MORE: mark("More than usual at this age: half of the {n} like it before reached {low} to {high}."),
    Verdict.LESS: mark("Less than usual at this age: half of the {n} like it before reached {low} to {high}."),
    Verdict.AS_USUAL: mark("As usual at this age: half of the {n} like it before reached {low} to {high}."),
}


def against_in_words(verdict: str, earlier: int, low: int, high: int) -> str:
    """One sentence; "" where nothing was compared."""
    if verdict in _SAID:
        n, least, most = (number_in_words(value) for value in (earlier, low, high))
        return tr(_SAID[Verdict(verdict)], n=n, low=least, high=most)
    if not verdict:
        return ""
    if not earlier:
        return tr("The first like it with numbers, so there is nothing to compare.")
    return tr_many(
        "Only {n} like it before: too few to compare.", "Only {n} like it before: too few to compare.", earlier
    )


def people(reached: int | None) -> str:
    if reached is None:
        return tr("Instagram has not told yet")
    return count(reached, "person reached", "people reached")
