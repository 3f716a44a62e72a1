"""What goes out besides words and pictures: alt texts, tags, collaborators, place, first comment, a video's cover."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from core.ports.publisher import UserTag


@dataclass(frozen=True)
class PlacedTag:
    """A person tagged in one picture; slide counts from 1."""

    username: str
    slide: int = 1
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, kw_only=True)
class Details:
    """The extras of a post as somebody asked for them; empty ones are left to Instagram or to us.

    alt_texts: one for each picture in order, "" for the one we write. location_id: a Facebook Page with a place.
    """

    alt_texts: tuple[str, ...] = ()
    tags: tuple[PlacedTag, ...] = ()
    collaborators: tuple[str, ...] = ()
    location_id: str = ""
    first_comment: str = ""
    share_to_feed: bool | None = None
    cover_key: str = ""
    cover_hash: str = ""
    thumb_offset_ms: int | None = None
    as_story: bool | None = None
    """Goes out as a story, too (core/posts/story_beside.py)."""

    def stored(self) -> dict[str, Any]:
        """As JSON; what is empty is left out, so that no extras are no keys."""
        return {name: value for name, value in asdict(self).items() if value not in ("", (), None)}

    def alt_text(self, slide: int) -> str:
        """What was asked for one picture, counting from 1; "" when nothing was."""
        return self.alt_texts[slide - 1] if slide <= len(self.alt_texts) else ""

    def tags_of(self, slide: int) -> tuple[UserTag, ...]:
        return tuple(UserTag(tag.username, tag.x, tag.y) for tag in self.tags if tag.slide == slide)


NO_DETAILS = Details()


def details_from(stored: Mapping[str, Any]) -> Details:
    """Back from JSON."""
    return Details(
        **{
            **stored,
            "alt_texts": tuple(stored.get("alt_texts", ())),
            "tags": tuple(PlacedTag(**tag) for tag in stored.get("tags", ())),
            "collaborators": tuple(stored.get("collaborators", ())),
        }
    )
