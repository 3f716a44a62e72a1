"""A message as a page may show it: text and entities become HTML in which nothing of the sender's runs."""

from collections.abc import Iterable
from html import escape

from sandbox.telegram.text.entities import Entity, in_order, stretch, units

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}
_LINKED = ("http://", "https://", "tg://")


def as_html(text: str, entities: Iterable[Entity]) -> str:
    """Safe HTML, line breaks as <br> outside of pre; entities that cross are closed and opened again."""
    ordered = in_order(entities)
    edges = sorted({0, units(text), *(one.offset for one in ordered), *(one.end for one in ordered)})
    edges = [edge for edge in edges if 0 <= edge <= units(text)]
    pieces: list[str] = []
    opened: list[Entity] = []
    for start, end in zip(edges, [*edges[1:], edges[-1]], strict=True):
        active = [one for one in ordered if one.offset <= start < one.end]
        kept = 0
        while kept < len(opened) and kept < len(active) and opened[kept] is active[kept]:
            kept += 1
        pieces += [_closing(one) for one in reversed(opened[kept:])]
        opened = active
        part = stretch(text, start, end)
        pieces += [_opening(one, text) for one in active[kept:]]
        pieces.append(_words(part, active))
    return "".join(pieces)


def _words(part: str, active: Iterable[Entity]) -> str:
    safe = escape(part)
    return safe if any(one.type == "pre" for one in active) else safe.replace("\n", "<br>")


def _opening(entity: Entity, text: str) -> str:
    if entity.type in _TAGS:
        return f"<{_TAGS[entity.type]}>"
    address = _address(entity, text)
    if address:
        return f'<a href="{escape(address)}" target="_blank" rel="noreferrer noopener">'
    return f'<span class="tg-{escape(entity.type.replace("_", "-"))}">'


def _closing(entity: Entity) -> str:
    if entity.type in _TAGS:
        return f"</{_TAGS[entity.type]}>"
    return "</a>" if entity.type in ("url", "text_link") else "</span>"


def _address(entity: Entity, text: str) -> str:
    if entity.type not in ("url", "text_link"):
        return ""
    address = str(entity.details.get("url") or stretch(text, entity.offset, entity.end))
    return address if address.lower().startswith(_LINKED) else f"http://{address}"
