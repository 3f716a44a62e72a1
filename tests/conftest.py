"""What all tests share: fresh databases, one sandbox a process, the machine and the whole service."""

import asyncio
import gc
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
import structlog
from builders import NOW, USERNAME, settle_in
from media_server import media_served
from psycopg import sql
from publishing_machine import Machine, open_at
from servers import database_url, redis_url
from sqlalchemy import make_url
from stages.rite import Rite, opened
from stages.world import Sandbox, sandbox_served

from core.migrate import migrate
from core.models import Base
from core.services import Services
from provision.throwaway import free_port

SQLITE, POSTGRES = "sqlite", "postgres"
BACKINGS = ("sqlite+inprocess", "postgres+redis")
"""Every story runs on both: the demo's parts and production's."""


# With rich tracebacks, structlog's default, one logged error costs seconds.
structlog.configure(processors=[structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)])


gc.disable()  # until everything is loaded: what is loaded stays
GARBAGE_AFTER = 10_000
"""Objects made before it is looked for: a process of tests may hold some more of it and be quicker."""


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER)
    gc.enable()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    asyncio.run(migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres_database() -> Iterator[str]:
    """URL of a migrated PostgreSQL database of this process's own, for one test after the other."""
    name = f"rite_{os.getpid()}_{uuid4().hex[:8]}"
    _administer(database_url(), sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    url = make_url(database_url()).set(database=name).render_as_string(hide_password=False)
    asyncio.run(migrate(url))
    yield url
    _administer(database_url(), sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _empty(url: str) -> None:
    """No rows, and nobody connected whom the test before left behind: a clone for each test costs half a second."""
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> {}"
    emptied = [sql.SQL("DELETE FROM {}").format(sql.Identifier(one.name)) for one in Base.metadata.sorted_tables]
    free = sql.SQL("SET session_replication_role = replica")  # the audit log lets nobody delete
    _administer(url, sql.SQL(others).format(sql.SQL("pg_backend_pid()")), free, sql.SQL("; ").join(reversed(emptied)))


def _administer(url: str, *statements: sql.Composed) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture(params=[SQLITE, POSTGRES])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """URL of a fresh, migrated database; the test runs once for each kind."""
    yield from _database(request.param, request, tmp_path)


def _database(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if kind == SQLITE:
        path = tmp_path / "rite.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    url: str = request.getfixturevalue("postgres_database")
    try:
        _empty(url)
    except psycopg.errors.UndefinedTable:  # the test before took migrations back
        asyncio.run(migrate(url))
        _empty(url)
    yield url


def _own_redis() -> str:
    """A database number of this process's own: workers side by side must not take each other's rings."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    return urlsplit(redis_url())._replace(path=f"/{int(worker) % 16}").geturl()


@pytest.fixture(params=BACKINGS)
def backing(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str | None]]:
    """(database URL, Redis URL or None) of one of the two ways Rite is run."""
    kind, _, broker = request.param.partition("+")
    redis = _own_redis() if broker == "redis" else None
    for url in _database(kind, request, tmp_path):
        yield url, redis


@pytest.fixture(scope="session")
def sandbox_server() -> Iterator[Sandbox]:
    """The platforms, served on a port of their own for the whole process."""
    with sandbox_served(free_port()) as sandbox:
        yield sandbox


@pytest.fixture
async def rite(backing: tuple[str, str | None], sandbox_server: Sandbox, tmp_path: Path) -> AsyncIterator[Rite]:
    """The whole service, running, with a fresh sandbox around it."""
    async with opened(sandbox_server, backing[0], backing[1], tmp_path, free_port()) as running:
        yield running


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all tests of the process keep their files; keys are named by content, so none is in another's way."""
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="session")
def pictures(shelf: Path) -> Iterator[str]:
    """Our own public address, as far as files go."""
    with media_served(shelf) as url:
        yield url


@pytest.fixture
async def services(
    database: str, sandbox_server: Sandbox, pictures: str, shelf: Path, tmp_path: Path
) -> AsyncIterator[Services]:
    """Everything that is opened once a process, with a fresh sandbox around it."""
    await sandbox_server.reset(NOW, "http://127.0.0.1:9")
    opened = open_at(sandbox_server, database, tmp_path, pictures, media_url=f"file://{shelf}")
    try:
        yield opened
    finally:
        await opened.close()
        await sandbox_server.leave()


@pytest.fixture
async def machine(services: Services, sandbox_server: Sandbox) -> Machine:
    """A team with a connected account."""
    signed_in = await sandbox_server.do("instagram/grant", username=USERNAME)
    async with services.db.transaction() as session:
        team = await settle_in(session, services, signed_in)
    return Machine(services, sandbox_server, team)


@pytest.fixture
def own_redis() -> str:
    """URL of a Redis database nobody else uses meanwhile."""
    return _own_redis()
