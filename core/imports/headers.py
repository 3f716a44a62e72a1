"""Which column is what: names of columns in five languages -> our facts. Pure."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from core.errors import InvalidAnswer

TEMPLATE = ("Name", "Date", "Time", "Venue", "City", "Time zone", "Line-up", "Ticket link", "Price", "Genre", "Ends")
EXAMPLE = (
    "Warehouse Night",
    "2027-03-26",
    "22:00",
    "Halle 7",
    "Berlin",
    "Europe/Berlin",
    "DJ Ada, Ben Moss",
    "https://tickets.example/warehouse-night",
    "early bird 12 EUR",
    "techno",
    "06:00",
)
_BRACKETS = re.compile(r"\(.*?\)|\[.*?\]")


def columns_of(header: Sequence[str]) -> Mapping[str, int]:
    """Fact -> its column; the first column of that name counts. Raises InvalidAnswer when the table cannot be read."""
    found: dict[str, int] = {}
    for place, name in enumerate(header):
        fact = _facts().get(_plain(name))
        if fact is not None:
            found.setdefault(fact, place)
    missing = [words for words, facts in _NEEDED.items() if not any(fact in found for fact in facts)]
    if missing:
        known = ", ".join(name for name in header if name)[:200] or "nothing"
        raise InvalidAnswer(
            f"I need a column for {' and one for '.join(missing)}. The first row of that file says: {known}. "
            "Type import for a template to fill in."
        )
    return found


_NEEDED = {"the name": ("name",), "the date": ("starts", "date")}


@cache
def _facts() -> Mapping[str, str]:
    table = tomllib.loads(files(__package__).joinpath("headers.toml").read_text(encoding="utf-8"))
    return {name: fact for fact, names in table.items() for name in names}


def _plain(name: str) -> str:
    """ "Event-Name (required)" -> "event name", "Künstler*innen" -> "kunstler innen"."""
    bare = unicodedata.normalize("NFKD", _BRACKETS.sub(" ", name).casefold())
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", letters).split())
