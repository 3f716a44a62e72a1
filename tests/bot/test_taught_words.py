"""What the bot teaches people to type, in each language, is what it understands."""

import re
from datetime import UTC, datetime

import pytest

from bot.cards.tickets import EXAMPLES
from bot.flows.phase_day import UNREADABLE, when_said
from bot.language import LANGUAGES, speaking, tr
from core.bulk.words import shift_in
from core.events.extract import extract
from core.events.moments import understand_moment
from core.series.recurrence import likely
from core.series.words import read_recurrence
from core.tickets.words import tickets_in

NOW = datetime(2026, 11, 24, 14, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 27, 22)  # noqa: DTZ001 - wall time
ZONE = "Europe/Berlin"
RULES = "Every Friday, every second Thursday, first Saturday of the month, last Friday of the month."
SPANS = "For example: 2 days, -1 day, 3 hours, 2 hours earlier."
MOMENT = "On which day? Write it like “Fri 27 Nov 22:00”."
EVENT = "Techno night Fri 27 Nov 22:00, Halle 7, early bird 12 EUR"
QUOTED = re.compile(r"[“„«]\s?(.+?)\s?[”“»]")

IN_EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def said(text: str, language: str) -> str:
    with speaking(language):
        return tr(text)


def each_rule(text: str) -> list[str]:
    """The rules of a list with commas; some have a comma themselves: "uma quinta sim, uma não"."""
    return re.split(r", (?!uma não)", text.rstrip("."))


@IN_EACH_LANGUAGE
def test_days_hours_and_rules_can_be_typed_as_the_hints_show(language: str) -> None:
    spans = said(SPANS, language).partition(": ")[2].rstrip(".").split(", ")
    assert [shift_in(span) for span in spans] == [shift_in(one) for one in ("2 days", "-1 day", "3 hours", "-2 hours")]
    (moment,) = QUOTED.findall(said(MOMENT, language))
    assert understand_moment(moment, NOW, ZONE, language).start_local == FRIDAY
    usual = likely(FRIDAY.date())
    rules = [read_recurrence(rule, usual) for rule in each_rule(said(RULES, language))]
    assert rules == [read_recurrence(rule, usual) for rule in each_rule(RULES)]
    assert [when_said(one) for one in QUOTED.findall(said(UNREADABLE, language))] == [
        when_said(one) for one in QUOTED.findall(UNREADABLE)
    ]


@IN_EACH_LANGUAGE
def test_tickets_and_an_event_can_be_typed_as_the_examples_show(language: str) -> None:
    told = [tickets_in(one) for one in said(EXAMPLES, language).split(" · ")]
    assert [one and (one.sold, one.capacity, one.left, bool(one.over), one.sold_out) for one in told] == [
        (120, 300, None, False, None),
        (None, None, 50, False, None),
        (None, None, None, True, None),
        (None, None, None, False, True),
    ]
    facts = extract(said(EVENT, language), NOW, ZONE, language)
    assert (facts.start_local, facts.genre) == (FRIDAY, "techno")
    assert facts.venue and facts.price.endswith("12 EUR")
