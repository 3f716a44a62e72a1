"""Whether a post of an event may go out now, as far as the event goes: asked with every yes, and before sending."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.cadence import CANCELLED, DATE_TO_COME
from core.campaigns.model import Campaign
from core.errors import NotNow
from core.events.model import Event, EventStatus
from core.posts.model import Post


@dataclass(frozen=True)
class Standing:
    """How an event stands, as far as it decides what may go out."""

    status: EventStatus
    announce_at: datetime | None
    time_zone: str

    def embargoed(self, now: datetime) -> bool:
        return self.announce_at is not None and now < self.announce_at

    def why_not(self, phase: str) -> str:
        """Why a post of this phase may not go out at all; "" when it may."""
        told, because = _STOPS.get(self.status, ("", ""))
        return "" if not because or phase == told else because

    def embargo_in_words(self) -> str:
        if self.announce_at is None:
            return ""
        local = self.announce_at.astimezone(ZoneInfo(self.time_zone))
        return f"Embargo: nothing goes out before {local:%A} {local.day} {local:%B}, {local:%H:%M}."


_STOPS: Mapping[EventStatus, tuple[str, str]] = {
    EventStatus.CANCELLED: (CANCELLED, "The event is cancelled."),
    EventStatus.POSTPONED: (DATE_TO_COME, "The event is postponed, and its new date is not known yet."),
}
"""Status -> (the only phase that may still go out, why nothing else does)."""


def standing_of(event: Event, told: Event | None = None) -> Standing:
    """told: the event a post of it tells of, which may be the next one: nobody hears of that before it is announced."""
    both = [one.announce_at for one in (event, told or event) if one.announce_at is not None]
    return Standing(event.status, max(both, default=None), event.time_zone)


async def insist_event_allows(session: AsyncSession, post: Post) -> None:
    """Raise NotNow when the event is cancelled, or its date is not known, and the post is not the one that says so."""
    found = await session.execute(
        select(Event)
        .join(Campaign, Campaign.event_id == Event.id)
        .where(Event.workspace_id == post.workspace_id, Campaign.id == post.campaign_id)
    )
    if because := standing_of(found.scalar_one()).why_not(post.phase):
        raise NotNow(because)
