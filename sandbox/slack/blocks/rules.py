"""A small language in which Block Kit's limits are written down.

A rule looks at one value and yields what Slack would complain about, each with a json-pointer to the place.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from sandbox.slack.refused import Json

Check = Callable[[Json, str], Iterator[str]]


def at(text: str, pointer: str) -> str:
    """A complaint with its place, as response_metadata.messages spells it."""
    return f"{text} [json-pointer:{pointer}]"


class Rule(Protocol):
    def problems(self, value: Any, pointer: str) -> Iterator[str]:
        """What is wrong with value, which stands at pointer; nothing when all is well."""
        ...


@dataclass(frozen=True)
class Anything:
    def problems(self, value: Any, pointer: str) -> Iterator[str]:
        yield from ()


@dataclass(frozen=True)
class Words:
    """A string of least..most characters."""

    most: int = 1_000_000
    least: int = 1
    pattern: str = ""

    def problems(self, value: Any, pointer: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield at("must be a string", pointer)
        elif len(value) < self.least:
            yield at(f"must be more than {self.least - 1} characters", pointer)
        elif len(value) > self.most:
            yield at(f"must be less than {self.most + 1} characters", pointer)
        elif self.pattern and not re.fullmatch(self.pattern, value):
            yield at("failed to match the required pattern", pointer)


@dataclass(frozen=True)
class Number:
    """A number of least..most; whole unless is_decimal."""

    least: float = float("-inf")
    most: float = float("inf")
    is_decimal: bool = False

    def problems(self, value: Any, pointer: str) -> Iterator[str]:
        kinds = (int, float) if self.is_decimal else (int,)
        if isinstance(value, bool) or not isinstance(value, kinds):
            yield at("must be a number" if self.is_decimal else "must be an integer", pointer)
        elif not self.least <= value <= self.most:
            yield at(f"must be between {self.least} and {self.most}", pointer)


@dataclass(frozen=True)
class Flag:
    def problems(self, value: Any, pointer: str) -> Iterator[str]:
        if not isinstance(value, bool):
            yield at("must be a boolean", pointer)


@dataclass(frozen=True)
class Among:
    """One of a few values."""

    values: tuple[Any, ...]

    def problems(self, value: Any, pointer: str) -> Iterator[str]:
        if value not in self.values:
            yield at("must be a valid enum value", pointer)


@dataclass(frozen=True)
class Several:
    """A list of least..most items that each obey one rule."""

    of: Rule
    most: int = 1_000_000
    least: int = 1

    def problems(self, value: Any, pointer: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield at("must be an array", pointer)
            return
        if len(value) < self.least:
            yield at(f"no less than {self.least} items allowed", pointer)
        if len(value) > self.most:
            yield at(f"no more than {self.most} items allowed", pointer)
        for index, item in enumerate(value):
            yield from self.of.problems(item, f"{pointer}/{index}")


@dataclass(frozen=True)
class Maybe:
    """null, or what the rule allows."""

    of: Rule

    def problems(self, value: Any, pointer: str) -> Iterator[str]:
        if value is not None:
            yield from self.of.problems(value, pointer)


@dataclass(frozen=True)
class Shape:
    """An object: needed keys, allowed keys, nothing else.

    exactly_one and at_least_one name keys of which so many must be there; also checks what keys alone cannot say.
    """

    needed: Mapping[str, Rule] = field(default_factory=dict)
    allowed: Mapping[str, Rule] = field(default_factory=dict)
    exactly_one: tuple[str, ...] = ()
    at_least_one: tuple[str, ...] = ()
    also: Check | None = None

    def problems(self, value: Any, pointer: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield at("must be an object", pointer)
            return
        yield from self._missing(value, pointer)
        known = {**self.needed, **self.allowed}
        for key, item in value.items():
            if key in known:
                yield from known[key].problems(item, f"{pointer}/{key}")
            elif key != "type":
                yield at(f"invalid additional property: {key}", pointer)
        if self.also:
            yield from self.also(value, pointer)

    def _missing(self, value: Json, pointer: str) -> Iterator[str]:
        for key in self.needed:
            if key not in value:
                yield at(f"missing required field: {key}", pointer)
        present = [key for key in self.exactly_one if key in value]
        if len(present) > 1:
            yield at(f"only one of {', '.join(self.exactly_one)} may be given", pointer)
        elif self.exactly_one and not present:
            yield at(f"missing required field: one of {', '.join(self.exactly_one)}", pointer)
        if self.at_least_one and not any(key in value for key in self.at_least_one):
            yield at(f"missing required field: one of {', '.join(self.at_least_one)}", pointer)


@dataclass(frozen=True)
class Typed:
    """An object whose "type" decides which shape it must have."""

    shapes: Mapping[str, Rule]

    def problems(self, value: Any, pointer: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield at("must be an object", pointer)
        elif "type" not in value:
            yield at("missing required field: type", pointer)
        elif not isinstance(value["type"], str) or value["type"] not in self.shapes:
            yield at(f"unsupported type: {value['type']}", f"{pointer}/type")
        else:
            yield from self.shapes[value["type"]].problems(value, pointer)

    def only(self, *types: str) -> "Typed":
        """The same shapes, but fewer of them."""
        return Typed({name: self.shapes[name] for name in types})
