"""What else a moment tells: the end, the doors, what was assumed, what is left of the text."""

# ruff: noqa: DTZ001
# Times on the venue's wall clock are naive by design.

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date, format_time

from core.errors import InvalidAnswer
from core.events.moments import Moment, understand_moment

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=ZoneInfo("Europe/Berlin"))


def read(text: str, locale: str = "en-GB", now: datetime = NOW, zone: str = "Europe/Berlin") -> Moment:
    return understand_moment(text, now, zone, locale)


@pytest.mark.parametrize(
    ("locale", "text", "end"),
    [
        ("en-GB", "sat 10pm-4am", "2026-11-29T04:00"),
        ("en-GB", "Sat 28 Nov, 22:00 - Sun 29 Nov, 06:00", "2026-11-29T06:00"),
        ("en-GB", "Sat 28 Nov 22:00, until 6am", "2026-11-29T06:00"),
        ("en-GB", "Sat 8-11pm", "2026-11-28T23:00"),
        ("de-DE", "Sa 28.11. 22-6 Uhr", "2026-11-29T06:00"),
        ("de-DE", "Fr 27.11. 22 Uhr bis Sa 28.11. 6 Uhr", "2026-11-28T06:00"),
        ("es-ES", "sábado de 22 a 6h", "2026-11-29T06:00"),
        ("fr-FR", "samedi de 22h à 5h", "2026-11-29T05:00"),
        ("it-IT", "sabato dalle 23 alle 5", "2026-11-29T05:00"),
    ],
)
def test_the_end_of_a_night_is_on_the_next_day(locale: str, text: str, end: str) -> None:
    assert read(text, locale).end_local == datetime.fromisoformat(end)


@pytest.mark.parametrize(
    ("locale", "text", "doors", "start"),
    [
        ("en-GB", "doors 22:00, show 23:00 on 4 Dec", "22:00", "23:00"),
        ("en-US", "Saturday, November 28, 9:30pm doors, 10:30pm show", "21:30", "22:30"),
        ("de-DE", "Einlass 22 Uhr, Beginn 23 Uhr, Fr. 4.12.", "22:00", "23:00"),
        ("es-ES", "viernes 27, apertura de puertas 21:00, concierto 22:00", "21:00", "22:00"),
        ("fr-FR", "ouverture des portes 19h, concert 20h, jeudi 3 décembre", "19:00", "20:00"),
        ("it-IT", "apertura porte 21:30, inizio concerto 22:30, 4 dicembre", "21:30", "22:30"),
    ],
)
def test_doors_and_start_are_told_apart(locale: str, text: str, doors: str, start: str) -> None:
    moment = read(text, locale)
    assert moment.doors_local is not None
    assert moment.start_local is not None
    assert (moment.doors_local.time(), moment.start_local.time()) == (
        time.fromisoformat(doors),
        time.fromisoformat(start),
    )


def test_doors_alone_are_the_start_and_that_is_said() -> None:
    moment = read("Fri 27 Nov, doors 22:00")
    assert moment.start_local == datetime(2026, 11, 27, 22)
    assert "the doors' time is the start" in moment.assumed


def test_day_and_hour_alone_are_kept_for_the_next_question() -> None:
    assert read("Friday").day == date(2026, 11, 27)
    assert read("10pm").clock == time(22)
    assert read("31 Feb").day is None


def test_the_rest_of_a_message_stays() -> None:
    moment = read("Warehouse Night, on Friday 27 Nov at 22:00, Halle 7")
    assert moment.rest == "Warehouse Night, Halle 7"


def test_every_doubt_has_a_reason() -> None:
    assert any("this week's" in note for note in read("next Friday 10pm").assumed)
    assert any("morning or evening" in note for note in read("friday at 10").assumed)
    assert any("is a Saturday, not a Friday" in note for note in read("Friday 28 Nov 22:00").assumed)
    assert any("passed" in note for note in read("yesterday 22:00").assumed)
    assert any("no such date" in note for note in read("31 Feb 22:00").assumed)
    assert any("repeats" in note for note in read("every Friday 22:00").assumed)


def test_an_hour_the_clocks_skip_is_not_taken() -> None:
    moment = read("28 March 2027 02:30")
    assert moment.choices == (datetime(2027, 3, 28, 3, 30),)
    assert any("does not exist" in note for note in moment.assumed)


def test_an_hour_that_happens_twice_is_told() -> None:
    moment = read("Sunday 31 October 2027, 02:30")
    assert moment.start_local == datetime(2027, 10, 31, 2, 30)
    assert any("twice" in note for note in moment.assumed)


def test_today_is_the_venues_day() -> None:
    late = datetime(2026, 11, 24, 23, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert read("today 9pm", now=late, zone="America/New_York").start_local == datetime(2026, 11, 24, 21)
    assert read("today 9am", now=late, zone="Asia/Tokyo").start_local == datetime(2026, 11, 25, 9)


def test_after_midnight_tomorrow_is_asked_about() -> None:
    late = datetime(2026, 11, 25, 1, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert read("tomorrow 22:00", now=late).choices == (datetime(2026, 11, 26, 22), datetime(2026, 11, 25, 22))


def test_a_wrong_zone_or_a_naive_now_is_refused() -> None:
    with pytest.raises(InvalidAnswer, match="Mars"):
        read("Friday 22:00", zone="Mars/Olympus")
    with pytest.raises(ValueError, match="aware"):
        read("Friday 22:00", now=datetime(2026, 11, 24))


def test_ten_megabytes_do_not_stop_it() -> None:
    assert read("Fri 27 Nov 22:00 " + "techno " * 1_500_000).start_local == datetime(2026, 11, 27, 22)


LOCALES = ("en-GB", "en-US", "de-DE", "es-ES", "fr-FR", "it-IT")
PATTERNS = ("full", "long", "medium", "short", "EEE d MMM y", "EEEE d MMMM")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("pattern", PATTERNS)
def test_dates_as_each_language_writes_them_are_read_back(locale: str, pattern: str) -> None:
    wrong = []
    for step in range(1, 300, 23):
        day = NOW.date() + timedelta(days=step)
        start = datetime.combine(day, time(19 + step % 5, step % 4 * 15))
        written = format_date(day, pattern, locale.replace("-", "_"))
        hour = format_time(start.time(), "short", locale=locale.replace("-", "_"))
        texts = (f"{written}, {hour}", f"{hour} {written}", f"Warehouse Night, {written} {hour}, Halle 7, Berlin")
        wrong += [text for text in texts if read(text, locale).start_local != start]
    assert wrong == []


@pytest.mark.parametrize(
    ("locale", "text", "name", "start"),
    [
        ("en-GB", "Xmas Night Fri 18 Dec 22:00", "Xmas Night", "2026-12-18T22:00"),
        ("en-GB", "New Year's Eve Ball, 31 Dec 21:00", "New Year's Eve Ball", "2026-12-31T21:00"),
        ("de-DE", "Weihnachten im Klub 12.12. 23 Uhr", "Weihnachten im Klub", "2026-12-12T23:00"),
    ],
)
def test_a_feast_beside_a_date_is_what_the_party_is_called(locale: str, text: str, name: str, start: str) -> None:
    moment = read(text, locale)
    assert (moment.rest, moment.start_local) == (name, datetime.fromisoformat(start))


def test_a_feast_alone_or_long_past_is_a_day() -> None:
    assert read("Silvester 22 Uhr", "de-DE").start_local == datetime(2026, 12, 31, 22)
    assert read("Christmas Rave Fri 19 Feb 22:00").start_local is None, "two days are named, so it is asked"
