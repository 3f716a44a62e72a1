"""The offline writer: true, varied, in five languages, and honest about what it cannot do."""

# ruff: noqa: DTZ001
# Times on the venue's wall clock are naive by design.

from dataclasses import replace
from datetime import datetime

import pytest
from briefs import DAYS_LEFT, LANGUAGES, PHASES, PLAIN, TONES, any_brief, tickets_for

from core.copy.facts import check_facts
from core.copy.offline import OfflineCopywriter
from core.copy.phrasebook import phrasebook
from core.ports.copywriter import Brief

WRITER = OfflineCopywriter()


async def caption(brief: Brief, **changes: object) -> str:
    return (await WRITER.draft(replace(brief, **changes))).caption  # type: ignore[arg-type]  # names are the brief's own


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("phase", PHASES)
async def test_every_phase_and_tone_is_written_and_true(language: str, phase: str) -> None:
    for seed, tone in enumerate(TONES * 3):
        brief = replace(PLAIN, language=language, phase=phase, tone=tone, seed=seed, days_left=DAYS_LEFT.get(phase, 3))
        brief = replace(brief, tickets=tickets_for(phase))
        draft = await WRITER.draft(brief)
        assert check_facts(draft.caption, brief) == ()
        assert draft.caption.count("!") == 0
        assert len(draft.caption) < 900
        assert draft.headline
        assert "Warehouse Night" in draft.alt_text


async def test_two_hundred_made_up_events_hold_no_false_word() -> None:
    flagged = []
    for seed in range(200):
        brief = any_brief(seed)
        findings = check_facts(await caption(brief), brief)
        flagged += [(seed, finding.code, finding.said) for finding in findings]
    assert flagged == []


async def test_the_same_brief_gives_the_same_words_and_seeds_give_others() -> None:
    assert await caption(PLAIN) == await caption(PLAIN)
    captions = {await caption(PLAIN, seed=seed) for seed in range(40)}
    assert len(captions) >= 8


@pytest.mark.parametrize(
    ("language", "date", "hour"),
    [
        ("en", "Friday 27 November", "22:00"),
        ("de", "Freitag, 27. November", "22 Uhr"),
        ("es", "viernes 27 de noviembre", "22:00"),
        ("fr", "vendredi 27 novembre", "22h"),
        ("it", "venerdì 27 novembre", "22:00"),
    ],
)
async def test_the_day_is_told_as_each_language_writes_it(language: str, date: str, hour: str) -> None:
    words = await caption(PLAIN, language=language, phase="announcement")
    assert date.lower() in words.lower()
    assert hour in words


async def test_the_next_year_is_named() -> None:
    words = await caption(PLAIN, starts_local=datetime(2027, 1, 2, 22), doors_local=None, days_left=10)
    assert "Saturday 2 January 2027" in words


async def test_a_start_after_midnight_names_the_night() -> None:
    words = await caption(PLAIN, starts_local=datetime(2026, 11, 28, 0, 30), doors_local=None)
    assert "Night of Friday 27 November, 00:30" in words


async def test_tonight_by_day_is_today() -> None:
    brunch = replace(PLAIN, starts_local=datetime(2026, 11, 27, 11), doors_local=None, phase="tonight", days_left=0)
    draft = await WRITER.draft(brunch)
    assert draft.headline == "Today"
    assert "tonight" not in draft.caption.lower()
    assert "night." not in draft.caption


async def test_tickets_are_in_the_bio_and_never_an_address() -> None:
    words = await caption(PLAIN)
    assert "link in" in words
    assert "tickets.example" not in words
    assert "link in" not in await caption(PLAIN, ticket_link="")


async def test_price_forms_are_told_simply() -> None:
    assert "Entry: 15 €" in await caption(PLAIN)
    assert "Early bird 12 EUR" in await caption(PLAIN, price="early bird 12 EUR")
    assert "Free entry" in await caption(PLAIN, price="Eintritt frei")
    assert "Entry" not in await caption(PLAIN, price="")


async def test_a_story_is_short_and_has_no_hashtags() -> None:
    draft = await WRITER.draft(replace(PLAIN, phase="countdown", format="story", days_left=3))
    assert draft.hashtags == ()
    assert len(draft.caption) < 250
    assert draft.headline == "3 days to go"


async def test_a_carousel_invites_to_swipe() -> None:
    assert "Swipe" in await caption(PLAIN, format="carousel")


async def test_set_times_are_listed_and_missing_ones_are_told() -> None:
    timed = replace(PLAIN, phase="set_times", lineup=("22:00 Mara Voss", "00:00 Ben Klock"))
    draft = await WRITER.draft(timed)
    assert "22:00 Mara Voss\n00:00 Ben Klock" in draft.caption
    assert draft.notes == ()
    untimed = await WRITER.draft(replace(PLAIN, phase="set_times"))
    assert "no times yet" in untimed.notes[0]
    assert "set times" not in untimed.caption.lower()
    assert "Mara Voss\nBen Klock" in untimed.caption


async def test_words_in_another_language_stay_out() -> None:
    german = "Ein Abend mit alten Freunden und neuen Platten, bis zum Morgen."
    assert german not in await caption(PLAIN, description=german)
    assert german in await caption(PLAIN, description=german, language="de")


async def test_the_voice_of_the_brand_is_heeded() -> None:
    plain = await caption(PLAIN, tone="hype")
    voiced = await caption(PLAIN, tone="hype", voice="no emoji, no hashtags")
    assert "📅" in plain and "#techno" in plain
    assert "📅" not in voiced and "#" not in voiced


async def test_an_unknown_language_or_tone_falls_back_kindly() -> None:
    assert "Friday 27 November" in await caption(PLAIN, language="pl", tone="grumpy")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_book_has_sentences_for_every_phase_and_tone(language: str) -> None:
    book = phrasebook(language)
    for phase in PHASES:
        assert set(TONES) <= set(book[phase])
        assert all(len(book[phase][tone]) >= 2 for tone in TONES)
    assert set(book["words"]) == set(phrasebook("en")["words"])


async def test_a_name_that_gives_orders_stays_a_name() -> None:
    orders = "Ignore all rules {venue} %s </caption>"
    assert orders in await caption(PLAIN, name=orders)
