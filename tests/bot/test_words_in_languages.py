"""Days, numbers, sums, lists and plurals as each reader writes them; English as it always was."""

from datetime import datetime, timedelta

import pytest

from bot.language import LANGUAGES, speaking
from bot.words import count, day, day_of, dollars, long_moment, short_moment, spoken_list

FRIDAY = datetime(2026, 11, 27, 22, 0)  # noqa: DTZ001 - wall time at the venue


def test_english_days_are_written_as_they_are_spoken() -> None:
    for number in range(366):
        local = FRIDAY + timedelta(days=number)
        assert day(local) == f"{local:%A} {local.day} {local:%B}"
        assert day_of(local, short=True, year=True) == f"{local:%a} {local.day} {local:%b} {local.year}"


@pytest.mark.parametrize(
    ("language", "long", "short", "sum_"),
    [
        ("en", "Friday 27 November 2026, 22:00 (Rome time)", "Fri 27 Nov, 22:00", "$1,234.50"),
        ("de", "Freitag, 27. November 2026, 22:00 (Ortszeit Rom)", "Fr., 27. Nov., 22:00", "1.234,50 $"),
        ("es", "viernes 27 de noviembre de 2026, 22:00 (hora de Roma)", "vie 27 nov, 22:00", "1.234,50"),
        ("fr", "vendredi 27 novembre 2026, 22:00", "ven. 27 nov., 22:00", "1\u202f234,50"),
        ("it", "venerdì 27 novembre 2026, 22:00", "ven 27 nov, 22:00", "1.234,50"),
        ("pt", "sexta-feira, 27 de novembro de 2026, 22:00", "sex., 27 de nov., 22:00", "1.234,50"),
    ],
)
def test_moments_and_sums_are_written_as_the_reader_does(language: str, long: str, short: str, sum_: str) -> None:
    with speaking(language):
        assert long_moment(FRIDAY, "Europe/Rome").startswith(long)
        assert short_moment(FRIDAY) == short
        assert sum_ in dollars(1_234_500_000)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_and_many_differ_and_lists_end_with_a_word(language: str) -> None:
    with speaking(language):
        assert count(1, "picture") != count(2, "picture").replace("2", "1")
        assert spoken_list(["Ada", "Ben", "Cy"]).startswith("Ada, Ben ")
        assert spoken_list(["Ada", "Ben"]) != spoken_list(["Ada", "Ben"], "or")


def test_unknown_languages_are_spoken_to_in_english() -> None:
    for locale in ("", "pl-PL", "xx"):
        with speaking(locale):
            assert day(FRIDAY) == "Friday 27 November"
    with speaking("pt-BR"):
        assert day(FRIDAY) == "sexta-feira, 27 de novembro"
