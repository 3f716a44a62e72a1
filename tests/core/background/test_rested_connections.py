"""A connection whose server went away while it rested reaches nobody."""

import psycopg
import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from core.database import async_url
from core.rested import ping_after_rest

pytestmark = pytest.mark.parametrize("database", ["postgres"], indirect=True)

ALWAYS, NEVER = -1.0, 3600.0


async def backend_of(engine: AsyncEngine) -> int:
    async with engine.connect() as connection:
        return int((await connection.execute(text("SELECT pg_backend_pid()"))).scalar_one())


def end(database: str, backend: int) -> None:
    address = make_url(database).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("SELECT pg_terminate_backend(%s, 5000)", (backend,))


async def test_a_connection_that_died_at_rest_is_replaced(database: str) -> None:
    engine = create_async_engine(async_url(database), pool_size=1)
    ping_after_rest(engine.sync_engine, ALWAYS)
    first = await backend_of(engine)
    end(database, first)
    assert await backend_of(engine) != first
    await engine.dispose()


async def test_a_connection_used_just_now_is_not_asked_again(database: str) -> None:
    """Who gets it then hears of the trouble from their own statement, and the pool forgets what is dead."""
    engine = create_async_engine(async_url(database), pool_size=1)
    ping_after_rest(engine.sync_engine, NEVER)
    first = await backend_of(engine)
    assert await backend_of(engine) == first
    end(database, first)
    with pytest.raises(OperationalError):
        await backend_of(engine)
    assert await backend_of(engine) != first
    await engine.dispose()
