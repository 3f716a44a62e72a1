"""Zones and wall clocks: what exists, what happens twice, and where a city is."""

# ruff: noqa: DTZ001
# Times on the venue's wall clock are naive by design.

from datetime import UTC, datetime

import pytest

from core.errors import InvalidAnswer
from core.events.moments import check_local, known_zone, to_local, to_utc, zone_of_city
from core.events.moments.zones import plus_hours


def test_only_real_zones_are_known() -> None:
    assert known_zone("Europe/Berlin")
    assert known_zone("America/Argentina/Buenos_Aires")
    assert not any(known_zone(name) for name in ("Mars/Olympus", "europe/berlin", "", "../etc/passwd", "localtime"))


def test_a_plain_evening_exists_once() -> None:
    seen = check_local(datetime(2026, 11, 27, 22), "Europe/Berlin")
    assert seen.ok
    assert seen.instants == (datetime(2026, 11, 27, 21, tzinfo=UTC),)


def test_a_skipped_hour_comes_with_the_one_that_exists() -> None:
    seen = check_local(datetime(2027, 3, 28, 2, 30), "Europe/Berlin")
    assert (seen.kind, seen.instants, seen.suggestion) == ("nonexistent", (), datetime(2027, 3, 28, 3, 30))


def test_a_repeated_hour_has_two_instants() -> None:
    seen = check_local(datetime(2026, 10, 25, 2, 30), "Europe/Berlin")
    assert seen.kind == "ambiguous"
    assert seen.instants == (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC))


def test_to_utc_takes_the_first_of_two_and_refuses_none() -> None:
    assert to_utc(datetime(2026, 10, 25, 2, 30), "Europe/Berlin") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    with pytest.raises(InvalidAnswer, match=r"02:30 does not exist on 28 March 2027 in Berlin.*03:30"):
        to_utc(datetime(2027, 3, 28, 2, 30), "Europe/Berlin")
    with pytest.raises(InvalidAnswer, match="Berlln"):
        to_utc(datetime(2027, 3, 28, 2, 30), "Europe/Berlln")


def test_an_aware_time_is_no_wall_clock() -> None:
    with pytest.raises(ValueError, match="naive"):
        check_local(datetime(2026, 11, 27, 22, tzinfo=UTC), "Europe/Berlin")


def test_eight_hours_over_the_spring_change_end_an_hour_later_on_the_wall() -> None:
    assert plus_hours(datetime(2027, 3, 27, 22), 8, "Europe/Berlin") == datetime(2027, 3, 28, 7)


def test_to_local_is_the_way_back() -> None:
    assert to_local(datetime(2026, 11, 27, 21, tzinfo=UTC), "Europe/Berlin") == datetime(2026, 11, 27, 22)


@pytest.mark.parametrize(
    ("city", "zone"),
    [
        ("Berlin", "Europe/Berlin"),
        ("köln", "Europe/Berlin"),
        ("Koeln", "Europe/Berlin"),
        ("Leipzig", "Europe/Berlin"),
        ("Prag", "Europe/Prague"),
        ("Praha", "Europe/Prague"),
        ("Lissabon", "Europe/Lisbon"),
        ("Zürich", "Europe/Zurich"),
        ("Milano", "Europe/Rome"),
        ("Barcelona", "Europe/Madrid"),
        ("Lyon", "Europe/Paris"),
        ("New York", "America/New_York"),
        ("San Francisco", "America/Los_Angeles"),
        ("São Paulo", "America/Sao_Paulo"),
    ],
)
def test_a_city_has_its_zone(city: str, zone: str) -> None:
    assert zone_of_city(city) == zone


def test_a_city_in_its_own_script_and_an_unknown_one() -> None:
    assert zone_of_city("Москва", "ru") == "Europe/Moscow"
    assert zone_of_city("Москва", "en") is None
    assert zone_of_city("Halle 7", "de") is None
