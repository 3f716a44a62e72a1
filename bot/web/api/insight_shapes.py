"""Numbers as JSON. Null is a number nobody told, which is not zero."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from bot.retold import retold
from bot.web.api.shapes import Shape, Wall
from core.insights.report import EventReport
from core.posts.model import Format
from core.reports import accounts, generate
from core.reports import performance as posts
from core.timing.optimal import OptimalTime


class PostPerformance(Shape):
    """A live post and its numbers."""

    id: UUID
    campaign_id: UUID
    event: str
    title: str
    phase: str
    format: Format
    account: str
    published_at: datetime
    permalink: str | None
    numbers: dict[str, int | None]
    told_at: datetime | None = Field(description="When Instagram last said so.")


class UserInsights(Shape):
    """An account within some days."""

    username: str
    days: int = Field(description="Of the span, how many Instagram told of.")
    numbers: dict[str, int | None]
    followers: int | None
    gained: int | None
    online: list[int] = Field(description="Hours with most followers awake, the best first, in the team's zone.")


class Phase(Shape):
    title: str
    posts: int
    measured: int
    reached: int
    taps: int | None


class ReportedPost(Shape):
    title: str
    phase: str
    format: Format
    at_local: Wall
    permalink: str | None
    reached: int | None
    interactions: int | None
    taps: int | None


class CampaignReport(Shape):
    """What became of one event's posts; what reached most first."""

    event: str
    reached: int | None
    phases: list[Phase]
    posts: list[ReportedPost]


class Total(Shape):
    """A sum, and of how many posts it is."""

    value: int | None
    measured: int


class Part(Shape):
    title: str
    posts: int
    totals: dict[str, Total]


class Report(Shape):
    """What some days came to."""

    team: str
    first: date
    last: date
    time_zone: str
    posts: list[PostPerformance]
    totals: dict[str, Total]
    phases: list[Part]
    events: list[Part]
    verdict: str = Field(description="Against the time before, where the sample is large enough to tell.")


class Hour(Shape):
    weekday: int = Field(description="0 is Monday.")
    hour: int
    score: float = Field(description="1.0 is the week's average.")


class BestHours(Shape):
    account: str
    time_zone: str
    hours: list[Hour]


def performance(one: posts.PostPerformance) -> PostPerformance:
    return PostPerformance(
        id=one.id,
        campaign_id=one.campaign_id,
        event=one.event,
        title=retold(one.title),
        phase=one.phase,
        format=one.format,
        account=one.account,
        published_at=one.at,
        permalink=one.permalink,
        numbers={name: one.value(name) for name in posts.METRICS},
        told_at=one.told_at,
    )


def account(one: accounts.UserInsights) -> UserInsights:
    return UserInsights(
        username=one.username,
        days=one.days,
        numbers=dict(one.numbers),
        followers=one.followers_now,
        gained=one.gained,
        online=list(one.online),
    )


def campaign(one: EventReport) -> CampaignReport:
    return CampaignReport(
        event=one.event,
        reached=one.reached,
        phases=[Phase.model_validate(phase) for phase in one.phases],
        posts=[ReportedPost.model_validate(post) for post in one.posts],
    )


def report(one: generate.AnalyticsReport) -> Report:
    return Report(
        team=one.team,
        first=one.span.first,
        last=one.span.last,
        time_zone=one.zone,
        posts=[performance(post) for post in one.posts],
        totals={name: Total.model_validate(total) for name, total in one.totals.items()},
        phases=[_part(part) for part in one.phases],
        events=[_part(part) for part in one.events],
        verdict=one.against.verdict.value,
    )


def hours(name: str, zone: str, times: Sequence[OptimalTime]) -> BestHours:
    return BestHours(
        account=name,
        time_zone=zone,
        hours=[Hour(weekday=one.weekday, hour=one.hour, score=round(one.score, 3)) for one in times],
    )


def _part(part: generate.Part) -> Part:
    totals = {name: Total.model_validate(total) for name, total in part.totals.items()}
    return Part(title=retold(part.title), posts=part.posts, totals=totals)
