"""Several captions to choose from: asked for in words, each another, each true."""

from dataclasses import replace

import pytest
from briefs import LANGUAGES, PLAIN, TONES, any_brief

from core.copy.check import check_draft
from core.copy.facts import check_facts
from core.copy.offline import OfflineCopywriter
from core.copy.option_words import options_asked
from core.copy.text import paragraphs

WRITER = OfflineCopywriter()


@pytest.mark.parametrize(
    ("words", "count", "wish"),
    [
        ("3 options", 3, ""),
        ("give me three versions", 3, ""),
        ("Can we have two different captions to choose from, please?", 2, ""),
        ("drei Vorschläge", 3, ""),
        ("Mach mir bitte vier Varianten", 4, ""),
        ("dame 3 opciones", 3, ""),
        ("trois propositions, s'il vous plaît", 3, ""),
        ("cinque proposte", 5, ""),
        ("some alternatives", 3, ""),
        ("3 shorter options in German", 3, "shorter, in German"),
        ("three options for students, funnier", 3, "for students, funnier"),
        ("12 options", 5, ""),
    ],
)
def test_options_are_asked_for_in_words(words: str, count: int, wish: str) -> None:
    asked = options_asked(words)
    assert asked is not None
    assert (asked.count, asked.wish) == (count, wish)


@pytest.mark.parametrize(
    "words", ["another version", "1 option", "shorter", "mention 3 options", "3 DJs", "in two lines"]
)
def test_other_words_ask_for_no_options(words: str) -> None:
    assert options_asked(words) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tone", TONES)
async def test_options_begin_with_different_sentences_in_the_tone_that_was_asked_for(language: str, tone: str) -> None:
    brief = replace(PLAIN, language=language, tone=tone)
    now = (await WRITER.draft(brief)).caption
    options = await WRITER.options(replace(brief, previous=now), 3)
    captions = (now, *(option.caption for option in options))
    assert len(set(captions)) == 4
    assert len({paragraphs(caption)[0] for caption in captions}) >= (3 if tone == "formal" else 4)
    assert all(check_draft(option.caption, brief) == () for option in options)


async def test_made_up_events_get_true_options() -> None:
    for seed in range(40):
        brief = replace(any_brief(seed), also_in=("it",) if seed % 3 == 0 else ())
        for option in await WRITER.options(brief, 3):
            assert check_facts(option.caption, brief) == ()


async def test_what_is_wished_besides_holds_for_each() -> None:
    now = (await WRITER.draft(PLAIN)).caption
    options = await WRITER.options(
        replace(PLAIN, previous=now, request="in German, no hashtags, mention the afters"), 3
    )
    assert len(options) == 3
    for option in options:
        assert "Freitag, 27. November" in option.caption
        assert "Außerdem: afters." in option.caption
        assert option.hashtags == ()
