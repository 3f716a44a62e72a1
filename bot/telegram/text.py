"""Card -> Telegram HTML and keyboard. HTML needs three characters escaped; Markdown would need eighteen."""

from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import MessageLimit

from bot.cards.card import Action, Bullet, Card, Fact, Line, Quote, Small, Text

CAPTION_MAX = int(MessageLimit.CAPTION_LENGTH)
TEXT_MAX = int(MessageLimit.MAX_TEXT_LENGTH)
LABEL_MAX = 60


def visible_length(card: Card) -> int:
    """Length after entity parsing, in UTF-16 units, as Telegram counts it."""
    return len(_joined(card, plain=True).encode("utf-16-le")) // 2


def html_of(card: Card, longest: int = TEXT_MAX) -> str:
    """The card as HTML; lines at the end are left out when it would be longer than Telegram takes."""
    while visible_length(card) > longest and len(card.lines) > 1:
        card = replace(card, lines=card.lines[:-1])
    return _joined(card, plain=False)


def keyboard_of(card: Card) -> InlineKeyboardMarkup | None:
    """Rows of `card.columns` buttons; long labels get a row of their own."""
    rows: list[list[InlineKeyboardButton]] = []
    row: list[InlineKeyboardButton] = []
    for action in card.actions:
        if row and (len(row) >= card.columns or len(action.label) > LABEL_MAX // card.columns):
            rows.append(row)
            row = []
        row.append(_button(action))
        if len(action.label) > LABEL_MAX // card.columns:
            rows.append(row)
            row = []
    if row:
        rows.append(row)
    return InlineKeyboardMarkup(rows) if rows else None


def _button(action: Action) -> InlineKeyboardButton:
    label = action.label if len(action.label) <= LABEL_MAX else action.label[: LABEL_MAX - 1] + "…"
    if action.token is None:
        return InlineKeyboardButton(label, url=action.url)
    return InlineKeyboardButton(label, callback_data=action.token.encode())


def _joined(card: Card, *, plain: bool) -> str:
    parts = []
    if card.title:
        parts.append(card.title if plain else f"<b>{_safe(card.title)}</b>")
    previous: type[Line] | None = None
    for line in card.lines:
        text = _PLAIN[type(line)](line) if plain else _HTML[type(line)](line)
        if previous is not None and type(line) is previous and previous in (Fact, Bullet, Small):
            parts[-1] += f"\n{text}"
        else:
            parts.append(text)
        previous = type(line)
    return "\n\n".join(part for part in parts if part) or card.summary


def _safe(text: str) -> str:
    return escape(text, quote=False)


def _link(line: Bullet) -> str:
    return f' <a href="{escape(line.url)}">See it</a>' if line.url else ""


_HTML: dict[type[Line], Callable[[Any], str]] = {
    Text: lambda line: _safe(line.text),
    Fact: lambda line: f"<b>{_safe(line.label)}:</b> {_safe(line.value)}",
    Quote: lambda line: f"<blockquote>{_safe(line.text)}</blockquote>",
    Small: lambda line: f"<i>{_safe(line.text)}</i>",
    Bullet: lambda line: f"• {_safe(line.text)}{_link(line)}",
}
_PLAIN: dict[type[Line], Callable[[Any], str]] = {
    Text: lambda line: line.text,
    Fact: lambda line: f"{line.label}: {line.value}",
    Quote: lambda line: line.text,
    Small: lambda line: line.text,
    Bullet: lambda line: f"• {line.text}{' See it' if line.url else ''}",
}
