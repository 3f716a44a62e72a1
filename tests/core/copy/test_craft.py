"""A caption that does its work: not too long, a first line that says something, a call that leads somewhere."""

from dataclasses import replace

import pytest
from briefs import DAYS_LEFT, LANGUAGES, PHASES, PLAIN, TONES, any_brief

from core.copy.craft import check_craft
from core.copy.lengths import FOLD, TARGETS, allowed
from core.copy.offline import OfflineCopywriter
from core.copy.optimize import optimize_caption
from core.ports.copywriter import Brief

WRITER = OfflineCopywriter()
GOOD = "Warehouse Night. Friday 27 November.\n\n22:00, Halle 7\n\nTickets: link in bio."


def codes(caption: str, brief: Brief = PLAIN) -> set[str]:
    return {finding.code for finding in check_craft(caption, brief)}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_offline_writer_keeps_every_rule_in_every_format(language: str) -> None:
    for seed, phase in enumerate(PHASES):
        for tone in TONES:
            for format_, longest in TARGETS.items():
                days = DAYS_LEFT.get(phase, 3)
                brief = replace(
                    PLAIN, language=language, phase=phase, tone=tone, format=format_, seed=seed, days_left=days
                )
                caption = (await WRITER.draft(brief)).caption
                assert check_craft(caption, brief) == (), caption
                assert len(caption.split("\n\n#")[0]) <= longest + 40


async def test_long_names_and_line_ups_stay_within_the_fold_and_the_length() -> None:
    names = tuple(f"Artist Number {number} of the Long Night" for number in range(30))
    long_name = "The Extraordinarily Long Night of Forgotten Machines and Other Instruments of the Late Century"
    for seed in range(30):
        brief = replace(any_brief(seed), name=long_name, lineup=names)
        assert codes((await WRITER.draft(brief)).caption, brief) == set()


@pytest.mark.parametrize(
    ("caption", "found"),
    [
        (GOOD, set()),
        (f"Hey everyone! {GOOD}", {"greeting"}),
        (f"Hallo ihr Lieben,\n\n{GOOD}", {"greeting"}),
        (f"Bonjour à tous, {GOOD}", {"greeting"}),
        (f"✨✨✨\n\n{GOOD}", {"first_line"}),
        ("A " + "very " * 40 + f"long way to say it.\n\n{GOOD}", {"first_line"}),
        (GOOD.replace("Tickets: link in bio.", ""), {"missing_call"}),
        (GOOD.replace("link in bio", "link below"), {"missing_call", "dead_call"}),
        (f"{GOOD} Swipe up!", {"dead_call"}),
        (GOOD + " And more of it." * 44, {"over_target"}),
        (GOOD + " And more of it." * 80, {"too_long"}),
    ],
)
def test_what_keeps_a_caption_from_working_is_found(caption: str, found: set[str]) -> None:
    assert codes(caption) == found


def test_a_name_that_sounds_like_a_greeting_is_a_name() -> None:
    assert codes("Hello World Festival is on.\n\nLink in bio.", replace(PLAIN, name="Hello World Festival")) == set()


def test_what_a_person_wrote_or_asked_for_is_not_held_against_the_writer() -> None:
    long = "Hello everyone!\n\n" + "Ben's own words. " * 60
    brief = replace(PLAIN, previous=long, request="mention the afters")
    assert codes(f"{long}\n\nAlso: afters.", brief) == set()
    assert allowed(replace(brief, request="shorter")) == TARGETS["feed"]
    assert allowed(replace(PLAIN, previous=GOOD, request="longer")) >= 2 * TARGETS["feed"]


def test_a_story_promises_no_sticker_as_it_can_have_none() -> None:
    story = replace(PLAIN, format="story", phase="countdown", days_left=3)
    assert "dead_call" in codes("Warehouse Night, Friday 27 November. Tap the link sticker.", story)
    assert codes("Warehouse Night, Friday 27 November, Halle 7. Tickets in bio.", story) == set()


def test_the_fold_is_the_one_instagram_names() -> None:
    assert FOLD == 125


async def test_a_caption_is_improved_where_rules_can_and_the_rest_stays() -> None:
    rough = (
        "Hey everyone! Our best night is back.\n\nWarehouse Night at Halle 7.\n\n"
        "Get tickets at https://tickets.example/warehouse\n\n#techno"
    )
    draft = await optimize_caption(WRITER, PLAIN, rough, "students")
    assert draft.caption.startswith("Our best night is back.")
    assert "Warehouse Night at Halle 7." in draft.caption
    assert "Friday 27 November, doors 21:00, start 22:00" in draft.caption
    assert "https" not in draft.caption and "bio" in draft.caption
    assert any(line in draft.caption for line in ("whole course", "flatmates", "timetable"))
    assert draft.caption.endswith("#techno")
    assert draft.notes == ()


async def test_what_rules_cannot_judge_is_named_and_left_alone() -> None:
    draft = await optimize_caption(WRITER, PLAIN, f"{GOOD}\n\nOnly tomorrow: 5 € off.")
    assert "Only tomorrow: 5 € off." in draft.caption
    assert any("tomorrow" in note for note in draft.notes) and any("5 €" in note for note in draft.notes)
    fine = await optimize_caption(WRITER, PLAIN, GOOD)
    assert fine.caption == GOOD
    assert "nothing to better" in fine.notes[0]


async def test_better_for_somebody_is_asked_for_in_words() -> None:
    before = (await WRITER.draft(PLAIN)).caption
    for words in ("improve it for newcomers", "make it better for newcomers", "besser für neue Gäste"):
        after = await WRITER.draft(replace(PLAIN, previous=before, request=words))
        assert any(line in after.caption for line in ("First time?", "Never been?", "New here?")), words
        assert after.notes == ()
    told = await WRITER.draft(replace(PLAIN, previous=before, request="make it better for beekeepers"))
    assert "“beekeepers”" in told.notes[0]
