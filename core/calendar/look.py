"""What somebody looks at: a week or a month, of everything or of one account, one event, one state. Pure."""

import enum
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from core.posts.model import PostStatus

S = PostStatus


class Span(enum.IntEnum):
    """How much of it at once. The numbers travel in buttons."""

    WEEK = 0
    MONTH = 1


class Group(enum.IntEnum):
    """Posts by what they need. The numbers travel in buttons."""

    ALL = 0
    WAITING = 1
    QUEUED = 2
    LIVE = 3
    CARE = 4


OF_GROUP: dict[Group, tuple[PostStatus, ...]] = {
    Group.ALL: tuple(S),
    Group.WAITING: (S.IN_REVIEW,),
    Group.QUEUED: (S.APPROVED, S.SCHEDULED, S.PUBLISHING),
    Group.LIVE: (S.PUBLISHED,),
    Group.CARE: (S.FAILED, S.UNCONFIRMED, S.HELD, S.EXPIRED),
}


@dataclass(frozen=True)
class Look:
    """`day` is any day of the span. At most one of account and campaign is set."""

    span: Span
    day: date
    account_id: UUID | None = None
    campaign_id: UUID | None = None
    group: Group = Group.ALL

    @property
    def first(self) -> date:
        """The first day shown, a Monday."""
        day = self.day.replace(day=1) if self.span is Span.MONTH else self.day
        return day - timedelta(days=day.weekday())

    @property
    def last(self) -> date:
        """The last day shown, a Sunday."""
        day = self.day
        if self.span is Span.MONTH:
            day = day.replace(day=monthrange(day.year, day.month)[1])
        return day + timedelta(days=6 - day.weekday())

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]

    def moved(self, steps: int) -> "Look":
        """The span after, or before."""
        if self.span is Span.WEEK:
            return replace(self, day=self.day + timedelta(days=7 * steps))
        month = self.day.year * 12 + self.day.month - 1 + steps
        return replace(self, day=date(month // 12, month % 12 + 1, 1))

    def within(self, day: date) -> bool:
        """Whether a day belongs to the span itself, and not only to its page."""
        return self.span is Span.WEEK or (day.year, day.month) == (self.day.year, self.day.month)
