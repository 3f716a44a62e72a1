"""The fact lock: what is true passes, every kind of lie is found, in five languages."""

# ruff: noqa: DTZ001
# Times on the venue's wall clock are naive by design.

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from babel.dates import format_date
from briefs import LANGUAGES, PLAIN, any_brief

from core.copy.compose import compose
from core.copy.facts import check_facts
from core.copy.style import style_of
from core.copy.text import caption_of
from core.copy.times import hour, long_date
from core.events.moments import evening_of
from core.ports.copywriter import Brief

TRUE = {
    "en": "Warehouse Night. Friday 27 November, 10pm, Halle 7. With Mara Voss & Ben Klock. "
    "Doors at 9pm, until 6am. €15.",
    "de": "Warehouse Night. Freitag, der 27.11., ab 22 Uhr in der Halle 7. Einlass 21 Uhr, Ende 6 Uhr. "
    "Eintritt: 15 Euro.",
    "es": "Warehouse Night. El viernes 27 de noviembre a las 22:00 en Halle 7. Puertas a las 21:00. Entrada: 15 euros.",
    "fr": "Warehouse Night. Le vendredi 27 novembre à 22h, Halle 7. Ouverture des portes 21h. Entrée : 15 €.",
    "it": "Warehouse Night. Venerdì 27 novembre alle 22:00, Halle 7. Apertura porte 21:00. Ingresso: 15 euro.",
}


def codes(caption: str, brief: Brief = PLAIN) -> set[str]:
    return {finding.code for finding in check_facts(caption, brief)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_true_words_pass(language: str) -> None:
    assert codes(TRUE[language], replace(PLAIN, language=language)) == set()


LIES: tuple[tuple[str, str, str, str], ...] = (
    ("en", "Friday 27 November", "Saturday 27 November", "wrong_date"),
    ("en", "Friday 27 November", "Friday 28 November", "wrong_date"),
    ("en", "Friday 27 November", "27/12", "wrong_date"),
    ("en", "10pm", "11pm", "wrong_time"),
    ("en", "Doors at 9pm", "Doors at 10pm", "wrong_time"),
    ("en", "until 6am", "until 5am", "wrong_time"),
    ("en", "€15", "€12", "wrong_price"),
    ("en", "€15", "Free entry", "wrong_price"),
    ("en", "Mara Voss & Ben Klock", "Mara Voss, Ben Klock & DJ Nobody", "unknown_name"),
    ("en", "€15.", "€15. See you Saturday.", "wrong_weekday"),
    ("en", "€15.", "€15. See you tomorrow.", "relative_day"),
    ("en", "€15.", "€15. It's tonight.", "relative_day"),
    ("en", "€15.", "€15. See you next Friday.", "relative_day"),
    ("en", "€15.", "€15. Only 5 days to go.", "wrong_count"),
    ("en", "€15.", "€15. Early bird ends soon.", "unknown_tier"),
    ("en", "€15.", "€15. 18+.", "unknown_age"),
    ("en", "€15.", "€15. By @someone.else.", "unknown_handle"),
    ("en", "€15.", "€15. https://tickets.example/warehouse", "dead_link"),
    ("en", "Warehouse Night. ", "", "missing_name"),
    ("en", "Friday 27 November, ", "", "missing_date"),
    ("en", "Halle 7", "Hangar 9", "missing_venue"),
    ("de", "Freitag, der 27.11.", "Samstag, der 27.11.", "wrong_date"),
    ("de", "27.11.", "28.11.", "wrong_date"),
    ("de", "22 Uhr", "23 Uhr", "wrong_time"),
    ("de", "15 Euro", "12 Euro", "wrong_price"),
    ("de", "15 Euro.", "15 Euro. Bis morgen.", "relative_day"),
    ("de", "15 Euro.", "15 Euro. Heute Abend.", "relative_day"),
    ("de", "15 Euro.", "15 Euro. Eintritt frei.", "wrong_price"),
    ("es", "viernes 27", "sábado 27", "wrong_date"),
    ("es", "a las 22:00", "a las 23:00", "wrong_time"),
    ("es", "15 euros", "10 euros", "wrong_price"),
    ("es", "15 euros.", "15 euros. Nos vemos mañana.", "relative_day"),
    ("fr", "vendredi 27", "samedi 27", "wrong_date"),
    ("fr", "à 22h", "à 23h30", "wrong_time"),
    ("fr", "15 €", "10 €", "wrong_price"),
    ("fr", "15 €.", "15 €. À demain.", "relative_day"),
    ("it", "Venerdì 27", "Sabato 27", "wrong_date"),
    ("it", "alle 22:00", "alle 23:00", "wrong_time"),
    ("it", "15 euro", "10 euro", "wrong_price"),
    ("it", "15 euro.", "15 euro. Ci vediamo stasera.", "relative_day"),
)


@pytest.mark.parametrize(("language", "true", "false", "code"), LIES)
def test_a_lie_is_found(language: str, true: str, false: str, code: str) -> None:
    brief = replace(PLAIN, language=language)
    told = TRUE[language].replace(true, false)
    assert told != TRUE[language]
    assert code in codes(told, brief)


def test_a_finding_says_what_is_wrong_and_what_is_right() -> None:
    finding = check_facts(TRUE["en"].replace("Friday 27", "Saturday 28"), PLAIN)[0]
    assert finding.said == "Saturday 28 November"
    assert finding.sentence == "“Saturday 28 November” is not the date: it is on Friday 27 November 2026."


def test_tonight_may_be_said_tonight_only() -> None:
    tonight = "Tonight: Warehouse Night, 22:00, Halle 7."
    assert codes(tonight, replace(PLAIN, phase="tonight", days_left=0)) == set()
    assert "relative_day" in codes(tonight, replace(PLAIN, phase="reminder", days_left=7))


def test_the_morning_is_not_tomorrow() -> None:
    for language, words in (
        ("de", "Techno bis zum Morgen."),
        ("es", "Techno hasta la mañana."),
        ("en", "Until morning."),
    ):
        told = f"{TRUE[language]}\n\n{words}"
        assert codes(told, replace(PLAIN, language=language)) == set()


def test_what_the_record_says_itself_may_be_repeated() -> None:
    brief = replace(
        PLAIN,
        name="Saturday Night Fever",
        price="early bird 12 EUR until 15 November",
        description="Dinner at 19:00 with @kitchen. 18+ only.",
    )
    told = (
        "Saturday Night Fever, Friday 27 November, 22:00, Halle 7.\n"
        "Early bird 12 EUR until 15 November. Dinner at 19:00 with @kitchen. 18+ only."
    )
    assert codes(told, brief) == set()


def test_a_change_asked_for_may_bring_an_hour_but_not_another_date() -> None:
    brief = replace(
        PLAIN, previous=TRUE["en"], request="mention the afters at Kater at 7am, and that it is on 28 November"
    )
    assert codes(f"{TRUE['en']} Afters at Kater at 7am.", brief) == set()
    assert "wrong_date" in codes(TRUE["en"].replace("27", "28"), brief)


def test_after_midnight_both_names_of_the_day_are_right() -> None:
    brief = replace(PLAIN, starts_local=datetime(2026, 11, 28, 0, 30), doors_local=None)
    assert codes("Warehouse Night, the night of Friday 27 November, 00:30, Halle 7.", brief) == set()
    assert codes("Warehouse Night, Saturday 28 November, 00:30, Halle 7.", brief) == set()
    assert "wrong_date" in codes("Warehouse Night, Saturday 27 November, 00:30, Halle 7.", brief)


def test_limits_of_instagram_are_told() -> None:
    assert "too_long" in codes(TRUE["en"] + "a" * 2200)
    tagged = TRUE["en"] + "\n\n" + " ".join(f"#tag{number}" for number in range(6))
    assert codes(tagged) == {"too_many_hashtags"}
    assert codes(tagged, replace(PLAIN, most_hashtags=6)) == set()


def test_the_phases_need_different_facts() -> None:
    assert codes("Warehouse Night. Thank you.", replace(PLAIN, phase="recap", days_left=-1)) == set()
    assert codes("Something is coming.", replace(PLAIN, phase="teaser")) == {"missing_name", "missing_date"}
    assert "missing_lineup" in codes(TRUE["en"].replace(" & Ben Klock", ""), replace(PLAIN, phase="lineup"))


def _lies(caption: str, brief: Brief) -> Iterator[tuple[str, str]]:
    """The caption with one lie each."""
    evening, language = evening_of(brief.starts_local), brief.language
    weekday, other = (format_date(evening + timedelta(days=step), "EEEE", locale=language) for step in (0, 2))
    if weekday.lower() in caption.lower():
        yield "weekday", re.sub(weekday, other, caption, flags=re.IGNORECASE)
    date = long_date(evening, language)
    if date.lower() in caption.lower():
        later = long_date(evening + timedelta(days=7), language)
        yield "date", re.sub(re.escape(date), later, caption, flags=re.IGNORECASE)
    time = hour(brief.starts_local, language)
    if time in caption:
        yield "time", caption.replace(time, hour(brief.starts_local + timedelta(minutes=25), language))
    if re.search(r"\d", brief.price) and brief.price in caption:
        yield "price", caption.replace(brief.price, re.sub(r"\d+", lambda found: str(int(found[0]) + 3), brief.price))
    if brief.lineup and brief.lineup[0] in caption:
        yield "artist", caption.replace(brief.lineup[0], f"{brief.lineup[0]}, DJ Nobody", 1)
    yield "invented price", f"{caption}\n\n9 €."


def test_two_hundred_captions_with_lies_are_all_caught() -> None:
    missed = []
    for seed in range(200):
        brief = any_brief(seed)
        caption = caption_of(compose(brief, style_of(brief)))
        missed += [(seed, kind) for kind, lie in _lies(caption, brief) if not check_facts(lie, brief)]
    assert missed == []
