"""What the platform finds in a text by itself: commands, mentions, hashtags, addresses."""

import re
from collections.abc import Iterable

from sandbox.telegram.text.entities import Entity, Formatted, in_order, overlaps, units

_FOUND = (
    ("url", re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]}']", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?!\w)", re.IGNORECASE)),
    (
        "url",
        re.compile(r"(?<![\w.@/-])(?:[a-z0-9-]+\.)+(?:com|org|net|de|io|me|app|dev|eu|club)(?:/[^\s<>\"]*)?(?![\w@])"),
    ),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{3,31})?(?![\w/])")),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z]\w{3,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<!\w)#(?=\w*[^\W\d])\w{1,256}")),
    ("cashtag", re.compile(r"(?<!\w)\$[A-Z]{1,8}(?!\w)")),
    ("phone_number", re.compile(r"(?<![\w+])\+\d[\d ()-]{7,16}\d(?!\w)")),
)
_CLOSED = ("code", "pre", "text_link", "text_mention")


def with_autolinks(words: Formatted) -> Formatted:
    """Add what can be found outside code and links."""
    closed = [entity for entity in words.entities if entity.type in _CLOSED]
    found: list[Entity] = []
    for kind, pattern in _FOUND:
        for match in pattern.finditer(words.text):
            entity = Entity(kind, units(words.text[: match.start()]), units(match[0]))
            if not _touches(entity, closed) and not _touches(entity, found):
                found.append(entity)
    return Formatted(words.text, tuple(in_order([*words.entities, *found])))


def _touches(entity: Entity, others: Iterable[Entity]) -> bool:
    return any(overlaps(entity, other) for other in others)
