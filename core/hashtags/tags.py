"""What a hashtag is: how it is spelled, how two are told apart, and why one is not worth having."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MOST = 5
"""How many a post gets unless somebody says otherwise."""
LONGEST = 30
SHORTEST = 3
TWICE = "it is there twice"


@dataclass(frozen=True)
class LeftOut:
    """A tag somebody wrote that will not go out, with its "#", and why as a clause."""

    tag: str
    why: str


def slug(text: str) -> str:
    """ "Halle 7, Hof" -> "halle7hof": letters and digits only, accents kept, lower case."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", text).lower())


def bare(tag: str) -> str:
    """ "#Klub_Neun!" -> "Klub_Neun": as it was written, for what can be no part of a tag."""
    return re.sub(r"\W+", "", unicodedata.normalize("NFC", tag)).strip("_")


def same(tag: str) -> str:
    """What tags are compared by: Instagram does not tell upper case from lower."""
    return bare(tag).casefold()


def why_not(tag: str) -> str:
    """Why a tag is not worth having, as a clause; "" when nothing speaks against it."""
    key = same(tag)
    if len(key) > LONGEST:
        return f"it has {len(key)} letters, and nobody types more than {LONGEST}"
    if len(key) < SHORTEST and key.isascii():
        return f"it has fewer than {SHORTEST} letters"
    if key.replace("_", "").isdigit():
        return "a number alone tells nothing"
    return _unwanted().get(key, "")


def usable(tags: Iterable[str]) -> tuple[str, ...]:
    """Those worth having, each once and with its "#", in their order."""
    first: dict[str, str] = {}
    for tag in tags:
        if not why_not(tag):
            first.setdefault(same(tag), f"#{bare(tag)}")
    return tuple(first.values())


def in_words(left_out: Iterable[LeftOut]) -> str:
    """ "Left out: #like4like (it begs for attention), #x (it has fewer than 3 letters)."; "" when nothing was."""
    told = [f"{one.tag[: LONGEST + 1]} ({one.why})" for one in left_out]
    return f"Left out: {', '.join(told)}." if told else ""


@cache
def _unwanted() -> dict[str, str]:
    table = tomllib.loads(files(__package__).joinpath("unwanted.toml").read_text(encoding="utf-8"))
    return {tag: kind["why"] for kind in table.values() for tag in kind["tags"].split()}
