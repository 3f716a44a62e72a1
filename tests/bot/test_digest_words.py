"""A digest is read in seconds: what happened, what comes, who is needed, and one button."""

from datetime import date
from uuid import UUID

import pytest

from bot.cards.card import Bullet, Fact, Text
from bot.cards.digest import digest_card
from bot.cards.what_works import works_lines
from core.digests.body import Body, Countdown, Ending, Told
from core.digests.queries import DigestView
from core.insights.compare import Group, Range, Trait, Verdict
from core.insights.works import Works

POST = UUID(int=7)
LIVE = Told("Announcement", "Warehouse Night", "Sun 22 Nov, 19:00", reach=412, new=True, post_id=str(POST))
NEXT = Told("Reminder", "Warehouse Night", "Mon 23 Nov, 18:00", post_id=str(POST), clock="18:00")


def said(body: Body) -> list[str]:
    return [
        line.text for line in digest_card(DigestView(date(2026, 11, 23), body, None)).lines if isinstance(line, Text)
    ]


def posts(body: Body) -> list[str]:
    card = digest_card(DigestView(date(2026, 11, 23), body, None))
    return [line.text for line in card.lines if isinstance(line, Bullet)]


def test_three_sentences_say_it() -> None:
    assert said(Body("W", live=[LIVE], next=[NEXT], waiting=[NEXT])) == [
        "1 post live since yesterday, 412 people reached so far.",
        "1 post goes out today: Reminder, Warehouse Night, at 18:00.",
        "1 draft waits for a yes: Reminder, Warehouse Night, due Mon 23 Nov, 18:00.",
    ]


@pytest.mark.parametrize(
    ("verdict", "earlier", "words"),
    [
        ("more", 12, "More than usual at this age: half of the 12 like it before reached 150 to 260."),
        ("less", 12, "Less than usual at this age: half of the 12 like it before reached 150 to 260."),
        ("as_usual", 12, "As usual at this age: half of the 12 like it before reached 150 to 260."),
        ("too_few", 5, "Only 5 like it before: too few to compare."),
        ("too_few", 0, "The first like it with numbers, so there is nothing to compare."),
    ],
)
def test_a_comparison_names_its_sample_and_too_few_are_called_too_few(verdict: str, earlier: int, words: str) -> None:
    one = Told(**{**vars(LIVE), "verdict": verdict, "earlier": earlier, "usual_low": 150, "usual_high": 260})
    assert posts(Body("W", live=[one])) == [f"Announcement, Warehouse Night: 412 people reached. {words}"]


def test_what_instagram_has_not_told_is_not_nought() -> None:
    unknown = Told(**{**vars(LIVE), "reach": None})
    assert posts(Body("W", live=[unknown])) == ["Announcement, Warehouse Night: Instagram has not told yet."]


@pytest.mark.parametrize(
    ("body", "label", "verb"),
    [
        (Body("W", trouble=[NEXT], waiting=[NEXT]), "Show what needs care", "post.show"),
        (Body("W", endings=[Ending("", "warehouse", 2)], waiting=[NEXT]), "Connect Instagram", "account.connect"),
        (Body("W", waiting=[NEXT], next=[NEXT]), "Review it now", "post.show"),
        (Body("W", next=[NEXT]), "Show what goes out", "post.show"),
        (Body("W", live=[LIVE]), "New event", "event.new"),
    ],
)
def test_one_next_step_the_one_that_helps_most(body: Body, label: str, verb: str) -> None:
    (action,) = digest_card(DigestView(date(2026, 11, 23), body, None)).actions
    assert action.token is not None
    assert (action.label, action.token.verb) == (label, verb)


def test_only_a_digest_that_needs_somebody_makes_a_sound() -> None:
    assert digest_card(DigestView(date(2026, 11, 23), Body("W", live=[LIVE]), None)).quiet
    assert not digest_card(DigestView(date(2026, 11, 23), Body("W", waiting=[NEXT]), None)).quiet


def test_the_event_is_counted_down_with_its_goal() -> None:
    body = Body("W", live=[LIVE], countdown=[Countdown("Warehouse Night", 4, "reach", 1_000, 412, 1, 1)])
    (fact,) = (line for line in digest_card(DigestView(date(2026, 11, 23), body, None)).lines if isinstance(line, Fact))
    assert (fact.label, fact.value) == (
        "Warehouse Night",
        "in 4 days. ▓▓▓▓░░░░░░ 412 of 1,000 so far (1 of 1 live post measured)",
    )


def test_what_stands_out_is_told_with_its_sample_and_nothing_with_too_few() -> None:
    group = Group(Trait.HOUR, "20", Range(14, 900, 700, 1200), 60, 1.62, Verdict.MORE)
    *_, last = works_lines(Works((group,), 74))
    assert isinstance(last, Bullet)
    assert last.text == "Around 20:00: 1.6 times the reach of your other posts (14 against 60)."
    (few,) = works_lines(Works((), 5))
    (none,) = works_lines(Works((), 40))
    assert "too few to say" in repr(few) and "stands out clearly" in repr(none)
    assert works_lines(Works((), 0)) == []
