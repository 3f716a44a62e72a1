"""Goals and budgets: what is typed, what is known, and what is said while nothing is."""

import pytest

from bot.cards.record import progress_in_words
from bot.flows.goals import FORM
from bot.flows.pausing import meant
from core.campaigns.budget import Budget, read_budget
from core.campaigns.goals import Goal, Progress, progress_of_followers, progress_of_posts
from core.errors import InvalidAnswer
from core.ports.publisher import Surface

BUDGETS = {
    "250 EUR": Budget(25_000, "EUR"),
    "€1.200,50": Budget(120_050, "EUR"),
    "1,200 usd": Budget(120_000, "USD"),
    "£ 99.9": None,
    "5000 ¥": Budget(5_000, "JPY"),
    "1'500.00 CHF": Budget(150_000, "CHF"),
    "12 500 zł": Budget(1_250_000, "PLN"),
    "250": None,
    "EUR": None,
    "250 XYQ": None,
    "-3 EUR": None,
    "9999999999999 EUR": None,
}


@pytest.mark.parametrize(("typed", "meant"), BUDGETS.items(), ids=list(BUDGETS))
def test_a_budget_is_an_amount_with_its_currency(typed: str, meant: Budget | None) -> None:
    if meant is None:
        with pytest.raises(InvalidAnswer):
            read_budget(typed)
        return
    assert read_budget(typed) == meant
    assert read_budget(meant.typed) == meant


@pytest.mark.parametrize(("typed", "meant"), [("5000", 5000), ("10k", 10_000), ("10.000", 10_000), ("10,000", 10_000)])
def test_a_goal_is_a_number_however_it_is_written(typed: str, meant: int) -> None:
    read = FORM.field("reach").read
    assert read is not None
    assert read(typed) == meant
    with pytest.raises(InvalidAnswer):
        read("many")


def test_only_what_instagram_told_counts_and_the_card_says_of_how_many_posts() -> None:
    live = [(Surface.FEED, {"reach": 800}), (Surface.FEED, {}), (Surface.STORY, {"reach": 200, "link_clicks": 3})]
    reach, taps = progress_of_posts(Goal.REACH, 4_000, live), progress_of_posts(Goal.TAPS, 50, live)
    assert progress_in_words(reach) == (
        "▓▓░░░░░░░░ 1,000 of 4,000 so far (2 of 3 live posts measured; who saw two is counted twice)"
    )
    assert progress_in_words(taps).endswith("3 of 50 so far (1 of 3 live posts measured)")


def test_unknown_is_not_nought() -> None:
    assert progress_in_words(progress_of_posts(Goal.REACH, 100, [])) == (
        "100 wanted, not known so far: no post is live yet"
    )
    assert progress_in_words(progress_of_followers(100, None, 900, 2)) == (
        "100 wanted, not known so far: Instagram has not told yet"
    )
    fewer = progress_of_followers(100, 900, 880, 2)
    assert progress_in_words(fewer) == "░░░░░░░░░░ -20 of 100 so far (the account's, since the first post)"


def test_a_bar_never_runs_over() -> None:
    assert Progress(Goal.REACH, 100, 250, 1, 1).done == 1.0


@pytest.mark.parametrize(
    ("words", "to_pause"),
    [
        ("pause", True),
        ("Please pause the campaign", True),
        ("stop everything!", True),
        ("resume", False),
        ("weiter", False),
        ("pause the countdown", None),
        ("make it shorter", None),
    ],
)
def test_words_under_the_event_s_card_pause_it_and_go_on(words: str, to_pause: bool | None) -> None:
    assert meant(words) is to_pause
