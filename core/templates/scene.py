"""What a flyer says and whose it is: every word already in the language of the post."""

from dataclasses import dataclass
from enum import StrEnum


class Layout(StrEnum):
    """A format Instagram shows; sizes in pixels."""

    SQUARE = "square"
    PORTRAIT = "portrait"
    STORY = "story"

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return _SIZES[self]

    @property
    def safe(self) -> tuple[int, int]:
        """Top and bottom edge of the part no interface of Instagram covers."""
        height = self.size[1]
        return (STORY_MARGIN, height - STORY_MARGIN) if self is Layout.STORY else (0, height)


_SIZES = {Layout.SQUARE: (1080, 1080), Layout.PORTRAIT: (1080, 1350), Layout.STORY: (1080, 1920)}
STORY_MARGIN = 250
"""Instagram lays its own header and reply field over this much of a story, top and bottom."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One flyer's words and pictures. Anything empty collapses: its place closes up.

    A line-up entry may begin with a time ("22:00 Mara Voss"); running orders set it in its own column.
    """

    title: str
    kicker: str = ""
    """What this post is about: "Tonight", "3 days to go", "Line-up"."""
    day: str = ""
    """The date as one would say it: "Fri 27 Nov"."""
    weekday: str = ""
    day_number: str = ""
    month: str = ""
    time: str = ""
    doors: str = ""
    """When people are let in, in words: "Doors 21:30"."""
    venue: str = ""
    city: str = ""
    lineup: tuple[str, ...] = ()
    price: str = ""
    call: str = ""
    """What to do now: "Tickets in bio"."""
    handle: str = ""
    days_left: int | None = None
    link: str = ""
    """Address a QR code leads to; no code is drawn without it."""
    page: int = 0
    """Which slide of a carousel; 0 for a picture by itself."""
    pages: int = 0
    photo: bytes | None = None
    logo: bytes | None = None


@dataclass(frozen=True, kw_only=True)
class Brand:
    """A workspace's look, laid over any template. Colours are "#rrggbb"; None keeps the template's own."""

    primary: str | None = None
    accent: str | None = None
    background: str | None = None
    ink: str | None = None
    display_font: str | None = None
    """Key of a face in `core.templates.fonts.faces.FACES`; replaces the headline face."""
    logo: bytes | None = None
    handle: str = ""
    """With its "@"; goes before the one of the account, and onto every design."""
