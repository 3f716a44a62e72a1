"""A plan that cannot be: the sentence names the file, the phase and the field."""

import tomllib
from typing import Any

import pytest

from core.campaigns.cadence import CadenceProblem, cadence, cadences, catalogue, fitting, phase, read_cadence, title_of
from core.campaigns.cadence.model import EXTRA
from core.copy.facts import NEEDED
from core.copy.kickers import kicker
from core.posts.model import Format

GOOD = """
title = "Gallery"
[phase.announcement]
title = "Announcement"
format = "feed"
category = "announcement"
day = -10
hour = "18:00"
not_after_day = -2
"""


def read(text: str) -> Any:
    return read_cadence("gallery", tomllib.loads(text), "gallery.toml")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (('title = "Gallery"', ""), "gallery.toml: title is missing"),
        (('title = "Gallery"', 'title = "Gallery"\ncolour = "red"'), "gallery.toml: I know no field “colour”"),
        (("day = -10\n", ""), "phase “announcement”: day is missing; it is a whole number of days"),
        (("day = -10", 'day = "soon"'), "phase “announcement”: day is a whole number of days, not 'soon'"),
        (('"18:00"', '"25:00"'), "phase “announcement”: hour is an hour like \"18:00\", not '25:00'"),
        (
            ('"feed"', '"postcard"'),
            "phase “announcement”: format is one of feed, carousel, reel, story, not 'postcard'",
        ),
        (('category = "announcement"', 'category = "x"'), "phase “announcement”: category is one of teaser,"),
        (("not_after_day = -2", "not_after_day = -12"), "not_after_day and not_after_hour are before the day"),
        (("not_after_day = -2", 'not_after_day = -2\nneeds = "luck"'), "needs is one of lineup,"),
        (("not_after_day = -2", 'not_after_day = -2\neach = "artist"'), 'each = "artist" goes with needs = "lineup"'),
        (("not_after_day = -2", "not_after_day = -2\nlast_day = -20"), "last_day is -20, before day -10"),
        (("not_after_day = -2", "not_after_day = -2\nwhen = 3"), "phase “announcement”: I know no field “when”"),
        (("not_after_day = -2", 'not_after_day = -2\nbefore_doors = "soon"'), "before_doors is how long before doors"),
    ],
    ids=lambda value: "" if isinstance(value, tuple) else value[-30:],
)
def test_a_mistake_in_a_plan_is_named(change: tuple[str, str], sentence: str) -> None:
    with pytest.raises(CadenceProblem) as caught:
        read(GOOD.replace(*change))
    assert str(caught.value).startswith("gallery.toml")
    assert sentence in str(caught.value)


def test_the_shipped_plans_are_the_five_and_the_default_is_the_whole_one() -> None:
    assert {one.key for one in cadences()} == {"club_night", "concert", "festival", "series", "last_minute"}
    assert [each.key for each in cadence("club_night").phases] == [
        "teaser",
        "announcement",
        "early_bird",
        "spotlight",
        "reminder",
        "early_bird_ends",
        "countdown",
        "set_times",
        "tonight",
        "doors",
        "recap",
        "next_one",
    ]
    assert fitting(10_000).key == "club_night"
    assert read(GOOD).least_days is None


def test_every_phase_has_words_and_a_line_for_its_flyer() -> None:
    for each in catalogue():
        assert each.key in NEEDED
        for language in ("en", "de", "es", "fr", "it"):
            assert kicker(each.key, 3, language)


def test_a_post_keeps_its_name_when_its_plan_forgets_its_phase() -> None:
    assert title_of("club_night", "lineup", Format.CAROUSEL) == "Line-up"
    assert title_of("gone", "spotlight", Format.FEED, "Mara Voss") == "Spotlight: Mara Voss"
    assert title_of("club_night", "announcement", Format.STORY) == "Announcement story"
    assert phase("club_night", "nothing we know") is EXTRA
