"""Publishing on Instagram, as far as the domain knows it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Access:
    """Whose account, and the token to act for it. The repr hides the token."""

    instagram_id: str
    token: str

    def __repr__(self) -> str:
        return f"Access(instagram_id={self.instagram_id!r})"


@dataclass(frozen=True)
class Content:
    """What shall go out. `story` has no caption on Instagram."""

    image_url: str
    caption: str
    alt_text: str
    story: bool


@dataclass(frozen=True)
class ContainerState:
    """IN_PROGRESS, FINISHED, PUBLISHED, EXPIRED or ERROR, with Instagram's own words."""

    status: str
    words: str


@dataclass(frozen=True)
class Medium:
    """Something live on the account."""

    id: str
    caption: str
    story: bool
    published_at: datetime
    permalink: str | None


@dataclass(frozen=True)
class Quota:
    used: int
    total: int


class Publisher(Protocol):
    """Every call may raise WaitAndRetry, Refused or ReconnectNeeded; only `publish` may raise OutcomeUnknown."""

    async def create_container(self, access: Access, content: Content) -> str:
        """Make a media container and return its id. A lost answer is harmless: the orphan expires."""
        ...

    async def container(self, access: Access, container_id: str) -> ContainerState: ...

    async def publish(self, access: Access, container_id: str) -> str:
        """Make the container live and return the medium's id. To be called at most once per recorded intent."""
        ...

    async def newest(self, access: Access, *, story: bool, limit: int = 25) -> tuple[Medium, ...]:
        """The account's newest media of one kind, newest first."""
        ...

    async def medium(self, access: Access, media_id: str) -> Medium: ...

    async def quota(self, access: Access) -> Quota:
        """How many posts of the rolling day are used."""
        ...
