"""Many scheduled posts at once, copied inside the database from one: what a claim has to find its way through."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Engine, create_engine, make_url, text

from bench.publish.teams import Team
from core.database import Database
from core.posts.model import Format, Post, PostStatus

APART = timedelta(seconds=1)
COUNTED = "WITH RECURSIVE counted(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM counted WHERE i + 1 < :count)"


@dataclass(frozen=True)
class Dialect:
    """How a database says what a copied row needs of its own."""

    new_id: str
    moment: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    tidy: tuple[str, ...] = ()


DIALECTS = {
    "postgresql": Dialect(
        new_id="gen_random_uuid()",
        moment="CAST(:first AS timestamptz) + i * CAST(:apart AS interval)",
        before=("SET session_replication_role = replica",),  # the copies refer to what the original does
        after=("RESET session_replication_role",),
        tidy=("VACUUM (ANALYZE) posts", "CHECKPOINT"),
    ),
    "sqlite": Dialect(
        new_id="lower(hex(randomblob(16)))",
        moment="strftime('%Y-%m-%d %H:%M:%f', :first, '+' || (i * :apart) || ' seconds') || '000'",
        tidy=("ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"),
    ),
}


class Store:
    """The posts of one database, without the service around it."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self._dialect = DIALECTS[self.url.get_backend_name()]
        self._on_sqlite = self.url.get_backend_name() == "sqlite"
        driver = "sqlite" if self._on_sqlite else "postgresql+psycopg"
        self._engine: Engine = create_engine(self.url.set(drivername=driver), isolation_level="AUTOCOMMIT")

    def close(self) -> None:
        self._engine.dispose()

    def fill(self, original: UUID, count: int, first: datetime, apart: timedelta = APART) -> None:
        """Add `count` copies of a post, scheduled from `first` on."""
        names = [column.name for column in Post.__table__.columns]
        own = {
            "id": self._dialect.new_id,
            "status": f"'{PostStatus.SCHEDULED.value}'",
            "next_at": self._dialect.moment,
            "due_at": self._dialect.moment,
        }
        copied = ", ".join(own.get(name, f'"{name}"') for name in names)
        columns = ", ".join(f'"{name}"' for name in names)
        source = f"SELECT {copied} FROM counted, posts WHERE posts.id = :original"  # noqa: S608 - our own columns
        insert = f"INSERT INTO posts ({columns}) {COUNTED} {source}"
        with self._connected() as connection:
            for word in self._dialect.before:
                connection.exec_driver_sql(word)
            connection.execute(text(insert), self._values(original, count, first, apart))
            for word in self._dialect.after:
                connection.exec_driver_sql(word)

    def _values(self, original: UUID, count: int, first: datetime, apart: timedelta) -> dict[str, Any]:
        if self._on_sqlite:
            moment = first.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
            return {"original": original.hex, "count": count, "first": moment, "apart": apart.total_seconds()}
        return {"original": original, "count": count, "first": first, "apart": apart}

    def forget_due(self, now: datetime) -> None:
        """Take away what was due by then; the others stay."""
        moment = now.astimezone(UTC).replace(tzinfo=None).isoformat(" ") if self._on_sqlite else now
        with self._connected() as connection:
            connection.execute(text("DELETE FROM posts WHERE next_at <= :now"), {"now": moment})

    def tidy(self) -> None:
        """What the database does by itself sooner or later, now, so that it does not fall into a measurement."""
        with self._connected() as connection:
            for word in self._dialect.tidy:
                connection.exec_driver_sql(word)

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            yield connection


async def original(db: Database, team: Team, now: datetime) -> UUID:
    """The post of which all others are copies; itself it is never due."""
    async with db.transaction() as session:
        post = Post(
            id=uuid4(),
            workspace_id=team.workspace_id,
            campaign_id=team.campaign_id,
            account_id=team.account_id,
            phase="announcement",
            format=Format.FEED,
            status=PostStatus.DRAFT,
            revision=1,
            due_at=now,
            not_after=now + timedelta(days=365),
            media=[],
            details={},
            baseline=[],
        )
        session.add(post)
    return post.id
