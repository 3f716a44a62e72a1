"""What the API answers with: values as JSON. Moments are UTC, wall times belong to the `time_zone` beside them."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Generic, TypeVar
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    NaiveDatetime,
    WithJsonSchema,
)

from core.campaigns.model import CampaignStatus
from core.events.model import EventStatus
from core.posts.model import Format, PostStatus

One = TypeVar("One")
_DATED = re.compile(r"\d{4}-\d\d-\d\d")
CONTROLS = frozenset(chr(code) for code in range(32)) - {"\n", "\t", "\r"}


def _plain(text: str) -> str:
    if not CONTROLS.isdisjoint(text):
        raise ValueError("Control characters are no words.")
    return text


def _utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("That moment is out of any calendar.") from error


def _dated(value: object) -> object:
    """Numbers are no dates, though they could be read as seconds since 1970."""
    if isinstance(value, int | float) or (isinstance(value, str) and not _DATED.match(value)):
        raise ValueError("Write it like 2026-11-27, or 2026-11-27T22:00:00Z for a moment.")
    return value


Day = Annotated[date, BeforeValidator(_dated)]
Moment = Annotated[AwareDatetime, BeforeValidator(_dated), AfterValidator(_utc)]
"""A moment with its zone."""
Wall = Annotated[
    NaiveDatetime,
    BeforeValidator(_dated),
    WithJsonSchema(
        {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$", "examples": ["2026-11-27T22:00:00"]}
    ),
]
"""Wall time at the venue, in the `time_zone` beside it."""
Words = Annotated[str, AfterValidator(_plain)]
"""Something a person wrote."""
Revision = Annotated[int, Field(ge=1, le=2**31 - 1, description="The revision you looked at.")]


class Shape(BaseModel):
    """Whatever travels; what is not named is refused."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)


class Page(Shape, Generic[One]):
    """A part of a list. `next` is the `cursor` of the next part, null on the last."""

    items: list[One]
    next: str | None = None


class Me(Shape):
    """Whom a token acts for, and what it is for."""

    member_id: UUID
    name: str
    role: str
    team: str
    workspace_id: UUID
    token: str
    scopes: list[str]
    expires_at: datetime


class Account(Shape):
    """An Instagram account of the team."""

    id: UUID
    username: str
    status: str
    is_default: bool
    days_left: int | None = Field(None, description="Days until access ends; null without an end.")
    paused_until: datetime | None = None
    queued: int = Field(description="Approved posts that go out there by themselves.")


class Event(Shape):
    """What is promoted."""

    id: UUID
    campaign_id: UUID
    name: str
    status: EventStatus
    starts_local: Wall
    starts_at: datetime
    doors_local: Wall | None
    ends_local: Wall | None
    time_zone: str
    venue: str
    city: str
    lineup: list[str]
    price: str
    ticket_link: str
    genre: str
    description: str
    sold_out: bool
    announce_at: datetime | None = Field(None, description="Nothing goes out before.")
    created_at: datetime


class PlannedPost(Shape):
    """One line of a plan."""

    id: UUID
    title: str
    phase: str
    format: Format
    status: PostStatus
    due_at: datetime
    due_local: Wall
    permalink: str | None


class Campaign(Shape):
    """All posts for one event, without the plan."""

    id: UUID
    event_id: UUID
    event: str
    status: CampaignStatus
    starts_at: datetime
    time_zone: str
    account: str = Field(description="Where it is published, with an @; empty before there is an account.")


class CampaignPlan(Campaign):
    """With its dated posts, in the order in which they go out."""

    plan: str = Field(description="The cadence's title.")
    waiting: int = Field(description="Posts that wait for a yes.")
    posts: list[PlannedPost]


class PostLine(Shape):
    """A post as lists show it."""

    id: UUID
    campaign_id: UUID
    event: str
    title: str
    phase: str
    format: Format
    status: PostStatus
    revision: int
    due_at: datetime
    due_local: Wall
    time_zone: str
    published_at: datetime | None
    permalink: str | None


class Post(PostLine):
    """With all that a yes is about."""

    fingerprint: str | None = Field(description="Of everything a yes is about; null until the picture is there.")
    account: str
    caption: str
    alt_text: str
    pictures: list[str] = Field(description="Addresses of what will be seen; they work for a day.")
    notes: list[str]
    overdue: bool
    too_late: bool
    waits_for: list[str] = Field(description="Whose yes would bring it further.")
    approved_by: str
    request: str = Field(description="The change that was asked for and is being made.")
    error: str
    remedy: str


class Waiting(PostLine):
    """A post that waits for a yes. `yours`: the token's member can bring it further."""

    yours: bool


class EventDone(Shape):
    """What was done, in a sentence, and the event as it is now. `understood`: what was read in words."""

    said: str
    event: Event
    understood: dict[str, str] = Field(default_factory=dict)


class Foreseen(Shape):
    """What a change would do; nothing was done."""

    said: str
    event: Event


class CampaignDone(Shape):
    """What was done, in a sentence, and the campaign as it is now."""

    said: str
    campaign: CampaignPlan


class PostDone(Shape):
    """What was done, in a sentence, and the post as it is now."""

    said: str
    post: Post
