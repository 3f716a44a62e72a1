"""Two versions over one schema: what the previous release reads and writes works after this one's migrations.

Its statements are those its mapped classes would make: INSERT, SELECT, UPDATE and DELETE with the columns it knows, and
no others. What a new version writes into them (a new state of a post, say) is not tried here.
"""

import ast
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from alembic import command
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Integer,
    MetaData,
    Numeric,
    String,
    Table,
    Uuid,
    delete,
    insert,
    select,
    update,
)

from core.database import open_engine
from core.migrate import alembic_config
from migrations.previous_release import REVISION

VERSIONS = Path(__file__).parents[2] / "migrations" / "versions"
TAKES_AWAY = ("drop_column", "drop_table", "rename_table")
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
VALUES: Mapping[type[Any], Any] = {Boolean: True, Date: date(2026, 11, 22), Integer: 1, Numeric: 1, JSON: {}}


async def test_what_the_previous_release_reads_and_writes_works_on_this_schema(database: str) -> None:
    engine = open_engine(database, rebuilding=True)
    config = alembic_config(database)

    def roll_out(connection: Connection) -> None:
        config.attributes["connection"] = connection
        command.downgrade(config, REVISION)
        known = _tables(connection)
        before: dict[str, Any] = {}
        for table in known:
            before[table.name] = _write(connection, table, before)
        command.upgrade(config, "head")
        ids: dict[str, Any] = {}
        for table in known:
            key = next(iter(table.primary_key.columns))
            assert connection.execute(select(*table.columns).where(key == before[table.name])).all(), table.name
            ids[table.name] = _write(connection, table, ids)
        for table in reversed(known):
            key = next(iter(table.primary_key.columns))
            for row in (before[table.name], ids[table.name]):
                values = {column.name: column for column in table.columns if not column.primary_key}
                assert connection.execute(update(table).where(key == row).values(values)).rowcount == 1, table.name
        for table in reversed(known):
            connection.execute(delete(table))

    async with engine.begin() as connection:
        await connection.run_sync(roll_out)
    await engine.dispose()


def _tables(connection: Connection) -> list[Table]:
    """As the previous release's own migrations left them."""
    known = MetaData()
    known.reflect(connection)
    later = [table for table in known.tables.values() if table.name != "alembic_version"]
    done: list[Table] = []
    while later:
        ready = [one for one in later if {key.column.table for key in _needed(one)} <= {*done, one}]
        assert ready, [one.name for one in later]
        done += ready
        later = [one for one in later if one not in ready]
    return done


def _needed(table: Table) -> Iterator[Any]:
    for key in table.foreign_keys:
        if not key.parent.nullable:
            yield key


def _write(connection: Connection, table: Table, ids: Mapping[str, Any]) -> Any:
    """A row with every column that release knows; returns its key."""
    values = {column.name: _value(column, ids) for column in table.columns}
    numbered = [column.name for column in table.primary_key if isinstance(column.type, Integer)]
    for name in numbered:
        del values[name]
    made = connection.execute(insert(table).values(values)).inserted_primary_key
    assert made is not None
    return made[0]


def _value(column: Column[Any], ids: Mapping[str, Any]) -> Any:
    for key in column.foreign_keys:
        return ids.get(key.column.table.name)
    kind = column.type
    if isinstance(kind, Uuid):
        return uuid4()
    if isinstance(kind, DateTime):
        return AT if kind.timezone else AT.replace(tzinfo=None)
    if isinstance(kind, String):
        return uuid4().hex[: kind.length]
    return next(value for one, value in VALUES.items() if isinstance(kind, one))


def test_a_migration_takes_nothing_away_that_the_previous_release_uses() -> None:
    """Expand and backfill now, contract in the next release: that one says `CONTRACTS` and why nobody needs it."""
    taking = [
        f"{path.name}: {call}"
        for path in sorted(VERSIONS.glob("[0-9]*.py"))
        if path.name[:4] > REVISION
        for call in _taken_away(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert taking == []


def _taken_away(module: ast.Module) -> Iterator[str]:
    assigned = [target for node in module.body if isinstance(node, ast.Assign) for target in node.targets]
    names = {target.id for target in assigned if isinstance(target, ast.Name)}
    if "CONTRACTS" in names:
        return
    (upgrade,) = [one for one in module.body if isinstance(one, ast.FunctionDef) and one.name == "upgrade"]
    for node in ast.walk(upgrade):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            said = {word.arg: word.value for word in node.keywords}
            stricter = isinstance(said.get("nullable"), ast.Constant) and not said["nullable"].value  # type: ignore[attr-defined]  # a constant
            changed = node.func.attr == "alter_column" and ("new_column_name" in said or stricter)
            if node.func.attr in TAKES_AWAY or changed:
                yield ast.unparse(node)
