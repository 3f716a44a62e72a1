"""A database from before there were several accounts: what published there by itself is the default afterwards."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from alembic import command
from sqlalchemy import Connection, text

from core.database import open_engine
from core.migrate import alembic_config, migrate

FIRST = datetime(2026, 11, 1, tzinfo=UTC)
ACCOUNTS = (("gone", "disconnected"), ("first", "connected"), ("second", "connected"))


def insert(connection: Connection, table: str, **values: Any) -> None:
    names = ", ".join(values)
    places = ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({places})"), values)  # noqa: S608 - names of our own


def fill(connection: Connection, as_id: Any, as_time: Any) -> None:
    """A workspace with three accounts, and an event that publishes to the first of them."""
    ids = {name: as_id() for name in ("workspace", "event", "room", "campaign", *(name for name, _ in ACCOUNTS))}
    workspace = ids["workspace"]
    insert(
        connection,
        "workspaces",
        id=workspace,
        name="W",
        time_zone="UTC",
        language="en",
        digest_hour=9,
        created_at=as_time(FIRST),
    )
    for n, (name, status) in enumerate(ACCOUNTS):
        insert(
            connection,
            "accounts",
            id=ids[name],
            workspace_id=workspace,
            instagram_id=name,
            app_scoped_id="",
            kind="",
            username=name,
            status=status,
            scopes="[]",
            connected_at=as_time(FIRST + timedelta(days=n)),
        )
    insert(
        connection,
        "conversations",
        id=ids["room"],
        workspace_id=workspace,
        platform="slack",
        team="T",
        address="C",
        direct=False,
        follows=True,
        reachable=True,
        created_at=as_time(FIRST),
    )
    insert(
        connection,
        "events",
        id=ids["event"],
        workspace_id=workspace,
        name="E",
        time_zone="UTC",
        venue="V",
        city="",
        starts_local=as_time(FIRST),
        starts_at=as_time(FIRST),
        created_at=as_time(FIRST),
        lineup="[]",
        ticket_link="",
        price="",
        genre="",
        description="",
        status="planned",
    )
    insert(
        connection,
        "campaigns",
        id=ids["campaign"],
        workspace_id=workspace,
        event_id=ids["event"],
        account_id=ids["first"],
        conversation_id=ids["room"],
        cadence="club_night",
        tone="warm",
        language="en",
        status="active",
        created_at=as_time(FIRST),
    )


async def test_what_new_events_published_to_stays_so_and_nothing_is_lost_on_the_way(database: str) -> None:
    await asyncio.to_thread(command.downgrade, alembic_config(database), "0002")
    engine, sqlite = open_engine(database), database.startswith("sqlite")
    as_id = (lambda: uuid4().hex) if sqlite else uuid4
    async with engine.begin() as connection:
        await connection.run_sync(
            fill, as_id, lambda moment: moment.replace(tzinfo=None).isoformat(" ") if sqlite else moment
        )

    await migrate(database)

    of_campaign = "SELECT accounts.username FROM campaigns JOIN accounts ON accounts.id = campaigns.account_id"
    async with engine.connect() as connection:
        kept = await connection.execute(text("SELECT username, is_default FROM accounts ORDER BY connected_at"))
        accounts = [(name, bool(is_default)) for name, is_default in kept]
        publishes_to = (await connection.execute(text(of_campaign))).scalars().all()
    await engine.dispose()
    assert accounts == [("gone", False), ("first", True), ("second", False)]
    assert publishes_to == ["first"]
