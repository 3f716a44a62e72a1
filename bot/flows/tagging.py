"""What people type about people, places and moments in a post, and back: pure."""

import re
from collections.abc import Iterable, Sequence

from bot.language import mark, tr
from core.errors import InvalidAnswer
from core.posts.details import PlacedTag

MIDDLE = 0.5
_SLIDE = re.compile(r"\s*(\d{1,2})\s*:\s*")
_SHARE = r"\d{1,3}(?:[.,]\d+)?"
_TAG = re.compile(rf"\s*@?(?P<name>[\w.]+)(?:\s+(?P<x>{_SHARE})[\s/]+(?P<y>{_SHARE}))?\s*(?:[,;]|$)", re.ASCII)
_USERNAME = re.compile(r"(?=.*[A-Za-z_])[A-Za-z0-9._]{1,30}")
_SECONDS = re.compile(r"(?:(?P<minutes>\d{1,2}):)?(?P<seconds>\d{1,3}(?:[.,]\d{1,3})?)\s*(?:s|sec|seconds)?")
FIND_THE_PLACE = mark(
    "On the Facebook Page of the place, open About, then Page transparency: the Page ID is a row of digits."
)


def read_tags(text: str) -> tuple[PlacedTag, ...]:
    """ "@mara 0.5 0.3, @jonas" with "2:" in front for the second slide, a line for each slide or person."""
    return tuple(tag for line in text.splitlines() for tag in _tags_of(line))


def _tags_of(line: str) -> Iterable[PlacedTag]:
    begins = _SLIDE.match(line)
    slide = int(begins.group(1)) if begins else 1
    rest = line[begins.end() :] if begins else line
    while rest.strip():
        found = _TAG.match(rest)
        if found is None:
            raise InvalidAnswer(
                tr(
                    "I can't read “{text}”. Write a name and, if you like, where it is: @name 0.5 0.3",
                    text=rest.strip()[:40],
                )
            )
        placed = found["x"] is not None
        x, y = (_share(found["x"]), _share(found["y"])) if placed else (None, None)
        yield PlacedTag(_username(found["name"]), max(slide, 1), x, y)
        rest = rest[found.end() :]


def _share(text: str) -> float:
    share = float(text.replace(",", "."))
    if share > 1:
        raise InvalidAnswer(
            tr(
                "“{text}” is outside of the picture. 0 0 is its top left corner, 1 1 its bottom right one, and 0.5 0.5 "
                "its middle.",
                text=text,
            )
        )
    return share


def _username(name: str) -> str:
    name = name.strip(".")
    if not _USERNAME.fullmatch(name):
        raise InvalidAnswer(tr("“{name}” can't be the name of an Instagram account.", name=name[:40]))
    return name


def write_tags(tags: Sequence[PlacedTag], *, slides: bool = False) -> str:
    """As `read_tags` reads them, a line each."""
    return "\n".join(
        (f"{tag.slide}: " if slides else "") + f"@{tag.username}" + ("" if tag.x is None else f" {tag.x:g} {tag.y:g}")
        for tag in tags
    )


def in_the_middle(tags: Sequence[PlacedTag]) -> tuple[PlacedTag, ...]:
    """Pictures need a place for everybody: who has none stands in the middle."""
    return tuple(PlacedTag(tag.username, tag.slide, MIDDLE, MIDDLE) if tag.x is None else tag for tag in tags)


def read_names(text: str) -> tuple[str, ...]:
    """Account names, with or without @, separated by commas, spaces or lines."""
    names = re.split(r"[\s,;]+", text.strip())
    return tuple(dict.fromkeys(_username(name.lstrip("@")) for name in names if name.strip("@")))


def write_names(names: Iterable[str]) -> str:
    return ", ".join(f"@{name}" for name in names)


def read_lines(text: str) -> tuple[str, ...]:
    """One text for each picture; a line left empty, or with a dash alone, leaves that picture to us."""
    return tuple("" if line.strip() in ("", "-", "–") else line.strip() for line in text.splitlines())


def write_lines(texts: Sequence[str]) -> str:
    return "\n".join(text or "-" for text in texts)


def read_place(text: str) -> str:
    """The number of a Facebook Page."""
    if not text.strip().isdecimal():
        raise InvalidAnswer(f"{tr('A location ID has digits only.')} {tr(FIND_THE_PLACE)}")
    return text.strip()


def read_second(text: str) -> int:
    """ "2.5", "0:12" -> milliseconds from the start."""
    found = _SECONDS.fullmatch(text.strip().casefold())
    if found is None:
        raise InvalidAnswer(tr("I can't read that moment. Write seconds, like 2.5, or 0:12."))
    return int(int(found["minutes"] or 0) * 60_000 + round(float(found["seconds"].replace(",", ".")) * 1000))


def write_second(milliseconds: int) -> str:
    """ "2.5"."""
    return f"{milliseconds / 1000:g}"
