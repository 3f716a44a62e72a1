"""From an event and a cadence to dated posts, in the venue's own time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.campaigns.cadence import cadence, cadences, fitting
from core.campaigns.happening import Happening
from core.campaigns.plan import NOTICE_NEEDED, Slot, plan
from core.events.moments import evening_of

BERLIN = "Europe/Berlin"
FACTS = ("lineup",)
ARTISTS = ("Mara Voss", "Jonas")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


def planned(
    key: str, starts: str, now: str, *, zone: str = BERLIN, doors: str = "", facts: tuple[str, ...] = FACTS
) -> tuple[Slot, ...]:
    happening = Happening(
        starts_local=local(starts),
        doors_local=local(doors) if doors else None,
        zone=zone,
        facts=frozenset(facts),
        artists=ARTISTS if "lineup" in facts else (),
    )
    return plan(cadence(key), happening, local(now).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC))


def said(slots: tuple[Slot, ...], zone: str = BERLIN) -> list[str]:
    return [f"{slot.phase.key} {slot.due_at.astimezone(ZoneInfo(zone)):%d %b %H:%M}" for slot in slots]


# cadence, starts, now -> phases with local due times
TABLE = {
    "a club night, in time": (
        ("club_night", "2026-11-27 22:00", "2026-10-20 12:00"),
        [
            "teaser 30 Oct 18:00",
            "announcement 06 Nov 18:00",
            "spotlight 10 Nov 18:00",
            "spotlight 13 Nov 18:00",
            "reminder 20 Nov 18:00",
            "countdown 24 Nov 18:00",
            "tonight 27 Nov 11:00",
            "doors 27 Nov 20:00",
            "recap 28 Nov 12:00",
        ],
    ),
    "after midnight is still Friday night": (
        ("club_night", "2026-11-28 00:30", "2026-10-20 12:00"),
        [
            "teaser 30 Oct 18:00",
            "announcement 06 Nov 18:00",
            "spotlight 10 Nov 18:00",
            "spotlight 13 Nov 18:00",
            "reminder 20 Nov 18:00",
            "countdown 24 Nov 18:00",
            "tonight 27 Nov 11:00",
            "doors 27 Nov 22:30",
            "recap 28 Nov 12:00",
        ],
    ),
    "created late, the announcement catches up": (
        ("club_night", "2026-11-27 22:00", "2026-11-15 12:00"),
        [
            "announcement 15 Nov 18:00",
            "reminder 20 Nov 18:00",
            "countdown 24 Nov 18:00",
            "tonight 27 Nov 11:00",
            "doors 27 Nov 20:00",
            "recap 28 Nov 12:00",
        ],
    ),
    "the clocks go back in between": (
        ("club_night", "2026-10-30 22:00", "2026-10-01 12:00"),
        [
            "teaser 02 Oct 18:00",
            "announcement 09 Oct 18:00",
            "spotlight 13 Oct 18:00",
            "spotlight 16 Oct 18:00",
            "reminder 23 Oct 18:00",
            "countdown 27 Oct 18:00",
            "tonight 30 Oct 11:00",
            "doors 30 Oct 20:00",
            "recap 31 Oct 12:00",
        ],
    ),
    "last minute, five days": (
        ("last_minute", "2026-11-27 22:00", "2026-11-22 12:00"),
        [
            "announcement 22 Nov 18:00",
            "lineup 24 Nov 18:00",
            "countdown 26 Nov 18:00",
            "tonight 27 Nov 11:00",
            "recap 28 Nov 12:00",
        ],
    ),
    "last minute, late in the evening": (
        ("last_minute", "2026-11-27 22:00", "2026-11-22 19:00"),
        [
            "announcement 23 Nov 18:00",
            "lineup 24 Nov 18:00",
            "countdown 26 Nov 18:00",
            "tonight 27 Nov 11:00",
            "recap 28 Nov 12:00",
        ],
    ),
    "the evening before": (
        ("last_minute", "2026-11-27 22:00", "2026-11-26 20:05"),
        ["announcement 26 Nov 21:15", "tonight 27 Nov 11:00", "recap 28 Nov 12:00"],
    ),
    "the night before, nobody is woken": (
        ("last_minute", "2026-11-27 22:00", "2026-11-26 23:30"),
        ["announcement 27 Nov 09:00", "tonight 27 Nov 11:00", "recap 28 Nov 12:00"],
    ),
    "two hours before": (
        ("last_minute", "2026-11-27 22:00", "2026-11-27 19:40"),
        ["announcement 27 Nov 20:45", "recap 28 Nov 12:00"],
    ),
    "an hour before, only the recap is left": (
        ("last_minute", "2026-11-27 22:00", "2026-11-27 21:00"),
        ["recap 28 Nov 12:00"],
    ),
}


@pytest.mark.parametrize(("asked", "wanted"), TABLE.values(), ids=list(TABLE))
def test_posts_are_due_at_wall_times_of_the_venue(asked: tuple[str, str, str], wanted: list[str]) -> None:
    assert said(planned(*asked)) == wanted


@pytest.mark.parametrize("key", [found.key for found in cadences()])
@pytest.mark.parametrize("zone", [BERLIN, "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"])
@pytest.mark.parametrize("hours_ahead", [1, 5, 30, 100, 400, 900])
def test_every_plan_is_in_order_and_leaves_time_to_look(key: str, zone: str, hours_ahead: int) -> None:
    for night in ("2026-03-28 23:00", "2026-10-25 02:30", "2026-11-01 01:30", "2027-01-01 00:00"):
        starts = local(night)
        now = starts.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) - timedelta(hours=hours_ahead)
        slots = plan(cadence(key), Happening(starts_local=starts, zone=zone, facts=frozenset(FACTS)), now)
        assert slots[-1].phase.key == "recap"
        assert [slot.due_at for slot in slots] == sorted({slot.due_at for slot in slots})
        assert all(slot.due_at >= now + NOTICE_NEEDED for slot in slots)
        assert all(slot.not_after >= slot.due_at for slot in slots)


def test_what_is_not_known_is_not_posted() -> None:
    keys = [slot.phase.key for slot in planned("club_night", "2026-11-27 22:00", "2026-10-20 12:00", facts=())]
    assert not {"lineup", "spotlight", "set_times", "early_bird", "early_bird_ends", "next_one"} & set(keys)
    assert "announcement" in keys


def test_tonight_may_go_until_an_hour_after_doors() -> None:
    slots = planned("club_night", "2026-11-27 23:00", "2026-10-20 12:00", doors="2026-11-27 22:00")
    tonight = next(slot for slot in slots if slot.phase.key == "tonight")
    assert tonight.not_after.astimezone(ZoneInfo(BERLIN)) == local("2026-11-27 23:00").replace(tzinfo=ZoneInfo(BERLIN))


@pytest.mark.parametrize(
    ("days", "key"), [(60, "club_night"), (14, "club_night"), (13, "last_minute"), (0, "last_minute")]
)
def test_the_time_that_is_left_picks_the_cadence(days: int, key: str) -> None:
    assert fitting(days).key == key


@pytest.mark.parametrize(
    ("starts", "evening"),
    [("2026-11-27 22:00", "27"), ("2026-11-28 00:30", "27"), ("2026-11-28 05:59", "27"), ("2026-11-28 06:00", "28")],
)
def test_the_small_hours_belong_to_the_evening_before(starts: str, evening: str) -> None:
    assert f"{evening_of(local(starts)):%d}" == evening
