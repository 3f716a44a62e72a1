"""parse_mode MarkdownV2: what must be escaped, what nests in what, and the complaints of the Bot API."""

from dataclasses import dataclass

from sandbox.telegram.text.entities import Entity, in_order, units
from sandbox.telegram.text.links import custom_emoji_id, link_details
from sandbox.telegram.text.parse_error import ParseError

_RESERVED = "_*[]()~`>#+-=|{}.!\n"
_CODE = ("Code", "Pre", "PreCode")
_TYPES = {
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
}
# Marks in the order in which they are tried: the longer first.
_OPENERS = (
    ("__", "Underline"),
    ("_", "Italic"),
    ("*", "Bold"),
    ("~", "Strikethrough"),
    ("||", "Spoiler"),
    ("![", "CustomEmoji"),
    ("[", "TextUrl"),
    ("```", "Pre"),
    ("`", "Code"),
)
_CLOSERS = {
    "Bold": "*",
    "Italic": "_",
    "Underline": "__",
    "Strikethrough": "~",
    "Spoiler": "||",
    "Code": "`",
    "Pre": "```",
    "PreCode": "```",
    "TextUrl": "]",
    "CustomEmoji": "]",
}


@dataclass(frozen=True)
class _Open:
    kind: str
    argument: str
    offset: int
    at: int
    piece: int


def parse_markdown(source: str) -> tuple[str, list[Entity]]:
    """Turn MarkdownV2 into text and entities. Raises ParseError."""
    return _Markdown(source).read()


class _Markdown:
    def __init__(self, source: str) -> None:
        self.source = source + "\0\0\0"
        self.end = len(source)
        self.at = 0
        self.pieces: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []
        self.quoting = False
        self.expandable = False
        self.line_begins = True

    def read(self) -> tuple[str, list[Entity]]:
        while self.at < self.end:
            self._step()
        if self.open and self.open[-1].kind == "BlockQuote":
            self._end_quote()
        if self.open:
            raise self._unfinished(self.open[-1])
        return "".join(self.pieces), in_order(self.entities)

    def _step(self) -> None:
        character, following = self.source[self.at], self.source[self.at + 1]
        inside = self.open[-1].kind if self.open else ""
        if character == "\\" and 0 < ord(following) <= 126:
            self.at += 2
            self._put(following)
        elif character not in ("`" if inside in _CODE else _RESERVED):
            self.at += 1
            self._put(character)
        elif character == "\n":
            self._new_line()
        elif inside in _CLOSERS and self._closes(inside):
            self._end(self.open.pop())
        elif character == ">" and self.line_begins and not self.quoting:
            self.at += 1
            self.quoting = True
            self._begin("BlockQuote", "", self.at - 1)
        elif self.quoting and self._here("||") and self.source[self.at + 2] in "\n\0":
            self.at += 2
            self.expandable = True
        else:
            self._start()

    def _here(self, mark: str) -> bool:
        return self.source.startswith(mark, self.at)

    def _closes(self, kind: str) -> bool:
        return self._here(_CLOSERS[kind]) and not (kind == "Italic" and self._here("__"))

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.offset += units(text)
        self.line_begins = False

    def _new_line(self) -> None:
        """In a quote the next line goes on with the quote when it begins with ">"; otherwise the quote ends here."""
        goes_on = self.source[self.at + 1] == ">"
        if self.quoting and not goes_on and self.open[-1].kind != "BlockQuote":
            raise self._unfinished(self.open[-1])
        self._put("\n")
        self.at += 1
        if self.quoting and goes_on:
            self.at += 1
        elif self.quoting:
            self._end_quote()
        self.line_begins = not (self.quoting and goes_on)

    def _end_quote(self) -> None:
        opened = self.open.pop()
        kind = "expandable_blockquote" if self.expandable else "blockquote"
        self.quoting = self.expandable = False
        if self.offset > opened.offset:
            self.entities.append(Entity(kind, opened.offset, self.offset - opened.offset))

    def _start(self) -> None:
        begin = self.at
        for mark, kind in _OPENERS:
            if self._here(mark):
                self.at += len(mark)
                argument = self._language() if kind == "Pre" else ""
                self._begin("PreCode" if argument else kind, argument, begin)
                return
        reserved = self.source[self.at]
        raise ParseError(f"Character '{reserved}' is reserved and must be escaped with the preceding '\\'")

    def _begin(self, kind: str, argument: str, at: int) -> None:
        self.open.append(_Open(kind, argument, self.offset, at, len(self.pieces)))

    def _language(self) -> str:
        """The word right after ``` names the language if something follows it; one line break is skipped."""
        stop = self.at
        while self.source[stop] not in " \t\n\v\0`":
            stop += 1
        language = ""
        if stop < self.end and self.source[stop] != "`":
            language, self.at = self.source[self.at : stop], stop
        if self.source[self.at] == "\n":
            self.at += 1
        return language

    def _end(self, opened: _Open) -> None:
        self.at += len(_CLOSERS[opened.kind])
        length = self.offset - opened.offset
        entity: Entity | None
        if opened.kind == "CustomEmoji":
            entity = self._emoji(opened, length)
        elif opened.kind == "TextUrl":
            target = self._target() if self._here("(") else "".join(self.pieces[opened.piece :])
            link = link_details(target)
            entity = Entity(link[0], opened.offset, length, link[1]) if link else None
        else:
            details = {"language": opened.argument} if opened.argument else {}
            entity = Entity(_TYPES[opened.kind], opened.offset, length, details)
        if entity and length:
            self.entities.append(entity)

    def _emoji(self, opened: _Open, length: int) -> Entity:
        if not self._here("("):
            raise ParseError("The entity must contain a tg://emoji or tg://time URL")
        emoji = custom_emoji_id(self._target())
        if emoji is None:
            raise ParseError("Invalid tg://emoji or tg://time URL specified")
        return Entity("custom_emoji", opened.offset, length, {"custom_emoji_id": emoji})

    def _target(self) -> str:
        """The address in parentheses; only a backslash hides the closing one."""
        self.at += 1
        begin, address = self.at, []
        while self.at < self.end and self.source[self.at] != ")":
            if self.source[self.at] == "\\" and 0 < ord(self.source[self.at + 1]) <= 126:
                self.at += 1
            address.append(self.source[self.at])
            self.at += 1
        if self.at >= self.end:
            raise ParseError.at("Can't find end of a URL", self.source, begin)
        self.at += 1
        return "".join(address)

    def _unfinished(self, opened: _Open) -> ParseError:
        return ParseError.at(f"Can't find end of {opened.kind} entity", self.source, opened.at)
