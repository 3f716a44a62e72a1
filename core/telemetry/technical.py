"""How the machinery does."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.token_use import KEPT as CALLS_KEPT
from core.accounts.token_use import TokenUse
from core.posts.model import Post
from core.telemetry.counting import everywhere, within
from core.telemetry.measures import STEPS_MS, Kind
from core.telemetry.model import TechnicalHour
from core.telemetry.report import Column, Figure, Period, Section, middle, ratio, share

OVER = "over 60 s"
MOST_OF_THEM = 0.95
CONTENT = {"post.draft": "caption written", "post.options": "captions to choose from", "post.render": "pictures made"}
"""Tasks that make content, as the report names them."""
_FIGURES = ("done", "failed", "took_ms", *STEPS_MS)
_COLUMNS = (Column("Done"), Column("Success", "%"), Column("Mean", "ms"), Column("95 % within", "ms"))


async def api_response_times(session: AsyncSession, period: Period) -> Section:
    rows = await _by_name(session, period, Kind.API)
    return Section("API response times and success rates", (Column("Address"), *_COLUMNS), _told(rows))


async def job_processing_times(session: AsyncSession, period: Period) -> Section:
    rows = await _by_name(session, period, Kind.JOB)
    note = "From the moment a task was due until it was done, the wait in the queue and tries in between included."
    return Section("Job queue processing times", (Column("Task"), *_COLUMNS), _told(rows), note)


async def content_generation(session: AsyncSession, period: Period) -> Section:
    rows = await _by_name(session, period, Kind.JOB)
    made = {CONTENT[name]: sums for name, sums in rows.items() if name in CONTENT}
    return Section("Content generation speed", (Column("Content"), *_COLUMNS), _told(made))


async def publishing_lateness(session: AsyncSession, period: Period) -> Section:
    """From the minute a post was planned for to the moment it was live."""
    posts = await everywhere(session, select(Post.due_at, Post.published_at).where(*within(Post.published_at, period)))
    late = [(published_at - due_at).total_seconds() * 1000 for due_at, published_at in posts]
    row: list[Figure] = [str(period), len(late), middle(late), middle(late, MOST_OF_THEM)]
    columns = (
        Column("Published in"),
        Column("Posts"),
        Column("Half of them within", "ms"),
        Column("95 % within", "ms"),
    )
    return Section("From slot to live", columns, [row])


async def instagram_calls(session: AsyncSession, period: Period) -> Section:
    """Calls are remembered for a month; of a time that begins earlier not all are known."""
    row: list[Figure] = [str(period), None, None]
    if session.info["clock"].now() - period.starts_at <= CALLS_KEPT:
        calls = select(TokenUse.result, func.count()).where(*within(TokenUse.at, period)).group_by(TokenUse.result)
        results = {result: int(number) for result, number in await everywhere(session, calls)}
        total = sum(results.values())
        row = [str(period), total, share(results.get("ok", 0), total)]
    note = f"Kept for {CALLS_KEPT.days} days: unknown for a time that begins earlier."
    return Section("Calls to Instagram", (Column("Called in"), Column("Calls"), Column("Success", "%")), [row], note)


async def _by_name(session: AsyncSession, period: Period, kind: Kind) -> Mapping[str, Mapping[str, int]]:
    """The sums of the period's hours."""
    columns = [getattr(TechnicalHour, figure) for figure in _FIGURES]
    hours = select(TechnicalHour.name, *columns).where(
        TechnicalHour.kind == kind.value, *within(TechnicalHour.hour, period)
    )
    sums: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(_FIGURES, 0))
    for name, *figures in await everywhere(session, hours):
        for figure, number in zip(_FIGURES, figures, strict=True):
            sums[name][figure] += number
    return sums


def _told(rows: Mapping[str, Mapping[str, int]]) -> list[list[Figure]]:
    """The most frequent first."""
    ordered = sorted(rows.items(), key=lambda one: (-one[1]["done"], one[0]))
    return [[name, *_figures(sums)] for name, sums in ordered]


def _figures(sums: Mapping[str, int]) -> Iterable[Figure]:
    done = sums["done"]
    within_step = next((STEPS_MS[step] for step in STEPS_MS if sums[step] >= MOST_OF_THEM * done), OVER)
    return done, share(done - sums["failed"], done), ratio(sums["took_ms"], done), within_step
