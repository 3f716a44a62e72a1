"""Three hundred more phrases in five languages: read, asked about, or refused, never guessed."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from core.events.moments import understand_moment

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=ZoneInfo("Europe/Berlin"))
FILE = Path(__file__).with_name("test_moments_phrases.txt")


def phrases(kind: str) -> list[tuple[str, str, tuple[datetime, ...]]]:
    found = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        locale, sign, rest = line.split(" ", 2)
        phrase, _, times = rest.partition(" | ")
        readings = tuple(datetime.fromisoformat(one) for one in times.split(" or ")) if times else ()
        if sign == kind:
            found.append((locale, phrase, readings))
    return found


@pytest.mark.parametrize(("locale", "phrase", "readings"), phrases("="))
def test_one_reading_is_taken(locale: str, phrase: str, readings: tuple[datetime, ...]) -> None:
    moment = understand_moment(phrase, NOW, "Europe/Berlin", locale)
    assert (moment.start_local, moment.choices) == (readings[0], ())


@pytest.mark.parametrize(("locale", "phrase", "readings"), phrases("?"))
def test_a_doubt_is_asked_about(locale: str, phrase: str, readings: tuple[datetime, ...]) -> None:
    moment = understand_moment(phrase, NOW, "Europe/Berlin", locale)
    assert moment.start_local is None
    assert moment.choices == readings


@pytest.mark.parametrize(("locale", "phrase", "readings"), phrases("-"))
def test_what_cannot_be_is_not_made_up(locale: str, phrase: str, readings: tuple[datetime, ...]) -> None:
    moment = understand_moment(phrase, NOW, "Europe/Berlin", locale)
    assert moment.start_local is None
    assert moment.choices == readings == ()
