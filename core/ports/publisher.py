"""Publishing on Instagram, as far as the domain knows it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from core.errors import ContainerGone
from core.ports.access import Access


class Surface(StrEnum):
    """Where on Instagram a medium lives, by Instagram's own words (media_product_type)."""

    FEED = "FEED"
    REELS = "REELS"
    STORY = "STORY"


class ContainerKind(StrEnum):
    """What a container becomes, or a part of what."""

    IMAGE = "image"
    REEL = "reel"
    STORY_IMAGE = "story_image"
    STORY_VIDEO = "story_video"
    CAROUSEL = "carousel"
    SLIDE_IMAGE = "slide_image"
    SLIDE_VIDEO = "slide_video"

    @property
    def is_video(self) -> bool:
        return self in (ContainerKind.REEL, ContainerKind.STORY_VIDEO, ContainerKind.SLIDE_VIDEO)

    @property
    def is_slide(self) -> bool:
        return self in (ContainerKind.SLIDE_IMAGE, ContainerKind.SLIDE_VIDEO)


@dataclass(frozen=True)
class UserTag:
    """A person in a picture; x and y are shares of its width and height from the top left, None where not placed."""

    username: str
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, kw_only=True)
class Content:
    """What one container shall hold. Fields its kind does not take are left empty (core/posts/preflight)."""

    kind: ContainerKind
    media_url: str = ""
    """The picture or the video; empty for a carousel."""
    caption: str = ""
    alt_text: str = ""
    user_tags: tuple[UserTag, ...] = ()
    collaborators: tuple[str, ...] = ()
    location_id: str = ""
    share_to_feed: bool | None = None
    cover_url: str = ""
    thumb_offset_ms: int | None = None
    children: tuple[str, ...] = ()
    """Ids of a carousel's finished slides, in order."""


@dataclass(frozen=True)
class ContainerState:
    """IN_PROGRESS, FINISHED, PUBLISHED, EXPIRED or ERROR, with Instagram's own words."""

    status: str
    words: str
    gone: ContainerGone | None = None
    """Why it failed, where that is known."""


@dataclass(frozen=True)
class Medium:
    """Something live on the account; children counts a carousel's slides, 0 for anything else."""

    id: str
    caption: str
    surface: Surface
    published_at: datetime
    permalink: str | None
    children: int = 0


@dataclass(frozen=True)
class Comment:
    """Words under a medium."""

    id: str
    username: str
    text: str
    at: datetime


@dataclass(frozen=True)
class Quota:
    """How many posts of the rolling day are used, of how many."""

    used: int
    total: int


class Publisher(Protocol):
    """Every call may raise WaitAndRetry, Refused or ReconnectNeeded; `publish` and `comment` also OutcomeUnknown."""

    def runs_low(self, instagram_id: str) -> bool:
        """Whether so much of the account's budget of calls is spent that asking less often is wise."""
        ...

    async def create_container(self, access: Access, content: Content) -> str:
        """Make a media container and return its id. A lost answer is harmless: the orphan expires."""
        ...

    async def container(self, access: Access, container_id: str) -> ContainerState: ...

    async def publish(self, access: Access, container_id: str) -> str:
        """Make the container live and return the medium's id. To be called at most once per recorded intent."""
        ...

    async def newest(self, access: Access, *, story: bool, limit: int = 25) -> tuple[Medium, ...]:
        """The account's newest stories, or its newest posts and reels, newest first."""
        ...

    async def medium(self, access: Access, media_id: str) -> Medium: ...

    async def quota(self, access: Access) -> Quota:
        """How many posts of the rolling day are used."""
        ...

    async def comment(self, access: Access, media_id: str, text: str) -> str:
        """Say something under a medium and return the comment's id. At most once per recorded intent, like publish."""
        ...

    async def comments(self, access: Access, media_id: str) -> tuple[Comment, ...]:
        """The newest top-level comments under a medium, newest first, at most fifty."""
        ...
