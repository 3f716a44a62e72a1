"""The files of a post: what people uploaded, and what goes out."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from core.ports.publisher import Surface
from core.ports.studio import MediaFacts
from core.posts.model import Format

SURFACES = {
    Format.FEED: Surface.FEED,
    Format.CAROUSEL: Surface.FEED,
    Format.REEL: Surface.REELS,
    Format.STORY: Surface.STORY,
}


@dataclass(frozen=True)
class Item:
    """One file in the media store, with the hash of its bytes; still_key is a video's picture for cards."""

    key: str
    hash: str
    facts: MediaFacts
    still_key: str = ""
    notes: tuple[str, ...] = ()
    """What was done to it when it came in."""

    @property
    def shown_key(self) -> str:
        """The picture that stands for it."""
        return self.still_key or self.key


def stored(items: Iterable[Item]) -> list[dict[str, Any]]:
    """As JSON."""
    return [asdict(item) for item in items]


def items_from(rows: Iterable[Mapping[str, Any]]) -> tuple[Item, ...]:
    """Back from JSON."""
    return tuple(
        Item(**{**row, "facts": MediaFacts(**row["facts"]), "notes": tuple(row.get("notes", ()))}) for row in rows
    )
