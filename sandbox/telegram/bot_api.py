"""What the documentation says of calls and answers, held against every one of them.

The platform itself overlooks a misspelt parameter, and a library overlooks a field that is not there. Here both are
noted, for whoever asks afterwards whether everything was as it should be.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from sandbox.telegram.call import Call

Complaints = Iterator[str]
_SAYS = re.compile(r"(?P<types>\S+)(?: (?P<low>\d+)\.\.(?P<high>\d+)(?P<how> bytes| parsed)?)?(?: =(?P<only>\w+))?")
_WHOLE = re.compile(r"-?\d{1,19}")
_MAY_HAPPEN = (
    *("message is not modified", "not found", "query is too old", "can't be edited", "can't be deleted"),
    *("TOPIC_CLOSED", "TOPIC_DELETED", "upgraded to a supergroup", "not enough rights"),
)
"""What a bot is refused that has made no mistake: the world went on meanwhile."""


class Says(NamedTuple):
    """What the documentation says of one parameter or field. Sizes of parsed text are left to the parser."""

    types: tuple[str, ...]
    needed: bool
    size: tuple[int, int] | None
    in_bytes: bool
    only: str | None


class Kind(NamedTuple):
    """One type: its fields, or the types it is one of."""

    holds: Mapping[str, Says]
    either: tuple[str, ...] = ()


class Method(NamedTuple):
    returns: tuple[str, ...]
    takes: Mapping[str, Says]


class BotApi(NamedTuple):
    methods: Mapping[str, Method]
    types: Mapping[str, Kind]

    def of_call(self, call: Call) -> Complaints:
        """What is wrong with the parameters of a call."""
        takes = self.methods[call.method].takes
        for name, says in takes.items():
            if says.needed and not call.has(name):
                yield f"{call.method}: {name} is missing"
        for name, raw in call.given():
            says_so = takes.get(name)
            if says_so is None:
                yield f"{call.method}: there is no parameter {name}"
            elif raw:
                yield from self._of_field(f"{call.method}: {name}", _read(raw, says_so.types), says_so, call)

    def of_answer(self, method: str, result: Any) -> Complaints:
        """What is wrong with an answer of ours."""
        yield from self._of_types(f"answer to {method}", result, self.methods[method].returns, None)

    def of_update(self, update: Mapping[str, Any]) -> Complaints:
        yield from self._of_types("update", update, ("Update",), None)

    def _of_field(self, where: str, value: Any, says: Says, call: Call | None) -> Complaints:
        yield from self._of_types(where, value, says.types, call)
        if says.size and not says.size[0] <= _length(value, says.in_bytes) <= says.size[1]:
            yield f"{where} has {_length(value, says.in_bytes)}, not {says.size[0]} to {says.size[1]}"
        if says.only is not None and value != says.only:
            yield f"{where} is {value!r}, not {says.only!r}"

    def _of_types(self, where: str, value: Any, types: tuple[str, ...], call: Call | None) -> Complaints:
        """Nothing when the value is of one of these types; else what is wrong with it as the likeliest of them."""
        likely = [each for each in types if self._calls_itself(value, each)] or types
        found = [list(self._of_type(where, value, each, call)) for each in likely]
        yield from min(found, key=len)

    def _calls_itself(self, value: Any, kind: str) -> bool:
        """Whether a field that has only one value for this type has it here."""
        holds = self.types[kind].holds if kind in self.types and isinstance(value, dict) else {}
        return any(says.only is not None and value.get(name) == says.only for name, says in holds.items())

    def _of_type(self, where: str, value: Any, kind: str, call: Call | None) -> Complaints:
        if kind.startswith("*"):
            if not isinstance(value, list):
                yield f"{where} is no list"
                return
            for number, one in enumerate(value):
                yield from self._of_type(f"{where}[{number}]", one, kind[1:], call)
        elif kind in _PLAIN:
            if not _PLAIN[kind](value):
                yield f"{where} is no {kind}: {value!r:.60}"
        elif kind == "InputFile":
            if call is None or not isinstance(value, str) or call.upload(value.removeprefix("attach://")) is None:
                yield f"{where} is no file"
        else:
            yield from self._of_object(where, value, kind, call)

    def _of_object(self, where: str, value: Any, kind: str, call: Call | None) -> Complaints:
        known = self.types.get(kind)
        if known is None:
            yield f"{where}: {kind} is not in the table"
        elif known.either:
            yield from self._of_types(where, value, known.either, call)
        elif not isinstance(value, dict):
            yield f"{where} is no {kind}"
        else:
            for name, says in known.holds.items():
                if says.needed and name not in value:
                    yield f"{where}.{name} is missing"
            for name, one in value.items():
                if name in known.holds:
                    yield from self._of_field(f"{where}.{name}", one, known.holds[name], call)
                else:
                    yield f"{where}: {kind} has no {name}"


@cache
def bot_api() -> BotApi:
    """The table of bot_api.toml."""
    table = tomllib.loads(files("sandbox.telegram").joinpath("bot_api.toml").read_text("utf-8"))
    methods = {
        name: Method(tuple(of["returns"].split("|")), _fields(of.get("takes", {})))
        for name, of in table["methods"].items()
    }
    types = {
        name: Kind(_fields(of.get("holds", {})), tuple(of.get("either", ()))) for name, of in table["types"].items()
    }
    return BotApi(methods, types)


def is_a_mistake(code: int, description: str) -> bool:
    """Whether a refusal tells of a call that could never have been right."""
    return code == 400 and not any(words.casefold() in description.casefold() for words in _MAY_HAPPEN)


def _fields(told: Mapping[str, str]) -> dict[str, Says]:
    return {name.removesuffix("!"): _says(words, needed=name.endswith("!")) for name, words in told.items()}


def _says(words: str, *, needed: bool) -> Says:
    found = _SAYS.fullmatch(words)
    if found is None:
        raise ValueError(f"The table of the Bot API says {words!r}.")
    sized = found["low"] is not None and found["how"] != " parsed"
    size = (int(found["low"]), int(found["high"])) if sized else None
    return Says(tuple(found["types"].split("|")), needed, size, found["how"] == " bytes", found["only"])


def _read(raw: str, types: tuple[str, ...]) -> Any:
    """A parameter as it was meant: all of them travel as text."""
    if "String" in types or (types == ("InputFile",)):
        return raw
    if raw.casefold() in ("true", "false"):
        return raw.casefold() == "true"
    try:
        return json.loads(raw)
    except ValueError:
        return raw


def _length(value: Any, in_bytes: bool) -> int:
    if isinstance(value, list):
        return len(value)
    return len(str(value).encode()) if in_bytes else len(str(value).encode("utf-16-le")) // 2


_PLAIN: Mapping[str, Callable[[Any], bool]] = {
    "String": lambda value: isinstance(value, str),
    "Integer": lambda value: (
        isinstance(value, int) and not isinstance(value, bool) and bool(_WHOLE.fullmatch(str(value)))
    ),
    "Float": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "Boolean": lambda value: isinstance(value, bool),
}
