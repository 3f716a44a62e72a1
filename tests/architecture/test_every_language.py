"""Every form fits both houses in every language, whatever people call things."""

import re

import pytest
from hostile import NAMES
from test_every_form import ASKED, READING, both_houses_show, filled, talk

from bot.commands import COMMANDS
from bot.flows.form import Form, Kind
from bot.flows.questions import fields_card, question_card, summary_card
from bot.language import LANGUAGES, PSEUDO, speaking, tr
from bot.slack.modal import modal_of
from core.errors import InvalidAnswer
from sandbox.slack.blocks.surfaces import is_too_large, problems_in_view, walk

EVERY_LANGUAGE = pytest.mark.parametrize("language", [*LANGUAGES, PSEUDO])
TRANSLATED = pytest.mark.parametrize("language", LANGUAGES)
TYPED = (Kind.LINE, Kind.PARAGRAPH, Kind.NAMES)


def answered(form: Form, name: str) -> dict[str, str]:
    """As much in every field as it takes, people's own words being this name."""
    own = {field.key: (name * (1 + field.longest // len(name)))[: field.longest] for field in form.fields}
    return {field.key: own[field.key] if field.kind in TYPED else filled(form)[field.key] for field in form.fields}


@EVERY_LANGUAGE
def test_slack_opens_every_form(language: str) -> None:
    with speaking(language):
        for key, form in ASKED.items():
            for raw in ({}, filled(form)):
                view = modal_of(form, raw, "x" * 1_000)
                assert problems_in_view(view, "modal", lambda _: True) == [], key
                assert not is_too_large(view)


@pytest.mark.parametrize("name", NAMES.values(), ids=list(NAMES))
def test_no_name_breaks_a_form(name: str) -> None:
    with speaking(PSEUDO):
        for key, form in ASKED.items():
            raw = answered(form, name)
            assert problems_in_view(modal_of(form, raw, ""), "modal", lambda _: True) == [], key
            both_houses_show(fields_card(form, talk(form, None, raw)))
            if form.summary is not None:
                both_houses_show(summary_card(form, talk(form, None, raw), READING))


@EVERY_LANGUAGE
def test_both_houses_ask_every_question(language: str) -> None:
    with speaking(language):
        for form in ASKED.values():
            for field in form.fields:
                wrong = InvalidAnswer("I could not read that.", field=field.key)
                for raw, problem in (({}, None), (filled(form), wrong)):
                    both_houses_show(question_card(form, talk(form, field.key, raw), READING, problem=problem))


@TRANSLATED
def test_titles_buttons_and_choices_are_whole_in_slack(language: str) -> None:
    """What is too long would be cut."""
    with speaking(language):
        long = [text for form in ASKED.values() for text in (tr(form.title), tr(form.submit)) if len(text) > 24]
        options = [option.words for form in ASKED.values() for field in form.fields for option in field.options]
        assert long == []
        assert [text for text in options if len(text) > 75] == []


@TRANSLATED
def test_fields_have_labels_of_their_own(language: str) -> None:
    with speaking(language):
        for key, form in ASKED.items():
            labels = [tr(field.label) for field in form.fields]
            assert len(set(labels)) == len(labels), key


@TRANSLATED
def test_telegram_takes_what_commands_are_for(language: str) -> None:
    with speaking(language):
        assert [tr(command.about) for command in COMMANDS if not 0 < len(tr(command.about)) <= 256] == []


def test_a_modal_says_nothing_that_nobody_could_translate() -> None:
    """In the pseudo-language everything said stands between brackets; what is left are names and numbers."""
    left = set()
    with speaking(PSEUDO):
        for form in ASKED.values():
            for one, _ in walk(modal_of(form, {}, "")):
                if one.get("type") == "plain_text":
                    left.add(re.sub(r"⟦[^⟦⟧]*(⟧|…|$)", "", one["text"]))
    assert {text for text in left if re.search(r"[a-z]{3}", text)} == set()
