"""parse_mode HTML: the tags, references and complaints of the Bot API.

Offsets in complaints are bytes of the UTF-8 text; offsets of entities are UTF-16 units.
"""

import re
from dataclasses import dataclass, replace

from sandbox.telegram.text.entities import Entity, in_order, units
from sandbox.telegram.text.links import link_details
from sandbox.telegram.text.parse_error import ParseError

_LOOKS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_TAGS = {*_LOOKS, "a", "pre", "code", "blockquote", "tg-emoji"}
_REFERENCES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPACE = " \t\n\v\r\0"
_LONGEST_NUMERIC_REFERENCE = 10


_MARKED = re.compile("[<&]")
_IN_QUOTES = re.compile("[&\"']")


@dataclass(frozen=True)
class _Open:
    name: str
    argument: str
    offset: int
    piece: int


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Turn markup into text and entities. Raises ParseError."""
    return _Html(source).read()


class _Html:
    """Reads from left to right; a NUL marks the end so that looking ahead needs no care."""

    def __init__(self, source: str) -> None:
        self.source = source + "\0"
        self.end = len(source)
        self.at = 0
        self.pieces: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        while self.at < self.end:
            character = self.source[self.at]
            if character == "<" and self.source[self.at + 1] == "/":
                self._end_tag()
            elif character == "<":
                self._start_tag()
            else:
                self._put(self._plain())
        if self.open:
            raise ParseError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        text = "".join(self.pieces)
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise ParseError(
                "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched "
                "surrogate code units"
            )
        return text, in_order(_plain_code(entity) for entity in self.entities)

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.offset += units(text)

    def _complaint(self, words: str, at: int) -> ParseError:
        return ParseError.at(words, self.source, at)

    def _plain(self, until: re.Pattern[str] = _MARKED) -> str:
        """What a reference stands for, or plain text; an ampersand that begins no known one stands for itself."""
        start = self.at
        decoded = self._reference() if self.source[start] == "&" else ""
        if decoded:
            return decoded
        stop = until.search(self.source, start + 1, self.end)
        self.at = stop.start() if stop else self.end
        return self.source[start : self.at]

    def _reference(self) -> str:
        start, at = self.at, self.at + 1
        if self.source[at] == "#":
            hexadecimal = self.source[at + 1] == "x"
            digits, base = ("0123456789abcdefABCDEF", 16) if hexadecimal else ("0123456789", 10)
            first = at = at + (2 if hexadecimal else 1)
            while self.source[at] in digits:
                at += 1
            code = int(self.source[first:at] or "0", base)
            decoded = chr(code) if 0 < code < 0x10FFFF and at - start < _LONGEST_NUMERIC_REFERENCE else ""
        else:
            while self.source[at].isascii() and self.source[at].isalpha():
                at += 1
            decoded = _REFERENCES.get(self.source[start + 1 : at], "")
        self.at = at + 1 if self.source[at] == ";" else at
        return decoded

    def _until(self, stops: str) -> str:
        start = self.at
        while self.source[self.at] not in stops:
            self.at += 1
        return self.source[start : self.at]

    def _skip_space(self) -> None:
        while self.source[self.at] in _SPACE and self.at < self.end:
            self.at += 1

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        name = self._until(_SPACE + ">").lower()
        if self.at >= self.end:
            raise self._complaint("Unclosed start tag", begin)
        if name not in _TAGS:
            raise self._complaint(f'Unsupported start tag "{name}"', begin)
        argument = ""
        while self.source[self.at] != ">":
            self._skip_space()
            if self.at >= self.end:
                raise self._complaint(f'Unclosed start tag "{name}"', begin)
            if self.source[self.at] != ">":
                argument = _argument(name, *self._attribute(name, begin)) or argument
        self.at += 1
        if name == "span" and argument != "spoiler":
            raise self._complaint('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Open(name, argument, self.offset, len(self.pieces)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._until(_SPACE + "=>")
        if not name:
            raise self._complaint(f'Empty attribute name in the tag "{tag}"', begin)
        self._skip_space()
        if self.source[self.at] != "=":
            return name, ""
        self.at += 1
        self._skip_space()
        if self.at >= self.end:
            raise self._complaint(f'Unclosed start tag "{tag}"', begin)
        value = self._quoted() if self.source[self.at] in "'\"" else self._token()
        if self.at >= self.end:
            raise self._complaint("Unclosed start tag", begin)
        return name, value

    def _token(self) -> str:
        start = self.at
        while self.source[self.at].isascii() and (self.source[self.at].isalnum() or self.source[self.at] in ".-"):
            self.at += 1
        if self.source[self.at] not in _SPACE + ">":
            raise self._complaint("Unexpected end of name token", start)
        return self.source[start : self.at].lower()

    def _quoted(self) -> str:
        quote = self.source[self.at]
        self.at += 1
        value: list[str] = []
        while self.at < self.end and self.source[self.at] != quote:
            value.append(self._plain(_IN_QUOTES))
        if self.at < self.end:
            self.at += 1
        return "".join(value)

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._complaint("Unexpected end tag", begin)
        self.at += 2
        name = self._until(_SPACE + ">").lower()
        self._skip_space()
        if self.source[self.at] != ">":
            raise self._complaint("Unclosed end tag", begin)
        self.at += 1
        opened = self.open.pop()
        if name not in ("", opened.name):
            words, found = "Unmatched end tag", f', expected "</{opened.name}>", found "</{name}>"'
            raise ParseError(f"{self._complaint(words, begin)}{found}")
        if self.offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        length = self.offset - opened.offset
        if opened.name in _LOOKS:
            self._add(Entity(_LOOKS[opened.name], opened.offset, length))
        elif opened.name == "blockquote":
            quote = "expandable_blockquote" if opened.argument else "blockquote"
            self._add(Entity(quote, opened.offset, length))
        elif opened.name == "tg-emoji":
            if not opened.argument.isdecimal() or not int(opened.argument):
                raise ParseError("Invalid custom emoji identifier specified")
            self._add(Entity("custom_emoji", opened.offset, length, {"custom_emoji_id": opened.argument}))
        elif opened.name == "a":
            link = link_details(opened.argument or "".join(self.pieces[opened.piece :]))
            if link:
                self._add(Entity(link[0], opened.offset, length, link[1]))
        else:
            self._close_code(opened, length)

    def _close_code(self, opened: _Open, length: int) -> None:
        """<pre><code class="language-x"> of one stretch is one block of that language, in either order."""
        inner = self.entities[-1] if self.entities else None
        language = {"language": opened.argument} if opened.argument else {}
        if inner and (inner.offset, inner.length) == (opened.offset, length):
            if opened.name == "pre" and inner.type == "code" and inner.details:
                self.entities[-1] = replace(inner, type="pre")
                return
            if opened.name == "code" and inner.type == "pre" and language:
                self.entities[-1] = replace(inner, details=language)
                return
        self._add(Entity(opened.name, opened.offset, length, language))

    def _add(self, entity: Entity) -> None:
        self.entities.append(entity)


def _argument(tag: str, attribute: str, value: str) -> str:
    if (tag, attribute) in (("a", "href"), ("tg-emoji", "emoji-id")):
        return value
    if (tag, attribute) == ("code", "class"):
        return value.removeprefix("language-") if value.startswith("language-") else ""
    if (tag, attribute) == ("span", "class"):
        return value.removeprefix("tg-") if value.startswith("tg-") else ""
    return "expandable" if (tag, attribute) == ("blockquote", "expandable") else ""


def _plain_code(entity: Entity) -> Entity:
    """Code alone has no language; only a block has."""
    return replace(entity, details={}) if entity.type == "code" else entity
