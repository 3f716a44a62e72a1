"""Numbers are said as Instagram counts today; what it does not give is left out, never shown as nought."""

import pytest
from builders import NOW

from bot.cards.numbers import has_views, numbers
from bot.cards.stats import UNKNOWN_AUDIENCE, stats_card
from core.digests.compile import Totals
from core.insights.metrics import PER_ACCOUNT, PER_POST, VIEWS_NOTE, of_post
from core.insights.queries import AccountView, Share, best_hours
from core.ports.publisher import Surface
from core.posts.model import Format
from core.spending.month import month_of
from core.spending.queries import Cost, Spending

ZONE = "Europe/Berlin"
NOTHING_SPENT = Spending(month_of(NOW, ZONE), Cost(), (), None)
EVERYTHING = {
    "views": 412,
    "reach": 207,
    "likes": 12,
    "comments": 2,
    "shares": 1,
    "saved": 3,
    "replies": 5,
    "total_interactions": 18,
    "profile_visits": 9,
    "bio_link_clicked": 4,
    "link_clicks": 6,
}
SEED = {
    *("impressions", "reach", "engagement", "likes", "comments", "shares", "saves"),
    *("profileVisits", "websiteClicks"),
}


@pytest.mark.parametrize(
    ("format_", "said"),
    [
        (
            Format.FEED,
            "207 people reached, 412 views, 18 interactions (12 likes, 2 comments, 3 saves, 1 share), "
            "9 profile visits, 4 link taps",
        ),
        (Format.REEL, "207 people reached, 412 views, 18 interactions (12 likes, 2 comments, 3 saves, 1 share)"),
        (
            Format.STORY,
            "207 people reached, 412 views, 18 interactions (5 replies, 1 share), 9 profile visits, 6 link taps",
        ),
    ],
)
def test_each_kind_of_post_has_its_own_numbers(format_: Format, said: str) -> None:
    assert numbers(format_, EVERYTHING) == said


def test_one_of_each_is_said_in_the_singular_and_one_reaction_needs_no_sum() -> None:
    told = {"reach": 1, "views": 1, "likes": 1, "total_interactions": 1}
    assert numbers(Format.FEED, told) == "1 person reached, 1 view, 1 like"


@pytest.mark.parametrize("told", [{}, {"reach": 0}, {"something_new": 4}])
def test_without_numbers_none_are_made_up(told: dict[str, int]) -> None:
    assert numbers(Format.FEED, told) == "no numbers yet"


def test_every_number_of_the_first_plan_has_a_source_today_or_is_known_to_have_none() -> None:
    assert set(PER_POST) == set(PER_ACCOUNT) == SEED
    assert all(set(row) == set(Surface) for row in PER_POST.values())
    none = {(name, surface) for name, row in PER_POST.items() for surface, source in row.items() if source is None}
    assert none == {
        ("likes", Surface.STORY),
        ("saves", Surface.STORY),
        ("profileVisits", Surface.REELS),
        ("websiteClicks", Surface.REELS),
    }


def test_the_last_words_of_a_story_may_say_impressions_for_views() -> None:
    assert of_post("impressions", Surface.STORY, {"impressions": 444}) == 444
    assert of_post("impressions", Surface.STORY, {"impressions": 444, "views": 9}) == 9
    assert has_views(Format.STORY, {"impressions": 444}) and not has_views(Format.FEED, {"impressions": 444})


def test_stats_say_what_is_unknown() -> None:
    card = stats_card(Totals(0), [AccountView("warehouse.nights")], ZONE, NOTHING_SPENT)
    said = repr(card.lines)
    assert "followers unknown" in said and "unknown yet" in said and UNKNOWN_AUDIENCE in said
    assert VIEWS_NOTE not in said


def test_stats_say_who_the_people_are_and_when_they_are_online() -> None:
    account = AccountView(
        "warehouse.nights", 1290, 842, 2_000, cities=(Share("Berlin", 52),), ages=(Share("25-34", 46),), hours=(21, 20)
    )
    said = repr(stats_card(Totals(1, reach=9), [account], ZONE, NOTHING_SPENT).lines)
    for words in (
        "1,290 followers",
        "842 people reached, 2,000 views",
        "Berlin 52 %",
        "25-34 46 %",
        "around 20:00 and 21:00 (Berlin time)",
        VIEWS_NOTE,
    ):
        assert words in said


def test_the_best_hours_are_averages_on_the_readers_clock() -> None:
    online = {
        "2026-11-18T19:00+00:00": 100,
        "2026-11-19T19:00+00:00": 300,
        "2026-11-18T20:00+00:00": 150,
        "2026-11-18T03:00+00:00": 1,
    }
    assert best_hours(online, "Europe/Berlin") == (20, 21, 4)
    assert best_hours({}, "Europe/Berlin") == ()
