"""How Alembic reaches the database: the one public URL, batch mode for SQLite, one connection."""

import asyncio
from typing import Literal

import sqlalchemy as sa
from alembic import context
from sqlalchemy.engine import Connection

from core.columns import Instant, WallTime
from core.database import open_engine
from core.models import Base
from core.settings import read_settings


def plain_types(kind: str, item: object, _: object) -> str | Literal[False]:
    """Migrations must not import our column types: those may change, the history may not."""
    if kind != "type":
        return False
    if isinstance(item, Instant | WallTime):
        return f"sa.DateTime(timezone={isinstance(item, Instant)})"
    if isinstance(item, sa.JSON):
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=plain_types,
    )
    with context.begin_transaction():
        context.run_migrations()


async def run_online() -> None:
    url = context.config.attributes.get("database_url") or read_settings().database_url
    engine = open_engine(str(url), rebuilding=True)
    async with engine.begin() as connection:
        await connection.run_sync(run)
    await engine.dispose()


if (given := context.config.attributes.get("connection")) is not None:
    run(given)
else:
    asyncio.run(run_online())
