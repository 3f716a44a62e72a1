"""Entities: which stretch of a text looks how. Offsets and lengths are UTF-16 units, as on the wire."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

MOST_ENTITIES = 100

# Among entities of the same stretch the lower number comes first.
_RANK = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
_RANK_OF_FOUND = 50
_SOLID = ("code", "pre")
_CUTTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler")
_QUOTES = ("blockquote", "expandable_blockquote")


@dataclass(frozen=True)
class Entity:
    """One MessageEntity; details hold url, user, language or custom_emoji_id."""

    type: str
    offset: int
    length: int
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def end(self) -> int:
        return self.offset + self.length

    def wire(self) -> dict[str, Any]:
        return {"type": self.type, "offset": self.offset, "length": self.length, **self.details}


@dataclass(frozen=True)
class Formatted:
    """A text with its looks."""

    text: str
    entities: tuple[Entity, ...] = ()

    def wire(self, text_field: str, entities_field: str) -> dict[str, Any]:
        """The two fields of a message, without those that would be empty."""
        fields: dict[str, Any] = {text_field: self.text} if self.text else {}
        return fields | ({entities_field: [entity.wire() for entity in self.entities]} if self.entities else {})


def units(text: str) -> int:
    """How many UTF-16 units a text has."""
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)


def stretch(text: str, start: int, end: int) -> str:
    """The part of a text between two UTF-16 offsets."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", "replace")


def in_order(entities: Iterable[Entity]) -> list[Entity]:
    """As Telegram lists them: by place, the longer before the shorter, then by kind."""
    return sorted(entities, key=lambda one: (one.offset, -one.length, _RANK.get(one.type, _RANK_OF_FOUND)))


def trimmed(text: str, entities: Iterable[Entity]) -> Formatted:
    """Drop white space around a text as the platform does, and move and cut its entities to match."""
    ordered = in_order(entities)
    untouchable = ordered[0].offset if ordered else units(text)
    lead = 0
    while lead < len(text) and text[lead] in " \n" and lead < untouchable:
        lead += 1
    kept = text[lead:].rstrip()
    last = units(kept)
    moved = [_clipped(replace(entity, offset=entity.offset - lead), last) for entity in ordered]
    return Formatted(kept, tuple(_solid_first([one for one in moved if one.length > 0])[:MOST_ENTITIES]))


def _clipped(entity: Entity, last: int) -> Entity:
    return replace(entity, length=min(entity.end, last) - entity.offset)


def _solid_first(entities: list[Entity]) -> list[Entity]:
    """Code and pre hold nothing else: other looks end where code begins and go on after it."""
    solid = [entity for entity in entities if entity.type in _SOLID]
    result = list(solid)
    for entity in entities:
        if entity.type in _QUOTES:
            result.append(entity)
        elif entity.type in _CUTTABLE:
            result.extend(_without(entity, solid))
        elif entity.type not in _SOLID and not any(overlaps(entity, block) for block in solid):
            result.append(entity)
    return in_order(result)


def _without(entity: Entity, blocks: Iterable[Entity]) -> list[Entity]:
    parts = [entity]
    for block in blocks:
        cut: list[Entity] = []
        for part in parts:
            if not overlaps(part, block):
                cut.append(part)
                continue
            cut.append(replace(part, length=block.offset - part.offset))
            cut.append(replace(part, offset=block.end, length=part.end - block.end))
        parts = [part for part in cut if part.length > 0]
    return parts


def overlaps(one: Entity, other: Entity) -> bool:
    return one.offset < other.end and other.offset < one.end
