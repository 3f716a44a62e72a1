"""A card as JSON and back, for one that is kept until it was shown."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any
from uuid import UUID

from bot.cards.card import Action, Bullet, Call, Card, Chart, Fact, Line, Picture, Quote, Small, Style, Text
from bot.tokens import Token

LINES: dict[str, Callable[..., Line]] = {kind.__name__: kind for kind in (Text, Fact, Quote, Small, Bullet)}
LINES[Call.__name__] = lambda people: Call(tuple((name, known_as) for name, known_as in people))


def stored(card: Card) -> dict[str, Any]:
    """Everything that a person sees of it."""
    return {
        "summary": card.summary,
        "title": card.title,
        "lines": [[type(line).__name__, *_values(line)] for line in card.lines],
        "picture": _values(card.picture) if card.picture else None,
        "album": list(card.album),
        "chart": _values(card.chart) if card.chart else None,
        "actions": [_action(action) for action in card.actions],
        "columns": card.columns,
        "quiet": card.quiet,
        "unfold": _token(card.unfold),
        "passing": card.passing,
        "apart": card.apart,
        "asks": card.asks,
    }


def card_from(kept: dict[str, Any]) -> Card:
    """The card that was stored."""
    return Card(
        summary=kept["summary"],
        title=kept["title"],
        lines=tuple(LINES[kind](*values) for kind, *values in kept["lines"]),
        picture=Picture(*kept["picture"]) if kept["picture"] else None,
        album=tuple(kept.get("album", ())),
        chart=_chart(*kept["chart"]) if kept.get("chart") else None,
        actions=tuple(_action_from(*values) for values in kept["actions"]),
        columns=kept["columns"],
        quiet=kept["quiet"],
        unfold=_token_from(kept.get("unfold")),
        passing=kept.get("passing", False),
        apart=kept.get("apart", False),
        asks=kept.get("asks", False),
    )


def _chart(title: str, unit: str, amounts: list[list[Any]]) -> Chart:
    return Chart(title, unit, tuple((label, amount) for label, amount in amounts))


def _values(value: Line | Picture | Chart) -> list[Any]:
    return [getattr(value, field.name) for field in fields(value)]


def _action(action: Action) -> list[Any]:
    return [action.label, _token(action.token), action.url, action.style.value, action.confirm, action.rare]


def _action_from(
    label: str, token: list[Any] | None, url: str | None, style: str, confirm: str, rare: bool = False
) -> Action:
    return Action(label, _token_from(token), url, Style(style), confirm, rare)


def _token(token: Token | None) -> list[Any] | None:
    return [token.verb, token.subject.hex, token.number] if token else None


def _token_from(kept: list[Any] | None) -> Token | None:
    return Token(kept[0], UUID(kept[1]), kept[2]) if kept else None
