""" "3 options", "give me three shorter versions", "drei Vorschläge": several captions, asked for in words."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

FEWEST, MOST = 2, 5
_NUMBER = "(?P<n{}>{})"


@dataclass(frozen=True)
class OptionsAsked:
    """How many, as said, and what else is wished of them in words, "" for nothing."""

    said: int
    wish: str = ""

    @property
    def count(self) -> int:
        """As many as are made at once."""
        return max(FEWEST, min(self.said, MOST))


def options_asked(words: str) -> OptionsAsked | None:
    """What a reply asks for; None when it asks for no options. "another version" is one new caption, no choice."""
    found = _pattern().match(words.strip())
    if found is None:
        return None
    said = next(int(name[1:]) for name, number in found.groupdict().items() if name[0] == "n" and number)
    if said < FEWEST:
        return None
    rest = f"{found['kind']}, {found['rest']}"
    clauses = (re.sub(r"\s+", " ", clause).strip(" .:;!?-") for clause in _idle().sub(" ", rest).split(","))
    return OptionsAsked(said, ", ".join(clause for clause in clauses if clause))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    table = _table()
    numbers = "|".join(_NUMBER.format(count, "|".join(names)) for count, names in table["numbers"].items())
    asking, nouns = "|".join(table["options"]["ask"]), "|".join(table["options"]["nouns"])
    return re.compile(
        rf"^(?:(?:{asking})\s+(?:(?:please|bitte|por favor|mal)\s+)*)?(?:{numbers})\s+"
        rf"(?P<kind>(?:[\w'’-]+\s+){{0,4}}?)(?:{nouns})(?!\w)(?P<rest>.*)$",
        re.IGNORECASE | re.DOTALL,
    )


@lru_cache(maxsize=1)
def _idle() -> re.Pattern[str]:
    """Words that say no more than that there shall be several."""
    polite = (*_table()["options"]["idle"], "please", "bitte", "por favor", "s'il (?:te|vous) pla[iî]t", "per favore")
    return re.compile(rf"(?<!\w)(?:{'|'.join(polite)})(?!\w)", re.IGNORECASE)


def _table() -> dict[str, dict[str, list[str]]]:
    table = tomllib.loads(files(__package__).joinpath("wishes.toml").read_text(encoding="utf-8"))
    return {name: table[name] for name in ("options", "numbers")}
