"""How Alembic reaches the database: the one public URL, batch mode for SQLite, one connection."""

import asyncio

from alembic import context
from sqlalchemy.engine import Connection

from core.database import open_engine
from core.models import Base
from core.settings import read_settings


def run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()


async def run_online() -> None:
    url = context.config.attributes.get("database_url") or read_settings().database_url
    engine = open_engine(str(url))
    async with engine.begin() as connection:
        await connection.run_sync(run)
    await engine.dispose()


if (given := context.config.attributes.get("connection")) is not None:
    run(given)
else:
    asyncio.run(run_online())
