"""What models cost, in words; and what owners hear about it. What nobody knows is said, never shown as nought."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.cards.card import Action, Bullet, Card, Fact, Line, plain
from bot.tokens import Token
from bot.words import count, dollars
from core.spending.queries import Cost, Spending
from core.spending.tell import About

_PURPOSES = {
    "caption": "Captions",
    "repair": "Second tries at captions",
    "read": "Reading messages",
    "look": "Looking at flyers",
    "see": "Alt texts of pictures",
}
_OPERATOR = "Whoever runs Rite"
_MEANWHILE = "Until then the offline writer writes, and messages are read by rules alone."
_SENTENCES: Mapping[About, str] = {
    About.WARNING: (
        "{percent} % of this month's budget for the model is used: {spent} of {budget}. Once it is spent, the offline "
        "writer takes over until {until}."
    ),
    About.SPENT: (
        "This month's budget for the model is spent: {spent} of {budget}. Until {until} the offline writer writes, and "
        "messages are read by rules alone. A higher budget in the settings changes that at once."
    ),
    About.UNPRICED: (
        f"I can't hold the monthly budget of {{budget}}: nobody told me what the model “{{model}}” costs. {_OPERATOR} "
        "sets that in RITE_OPENAI_PRICES. Until then I use the model without a limit."
    ),
    About.UNCOUNTED: (
        "I can't hold the monthly budget of {budget}: the server of the model “{model}” does not tell how much was "
        "used. I use the model without a limit."
    ),
    About.UNKNOWN_MODEL: (
        f"The model “{{model}}” does not exist (any more). {_OPERATOR} sets RITE_OPENAI_MODEL to one that does and "
        f"starts Rite anew. {_MEANWHILE}"
    ),
    About.WRONG_KEY: (
        f"The model's server does not accept our key. {_OPERATOR} sets OPENAI_API_KEY to a good one and starts Rite "
        f"anew. {_MEANWHILE}"
    ),
    About.NO_RIGHT: (
        f"Our key may not use the model “{{model}}”. {_OPERATOR} grants it that, or names another model in "
        f"RITE_OPENAI_MODEL. {_MEANWHILE}"
    ),
    About.NO_CREDIT: (
        f"The credit at the model's server is used up. {_OPERATOR} tops it up; nothing has to be started anew. "
        f"{_MEANWHILE}"
    ),
}
_ABOUT_MONEY = (About.WARNING, About.SPENT)


def model_card(details: Mapping[str, Any]) -> Card:
    """`details` are the notice's: what, and the figures or the model it is about."""
    about = About(details["what"])
    budget, spent = details.get("budget"), details.get("spent")
    text = _SENTENCES[about].format(
        model=details.get("model", ""),
        budget=dollars(budget or 0),
        spent=dollars(spent or 0),
        percent=spent * 100 // budget if spent and budget else 0,
        until=_day(details.get("until")),
    )
    return plain(text, Action("Settings", Token("settings.open"))) if about in _ABOUT_MONEY else plain(text)


def cost_in_words(cost: Cost) -> str:
    """ "$0.012 for 2 calls (1,234 tokens)"; "" when no model was asked."""
    if not cost.calls:
        return ""
    used = f"{count(cost.calls, 'call')} ({count(cost.tokens, 'token')})"
    if cost.unpriced == cost.calls:
        return f"{used}, price unknown"
    if not cost.unpriced:
        return f"{dollars(cost.price)} for {used}"
    return f"{dollars(cost.price)} for {used}, {cost.unpriced} of them of unknown price"


def spending_lines(spending: Spending) -> list[Line]:
    """A month's spending; nothing when there was none and no budget is set."""
    if not spending.total.calls and spending.budget is None:
        return []
    said = cost_in_words(spending.total) or "nothing yet"
    budget = f", of a budget of {dollars(spending.budget)}" if spending.budget is not None else ""
    over = "; it is spent, so the offline writer writes" if spending.is_spent else ""
    label = f"The model in {spending.month.first_local:%B %Y}"
    by_purpose = [Bullet(f"{_purpose(purpose)}: {cost_in_words(cost)}") for purpose, cost in spending.by_purpose]
    return [Fact(label, f"{said}{budget}{over}"), *(by_purpose if len(by_purpose) > 1 else [])]


def _purpose(name: str) -> str:
    return _PURPOSES.get(name, name.capitalize())


def _day(iso: str | None) -> str:
    day = date.fromisoformat(iso) if iso else None
    return f"{day.day} {day:%B}" if day else "the next month"
