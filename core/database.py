"""The engine, the one place that commits, and the base of all models."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import MetaData, event, make_url
from sqlalchemy.engine import URL, Connection, CursorResult, Result
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Session

from core.clock import Clock
from core.rested import ping_after_rest
from core.tenancy import guard

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

CONNECT_WITHIN_SECONDS = 10

_transaction_open: ContextVar[bool] = ContextVar("transaction_open", default=False)

Row = TypeVar("Row")

AfterCommit = Callable[[AsyncSession], Awaitable[None]]


class Base(DeclarativeBase):
    """The base of all models; constraints are named so that migrations can drop them on every database."""

    metadata = MetaData(naming_convention=NAMING)


class GuardedSession(Session):
    """The session all our queries run in; it refuses queries that forget their workspace."""


guard(GuardedSession)


def outside_transaction() -> None:
    """Call before using the network: a slow answer must never hold a transaction open."""
    if _transaction_open.get():
        raise AssertionError("The network was used inside a transaction.")


def async_url(database_url: str) -> URL:
    """Turn the one public URL into the driver's: aiosqlite or psycopg 3."""
    url = make_url(database_url)
    drivers = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
    return url.set(drivername=drivers.get(url.get_backend_name(), url.drivername))


def open_engine(database_url: str, *, pool_size: int = 10, rebuilding: bool = False) -> AsyncEngine:
    """Open an engine; a SQLite file's folder is made when missing.

    `pool_size` connections stay open; as many more come and go.
    Migrations are `rebuilding`: SQLite changes a table by making a new one and dropping the old, and with foreign keys
    on, dropping a table deletes everything that refers to it.
    """
    url = async_url(database_url)
    if url.get_backend_name() != "sqlite":
        engine = create_async_engine(
            url,
            pool_size=pool_size,
            max_overflow=pool_size,
            connect_args={"connect_timeout": CONNECT_WITHIN_SECONDS},
        )
        ping_after_rest(engine.sync_engine)
        return engine
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(url, pool_size=pool_size, max_overflow=pool_size)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    if rebuilding:
        event.listen(engine.sync_engine, "connect", _forget_foreign_keys)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: Any) -> None:
    # The driver's own transaction handling begins too late; ours is in _begin_sqlite.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # the intent to publish must survive a power cut
        "foreign_keys=ON",
        "busy_timeout=30000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _forget_foreign_keys(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=OFF")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("at_once", False):
        return
    # A deferred transaction that turns into a writer fails with "database is locked" instead of waiting.
    connection.exec_driver_sql("BEGIN" if options.get("reading", False) else "BEGIN IMMEDIATE")


async def found_or_added(
    session: AsyncSession, find: Callable[[], Awaitable[Row | None]], add: Callable[[], Awaitable[Row]]
) -> Row:
    """The row that `find` finds, or else the one `add` adds; two callers at once end up with the same row."""
    row = await find()
    if row is not None:
        return row
    try:
        async with session.begin_nested():
            added = await add()
            await session.flush()
            return added
    except IntegrityError:
        row = await find()
        if row is None:
            raise
        return row


def touched(result: Result[Any]) -> int:
    """How many rows an UPDATE or a DELETE changed."""
    assert isinstance(result, CursorResult)  # noqa: S101 - such a statement always answers with a cursor result
    return int(result.rowcount)


class Database:
    """One engine and its transactions."""

    def __init__(
        self, engine: AsyncEngine, clock: Clock, after_commit: AfterCommit | None = None, **info: object
    ) -> None:
        """`info`: what use cases find in `session.info` besides the clock."""
        self.engine = engine
        # SQLite's driver has been told so for good, and would be told otherwise when the connection is given back
        alone = {} if engine.dialect.name == "sqlite" else {"isolation_level": "AUTOCOMMIT"}
        self._at_once = engine.execution_options(at_once=True, **alone)
        self._sessions = async_sessionmaker(
            engine, expire_on_commit=False, sync_session_class=GuardedSession, info={"clock": clock, **info}
        )
        self._after_commit = after_commit

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """One piece of work: commits at the end, rolls back on any exception, then rings what was enqueued."""
        async with self._sessions() as session:
            mark = _transaction_open.set(True)
            try:
                async with session.begin():
                    yield session
            finally:
                _transaction_open.reset(mark)
            if self._after_commit:
                await self._after_commit(session)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A transaction that only reads; it never waits for a writer."""
        async with self._sessions() as session:
            mark = _transaction_open.set(True)
            try:
                await session.connection(execution_options={"reading": True})
                yield session
                session.expunge_all()  # a rollback would expire what was read
                await session.rollback()
            finally:
                _transaction_open.reset(mark)

    @asynccontextmanager
    async def at_once(self) -> AsyncIterator[AsyncConnection]:
        """Every statement is a transaction of its own: no way to the database for BEGIN and for COMMIT."""
        async with self._at_once.connect() as connection:
            yield connection

    async def close(self) -> None:
        await self.engine.dispose()
