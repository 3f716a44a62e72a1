"""Card -> Telegram HTML and keyboard. HTML needs three characters escaped; Markdown would need eighteen."""

from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, WebAppInfo
from telegram.constants import MessageLimit

from bot.cards.card import Action, Bullet, Call, Card, Fact, Line, Quote, Small, Text
from bot.language import tr
from bot.words import colon, shortened

CAPTION_MAX = int(MessageLimit.CAPTION_LENGTH)
TEXT_MAX = int(MessageLimit.MAX_TEXT_LENGTH)
LABEL_MAX = 60
TITLE_MAX = 200


def visible_length(card: Card) -> int:
    """Length after entity parsing, in UTF-16 units, as Telegram counts it."""
    return len(_joined(card, plain=True).encode("utf-16-le")) // 2


def html_of(card: Card, longest: int = TEXT_MAX) -> str:
    """The card as HTML; when Telegram takes less, lines at the end are left out, and the first is cut."""
    while visible_length(card) > longest and len(card.lines) > 1:
        card = replace(card, lines=card.lines[:-1])
    if visible_length(card) > longest:
        card = replace(card, title=shortened(card.title, TITLE_MAX), summary=shortened(card.summary, longest // 2))
        card = replace(card, lines=tuple(_cut(line, visible_length(card) - longest) for line in card.lines))
    return _joined(card, plain=False)


def _cut(line: Line, over: int) -> Line:
    """Without so many of its last characters, each of which counts for one at least."""
    if over <= 0 or isinstance(line, Call):
        return line
    if isinstance(line, Fact):
        label = shortened(line.label, TITLE_MAX)
        over -= len(line.label) - len(label)
        return Fact(label, shortened(line.value, max(1, len(line.value) - over - 1)))
    return replace(line, text=shortened(line.text, max(1, len(line.text) - over - 1)))


def in_a_group(card: Card) -> Card:
    """What words are typed there reaches us only in reply to a message of ours."""
    return replace(card, lines=(*card.lines, Small(tr("Answer in a reply to this message.")))) if card.asks else card


def keyboard_of(card: Card, *, unfolded: bool = False) -> InlineKeyboardMarkup | None:
    """Rows of `card.columns` buttons; long labels get a row of their own. unfolded: with the rare ones."""
    rows: list[list[InlineKeyboardButton]] = []
    row: list[InlineKeyboardButton] = []
    for action in _shown(card, unfolded=unfolded):
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


def _shown(card: Card, *, unfolded: bool) -> list[Action]:
    usual = [action for action in card.actions if not action.rare]
    rare = [action for action in card.actions if action.rare]
    if not rare or card.unfold is None:
        return [*usual, *rare]
    if unfolded:
        return [*usual, *rare, Action(tr("Fewer buttons"), replace(card.unfold, number=0))]
    return [*usual, Action(tr("More"), card.unfold)]


def _button(action: Action) -> InlineKeyboardButton:
    label = action.label if len(action.label) <= LABEL_MAX else action.label[: LABEL_MAX - 1] + "…"
    if action.token is None and action.inside:
        return InlineKeyboardButton(label, web_app=WebAppInfo(action.url or ""))
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


def _called(name: str, known_as: str) -> str:
    """A link to somebody's id is a mention, whether they have a user name or not."""
    address = f"tg://user?id={known_as}"
    return f'<a href="{address}">{_safe(name)}</a>' if known_as.isdigit() else _safe(name)


def _link(line: Bullet) -> str:
    return f' <a href="{escape(line.url)}">{_safe(tr("See it"))}</a>' if line.url else ""


_HTML: dict[type[Line], Callable[[Any], str]] = {
    Text: lambda line: _safe(line.text),
    Fact: lambda line: f"<b>{_safe(line.label)}{colon()}</b> {_safe(line.value)}",
    Quote: lambda line: f"<blockquote>{_safe(line.text)}</blockquote>",
    Small: lambda line: f"<i>{_safe(line.text)}</i>",
    Call: lambda line: ", ".join(_called(name, known_as) for name, known_as in line.named),
    Bullet: lambda line: f"• {_safe(line.text)}{_link(line)}",
}
_PLAIN: dict[type[Line], Callable[[Any], str]] = {
    Text: lambda line: line.text,
    Fact: lambda line: f"{line.label}{colon()} {line.value}",
    Quote: lambda line: line.text,
    Small: lambda line: line.text,
    Call: lambda line: line.text,
    Bullet: lambda line: " ".join(["•", line.text, *([tr("See it")] if line.url else [])]),
}
