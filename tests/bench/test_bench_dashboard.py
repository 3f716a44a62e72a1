"""make bench-dashboard, very small: the year is there, the page tells of all of it, and few questions are asked."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from bench.dashboard.looking import lines_of, measured, viewing
from bench.dashboard.year import Size
from bench.service import KEYS
from core.services import open_services
from core.settings import Settings


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
async def test_the_page_adds_up_the_whole_year_in_a_few_questions(database: str, tmp_path: Path) -> None:
    settings = Settings(
        _env_file=None, database_url=database, secret_keys=SecretStr(KEYS), media_url=f"file://{tmp_path}/media"
    )
    services = open_services(settings)
    size = Size(posts=120, readings=3)
    async with viewing(services, size) as viewer:
        page = await viewer.look()
        lines = await lines_of(viewer, viewer, await measured(viewer, viewer, 1))
    await services.close()
    reached = sum(37 * n % 4000 + 3 * 9 for n in range(1, 121))
    assert "120 posts" in page
    assert f"{reached:,} people reached" in page
    assert "and 70 more posts" in page
    assert lines[0].measured == "7"
    assert lines[0].goal == "≤ 10: kept"
