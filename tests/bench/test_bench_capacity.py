"""make bench-capacity, very small: what is at rest is taken off, and a year is the same life many times over."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from pydantic import SecretStr
from sqlalchemy import update

from bench.capacity.meter import Spent
from bench.capacity.rows import READINGS, fill_in, held, live_on, readings_of
from bench.publish.approved import Wish, schedule, store_picture
from bench.publish.teams import NOBODY, settle_in
from bench.service import KEYS
from core.insights.model import Insight
from core.insights.rhythm import POSTS, STORIES
from core.posts.model import Post, PostStatus
from core.services import open_services
from core.settings import Settings
from core.tenancy import ACROSS_WORKSPACES

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def test_what_is_spent_at_rest_is_not_the_work_s() -> None:
    rest = Spent(10.0, {"web": 0.5}, 100, 20)
    found = Spent(20.0, {"web": 3.0}, 260, 30).above(rest)
    assert found == Spent(20.0, {"web": 2.0}, 60, 0)


def test_a_post_is_read_every_quarter_of_an_hour_then_hourly_then_daily() -> None:
    assert readings_of(POSTS) == 24 * 4 + 24 + 28
    assert readings_of(STORIES) == 95 + 3


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
async def test_a_copied_life_holds_together_and_time_adds_readings(database: str, tmp_path: Path) -> None:
    settings = Settings(
        _env_file=None, database_url=database, secret_keys=SecretStr(KEYS), media_url=f"file://{tmp_path}/media"
    )
    services = open_services(settings)
    async with services.db.transaction() as session:
        (team,) = await settle_in(session, services.vault, [NOBODY], NOW)
    picture = await store_picture(services.media)
    made = await schedule(services.db, [Wish(team, NOW + timedelta(hours=hour)) for hour in (1, 2)], picture, NOW)
    async with services.db.transaction() as session:
        await session.execute(
            update(Post).values(status=PostStatus.PUBLISHED, published_at=NOW).execution_options(**ACROSS_WORKSPACES)
        )
        session.add_all(
            Insight(id=uuid4(), workspace_id=team.workspace_id, post_id=post_id, reading=1, metrics={}, taken_at=NOW)
            for post_id in made
        )
    await services.close()

    before = held(database)
    live_on(database, team.workspace_id, 3)
    fill_in(database, team.workspace_id)
    year = held(database)
    for name in ("events", "campaigns", "posts", "revisions", "approvals"):
        assert year.rows[name] == 4 * before.rows[name] > 0, name
    for name in ("workspaces", "members", "accounts", "conversations"):
        assert year.rows[name] == before.rows[name] == 1, name
    rows, size = year.less(before).of(READINGS)
    assert rows == 8 * readings_of(POSTS) - 2
    assert size > 100 * rows
    with psycopg.connect(database) as connection:
        lost = "SELECT count(*) FROM revisions LEFT JOIN posts ON posts.id = post_id WHERE posts.id IS NULL"
        assert connection.execute(lost).fetchone() == (0,)
