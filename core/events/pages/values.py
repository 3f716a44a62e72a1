"""Values of structured data as they really come: a text, a number, a list of one, an object with a name."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

Node = Mapping[str, Any]

_TAG = re.compile(r"<[^<>]{0,200}>")
_DEEPEST = 12
_MOST = 400


def nodes_in(block: str) -> Iterator[Node]:
    """Every object of one block, outer ones first; nothing for a block that is no JSON."""
    try:
        value = json.loads(_without_wrapping(block), strict=False)
    except (ValueError, RecursionError):
        return
    for count, node in enumerate(_walk(value, 0)):
        if count >= _MOST:
            return
        yield node


def _without_wrapping(block: str) -> str:
    """Some sites wrap their data in comments for browsers of the nineties."""
    plain = block.strip().removeprefix("<!--").removesuffix("-->").strip()
    return plain.removeprefix("//<![CDATA[").removesuffix("//]]>").strip().rstrip(";")


def _walk(value: Any, depth: int) -> Iterator[Node]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _walk(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner, depth + 1)


def many(value: Any) -> list[Any]:
    """One, several or none, as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def text_of(value: Any, longest: int = 200) -> str:
    """A value as one plain line: the first of several, the name of an object; "" for what has no text."""
    if isinstance(value, list):
        return next((text for one in value if (text := text_of(one, longest))), "")
    if isinstance(value, dict):
        return (
            text_of(value.get("@value") or value.get("name"), longest) if ("@value" in value or "name" in value) else ""
        )
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return plain(str(value), longest)


def plain(text: str, longest: int = 200) -> str:
    """Without tags, entities, controls and signs that turn the direction of text; spaces become one."""
    unescaped = unescape(unescape(text[: longest * 20]))
    visible = (" " if sign.isspace() else sign for sign in _TAG.sub(" ", unescaped))
    kept = "".join(sign for sign in visible if sign == " " or unicodedata.category(sign)[0] != "C")
    line = " ".join(unicodedata.normalize("NFC", kept).split())
    return line if len(line) <= longest else line[:longest].rsplit(" ", 1)[0]


def kinds_of(node: Node) -> set[str]:
    """The types of an object, without the address of the vocabulary."""
    return {str(kind).rsplit("/", 1)[-1].rsplit(":", 1)[-1] for kind in many(node.get("@type"))}


def link_of(value: Any) -> str:
    """A web address, "" for anything else."""
    for one in many(value):
        address = one.get("url") or one.get("@id") if isinstance(one, dict) else one
        if isinstance(address, str) and address.strip().startswith(("https://", "http://")):
            return address.strip()[:500]
    return ""
