"""What models cost, in words; and what owners hear about it. What nobody knows is said, never shown as nought."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.cards.card import Action, Bullet, Card, Fact, Line, plain
from bot.language import mark, tr
from bot.tokens import Token
from bot.words import count, day_of, dollars, month_of
from core.spending.queries import Cost, Spending
from core.spending.tell import About

_PURPOSES = {
    "caption": mark("Captions"),
    "repair": mark("Second tries at captions"),
    "read": mark("Reading messages"),
    "look": mark("Looking at flyers"),
    "see": mark("Alt texts of pictures"),
}
_SENTENCES: Mapping[About, str] = {
    About.WARNING: mark(
        "{percent} % of this month's budget for the model is used: {spent} of {budget}. Once it is spent, the offline "
        "writer takes over until {until}."
    ),
    About.SPENT: mark(
        "This month's budget for the model is spent: {spent} of {budget}. Until {until} the offline writer writes, and "
        "messages are read by rules alone. A higher budget in the settings changes that at once."
    ),
    About.UNPRICED: mark(
        "I can't hold the monthly budget of {budget}: nobody told me what the model “{model}” costs. Whoever runs Rite "
        "sets that in RITE_OPENAI_PRICES. Until then I use the model without a limit."
    ),
    About.UNCOUNTED: mark(
        "I can't hold the monthly budget of {budget}: the server of the model “{model}” does not tell how much was "
        "used. I use the model without a limit."
    ),
    About.UNKNOWN_MODEL: mark(
        "The model “{model}” does not exist (any more). Whoever runs Rite sets RITE_OPENAI_MODEL to one that does and "
        "starts Rite anew. Until then the offline writer writes, and messages are read by rules alone."
    ),
    About.WRONG_KEY: mark(
        "The model's server does not accept our key. Whoever runs Rite sets OPENAI_API_KEY to a good one and starts "
        "Rite anew. Until then the offline writer writes, and messages are read by rules alone."
    ),
    About.NO_RIGHT: mark(
        "Our key may not use the model “{model}”. Whoever runs Rite grants it that, or names another model in "
        "RITE_OPENAI_MODEL. Until then the offline writer writes, and messages are read by rules alone."
    ),
    About.NO_CREDIT: mark(
        "The credit at the model's server is used up. Whoever runs Rite tops it up; nothing has to be started anew. "
        "Until then the offline writer writes, and messages are read by rules alone."
    ),
}
_ABOUT_MONEY = (About.WARNING, About.SPENT)


def model_card(details: Mapping[str, Any]) -> Card:
    """`details` are the notice's: what, and the figures or the model it is about."""
    about = About(details["what"])
    budget, spent = details.get("budget"), details.get("spent")
    text = tr(
        _SENTENCES[about],
        model=details.get("model", ""),
        budget=dollars(budget or 0),
        spent=dollars(spent or 0),
        percent=spent * 100 // budget if spent and budget else 0,
        until=_day(details.get("until")),
    )
    return plain(text, Action(tr("Settings"), Token("settings.open"))) if about in _ABOUT_MONEY else plain(text)


def cost_in_words(cost: Cost) -> str:
    """ "$0.012 for 2 calls (1,234 tokens)"; "" when no model was asked."""
    if not cost.calls:
        return ""
    used = {"calls": count(cost.calls, "call"), "tokens": count(cost.tokens, "token")}
    if cost.unpriced == cost.calls:
        return tr("{calls} ({tokens}), price unknown", **used)
    price = dollars(cost.price)
    if not cost.unpriced:
        return tr("{price} for {calls} ({tokens})", price=price, **used)
    return tr(
        "{price} for {calls} ({tokens}), {some} of them of unknown price", price=price, some=cost.unpriced, **used
    )


def spending_lines(spending: Spending) -> list[Line]:
    """A month's spending; nothing when there was none and no budget is set."""
    if not spending.total.calls and spending.budget is None:
        return []
    label = tr("The model in {month}", month=month_of(spending.month.first_local))
    by_purpose = [Bullet(f"{_purpose(purpose)}: {cost_in_words(cost)}") for purpose, cost in spending.by_purpose]
    return [Fact(label, _so_far(spending)), *(by_purpose if len(by_purpose) > 1 else [])]


def _so_far(spending: Spending) -> str:
    said = cost_in_words(spending.total) or tr("nothing yet")
    if spending.budget is None:
        return said
    budget = dollars(spending.budget)
    if spending.is_spent:
        return tr(
            "{spent}, of a budget of {budget}; it is spent, so the offline writer writes", spent=said, budget=budget
        )
    return tr("{spent}, of a budget of {budget}", spent=said, budget=budget)


def _purpose(name: str) -> str:
    return tr(_PURPOSES[name]) if name in _PURPOSES else name.capitalize()


def _day(iso: str | None) -> str:
    day = date.fromisoformat(iso) if iso else None
    return day_of(day, weekday=False) if day else tr("the next month")
