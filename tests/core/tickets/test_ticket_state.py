"""How messages add up, and which of them are news."""

from datetime import UTC, datetime

import pytest

from core.copy.scarcity import scarcity
from core.ports.copywriter import TicketFacts
from core.tickets.milestones import passed, reached
from core.tickets.propose import next_good_moment
from core.tickets.state import UNKNOWN, Tickets, Told, told_so_far

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def told(*messages: Told) -> Tickets:
    return told_so_far((message, AT) for message in messages)


@pytest.mark.parametrize(
    ("messages", "left", "percent", "sold_out"),
    [
        ([Told(sold=212, capacity=300)], 88, 70, False),
        ([Told(sold=212), Told(capacity=300)], 88, 70, False),
        ([Told(sold=212, capacity=300), Told(left=50)], 50, 80, False),
        ([Told(sold=212, capacity=300), Told(sold=200)], 100, 65, False),
        ([Told(sold=300, capacity=300)], 0, 100, True),
        ([Told(sold=212, capacity=300), Told(sold_out=True)], 0, 100, True),
        ([Told(sold_out=True), Told(sold=290, capacity=300)], 10, 95, False),
        ([Told(sold_out=True), Told(sold_out=False)], None, None, False),
        ([Told(sold=212, capacity=300), Told(over="early bird")], 88, 70, False),
    ],
)
def test_what_was_said_last_counts_and_the_rest_stays(
    messages: list[Told], left: int | None, percent: int | None, sold_out: bool
) -> None:
    found = told(*messages)
    assert (found.left, found.percent, found.sold_out) == (left, percent, sold_out)


@pytest.mark.parametrize(
    ("message", "news"),
    [
        (Told(sold=239, capacity=300), []),
        (Told(sold=240, capacity=300), ["selling_fast"]),
        (Told(sold=250, capacity=300), ["last_tickets"]),
        (Told(left=50), ["last_tickets"]),
        (Told(left=51), []),
        (Told(sold=30, capacity=60), []),  # thirty left of sixty are not the last ones
        (Told(sold=48, capacity=60), ["last_tickets"]),
        (Told(sold=300, capacity=300), ["sold_out"]),
        (Told(over="early bird"), ["new_tier"]),
        (Told(sold=250, capacity=300, over="early bird"), ["last_tickets", "new_tier"]),
        (Told(sold_out=True, over="early bird"), ["sold_out"]),
    ],
)
def test_the_strongest_news_alone_are_told(message: Told, news: list[str]) -> None:
    assert [one.phase for one in reached(UNKNOWN, told(message), ())] == news


def test_news_that_were_told_or_overtaken_are_not_told_again() -> None:
    last = told(Told(sold=260, capacity=300))
    assert reached(UNKNOWN, last, ("last_tickets",)) == ()
    fewer = told(Told(sold=260, capacity=300), Told(sold=245))  # a number was put right
    assert [one.key for one in reached(last, fewer, ())] == ["selling_fast"]
    assert reached(last, fewer, passed(last)) == ()


@pytest.mark.parametrize(
    ("caption", "said"),
    [
        ("80 % of the tickets are gone.", ()),
        ("90 % of the tickets are gone.", ("90 %",)),
        ("The last 50 tickets.", ()),
        ("Noch 20 Karten.", ("Noch 20 Karten",)),
        ("Les 30 derniers billets.", ("Les 30 derniers",)),
        ("Wir sind ausverkauft.", ("ausverkauft",)),
        ("Fast ausverkauft. Nearly sold out. Quasi esaurito.", ()),
        ("Doors at 22:00, 50 seats, 100 % techno.", ()),
    ],
)
def test_a_caption_claims_only_the_scarcity_the_record_knows(caption: str, said: tuple[str, ...]) -> None:
    known = TicketFacts(sold=253, capacity=300, left=47, percent=80, at_most=50)
    assert scarcity(caption, known) == said


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-22T09:07+00:00", "2026-11-22T10:15+00:00"),
        ("2026-11-22T20:30+00:00", "2026-11-23T08:00+00:00"),  # 22:30 in Berlin: tomorrow at nine
        ("2026-11-22T03:00+00:00", "2026-11-22T08:00+00:00"),
    ],
)
def test_news_wait_for_an_hour_in_which_people_are_awake(now: str, due: str) -> None:
    assert next_good_moment(datetime.fromisoformat(now), "Europe/Berlin") == datetime.fromisoformat(due)
