"""Reads `refusals.toml`: which refusal of Instagram's means what, and what a person is told about it."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from core.adapters.instagram.calls import Call
from core.errors import Cure


class Kind(StrEnum):
    """What can be done about a refusal; `refusals.toml` explains each."""

    RETRY = "retry"
    WAIT = "wait"
    NEW_CONTAINER = "new_container"
    RECONNECT = "reconnect"
    PERSON = "person"
    PERMANENT = "permanent"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True)
class Signs:
    """By what a row recognises a refusal. An empty set fits everything."""

    codes: frozenset[int]
    is_range: bool
    subcodes: frozenset[int]
    says: str
    calls: frozenset[Call]
    alone: bool
    """Whether the code is enough when Instagram gives no subcode."""

    @property
    def precision(self) -> tuple[bool, ...]:
        """How much is named; of two fitting rows the more precise one counts."""
        return (
            bool(self.codes or self.subcodes or self.says),
            bool(self.says),
            bool(self.subcodes),
            bool(self.calls),
            not self.is_range,
        )

    def fit(self, code: int | None, subcode: int | None, words: str, call: Call) -> bool:
        """Whether a refusal shows all of them; words is all of its text, lower case."""
        if self.calls and call not in self.calls:
            return False
        if self.codes and code not in self.codes:
            return False
        if self.subcodes and subcode not in self.subcodes and not (self.alone and subcode is None):
            return False
        return self.says in words


@dataclass(frozen=True)
class Row:
    """One row of the table."""

    signs: Signs
    kind: Kind
    about: str
    cause: str
    remedy: str
    cure: Cure
    after: timedelta | None

    @property
    def is_for_the_unknown(self) -> bool:
        """Whether it only says that nobody knows this refusal."""
        return not self.signs.precision[0]

    @property
    def sentences(self) -> str:
        return f"{self.cause} {self.remedy}"


@cache
def rows() -> tuple[Row, ...]:
    """The whole table, the most precise rows first."""
    table = tomllib.loads(files("core.adapters.instagram").joinpath("refusals.toml").read_text("utf-8"))
    return tuple(sorted(map(_row, table["row"]), key=lambda row: row.signs.precision, reverse=True))


def meaning(code: int | None, subcode: int | None, words: str, call: Call) -> Row:
    """The row for a refusal; there is always one."""
    lowered = words.lower()
    return next(row for row in rows() if row.signs.fit(code, subcode, lowered, call))


def meaning_of_subcode(subcode: int) -> Row | None:
    """The row for a subcode alone, as a container's status names it; None when nobody knows it."""
    fitting = (row for row in rows() if subcode in row.signs.subcodes)
    return next((row for row in fitting if not row.signs.calls or Call.READ in row.signs.calls), None)


def _row(entry: dict[str, Any]) -> Row:
    after = entry.get("after")
    return Row(
        signs=_signs(entry["match"]),
        kind=Kind(entry["class"]),
        about=entry.get("about", ""),
        cause=entry["cause"],
        remedy=entry["remedy"],
        cure=Cure(entry["cure"]),
        after=None if after is None else timedelta(seconds=after),
    )


def _signs(match: dict[str, Any]) -> Signs:
    first_and_last = match.get("codes")
    codes = range(first_and_last[0], first_and_last[1] + 1) if first_and_last else _several(match.get("code", []))
    return Signs(
        codes=frozenset(codes),
        is_range=first_and_last is not None,
        subcodes=frozenset(_several(match.get("subcode", []))),
        says=match.get("says", ""),
        calls=frozenset(map(Call, match.get("calls", []))),
        alone=match.get("alone", False),
    )


def _several(value: int | list[int]) -> list[int]:
    return [value] if isinstance(value, int) else value
