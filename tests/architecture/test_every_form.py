"""Every form fits both houses: a modal Slack opens, questions Telegram asks."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from telegram.constants import InlineKeyboardButtonLimit, MessageLimit

from bot.cards.card import Card
from bot.flows.catalogue import FORMS
from bot.flows.choose_account import account_field
from bot.flows.form import Field, Form, Kind, NeedsHour, Reading, TwoReadings
from bot.flows.questions import all_days, all_hours, fields_card, question_card, summary_card
from bot.slack.blocks import blocks_of
from bot.slack.modal import modal_of, pictures_of
from bot.telegram.text import html_of, keyboard_of
from core.accounts.model import Account, AccountStatus
from core.errors import InvalidAnswer
from core.notices.model import Talk
from sandbox.slack.blocks.surfaces import is_too_large, problems_in_message, problems_in_view
from sandbox.telegram.text.entities import units
from sandbox.telegram.text.html_markup import parse_html

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
READING = Reading(NOW, "Europe/Berlin", "en")
MOMENT = datetime(2026, 11, 27, 22, 0)  # noqa: DTZ001 - wall time at the venue
MANY = [
    Account(id=UUID(int=n), username="w" * 30, status=status, is_default=n == 0)
    for n, status in enumerate([AccountStatus.CONNECTED, AccountStatus.EXPIRED] * 10)
]
ASKED = {
    **FORMS,
    "event with accounts": replace(FORMS["event"], fields=(*FORMS["event"].fields, account_field(MANY))),
    "account with accounts": replace(FORMS["account"], fields=(account_field(MANY, required=True),)),
}
"""Forms whose fields depend on what a team has, as a team with much of it sees them."""
EVERY_FORM = pytest.mark.parametrize("form", ASKED.values(), ids=list(ASKED))
EVERY_FIELD = pytest.mark.parametrize(
    ("form", "field"),
    [(form, field) for form in ASKED.values() for field in form.fields],
    ids=[f"{name} {field.key}" for name, form in ASKED.items() for field in form.fields],
)
KEYS = [f"{n:064x}.{'mp4' if n == 3 else 'jpg'}" for n in range(10)]
SAMPLES = {
    Kind.MOMENT: "2026-11-27 22:00",
    Kind.ZONE: "Europe/Berlin",
    Kind.LINK: "https://tickets.example/1",
    Kind.PICTURE: KEYS[0],
}


def filled(form: Form) -> dict[str, str]:
    """As much in every field as it takes."""
    return {field.key: _longest(field) for field in form.fields}


def _longest(field: Field) -> str:
    if field.kind is Kind.CHOICE:
        return field.options[-1].value
    if field.kind is Kind.MEDIA:
        return ",".join(KEYS[: field.most])
    return SAMPLES.get(field.kind) or ("<&> *x* " * 400)[: field.longest]


def talk(form: Form, field: str | None, raw: dict[str, str]) -> Talk:
    ids = {name: uuid4() for name in ("id", "workspace_id", "conversation_id", "member_id")}
    return Talk(**ids, form=form.key, subject="", answers={**raw, "_asked": ["name"]}, field=field, open=True)


def both_houses_show(card: Card) -> None:
    assert problems_in_message(blocks_of(card, None), lambda _: True) == []
    text, _ = parse_html(html_of(card))
    assert 0 < units(text) <= MessageLimit.MAX_TEXT_LENGTH
    rows = keyboard.inline_keyboard if (keyboard := keyboard_of(card)) else ()
    assert sum(map(len, rows)) == len(card.actions) <= 100
    for button in (button for row in rows for button in row):
        assert 1 <= len(str(button.callback_data).encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA


@EVERY_FORM
def test_slack_opens_it_empty_and_filled_in(form: Form) -> None:
    for raw in ({}, filled(form)):
        view = modal_of(form, raw, "x" * 1_000)
        assert problems_in_view(view, "modal", lambda _: True) == []
        assert not is_too_large(view)
        ids = [block["block_id"] for block in view["blocks"]]
        assert len(set(ids)) == len(ids)


@EVERY_FORM
def test_files_that_came_before_fit_beside_slack_s_modal(form: Form) -> None:
    about = {"channel": "C" * 12, "thread": "1" * 17, "subject": "s" * 80}
    assert len(json.dumps({**about, "pictures": pictures_of(form, filled(form))})) <= 3_000


@EVERY_FORM
def test_its_words_are_whole_in_slack(form: Form) -> None:
    assert len(form.title) <= 24
    assert len(form.submit) <= 24
    assert all(len(option.label) <= 75 for field in form.fields for option in field.options)


@EVERY_FORM
def test_its_fields_have_keys_and_labels_of_their_own(form: Form) -> None:
    for words in ([field.key for field in form.fields], [field.label for field in form.fields]):
        assert len(set(words)) == len(words)


@EVERY_FIELD
def test_both_houses_show_all_days_and_all_hours(form: Form, field: Field) -> None:
    if field.kind is Kind.MOMENT:
        for month in (2026 * 12 + 10, 2028 * 12 + 1):
            both_houses_show(all_days(form, talk(form, field.key, filled(form)), READING, month))
    if field.kind in (Kind.MOMENT, Kind.HOUR):
        both_houses_show(all_hours(form, talk(form, field.key, filled(form))))


@EVERY_FIELD
def test_both_houses_ask_it_and_ask_again(form: Form, field: Field) -> None:
    problems = [
        None,
        InvalidAnswer("I could not read that. " * 10, field=field.key),
        NeedsHour(date(2026, 11, 27), field.key),
        TwoReadings((MOMENT, MOMENT.replace(day=28)), field.key),
    ]
    for raw in ({}, filled(form)):
        for problem in problems:
            both_houses_show(question_card(form, talk(form, field.key, raw), READING, problem=problem))


@EVERY_FORM
def test_both_houses_say_it_back(form: Form) -> None:
    for raw in ({}, filled(form)):
        both_houses_show(fields_card(form, talk(form, None, raw)))
        if form.summary is not None:
            both_houses_show(summary_card(form, talk(form, None, raw), READING))


@EVERY_FIELD
def test_a_question_is_a_question_and_every_field_has_a_control(form: Form, field: Field) -> None:
    assert field.question.strip()
    assert field.label.strip()
    assert (field.kind is Kind.CHOICE) == bool(field.options)
