"""Rows and bytes on PostgreSQL: what a team's life left there, and the same life fifty times over."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

import psycopg
from psycopg import sql
from sqlalchemy import Column, Integer, String, Table, Uuid, make_url

from core.insights.rhythm import POSTS, STORIES, Step
from core.models import Base
from core.privacy.rules import RULES

DAYS = 365
TEAM_S = frozenset({"workspaces", "members", "identities", "accounts", "conversations", "brands", "audiences"})
"""A team has them once, however much it does; what refers to them refers to the same row in every copy."""
BY_THE_DAY = ("account_days", "digests")
SHORT = ("30 days", "3 days", "2 days", "10 minutes")
"""Kept for so long: a year has no more of them than a month."""
READINGS = frozenset({"insights"})


@dataclass(frozen=True)
class Held:
    """By table: how many rows, and the bytes of table, indexes and overlong values together."""

    rows: Mapping[str, int]
    size: Mapping[str, int]

    def less(self, before: "Held") -> "Held":
        return Held(
            {name: count - before.rows[name] for name, count in self.rows.items()},
            {name: size - before.size[name] for name, size in self.size.items()},
        )

    def of(self, names: frozenset[str]) -> tuple[int, int]:
        """(rows, bytes) of some tables."""
        return sum(self.rows[name] for name in names), sum(self.size[name] for name in names)

    @property
    def others(self) -> frozenset[str]:
        return frozenset(self.rows) - READINGS


def held(url: str) -> Held:
    """After a VACUUM, so that nothing dead is counted."""
    with _connected(url) as connection:
        connection.execute("VACUUM (FULL, ANALYZE)")
        rows, size = dict[str, int](), dict[str, int]()
        for name in Base.metadata.tables:
            query = sql.SQL("SELECT count(*), pg_total_relation_size({text}) FROM {table}")
            found = connection.execute(query.format(text=sql.Literal(name), table=sql.Identifier(name))).fetchone()
            rows[name], size[name] = (int(str(one)) for one in found or (0, 0))
    return Held(rows, size)


def readings_of(steps: tuple[Step, ...]) -> int:
    """How often a post is read in its life."""
    begins = [*(step.until for step in steps)]
    spans = [until - before for until, before in zip(begins, [begins[0] * 0, *begins], strict=False)]
    return sum(round(span / step.every) for span, step in zip(spans, steps, strict=True))


def live_on(url: str, workspace_id: UUID, times: int) -> None:
    """Copy everything the team did so many times, each copy with ids of its own that refer to each other."""
    with _connected(url) as connection:
        connection.execute("SET session_replication_role = replica")  # copies refer to copies that come later
        for table in Base.metadata.sorted_tables:
            if _grows(table):
                connection.execute(_copies(table), {"workspace": workspace_id, "times": times})


def fill_in(url: str, workspace_id: UUID) -> None:
    """What time adds: every reading of each published post, and each day's numbers and digest."""
    with _connected(url) as connection:
        connection.execute("SET session_replication_role = replica")
        for statement in (_READINGS, _ACCOUNT_DAYS, _DIGESTS):
            values = {
                "workspace": workspace_id,
                "posts": readings_of(POSTS),
                "stories": readings_of(STORIES),
                "days": DAYS,
            }
            connection.execute(statement, values)


_READINGS = """
    INSERT INTO insights (id, workspace_id, post_id, reading, metrics, taken_at, confirmed_at)
    SELECT gen_random_uuid(), one.workspace_id, one.post_id, n, one.metrics,
           one.taken_at + n * interval '15 minutes', NULL
    FROM (SELECT DISTINCT ON (post_id) * FROM insights WHERE workspace_id = %(workspace)s
          ORDER BY post_id, reading DESC) AS one
    JOIN posts ON posts.id = one.post_id,
    generate_series(one.reading + 1, CASE WHEN posts.format = 'story' THEN %(stories)s ELSE %(posts)s END) n
"""
_ACCOUNT_DAYS = """
    INSERT INTO account_days (id, workspace_id, account_id, day, metrics, taken_at)
    SELECT gen_random_uuid(), workspace_id, account_id, day - n, metrics, taken_at
    FROM (SELECT * FROM account_days WHERE workspace_id = %(workspace)s ORDER BY day LIMIT 1) AS one,
    generate_series(1, %(days)s - (SELECT count(*)::int FROM account_days WHERE workspace_id = %(workspace)s)) n
"""
_DIGESTS = """
    INSERT INTO digests (id, workspace_id, conversation_id, day, body, chart_key, created_at)
    SELECT gen_random_uuid(), workspace_id, conversation_id, day - n, body, chart_key, created_at
    FROM (SELECT * FROM digests WHERE workspace_id = %(workspace)s ORDER BY day LIMIT 1) AS one,
    generate_series(1, %(days)s - 1) n
"""


def _grows(table: Table) -> bool:
    """Whether a team has more of these the more it does."""
    kept = RULES[table.name].kept
    return "workspace_id" in table.columns and table.name not in (*TEAM_S, *BY_THE_DAY, "tasks") and kept not in SHORT


def _copies(table: Table) -> sql.Composed:
    columns = [column for column in table.columns if not (column.primary_key and isinstance(column.type, Integer))]
    unique = frozenset(_unique_words(table))
    return sql.SQL(
        "INSERT INTO {table} ({names}) SELECT {values} FROM {table} AS source, generate_series(1, %(times)s) n"
        " WHERE source.workspace_id = %(workspace)s"
    ).format(
        table=sql.Identifier(table.name),
        names=sql.SQL(", ").join(sql.Identifier(column.name) for column in columns),
        values=sql.SQL(", ").join(_value(column, unique) for column in columns),
    )


def _value(column: Column[object], unique: frozenset[str]) -> sql.Composable:
    own = sql.SQL("source.{}").format(sql.Identifier(column.name))
    if isinstance(column.type, Uuid) and _is_own(column):
        return sql.SQL("md5({}::text || n)::uuid").format(own)
    if column.name in unique and isinstance(column.type, String):
        return sql.SQL("left(md5({}::text || n), {})").format(own, sql.Literal(column.type.length or 32))
    return own


def _is_own(column: Column[object]) -> bool:
    """Whether each copy has another one: its own id, or that of a row which is copied as well."""
    return all(key.column.table.name not in TEAM_S for key in column.foreign_keys)


def _unique_words(table: Table) -> Iterator[str]:
    """Texts that must differ where nothing else of their constraint does."""
    for index in (*table.indexes, *table.constraints):
        if getattr(index, "unique", True) and hasattr(index, "columns"):
            columns = list(index.columns)
            if not any(isinstance(column.type, Uuid) and _is_own(column) for column in columns):
                yield from (column.name for column in columns)


def _connected(url: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(make_url(url).render_as_string(hide_password=False), autocommit=True)
