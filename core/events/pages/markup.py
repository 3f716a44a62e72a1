"""What a web page says about itself: its data blocks, its meta tags, its title.

Scanned once from left to right with plain searches, without building a tree: a tree of a hostile page (hundreds of
thousands of open tags) takes minutes, this takes as long as reading the page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_OPENING = re.compile(r"<(?:!--|(?P<tag>script|style|title|meta|textarea|noscript)(?=[\s/>]))", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-z:_-]{1,40})\s{0,20}=\s{0,20}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_LONGEST_TAG = 8000
_CONTENT = ("script", "style", "title", "textarea")
"""Elements whose content is text up to their own closing tag."""


@dataclass
class Markup:
    """data: the JSON-LD blocks as written. meta: name or property, lower case -> its first content."""

    data: list[str] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    title: str = ""


def read_markup(html: str) -> Markup:
    """The parts of a page that describe it; a page cut off anywhere gives what stands before."""
    found = Markup()
    for tag, attributes, content in _elements(html):
        if tag == "script" and attributes.get("type", "").split(";")[0].strip().lower() == "application/ld+json":
            found.data.append(content)
        elif tag == "title" and not found.title:
            found.title = unescape(content).strip()
        elif tag == "meta":
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
            if name and attributes.get("content"):
                found.meta.setdefault(name.lower(), unescape(attributes["content"]).strip())
    return found


def _elements(html: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """(tag, attributes, content) of what may describe the page; comments and other texts are passed over."""
    closings, place = _Closings(html), 0
    while opening := _OPENING.search(html, place):
        tag = (opening["tag"] or "").lower()
        if not tag:
            end = html.find("-->", opening.end())
            if end < 0:
                return
            place = end + len("-->")
            continue
        end = _end_of_tag(html, opening.end())
        attributes = _attributes(html[opening.end() : end])
        place, content = end + 1, ""
        if tag in _CONTENT:
            closing = closings.after(tag, place)
            if closing < 0:
                return
            content, place = html[place:closing], closing
        yield tag, attributes, content


def _end_of_tag(html: str, start: int) -> int:
    """Where the tag ends; a ">" in quotes does not end it."""
    quote = ""
    for place in range(start, min(len(html), start + _LONGEST_TAG)):
        sign = html[place]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign == ">":
            return place
    return min(len(html), start + _LONGEST_TAG)


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), double or single or bare)
    return found


class _Closings:
    """Closing tags of a page, each looked for once."""

    def __init__(self, html: str) -> None:
        self._html = html.lower() if len(html.lower()) == len(html) else html

    def after(self, tag: str, place: int) -> int:
        return self._html.find(f"</{tag}", place)
