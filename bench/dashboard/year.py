"""A year of one team, made inside the database: events, their posts, every reading of each, the account's days."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import make_url, select

from bench.publish.stored import original
from bench.publish.teams import NOBODY, Team, settle_in
from core.campaigns.model import Campaign
from core.insights.newest import TOLD
from core.posts.model import Post, PostStatus
from core.services import Services

YEAR = timedelta(days=360)
POSTS_AN_EVENT = 10
REACH = "(37 * {n}) %% 4000 + {reading} * 9"
"""Some thousand people, another number for each post, growing from reading to reading."""


@dataclass(frozen=True)
class Size:
    posts: int
    readings: int
    """Of each post."""

    @property
    def events(self) -> int:
        return max(1, self.posts // POSTS_AN_EVENT)


async def live_through(services: Services, size: Size, now: datetime) -> Team:
    """Fill a fresh database with a team that published all this."""
    async with services.db.transaction() as session:
        (team,) = await settle_in(session, services.vault, [NOBODY], now)
    post_id = await original(services.db, team, now)
    async with services.db.reading() as session:
        found = await session.execute(
            select(Campaign.event_id).where(Campaign.workspace_id == team.workspace_id, Campaign.id == team.campaign_id)
        )
        event_id = found.scalar_one()
    url = make_url(services.settings.database_url).render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")  # nobody has to look up what a copy refers to
        for statement in _statements():
            connection.execute(statement.encode(), _values(team, event_id, post_id, size, now))
        connection.execute("VACUUM (ANALYZE)")
    return team


def _values(team: Team, event_id: UUID, post_id: UUID, size: Size, now: datetime) -> dict[str, Any]:
    return {
        "workspace": team.workspace_id,
        "account": team.account_id,
        "event": event_id,
        "campaign": team.campaign_id,
        "post": post_id,
        "events": size.events,
        "posts": size.posts,
        "readings": size.readings,
        "first": now - YEAR,
        "apart": YEAR / size.posts,
        "between": YEAR / size.events,
        "days": YEAR.days,
        "now": now,
    }


def _statements() -> list[str]:
    when = "%(first)s::timestamptz + n * %(apart)s::interval"
    begins = "%(first)s::timestamptz + n * %(between)s::interval"
    newest = REACH.format(n="n", reading="%(readings)s::int")
    return [
        _copies(
            "events",
            {"id": _id("event", "n"), "name": "'Night ' || n", "starts_at": begins},
            "%(event)s",
            "%(events)s",
        ),
        _copies("campaigns", {"id": _id("campaign", "n"), "event_id": _id("event", "n")}, "%(campaign)s", "%(events)s"),
        _copies(
            "posts",
            {
                "id": _id("post", "n"),
                "campaign_id": _id("campaign", "(n - 1) / (%(posts)s::int / %(events)s::int) + 1"),
                "status": f"'{PostStatus.PUBLISHED.value}'",
                "due_at": when,
                "published_at": when,
            },
            "%(post)s",
            "%(posts)s",
        ),
        f"""
        INSERT INTO insights (id, workspace_id, post_id, reading, metrics, taken_at)
        SELECT gen_random_uuid(), %(workspace)s, {_id("post", "n")}, reading,
               jsonb_build_object('reach', {REACH.format(n="n", reading="reading")}, 'views', 2 * reading,
                                  'likes', reading, 'total_interactions', reading),
               {when} + reading * interval '1 hour'
        FROM generate_series(1, %(posts)s) n, generate_series(1, %(readings)s) reading
        """,  # noqa: S608 - our own tables and columns
        f"""
        INSERT INTO newest_numbers (post_id, workspace_id, {", ".join(TOLD)}, taken_at)
        SELECT {_id("post", "n")}, %(workspace)s, {newest}, 2 * %(readings)s, %(readings)s, %(readings)s, %(now)s
        FROM generate_series(1, %(posts)s) n
        """,  # noqa: S608 - as above
        """
        INSERT INTO account_days (id, workspace_id, account_id, day, metrics, taken_at)
        SELECT gen_random_uuid(), %(workspace)s, %(account)s, (%(now)s::timestamptz - n * interval '1 day')::date,
               jsonb_build_object('reach', 500 + n), %(now)s
        FROM generate_series(1, %(days)s) n
        """,
    ]


def _id(kind: str, number: str) -> str:
    """The same for the same number, so that rows find each other."""
    return f"md5('{kind} ' || ({number}))::uuid"


def _copies(table: str, own: dict[str, str], pattern: str, count: str) -> str:
    """So many rows like one that is there, each with something of its own."""
    names = [column.name for column in Post.metadata.tables[table].columns]
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(own.get(name, f'source."{name}"') for name in names)
    return f"""
        INSERT INTO {table} ({columns}) SELECT {values}
        FROM {table} source, generate_series(1, {count}) n WHERE source.id = {pattern}
    """  # noqa: S608 - our own tables and columns
