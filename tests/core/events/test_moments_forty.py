"""Forty phrases people type, each with every honest reading; now is Tuesday 24 November 2026, 15:00 in Berlin."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from core.events.moments import understand_moment

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=ZoneInfo("Europe/Berlin"))

PHRASES = (
    ("en-GB", "next Friday 10pm", "2026-11-27 22:00 or 2026-12-04 22:00"),
    ("en-GB", "fri 22:00", "2026-11-27 22:00"),
    ("en-GB", "friday at 10", "2026-11-27 22:00 or 2026-11-27 10:00"),
    ("en-GB", "tomorrow 8pm", "2026-11-25 20:00"),
    ("en-GB", "tonight 23:30", "2026-11-24 23:30"),
    ("en-GB", "this saturday 11pm", "2026-11-28 23:00"),
    ("en-GB", "Sat 28 Nov, 22h", "2026-11-28 22:00"),
    ("de-DE", "13.12. 23h", "2026-12-13 23:00"),
    ("de-DE", "13.12.2026 23:00", "2026-12-13 23:00"),
    ("en-GB", "13/12/2026 10pm", "2026-12-13 22:00"),
    ("en-US", "12/13/2026 10:30 PM", "2026-12-13 22:30"),
    ("en-US", "12/5 9pm", "2026-12-05 21:00"),
    ("en-GB", "5/12 21:00", "2026-12-05 21:00"),
    ("en-US", "Dec 13 at 9:30pm", "2026-12-13 21:30"),
    ("en-US", "December 31st 11pm", "2026-12-31 23:00"),
    ("en-GB", "2026-12-13T22:00", "2026-12-13 22:00"),
    ("en-GB", "in 3 days at 19:00", "2026-11-27 19:00"),
    ("en-GB", "Friday in two weeks, 21:00", "2026-12-11 21:00"),
    ("en-GB", "a week from Saturday 22:00", "2026-12-05 22:00"),
    ("en-GB", "midnight on Friday", "2026-11-27 00:00 or 2026-11-28 00:00"),
    ("en-GB", "New Year's Eve 22:00", "2026-12-31 22:00"),
    ("en-GB", "first Saturday of December 22:00", "2026-12-05 22:00"),
    ("en-GB", "sat 10pm-4am", "2026-11-28 22:00"),
    ("en-GB", "doors 22:00, show 23:00 on 4 Dec", "2026-12-04 22:00 or 2026-12-04 23:00"),
    ("en-US", "Fri Nov 27, 10pm CET", "2026-11-27 22:00"),
    ("en-GB", "day after tomorrow 6pm", "2026-11-26 18:00"),
    ("en-GB", "half past nine tomorrow evening", "2026-11-25 21:30"),
    ("de-DE", "nächsten Freitag 22 Uhr", "2026-11-27 22:00 or 2026-12-04 22:00"),
    ("de-DE", "Fr 22:00", "2026-11-27 22:00"),
    ("de-DE", "Sa., 5.12., ab 23 Uhr", "2026-12-05 23:00"),
    ("de-DE", "morgen Abend um 8", "2026-11-25 20:00"),
    ("de-DE", "übermorgen 19:30", "2026-11-26 19:30"),
    ("de-DE", "heute Abend 21 Uhr", "2026-11-24 21:00"),
    ("de-DE", "am 31. Dezember um 22 Uhr", "2026-12-31 22:00"),
    ("es-ES", "viernes 22h", "2026-11-27 22:00"),
    ("es-ES", "el próximo viernes a las 10 de la noche", "2026-11-27 22:00 or 2026-12-04 22:00"),
    ("es-ES", "mañana a las 21:00", "2026-11-25 21:00"),
    ("fr-FR", "samedi 28 novembre à 22h30", "2026-11-28 22:30"),
    ("fr-FR", "vendredi prochain à 22h", "2026-11-27 22:00 or 2026-12-04 22:00"),
    ("it-IT", "sabato alle 23", "2026-11-28 23:00"),
)


@pytest.mark.parametrize(("locale", "phrase", "accepted"), PHRASES)
def test_a_phrase_is_read_right_or_asked_about(locale: str, phrase: str, accepted: str) -> None:
    readings = {datetime.fromisoformat(one) for one in accepted.split(" or ")}
    moment = understand_moment(phrase, NOW, "Europe/Berlin", locale)
    if len(readings) == 1:
        assert moment.start_local in readings
        assert moment.choices == ()
    else:
        offered = {moment.start_local} if moment.start_local else set(moment.choices)
        assert offered & readings
        assert offered <= readings


def test_a_phrase_alone_leaves_nothing_over() -> None:
    moment = understand_moment("Fri 27 Nov, 22:00", NOW, "Europe/Berlin", "en-GB")
    assert moment.rest == ""
