"""The whole service as production runs it, inside the test's loop, with the sandbox's addresses."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from redis import Redis
from sqlalchemy import select
from stages.world import PATIENCE_SECONDS, Sandbox

from bot.telegram.house import LISTENS
from core.clock import MovableClock
from core.duties import TICK, DutyRow
from core.operations.watch_health import CHECKS, MEASURES
from core.outbox import TaskRow
from core.posts.model import Post
from core.privacy.keep_up import ERASES, SWEEPS
from core.services import Services
from core.settings import Settings
from core.tenancy import ACROSS_WORKSPACES
from rite.run import running

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
"""A Sunday morning; the club night of the stories is on the Friday after."""

UNHURRIED = (TICK, LISTENS, MEASURES, CHECKS, ERASES, SWEEPS)
"""Duties that nobody in a story waits for."""


@dataclass
class Rite:
    services: Services
    sandbox: Sandbox
    settings: Settings

    @property
    def clock(self) -> MovableClock:
        clock = self.services.clock
        assert isinstance(clock, MovableClock)
        return clock

    async def idle(self) -> None:
        """Wait until the clock has done its duties for this moment and nothing that is due is left undone."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while await self._busy():
            assert time.monotonic() < deadline, "the service did not come to rest"
            await asyncio.sleep(0.1)

    async def _busy(self) -> bool:
        now = self.clock.now()
        duties = select(DutyRow.name).where(DutyRow.next_at <= now, DutyRow.name.not_in(UNHURRIED))
        work = select(TaskRow.id).where(TaskRow.next_at <= now, TaskRow.dead_at.is_(None))
        posts = select(Post.id).where(Post.next_at <= now).execution_options(**ACROSS_WORKSPACES)
        async with self.services.db.reading() as session:
            found = [(await session.execute(query.limit(1))).first() for query in (duties, work, posts)]
        return any(found)


def settings_for(sandbox: Sandbox, database: str, redis: str | None, folder: Path, port: int, **more: Any) -> Settings:
    """Only base URLs and tokens differ from production."""
    config, url = sandbox.world.config, sandbox.url
    values: dict[str, Any] = {
        "database_url": database,
        "redis_url": redis,
        "port": port,
        "home_url": url,
        "secret_keys": SecretStr("k1:" + "A" * 43 + "="),
        "media_url": f"file://{folder}/media",
        "var_dir": folder,
        "slack_bot_token": SecretStr(config.slack_bot_token),
        "slack_signing_secret": SecretStr(config.slack_signing_secret),
        "slack_api_url": f"{url}/slack/api/",
        "slack_messages_per_second": 1000.0,  # days pass in seconds
        "telegram_bot_token": SecretStr(config.telegram_bot_token),
        "telegram_api_url": f"{url}/telegram",
        "telegram_messages_per_second": 1000.0,
        "instagram_app_id": config.instagram_app_id,
        "instagram_app_secret": SecretStr(config.instagram_app_secret),
        "instagram_graph_url": f"{url}/instagram/graph",
        "instagram_api_url": f"{url}/instagram/api",
        "instagram_authorize_url": f"{url}/instagram/oauth/authorize",
        "instagram_webhook_verify_token": SecretStr(config.instagram_verify_token),
        "facebook_app_id": config.instagram_app_id,
        "facebook_app_secret": SecretStr(config.instagram_app_secret),
        "facebook_graph_url": f"{url}/instagram/facebook",
        "facebook_authorize_url": f"{url}/instagram/facebook/v25.0/dialog/oauth",
        "openai_api_key": None,
        "publish_grace_seconds": 20.0,
        "instagram_calls_per_hour": 10_000,  # days pass in seconds
        "now": START,
    }
    return Settings(_env_file=None, **{**values, **more})


@asynccontextmanager
async def opened(
    sandbox: Sandbox, database: str, redis: str | None, folder: Path, port: int, start: datetime = START, **more: Any
) -> AsyncIterator[Rite]:
    """Start everything `rite up` starts, as if it were `start`; stop it all at the end."""
    if redis is not None:
        Redis.from_url(redis).flushdb()
    await sandbox.reset(start, f"http://127.0.0.1:{port}")
    settings = settings_for(sandbox, database, redis, folder, port, **{"now": start, **more})
    try:
        trusted = [sandbox.url.removeprefix("http://")]
        async with running(settings, own_clock=MovableClock(start), trusted_pages=trusted) as services:
            yield Rite(services, sandbox, settings)
    finally:
        await sandbox.leave()
