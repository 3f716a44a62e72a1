"""A card as JSON and back, for one that is kept until it was shown."""

from dataclasses import fields
from typing import Any
from uuid import UUID

from bot.cards.card import Action, Bullet, Card, Fact, Line, Picture, Quote, Small, Style, Text
from bot.tokens import Token

LINES: dict[str, type[Line]] = {kind.__name__: kind for kind in (Text, Fact, Quote, Small, Bullet)}


def stored(card: Card) -> dict[str, Any]:
    """Everything that a person sees of it."""
    return {
        "summary": card.summary,
        "title": card.title,
        "lines": [[type(line).__name__, *_values(line)] for line in card.lines],
        "picture": _values(card.picture) if card.picture else None,
        "actions": [_action(action) for action in card.actions],
        "columns": card.columns,
        "quiet": card.quiet,
    }


def card_from(kept: dict[str, Any]) -> Card:
    """The card that was stored."""
    return Card(
        summary=kept["summary"],
        title=kept["title"],
        lines=tuple(LINES[kind](*values) for kind, *values in kept["lines"]),
        picture=Picture(*kept["picture"]) if kept["picture"] else None,
        actions=tuple(_action_from(*values) for values in kept["actions"]),
        columns=kept["columns"],
        quiet=kept["quiet"],
    )


def _values(value: Line | Picture) -> list[Any]:
    return [getattr(value, field.name) for field in fields(value)]


def _action(action: Action) -> list[Any]:
    token = action.token and [action.token.verb, action.token.subject.hex, action.token.number]
    return [action.label, token, action.url, action.style.value, action.confirm]


def _action_from(label: str, token: list[Any] | None, url: str | None, style: str, confirm: str) -> Action:
    known = Token(token[0], UUID(token[1]), token[2]) if token else None
    return Action(label, known, url, Style(style), confirm)
