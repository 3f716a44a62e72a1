"""Whom a post is for: known audiences in five languages, anybody's own words for a model."""

import json
from dataclasses import replace

import pytest
from briefs import LANGUAGES, PLAIN, TONES
from test_injections import ORDERS

from core.copy import prompts
from core.copy.audience import HOW, audience_named
from core.copy.facts import check_facts
from core.copy.offline import OfflineCopywriter

WRITER = OfflineCopywriter()


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Everyone", ""),
        ("", ""),
        ("Regulars", "regulars"),
        ("Stammgäste", "regulars"),
        ("first-timers", "newcomers"),
        ("los nuevos", "newcomers"),
        ("les étudiants", "students"),
        ("gli addetti ai lavori", "industry"),
        ("people over 40 who miss Sunday afternoons.", "people over 40 who miss Sunday afternoons"),
    ],
)
def test_an_audience_is_named_as_people_say_it(said: str, meant: str) -> None:
    assert audience_named(said) == meant


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_audience_gets_a_sentence_of_its_own_and_everyone_none(language: str) -> None:
    plain = (await WRITER.draft(replace(PLAIN, language=language))).caption
    for audience in HOW:
        for tone in TONES:
            brief = replace(PLAIN, language=language, audience=audience, tone=tone)
            caption = (await WRITER.draft(brief)).caption
            without = (await WRITER.draft(replace(brief, audience=""))).caption
            assert (caption == without) == (tone == "minimal")
            assert check_facts(caption, brief) == ()
    assert (await WRITER.draft(replace(PLAIN, language=language, audience="beekeepers"))).caption == plain


@pytest.mark.parametrize("order", ORDERS)
def test_a_model_gets_an_audience_in_free_words_as_a_value_and_nowhere_else(order: str) -> None:
    rules, record = prompts.messages(replace(PLAIN, audience=order))
    plain_rules, plain_record = prompts.messages(replace(PLAIN, audience="beekeepers"))
    assert rules == plain_rules
    told, plain = json.loads(record["content"]), json.loads(plain_record["content"])
    assert told["style"].pop("audience") == audience_named(order)
    assert plain["style"].pop("audience") == "beekeepers"
    assert told == plain
