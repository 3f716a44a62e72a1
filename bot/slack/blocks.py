"""Card -> Block Kit. Block ids are left to Slack, so that an updated message never mixes old and new input."""

import re
from collections.abc import Iterable
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    ContextBlock,
    HeaderBlock,
    OverflowMenuElement,
    SectionBlock,
)

from bot.cards.card import Action, Bullet, Call, Card, Fact, Line, Quote, Small, Style, Text
from bot.language import tr
from bot.slack.charts import chart_block
from bot.slack.texts import address, cut, escape, fitted, mrkdwn, pieces
from bot.words import colon

Block = dict[str, Any]

HEADER_MAX = HeaderBlock.text_max_length
SECTION_MAX = SectionBlock.text_max_length
BUTTON_MAX = ButtonElement.text_max_length
CONTEXT_MAX = ContextBlock.elements_max_length
ACTIONS_MAX = ActionsBlock.elements_max_length
OPTIONS_MAX = OverflowMenuElement.options_max_length
ALT_MAX = 2000
BLOCKS_MAX = 50
LABEL_MAX = 500
BULLET_MAX, SMALL_MAX = 1900, 1900
SUMMARY_MAX = 3900


def blocks_of(card: Card, picture_file: str | None, *, charts: bool = False) -> list[Block]:
    """Draw a card; `picture_file` is the id of its picture when it was uploaded. charts: Slack draws charts here.

    A card that is too long for one message loses its last lines, never its buttons.
    """
    return pages_of(card, picture_file, charts=charts)[0]


def pages_of(card: Card, picture_file: str | None, *, charts: bool = False) -> list[list[Block]]:
    """The same as one message, and what is left over as further ones."""
    head = _head(card, picture_file, charts=charts)
    elements = [button_of(action, place) for place, action in enumerate(card.actions) if not action.rare]
    elements += _menus([action for action in card.actions if action.rare])
    buttons: list[Block] = [
        {"type": "actions", "elements": elements[start : start + ACTIONS_MAX]}
        for start in range(0, len(elements), ACTIONS_MAX)
    ]
    lines, room = _lines(card.lines), BLOCKS_MAX - len(head) - len(buttons)
    if len(lines) <= room:
        return [[*head, *lines, *buttons]]
    first = [*head, *lines[: room - 1], *_smalls([Small(tr("It goes on."))]), *buttons]
    rest = lines[room - 1 :]
    return [first, *(rest[start : start + BLOCKS_MAX] for start in range(0, len(rest), BLOCKS_MAX))]


def _head(card: Card, picture_file: str | None, *, charts: bool) -> list[Block]:
    blocks: list[Block] = []
    if card.title:
        blocks.append({"type": "header", "text": _plain(cut(card.title, HEADER_MAX))})
    if charts and card.chart:
        blocks.append(chart_block(card.chart))
    elif card.picture and picture_file:
        alt = cut(card.picture.alt or card.summary, ALT_MAX)
        blocks.append({"type": "image", "slack_file": {"id": picture_file}, "alt_text": alt})
    return blocks


def summary_of(card: Card) -> str:
    """What notifications and screen readers say."""
    return fitted(card.summary, SUMMARY_MAX)


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": True}


def _lines(lines: Iterable[Line]) -> list[Block]:
    """Neighbouring lines of one kind share a block, so that a card stays far below Slack's fifty."""
    blocks: list[Block] = []
    run: list[Line] = []
    for line in [*lines, None]:
        if run and (line is None or type(line) is not type(run[0])):
            blocks += _DRAW[type(run[0])](run)
            run = []
        if line is not None:
            run.append(line)
    return blocks


def _texts(lines: list[Any]) -> list[Block]:
    return [_section(piece) for line in lines for piece in pieces(escape(line.text), SECTION_MAX)]


def _facts(lines: list[Any]) -> list[Block]:
    return _sections([f"*{fitted(line.label, LABEL_MAX)}*{colon()} {escape(line.value)}" for line in lines])


def _bullets(lines: list[Any]) -> list[Block]:
    return _sections([f"• {fitted(line.text, BULLET_MAX)}{_link(line)}" for line in lines])


def _link(line: Bullet) -> str:
    return f" <{address(line.url)}|{escape(tr('See it'))}>" if line.url else ""


def _quotes(lines: list[Any]) -> list[Block]:
    """Rich text shows words exactly as they are: no character of a caption can become formatting."""
    return [
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_quote", "elements": [{"type": "text", "text": line.text}]}],
        }
        for line in lines
        if line.text
    ]


def _smalls(lines: list[Any]) -> list[Block]:
    elements = [mrkdwn(fitted(line.text, SMALL_MAX)) for line in lines if line.text]
    return [
        {"type": "context", "elements": elements[start : start + CONTEXT_MAX]}
        for start in range(0, len(elements), CONTEXT_MAX)
    ]


_PERSON = re.compile(r"[UW][A-Z0-9]{2,20}")


def _sections(rows: Iterable[str]) -> list[Block]:
    """Join rows into as few sections as fit."""
    blocks: list[Block] = []
    text = ""
    for row in (piece for whole in rows for piece in pieces(whole, SECTION_MAX)):
        if text and len(text) + 1 + len(row) > SECTION_MAX:
            blocks.append(_section(text))
            text = ""
        text = f"{text}\n{row}" if text else row
    if text:
        blocks.append(_section(text))
    return blocks


def _section(text: str) -> Block:
    return {"type": "section", "text": mrkdwn(text)}


def _calls(lines: list[Any]) -> list[Block]:
    """Only here a card can name somebody so that they hear it."""
    return _sections([", ".join(_called(name, known_as) for name, known_as in line.named) for line in lines])


def _called(name: str, known_as: str) -> str:
    return f"<@{known_as}>" if _PERSON.fullmatch(known_as) else escape(name)


def _menus(actions: list[Action]) -> list[dict[str, Any]]:
    """What is seldom wanted, five a menu."""
    return [
        {
            "type": "overflow",
            "action_id": f"more:{start}",
            "options": [
                {"text": _plain(cut(action.label, BUTTON_MAX)), "value": action.token.encode()}
                for action in actions[start : start + OPTIONS_MAX]
                if action.token
            ],
        }
        for start in range(0, len(actions), OPTIONS_MAX)
    ]


_DRAW = {Text: _texts, Fact: _facts, Bullet: _bullets, Quote: _quotes, Small: _smalls, Call: _calls}


def button_of(action: Action, index: int) -> Block:
    """`index` tells buttons of one message apart."""
    label = cut(action.label, BUTTON_MAX)
    button: dict[str, Any] = {"type": "button", "text": _plain(label)}
    if action.token is None:
        button |= {"action_id": f"link:{index}", "url": action.url}
    else:
        button |= {"action_id": f"{action.token.verb}:{index}", "value": action.token.encode()}
    if action.style is not Style.PLAIN:
        button["style"] = action.style.value
    if action.confirm:
        button["confirm"] = {
            "title": _plain(cut(label, 100)),
            "text": _plain(cut(action.confirm, 300)),
            "confirm": _plain(cut(label, 30)),
            "deny": _plain(tr("Not now")),
        }
    return button
