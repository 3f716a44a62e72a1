"""Without Redis one process does everything: see that it is the only one, and take up what the last one left."""

import fcntl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import make_url

from core.errors import SettingsProblem
from core.notices.abandoned import forget_drawings
from core.outbox import forget_leases
from core.services import Services


@asynccontextmanager
async def alone(services: Services) -> AsyncIterator[None]:
    """Hold the database's lock, which no death leaves behind. Raises SettingsProblem when it is taken."""
    url = make_url(services.settings.database_url)
    if services.settings.redis_url is not None or url.get_backend_name() != "sqlite" or not url.database:
        yield
        return
    path = Path(f"{url.database}.lock")
    with path.open("w") as lock:  # noqa: ASYNC230 - an empty local file, opened once
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise SettingsProblem(f"Another Rite is running on {url.database} already.") from error
        async with services.db.transaction() as session:
            await forget_leases(session)
            await forget_drawings(session)
        yield
