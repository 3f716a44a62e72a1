"""Card -> Block Kit. Block ids are left to Slack, so that an updated message never mixes old and new input."""

from collections.abc import Iterable
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, ContextBlock, HeaderBlock, SectionBlock

from bot.cards.card import Action, Bullet, Card, Fact, Line, Quote, Small, Style, Text

Block = dict[str, Any]

HEADER_MAX = HeaderBlock.text_max_length
SECTION_MAX = SectionBlock.text_max_length
BUTTON_MAX = ButtonElement.text_max_length
CONTEXT_MAX = ContextBlock.elements_max_length
ACTIONS_MAX = ActionsBlock.elements_max_length
ALT_MAX = 2000
SUMMARY_MAX = 3900


def blocks_of(card: Card, picture_file: str | None) -> list[Block]:
    """Draw a card; `picture_file` is the id of its picture when it was uploaded."""
    blocks: list[Block] = []
    if card.title:
        blocks.append({"type": "header", "text": _plain(cut(card.title, HEADER_MAX))})
    if card.picture and picture_file:
        alt = cut(card.picture.alt or card.summary, ALT_MAX)
        blocks.append({"type": "image", "slack_file": {"id": picture_file}, "alt_text": alt})
    blocks += _lines(card.lines)
    for start in range(0, len(card.actions), ACTIONS_MAX):
        blocks.append(_actions(card.actions[start : start + ACTIONS_MAX], start))
    return blocks


def summary_of(card: Card) -> str:
    """What notifications and screen readers say."""
    return escape(cut(card.summary, SUMMARY_MAX))


def escape(text: str) -> str:
    """A caption must never be able to spell <!channel>."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


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
    return [_section(escape(line.text)) for line in lines]


def _facts(lines: list[Any]) -> list[Block]:
    return _sections([f"*{escape(line.label)}*: {escape(line.value)}" for line in lines])


def _bullets(lines: list[Any]) -> list[Block]:
    said = [f"• {escape(line.text)}" + (f" <{escape(line.url)}|See it>" if line.url else "") for line in lines]
    return _sections(said)


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
    elements = [{"type": "mrkdwn", "text": escape(cut(line.text, 1900))} for line in lines if line.text]
    return [
        {"type": "context", "elements": elements[start : start + CONTEXT_MAX]}
        for start in range(0, len(elements), CONTEXT_MAX)
    ]


_DRAW = {Text: _texts, Fact: _facts, Bullet: _bullets, Quote: _quotes, Small: _smalls}


def _sections(rows: Iterable[str]) -> list[Block]:
    """Join rows into as few sections as fit."""
    blocks: list[Block] = []
    text = ""
    for row in rows:
        row = cut(row, SECTION_MAX)
        if text and len(text) + 1 + len(row) > SECTION_MAX:
            blocks.append(_section(text))
            text = ""
        text = f"{text}\n{row}" if text else row
    if text:
        blocks.append(_section(text))
    return blocks


def _section(text: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": cut(text, SECTION_MAX), "verbatim": True}}


def _actions(actions: Iterable[Action], start: int) -> Block:
    return {"type": "actions", "elements": [_button(action, start + index) for index, action in enumerate(actions)]}


def _button(action: Action, index: int) -> dict[str, Any]:
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
            "deny": _plain("Not now"),
        }
    return button
