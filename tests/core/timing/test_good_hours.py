"""What is believed of an audience: the prior, an account's own followers and posts, and how much each counts."""

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from bot.cards.times import why_in_words
from core.campaigns.plan import QUIET
from core.events.extract.genres import GENRES
from core.posts.model import Format
from core.timing.gaps import Gaps, Placed
from core.timing.knowledge import Knowledge, knowledge
from core.timing.optimal import MONDAY, optimal_times
from core.timing.prior import prior_of
from core.timing.record import Result
from core.timing.room import Room, room_for
from core.timing.suggest import better_hour
from core.timing.week import HOURS, place

BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"
START = datetime(2026, 10, 26, tzinfo=UTC)  # a Monday
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
POST = Placed(UUID(int=1), UUID(int=9), datetime(2026, 11, 26, 17, tzinfo=UTC))  # Thursday 18:00 in Berlin
WHOLE_DAY = Room(POST.due_at - timedelta(hours=18), POST.due_at + timedelta(hours=30), BERLIN)


def counted(days: int, *, best: int, weekday: int | None = None, zone: str = BERLIN) -> dict[str, int]:
    """Followers online hour by hour: 100, and 400 at the local hour `best` (of one weekday)."""
    found = {}
    for hour in range(days * 24):
        moment = START + timedelta(hours=hour)
        local = moment.astimezone(ZoneInfo(zone))
        peak = local.hour == best and weekday in (None, local.weekday())
        found[moment.isoformat(timespec="minutes")] = 400 if peak else 100
    return found


def results(count: int, hour: int, reached: int, weekday: int = 2) -> list[Result]:
    day = MONDAY.replace(hour=hour) + timedelta(days=weekday)
    return [Result(day + timedelta(weeks=week), Format.FEED, reached) for week in range(count)]


def best(known: Knowledge) -> tuple[int, int]:
    first = optimal_times(known)[0]
    return first.weekday, first.hour


def test_every_kind_of_music_has_a_prior_that_averages_to_one_and_sleeps_at_night() -> None:
    for genre in (*GENRES, "", "polka"):
        curve = prior_of(genre).curve
        assert len(curve) == HOURS
        assert sum(curve) == pytest.approx(HOURS)
        assert curve[20] > 2 * curve[4]
    assert prior_of("techno").about == "clubs"
    assert prior_of("jazz").about == "concerts"
    assert prior_of("polka").about == "nights out"


def test_an_account_nobody_counted_gets_what_works_for_clubs_and_hears_so() -> None:
    known = knowledge({}, [], BERLIN, "techno")
    assert best(known) == (3, 20)
    why = known.why(MONDAY.replace(hour=20))
    assert why_in_words(why, MONDAY) == "I know too little of your followers yet, so this is what works for clubs."
    assert not known.enough


@pytest.mark.parametrize(("days", "hour"), [(1, 20), (28, 13)])
def test_one_odd_day_changes_nothing_and_four_weeks_decide(days: int, hour: int) -> None:
    assert optimal_times(knowledge(counted(days, best=13), [], BERLIN, "techno"))[0].hour == hour


def test_a_weekday_of_its_own_is_found_and_said() -> None:
    known = knowledge(counted(28, best=21, weekday=1), [], BERLIN, "techno")
    assert best(known) == (1, 21)
    tuesday = MONDAY + timedelta(days=1, hours=21)
    said = why_in_words(known.why(tuesday), tuesday)
    assert said == "Your followers are online most on Tuesday at 21:00, from 28 days."


def test_hours_are_those_of_the_venue() -> None:
    told = counted(28, best=20, zone=NEW_YORK)
    assert optimal_times(knowledge(told, [], NEW_YORK))[0].hour == 20
    lisbon = knowledge(told, [], "Europe/Lisbon")
    # the clocks changed in New York within the four weeks and had changed in Lisbon before: 20:00 is 1:00 or 0:00
    peak = max(range(HOURS), key=lambda at: lisbon.online.curve[at])
    assert peak % 24 in (0, 1)
    assert all(QUIET[0].hour <= one.hour < QUIET[1].hour for one in optimal_times(lisbon))


def test_posts_that_did_well_pull_the_more_the_more_of_them_there_are() -> None:
    scores = []
    for count in (0, 2, 6, 20):
        known = knowledge({}, [*results(count, 11, 260), *results(60, 19, 200, weekday=5)], BERLIN)
        scores.append(known.score(MONDAY + timedelta(days=2, hours=11)))
    assert scores == sorted(scores)
    assert scores[0] < scores[1] < scores[-1] < 1.3 * scores[0]


def test_a_post_that_went_around_the_world_does_not_rule_the_week() -> None:
    usual = results(20, 19, 200, weekday=5)
    known = knowledge({}, [*usual, *results(1, 9, 2_000_000, weekday=0)], BERLIN)
    assert best(known) != (0, 9)


def test_six_posts_around_then_are_counted_and_quoted() -> None:
    known = knowledge(counted(28, best=20, weekday=3), [*results(6, 20, 260, 3), *results(9, 12, 200)], BERLIN)
    thursday = MONDAY + timedelta(days=3, hours=20)
    said = why_in_words(known.why(thursday), thursday)
    assert said.startswith("Your followers are online most on Thursday at 20:00, from 28 days; 6 posts of yours around")
    assert said.endswith("reached 1.3 times the usual.")


def test_stories_are_compared_with_stories_only() -> None:
    known = knowledge({}, [*results(6, 11, 400), *results(9, 19, 200, 5)], BERLIN)
    wednesday = MONDAY + timedelta(days=2, hours=11)
    assert known.score(wednesday, story=True) == knowledge({}, [], BERLIN).score(wednesday, story=True)


def test_a_small_gain_moves_nothing() -> None:
    known = knowledge(counted(28, best=20), [], BERLIN)
    at_its_best = Placed(POST.id, POST.campaign_id, POST.due_at + timedelta(hours=2))
    assert better_hour(known, at_its_best, WHOLE_DAY, [at_its_best], Gaps()) is None
    better = better_hour(known, POST, WHOLE_DAY, [POST], Gaps())
    assert better is not None
    assert better.due_at.astimezone(ZoneInfo(BERLIN)).hour == 20
    assert better.gain > 1.15


def test_suggestions_stay_in_their_window_awake_in_order_and_apart_whatever_is_known() -> None:
    """Many plans by a seeded die: zones, clock changes, neighbours, windows."""
    die = random.Random(7)  # noqa: S311 - it only has to be the same each time
    moved = 0
    for _ in range(120):
        zone = die.choice((BERLIN, NEW_YORK, "Asia/Kathmandu", "Australia/Lord_Howe", "America/Sao_Paulo", "UTC"))
        known = knowledge(counted(14, best=die.randrange(24), weekday=die.choice((None, 2, 5)), zone=zone), [], zone)
        start = datetime(2026, die.choice((3, 4, 10, 11)), die.randint(1, 28), die.randrange(24), tzinfo=UTC)
        campaigns = [UUID(int=100 + number) for number in range(2)]
        posts = [
            Placed(
                UUID(int=number + 1),
                die.choice(campaigns),
                start + timedelta(hours=die.randrange(24 * 9), minutes=number),
            )
            for number in range(5)
        ]
        post, gaps, now = posts[0], Gaps(), start - timedelta(days=1)
        not_after = post.due_at + timedelta(hours=die.randrange(1, 72))
        siblings = [one.due_at for one in posts[1:] if one.campaign_id == post.campaign_id]
        evening = (start + timedelta(days=die.randrange(12))).date()
        room = room_for(post.due_at, not_after, siblings, zone=zone, evening=evening, now=now)
        better = better_hour(known, post, room, posts, gaps)
        if better is None:
            continue
        moved += 1
        local = better.due_at.astimezone(ZoneInfo(zone))
        assert now < better.due_at <= not_after
        assert QUIET[0] <= local.time() < QUIET[1]
        assert [one < post.due_at for one in siblings] == [one < better.due_at for one in siblings]
        for other in posts[1:]:
            same = other.campaign_id == post.campaign_id
            assert abs(other.due_at - better.due_at) >= (gaps.of_event if same else gaps.of_account)
        day = post.due_at.astimezone(ZoneInfo(zone)).date()
        if 0 <= (evening - day).days <= 3:
            assert local.date() == day
        if day > evening:
            assert local.date() >= day, "thanks before the night is over"
    assert moved > 25


def test_a_skipped_hour_is_never_suggested() -> None:
    around = datetime(2026, 3, 29, 1, tzinfo=UTC)  # in Berlin 2:00 to 3:00 does not exist that night
    room = Room(around - timedelta(hours=20), around + timedelta(hours=20), BERLIN)
    moments = list(room.moments(halves=True))
    assert len(moments) == len(set(moments))
    assert all(place(moment.astimezone(ZoneInfo(BERLIN)).replace(tzinfo=None)) % 24 >= 9 for moment in moments)
