"""What holds for every plan, whatever the zone, the season, the hour an event begins and the day it was created."""

# ruff: noqa: DTZ001
# Times on the venue's wall clock are naive by design.

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.campaigns.cadence import Cadence, as_table, cadence, cadences, read_cadence
from core.campaigns.happening import Happening
from core.campaigns.model import Campaign
from core.campaigns.new_post import new_post
from core.campaigns.plan import AFTER_DOORS, NOTICE_NEEDED, dated, plan
from core.campaigns.replan import by_the_plan, places_of
from core.events.moments import check_local, evening_of, on_the_wall

SIX_ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Kathmandu",
)
TURNS = tuple(
    datetime.fromisoformat(day)
    for day in (
        "2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25", "2026-03-08", "2026-11-01",  # Berlin, New York
        "2026-04-05", "2026-09-06", "2026-10-04", "2027-02-07", "2027-03-14",  # Santiago, Lord Howe, Casablanca
        "2028-02-28", "2028-02-29", "2028-03-01", "2026-12-31",
    )
)  # fmt: skip
"""Days on and around which clocks are changed, and a leap day."""
FACTS = ("lineup", "price", "ticket_link", "early_bird", "set_times", "next")

near_a_turn = st.builds(
    lambda day, shift, minute: day + timedelta(days=shift, minutes=15 * minute),
    st.sampled_from(TURNS),
    st.integers(-30, 30),
    st.integers(0, 95),
)


@st.composite
def happenings(draw: st.DrawFn) -> Happening:
    zone = draw(st.sampled_from(SIX_ZONES))
    starts = on_the_wall(draw(near_a_turn), zone).local
    facts = draw(st.frozensets(st.sampled_from(FACTS)))
    names = tuple(f"Artist {number}" for number in range(draw(st.integers(1, 8)))) if "lineup" in facts else ()
    early = evening_of(starts) - timedelta(days=draw(st.integers(1, 40))) if "early_bird" in facts else None
    earlier = draw(st.sampled_from((0, 0, 1, 3)))
    lasts = draw(st.sampled_from((None, 5, 9, 20, 60)))
    return Happening(
        starts_local=starts,
        zone=zone,
        doors_local=on_the_wall(starts - timedelta(hours=earlier), zone).local if earlier else None,
        ends_local=starts + timedelta(hours=lasts) if lasts else None,
        artists=names,
        facts=facts,
        early_bird_until=early,
    )


def begins(happening: Happening) -> datetime:
    return on_the_wall(happening.starts_local, happening.zone).at


@given(st.sampled_from(cadences()), happenings(), st.integers(0, 24 * 120))
@settings(max_examples=400, deadline=None)
def test_every_plan_keeps_its_windows_its_order_and_the_wall(
    followed: Cadence, happening: Happening, hours_ahead: int
) -> None:
    now = begins(happening) - timedelta(hours=hours_ahead)
    slots = plan(followed, happening, now)
    assert [slot.due_at for slot in slots] == sorted({slot.due_at for slot in slots})
    for slot in slots:
        assert slot.due_at.tzinfo is UTC and slot.not_after.tzinfo is UTC
        assert now + NOTICE_NEEDED <= slot.due_at <= slot.not_after
        assert slot.due_at.astimezone(ZoneInfo(happening.zone)).replace(tzinfo=None) == slot.local
        assert slot.phase.needs in ("", *happening.facts)
        if slot.phase.day <= 0 and slot.phase.anchor.value != "end":
            doors = on_the_wall(happening.doors_local or happening.starts_local, happening.zone).at
            assert slot.due_at < max(doors + AFTER_DOORS, begins(happening))
        if not slot.caught_up and slot.phase.before_doors is None and slot.phase.day and not slot.note:
            assert slot.local.time() == slot.phase.hour  # an hour of the plan is an hour on the wall
    assert plan(followed, happening, now) == slots


@given(st.sampled_from(cadences()), happenings(), st.integers(-40, 40))
@settings(max_examples=150, deadline=None)
def test_an_event_that_moves_by_days_takes_its_posts_along(followed: Cadence, happening: Happening, days: int) -> None:
    if happening.doors_local or happening.early_bird_until:
        return  # those have dates of their own
    moved = Happening(
        starts_local=on_the_wall(happening.starts_local + timedelta(days=days), happening.zone).local,
        zone=happening.zone,
        artists=happening.artists,
        facts=happening.facts,
    )
    before = {(slot.phase.key, slot.about): slot for slot in dated(followed, happening)}
    after = {(slot.phase.key, slot.about): slot for slot in dated(followed, moved)}
    shift = moved.evening - happening.evening
    for key in before.keys() & after.keys():
        first, second = before[key], after[key]
        by_hour = first.phase.before_doors is None and not (first.note or second.note) and first.phase.day
        if by_hour and happening.ends_local is None:
            assert second.local - first.local == shift


@pytest.mark.parametrize("zone", SIX_ZONES)
def test_a_year_of_weekly_nights_keeps_its_hours_on_the_wall(zone: str) -> None:
    """Fridays at 23:30, and at 00:30 when the night is already Saturday."""
    friday = date(2026, 1, 2)
    for week in range(53):
        evening = friday + timedelta(weeks=week)
        for starts in (
            datetime.combine(evening, time(23, 30)),
            datetime.combine(evening + timedelta(days=1), time(0, 30)),
        ):
            happening = Happening(
                starts_local=on_the_wall(starts, zone).local, zone=zone, artists=("A", "B"), facts=frozenset({"lineup"})
            )
            now = on_the_wall(starts, zone).at - timedelta(days=60)
            said = {slot.phase.key: slot.local for slot in plan(cadence("club_night"), happening, now)}
            for key, day, hour in (
                ("teaser", -28, time(18)), ("announcement", -21, time(18)), ("reminder", -7, time(18)),
                ("countdown", -3, time(18)), ("tonight", 0, time(11)), ("recap", 1, time(12)),
            ):  # fmt: skip
                assert said[key] == datetime.combine(evening + timedelta(days=day), hour)


@given(near_a_turn, st.sampled_from(SIX_ZONES), st.sampled_from((0, 1)))
@settings(max_examples=200, deadline=None)
def test_an_hour_on_the_wall_is_always_one_moment(local: datetime, zone: str, fold: int) -> None:
    seen = on_the_wall(local.replace(fold=fold), zone)
    assert seen.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == seen.local
    assert bool(seen.note) != check_local(local, zone).ok
    assert on_the_wall(seen.local, zone).at == seen.at


@given(st.sampled_from(cadences()), happenings(), happenings(), st.integers(0, 24 * 60))
@settings(max_examples=150, deadline=None)
def test_an_amended_event_has_its_posts_put_where_they_belong_once(
    followed: Cadence, happening: Happening, amended: Happening, hours_ahead: int
) -> None:
    campaign = Campaign(cadence=followed.key, plan={})
    slots = plan(followed, happening, begins(happening) - timedelta(hours=hours_ahead))
    posts = [new_post(campaign, slot, happening) for slot in slots]
    found = by_the_plan(followed, amended)
    places = places_of(campaign, posts, amended, found)
    for post in posts:
        place = places[post.id]
        if place is not None:
            assert place.due_at.tzinfo is UTC and place.due_at <= place.not_after
            assert place.slot.now_at.at == place.due_at
            post.due_at, post.not_after, post.slot = place.due_at, place.not_after, place.slot.stored()
    assert places_of(campaign, posts, amended, found) == places


def test_a_skipped_hour_moves_on_and_one_that_comes_twice_is_chosen() -> None:
    skipped = on_the_wall(datetime(2026, 3, 29, 2, 30), "Europe/Berlin")
    assert (skipped.local.hour, skipped.local.minute) == (3, 30)
    assert skipped.note == "The clocks go forward that day and skip 02:30: it goes out at 03:30."
    first = on_the_wall(datetime(2026, 10, 25, 2, 30), "Europe/Berlin")
    second = on_the_wall(datetime(2026, 10, 25, 2, 30, fold=1), "Europe/Berlin")
    assert second.at - first.at == timedelta(hours=1)
    assert "twice" in first.note and "second time" in second.note


@pytest.mark.parametrize("key", [found.key for found in cadences()])
def test_a_cadence_survives_being_kept_as_a_table(key: str) -> None:
    assert read_cadence(key, as_table(cadence(key)), "kept") == cadence(key)
