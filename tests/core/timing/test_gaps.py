"""Posts keep apart: within a campaign, on an account, within what Instagram allows in a day."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from core.campaigns.cadence import Phase, cadence
from core.campaigns.happening import Happening
from core.campaigns.plan import Slot, plan
from core.posts.model import Format
from core.posts.repeats import Same, alike_by, what_is_same, words_of
from core.timing.gaps import Gaps, Placed, is_over_quota, nearest_clash, too_close, yields
from core.timing.spread import spread

BERLIN = "Europe/Berlin"
NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)
NIGHT = datetime(2026, 11, 27, 22, 0)  # noqa: DTZ001 - wall time at the venue
EVENING = date(2026, 11, 27)
H = timedelta(hours=1)


def placed(number: int, hours: float, *, campaign: int = 1, story: bool = False, day_of: bool = False) -> Placed:
    return Placed(UUID(int=number), UUID(int=campaign), NOW + hours * H, story, day_of)


def planned() -> tuple[Slot, ...]:
    happening = Happening(starts_local=NIGHT, zone=BERLIN)
    return plan(cadence("club_night"), happening, NOW)


def test_an_event_keeps_36_hours_an_account_3_and_stories_nothing() -> None:
    gaps = Gaps()
    assert too_close(placed(1, 0), placed(2, 35), gaps)
    assert not too_close(placed(1, 0), placed(2, 36), gaps)
    assert too_close(placed(1, 0), placed(2, 2.9, campaign=2), gaps)
    assert not too_close(placed(1, 0), placed(2, 3, campaign=2), gaps)
    assert not too_close(placed(1, 0), placed(2, 0, story=True), gaps)
    # what happens on the day has to be said on the day
    assert not too_close(placed(1, 0), placed(2, 20, day_of=True), gaps)


def test_a_reminder_yields_to_a_post_of_the_day() -> None:
    reminder, tonight = placed(1, 0), placed(2, 1, campaign=2, day_of=True)
    assert yields(reminder, tonight)
    assert not yields(tonight, reminder)
    assert nearest_clash(tonight, [reminder, placed(3, 3, campaign=3)], Gaps()) == reminder


def test_a_full_day_is_foreseen_in_every_window_a_post_lies_in() -> None:
    day = [placed(number, number, campaign=number) for number in range(1, 5)]
    assert is_over_quota(placed(9, 20, campaign=9), day, Gaps(a_day=4))
    assert not is_over_quota(placed(9, 20, campaign=9), day, Gaps(a_day=5))
    assert not is_over_quota(placed(9, 26, campaign=9), day, Gaps(a_day=4))
    assert not is_over_quota(placed(9, 20, campaign=9), day, Gaps(a_day=None))
    assert is_over_quota(placed(9, -2, campaign=9), day, Gaps(a_day=4))


def test_a_new_campaign_steps_aside_for_what_the_account_has_planned() -> None:
    slots = planned()
    busy = [Placed(UUID(int=50), UUID(int=5), slot.due_at + H) for slot in slots]
    kept = spread(slots, busy, Gaps(), zone=BERLIN, evening=EVENING, now=NOW)
    for before, after in zip(slots, kept, strict=True):
        feed = before.format is not Format.STORY
        assert (after.due_at != before.due_at) is feed
        assert after.due_at <= before.not_after == after.not_after
        if feed:
            assert abs(after.due_at - before.due_at) <= 4 * H
            assert all(abs(after.due_at - one.due_at) >= 3 * H for one in busy)
    assert [slot.due_at for slot in kept] == sorted(slot.due_at for slot in kept)


def test_a_campaign_with_room_is_left_alone_and_planning_again_changes_nothing() -> None:
    slots = planned()
    assert spread(slots, [], Gaps(), zone=BERLIN, evening=EVENING, now=NOW) == slots
    busy = [Placed(UUID(int=50), UUID(int=5), slots[0].due_at)]
    once = spread(slots, busy, Gaps(), zone=BERLIN, evening=EVENING, now=NOW)
    assert spread(once, busy, Gaps(), zone=BERLIN, evening=EVENING, now=NOW) == once


def test_spreading_keeps_windows_order_and_waking_hours_whatever_stands_around() -> None:
    """By a seeded die: a crowded account, gaps of every size, quotas."""
    die = random.Random(11)  # noqa: S311 - it only has to be the same each time
    free = 0
    for _ in range(40):
        slots = planned()
        busy = [Placed(UUID(int=60 + number), UUID(int=60), NOW + die.randrange(28 * 24) * H) for number in range(40)]
        gaps = Gaps(die.choice((0, 36, 60)) * H, die.choice((0, 3, 6)) * H, die.choice((None, 2, 3)))
        kept = spread(slots, busy, gaps, zone=BERLIN, evening=EVENING, now=NOW)
        assert [slot.due_at for slot in kept] == sorted(slot.due_at for slot in kept)
        for before, after in zip(slots, kept, strict=True):
            assert after.phase == before.phase
            assert NOW < after.due_at <= after.not_after
            if after.due_at != before.due_at:
                free += 1
                local = after.due_at.astimezone(ZoneInfo(BERLIN))
                assert 9 <= local.hour < 22
                assert abs(after.due_at - before.due_at) <= timedelta(days=2)
                mine = Placed(UUID(int=1), UUID(int=0), after.due_at, after.format is Format.STORY)
                assert nearest_clash(mine, busy, gaps) is None
    assert free > 30


def test_two_phases_too_near_for_one_event_go_apart_the_later_one_moves() -> None:
    first, *_ = planned()
    second = replace(first, phase=_renamed(first.phase), due_at=first.due_at + 20 * H)
    kept = spread((first, second), [], Gaps(), zone=BERLIN, evening=EVENING, now=NOW)
    assert kept[0] == first
    assert kept[1].due_at - kept[0].due_at >= 36 * H


def _renamed(phase: Phase) -> Phase:
    return replace(phase, key="second")


CAPTION = "Friday 27 November, 22:00, Halle 7 in Berlin. Warehouse Night with Ada, Ben and Cy. Doors at 22:00. #techno"


def test_the_same_words_are_known_in_other_clothes() -> None:
    again = "FRIDAY 27 november 22:00 — Halle 7 in Berlin! Warehouse Night, with Ada, Ben and Cy. Doors at 22:00 #house"
    assert alike_by(words_of(CAPTION), words_of(again)) == 1.0
    longer = f"{CAPTION} Tickets in bio."
    assert what_is_same(words_of(CAPTION), frozenset(), words_of(longer), frozenset()) is Same.NEARLY_WORDS


def test_other_words_short_words_and_other_pictures_are_no_repetition() -> None:
    other = "Tonight is the night: four floors, one sound system, and the last tickets at the door from ten."
    assert what_is_same(words_of(CAPTION), frozenset("a"), words_of(other), frozenset("b")) is None
    assert what_is_same(words_of("Tonight!"), frozenset(), words_of("Tonight!"), frozenset()) is None
    assert what_is_same(words_of(CAPTION), frozenset("a"), words_of(other), frozenset("a")) is Same.PICTURE
    assert what_is_same(words_of(CAPTION), frozenset("a"), words_of(CAPTION), frozenset("a")) is Same.BOTH
