"""One caption in several languages: written, changed, checked and taken apart."""

from dataclasses import replace

import pytest
from briefs import PHASES, PLAIN

from core.copy.facts import check_facts
from core.copy.languages import languages_named
from core.copy.offline import OfflineCopywriter
from core.copy.sections import taken_apart
from core.copy.spoken import languages_for
from core.copy.wishes import Wishes, read_wishes
from core.ports.copywriter import Brief, Draft

WRITER = OfflineCopywriter()
BOTH = replace(PLAIN, also_in=("de",), seed=2)


async def changed(request: str, brief: Brief = BOTH) -> tuple[str, Draft]:
    before = (await WRITER.draft(brief)).caption
    return before, await WRITER.draft(replace(brief, previous=before, request=request))


@pytest.mark.parametrize("phase", PHASES)
async def test_each_language_says_what_its_phase_needs_and_hashtags_stand_once_below(phase: str) -> None:
    brief = replace(BOTH, also_in=("de", "fr"), phase=phase, days_left={"tonight": 0, "recap": -1}.get(phase, 9))
    draft = await WRITER.draft(brief)
    said = taken_apart(draft.caption, "en")
    assert said.languages == ("en", "de", "fr")
    assert said.tags == " ".join(draft.hashtags) != ""
    assert check_facts(draft.caption, brief) == ()
    assert len(draft.caption) <= 2200


async def test_a_lie_or_a_gap_in_the_second_language_is_found() -> None:
    caption = (await WRITER.draft(BOTH)).caption
    english, german = caption.split("— DE")
    wrong = f"{english}— DE{german.replace('Freitag', 'Samstag')}"
    assert {finding.code for finding in check_facts(wrong, BOTH)} == {"wrong_date"}
    bare = f"{english}— DE\n\nWarehouse Night, Halle 7."
    assert [finding.sentence for finding in check_facts(bare, BOTH)] == [
        "German text: The date is missing: Freitag, 27. November.",
        "German text: The time is missing: 22 Uhr.",
    ]


@pytest.mark.parametrize(
    ("request_text", "wishes"),
    [
        ("in English and German", Wishes(language="en", also=("de",))),
        ("in German too and French", Wishes(also=("de", "fr"))),
        ("add a German version", Wishes(also=("de",))),
        ("plus German", Wishes(also=("de",))),
        ("auch auf Deutsch", Wishes(also=("de",))),
        ("a Spanish translation below, please", Wishes(also=("es",))),
        ("only in English", Wishes(language="en")),
        ("nur Deutsch", Wishes(language="de")),
        ("German only", Wishes(language="de")),
        ("no German", Wishes(dropped=frozenset({"de"}))),
        ("ohne Deutsch, kürzer", Wishes(dropped=frozenset({"de"}), length=-1)),
    ],
)
def test_languages_are_asked_for_in_words(request_text: str, wishes: Wishes) -> None:
    assert read_wishes(request_text) == wishes


async def test_a_post_of_two_languages_is_shortened_in_both() -> None:
    before, after = await changed("shorter")
    old, new = taken_apart(before, "en"), taken_apart(after.caption, "en")
    assert new.languages == ("en", "de")
    assert all(len(new.text(language)) < len(old.text(language)) for language in ("en", "de"))
    assert new.tags == old.tags
    assert check_facts(after.caption, BOTH) == ()


@pytest.mark.parametrize(("request_text", "kept"), [("only in English", "en"), ("no English", "de")])
async def test_one_language_alone_keeps_its_words(request_text: str, kept: str) -> None:
    before, after = await changed(request_text)
    assert taken_apart(after.caption, "en").languages == (kept,)
    assert taken_apart(after.caption, "en").text(kept) == taken_apart(before, "en").text(kept)
    assert "— " not in after.caption
    assert after.notes == ()


async def test_what_is_there_already_is_not_said_twice() -> None:
    before, after = await changed("in German too")
    assert after.caption == before
    assert after.notes == ("That changed nothing: the caption was already so.",)


async def test_words_of_a_person_stand_in_the_text_of_their_language_and_that_is_told() -> None:
    _, after = await changed('add "Die Garderobe ist im Keller und kostet nicht viel."')
    said = taken_apart(after.caption, "en")
    assert "Garderobe" in said.text("de")
    assert "Garderobe" not in said.text("en")
    assert "German text only" in after.notes[0]


async def test_another_tone_is_written_in_every_language() -> None:
    _, after = await changed("more formal")
    said = taken_apart(after.caption, "en")
    assert said.languages == ("en", "de")
    assert "euch" not in said.text("de")


def test_a_brief_speaks_its_campaigns_languages_until_words_say_otherwise() -> None:
    assert languages_for(BOTH) == ("en", "de")
    assert languages_for(replace(BOTH, also_in=("en", "pl", "fr"))) == ("en", "fr")
    assert languages_for(replace(BOTH, previous="Warehouse Night.", request="shorter")) == ("en",)
    assert languages_for(replace(BOTH, previous="Warehouse Night.", request="in French too")) == ("en", "fr")


def test_languages_are_named_in_any_of_them() -> None:
    assert languages_named("English, German") == ("en", "de")
    assert languages_named("Deutsch und français, it") == ("de", "fr", "it")
    with pytest.raises(ValueError, match="Klingon"):
        languages_named("English and Klingon")
