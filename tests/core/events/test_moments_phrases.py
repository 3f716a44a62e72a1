"""Five hundred more phrases in five languages: read, asked about, or refused, never guessed."""

from datetime import datetime
from pathlib import Path

import pytest

from core.events.moments import Moment, understand_moment

FILE = Path(__file__).with_name("test_moments_phrases.txt")
PRESENT = ("2026-11-24T15:00:00+01:00", "Europe/Berlin")

Phrase = tuple[tuple[str, str], str, str, tuple[datetime, ...]]
"""The present and where, the locale, the words, what they may mean."""


def phrases(kind: str) -> list[Phrase]:
    found, present = [], PRESENT
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        locale, sign, rest = line.split(" ", 2)
        if locale == "@":
            present = (sign, rest)
            continue
        phrase, _, times = rest.rpartition(" | ") if " | " in rest else (rest, "", "")
        readings = tuple(datetime.fromisoformat(one) for one in times.split(" or ")) if times else ()
        if sign == kind:
            found.append((present, locale, phrase, readings))
    return found


def read(present: tuple[str, str], locale: str, phrase: str) -> Moment:
    now, zone = present
    return understand_moment(phrase, datetime.fromisoformat(now), zone, locale)


@pytest.mark.parametrize(("present", "locale", "phrase", "readings"), phrases("="))
def test_one_reading_is_taken(present: tuple[str, str], locale: str, phrase: str, readings: tuple[datetime]) -> None:
    moment = read(present, locale, phrase)
    assert (moment.start_local, moment.choices) == (readings[0], ())


@pytest.mark.parametrize(("present", "locale", "phrase", "readings"), phrases("?"))
def test_a_doubt_is_asked_about(present: tuple[str, str], locale: str, phrase: str, readings: tuple[datetime]) -> None:
    moment = read(present, locale, phrase)
    assert moment.start_local is None
    assert moment.choices == readings


@pytest.mark.parametrize(("present", "locale", "phrase", "readings"), phrases("-"))
def test_what_cannot_be_is_not_made_up(
    present: tuple[str, str], locale: str, phrase: str, readings: tuple[datetime, ...]
) -> None:
    moment = read(present, locale, phrase)
    assert moment.start_local is None
    assert moment.choices == readings == ()
