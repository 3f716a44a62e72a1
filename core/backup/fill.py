"""Rows of a backup into the tables of a database, in an order in which they may refer to each other."""

import gzip
import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, TableClause, bindparam, column, func, insert, inspect, select, table, update

from core.backup.kinds import BY_NAME, Kind
from core.backup.manifest import Manifest, TableDump
from core.backup.write import place_of
from core.ports.seal import Seal

AT_ONCE = 500
Row = dict[str, Any]


class Filling:
    """One backup on its way into one empty database."""

    def __init__(self, connection: Connection, seal: Seal, folder: Path, manifest: Manifest) -> None:
        self._connection, self._seal, self._folder, self._manifest = connection, seal, folder, manifest
        self._later: list[tuple[TableClause, str, list[Row]]] = []
        """References to rows that are not there yet."""

    def fill(self) -> None:
        there: set[str] = set()
        for name, dump in self._manifest.tables.items():
            self._table(name, dump, there)
            there.add(name)
        for into, reference, rows in self._later:
            known = update(into).where(into.c.id == bindparam("row"))
            for chunk in _chunks(rows):
                self._connection.execute(known.values({reference: bindparam("to")}), chunk)
        if self._connection.dialect.name == "postgresql":
            self._count_on()

    def _table(self, name: str, dump: TableDump, there: Collection[str]) -> None:
        kinds = {of: BY_NAME[kind] for of, kind in dump.columns.items()}
        into = table(name, *(column(of, kind.type) for of, kind in kinds.items()))
        early = [of for of in self._references(name, there) if of in kinds]
        for rows in self._rows(dump, kinds):
            for reference in early:
                to = [{"row": row["id"], "to": row[reference]} for row in rows if row[reference] is not None]
                self._later.append((into, reference, to))
                rows = [{**row, reference: None} for row in rows]
            for chunk in _chunks(rows):
                self._connection.execute(insert(into), chunk)

    def _references(self, name: str, there: Collection[str]) -> list[str]:
        """Columns that refer to the table itself, or to one that is filled after it."""
        keys = inspect(self._connection).get_foreign_keys(name)
        return [of for key in keys if key["referred_table"] not in there for of in key["constrained_columns"]]

    def _rows(self, dump: TableDump, kinds: Mapping[str, Kind]) -> Iterator[list[Row]]:
        for part in dump.parts:
            data = (self._folder / part.file).read_bytes()
            opened = self._seal.open(data, place_of(part.file, self._manifest.id), self._manifest.sealed_by)
            lines = gzip.decompress(opened).decode().splitlines()
            yield [
                {
                    name: None if value is None else kind.read(value)
                    for (name, kind), value in zip(kinds.items(), json.loads(line), strict=True)
                }
                for line in lines
            ]

    def _count_on(self) -> None:
        """Numbers that PostgreSQL gives out itself go on behind the last one."""
        for name in self._manifest.tables:
            for of in inspect(self._connection).get_columns(name):
                if of.get("autoincrement") is True:
                    highest = select(func.max(column(of["name"]))).select_from(table(name)).scalar_subquery()
                    sequence = func.pg_get_serial_sequence(name, of["name"])
                    self._connection.execute(select(func.setval(sequence, func.coalesce(highest, 1))))


def _chunks(rows: list[Row]) -> Iterator[list[Row]]:
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]
