"""Migrated databases of a benchmark's own: PostgreSQL with fsync on, or a file of SQLite's."""

from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from core.migrate import migrate


async def on_postgres(server_url: str, name: str) -> str:
    """URL of a new database on a throw-away server."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    url = make_url(server_url).set(database=name).render_as_string(hide_password=False)
    await migrate(url)
    return url


async def on_sqlite(folder: Path, name: str) -> str:
    """URL of a new file in a folder."""
    url = f"sqlite:///{folder / name}.db"
    await migrate(url)
    return url
