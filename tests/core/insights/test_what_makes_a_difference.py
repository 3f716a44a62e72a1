"""A difference is called one only where it is one: planted ones are found, chance is not, and few posts say nothing."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from core.insights.compare import (
    BY_CHANCE,
    ENOUGH,
    Outcome,
    Trait,
    Verdict,
    against_past,
    best_hour,
    chance,
    compare,
    differ,
    range_of,
    stand_out,
)
from core.insights.past import Known, value_at
from core.posts.model import Format

MONDAY = datetime(2026, 1, 5)  # noqa: DTZ001 - wall time of some week
AT = datetime(2026, 11, 1, 20, tzinfo=UTC)
H = timedelta(hours=1)


def account(seed: int, *, posts: int = 150, best: int | None = None, times: float = 1.6) -> list[Outcome]:
    """A year of posts at waking hours: what a post reaches varies as it does in life, an hour may be better."""
    die = random.Random(seed)  # noqa: S311 - it only has to be the same each time
    told = []
    for number in range(posts):
        hour = die.randrange(10, 22)
        usual = 900 * (times if hour == best else 1) * (2.5 if (reel := number % 5 == 0) else 1)
        told.append(
            Outcome(
                phase=die.choice(("Announcement", "Line-up", "Last call")),
                format=Format.REEL if reel else Format.FEED,
                template=die.choice(("poster", "grid", "type")),
                tone=die.choice(("warm", "bold")),
                at_local=MONDAY + timedelta(days=die.randrange(360), hours=hour),
                reached=round(usual * die.lognormvariate(0, 0.35)),
            )
        )
    return told


@pytest.mark.parametrize("hour", [11, 20])
def test_a_planted_best_hour_is_found(hour: int) -> None:
    found = [best_hour(account(seed, best=hour, times=2.0)) for seed in range(20)]
    hours = [int(group.key) for group in found if group is not None]
    assert len(hours) >= 18
    assert set(hours) <= {hour - 1, hour, hour + 1}
    assert hours.count(hour) >= 16


def test_an_account_without_a_best_hour_has_none() -> None:
    assert sum(best_hour(account(seed)) is not None for seed in range(100)) <= 1


def test_where_nothing_makes_a_difference_only_the_format_is_named() -> None:
    accounts = [{(group.trait, group.key) for group in stand_out(account(seed))} for seed in range(60)]
    reels = {(Trait.FORMAT, "reel")}
    assert all(named >= reels for named in accounts)
    assert sum(named != reels for named in accounts) <= 2


def test_reels_of_one_hour_do_not_make_it_a_good_hour() -> None:
    reels = [Outcome("a", Format.REEL, "t", "warm", MONDAY.replace(hour=20), 3000 + n) for n in range(12)]
    pictures = [Outcome("a", Format.FEED, "t", "warm", MONDAY.replace(hour=12), 1000 + n) for n in range(30)]
    assert best_hour([*reels, *pictures]) is None
    (reel, feed) = compare([*reels, *pictures], Trait.FORMAT)
    assert (reel.key, reel.verdict, reel.reach.posts, reel.others) == ("reel", Verdict.MORE, 12, 30)
    assert (feed.verdict, round(reel.times, 1)) == (Verdict.LESS, 3.0)


def test_too_few_posts_are_called_too_few_however_far_apart() -> None:
    assert differ([900.0] * (ENOUGH - 1), [100.0] * 50) is Verdict.TOO_FEW
    assert differ([900.0] * 50, [100.0] * (ENOUGH - 1)) is Verdict.TOO_FEW
    assert stand_out(account(1, posts=ENOUGH)) == ()
    assert against_past(9_000, [100] * (ENOUGH - 1)) is Verdict.TOO_FEW


def test_one_post_that_went_around_the_world_changes_nothing() -> None:
    others = [float(100 + n % 20) for n in range(40)]
    assert differ([*others[:11], 2_000_000.0], others) is Verdict.AS_USUAL


def test_a_difference_too_small_to_matter_is_none_even_if_sure() -> None:
    assert chance([110.0 + n / 100 for n in range(200)], [100.0 + n / 100 for n in range(200)]) < BY_CHANCE
    assert differ([110.0 + n / 100 for n in range(200)], [100.0 + n / 100 for n in range(200)]) is Verdict.AS_USUAL


def test_chance_is_what_it_says_it_is() -> None:
    die = random.Random(3)  # noqa: S311 - it only has to be the same each time
    called = 0
    for _ in range(1000):
        values = [die.lognormvariate(0, 1) for _ in range(40)]
        called += chance(values[:15], values[15:]) < 0.05
    assert 30 <= called <= 65  # of 1000, where nothing is different
    assert chance([1.0] * 9, [1.0] * 9) == 1.0
    assert chance([1.0, 2.0, 3.0], [4.0, 5.0, 6.0]) == chance([4.0, 5.0, 6.0], [1.0, 2.0, 3.0])


@pytest.mark.parametrize(
    ("reached", "verdict"),
    [(400, Verdict.AS_USUAL), (520, Verdict.AS_USUAL), (1600, Verdict.MORE), (60, Verdict.LESS), (0, Verdict.LESS)],
)
def test_a_post_is_out_of_the_ordinary_only_far_from_what_was_usual(reached: int, verdict: Verdict) -> None:
    assert against_past(reached, [300, 350, 380, 400, 420, 460, 520]) is verdict


def test_posts_that_came_out_alike_do_not_make_the_next_one_a_surprise() -> None:
    assert against_past(115, [100] * 10) is Verdict.AS_USUAL
    assert range_of([100]) is not None and range_of([]) is None


def test_a_number_stands_for_an_age_only_if_somebody_looked_about_then() -> None:
    told = [Known(AT + 5 * H, AT + 5 * H, 50), Known(AT + 6 * H, AT + 9 * H, 80), Known(AT + 40 * H, AT + 40 * H, 200)]
    assert value_at(told, AT, 5.5 * H) == 50
    assert value_at(told, AT, 8 * H) == 80
    assert value_at(told, AT, 11 * H) == 80
    assert value_at(told, AT, 24 * H) is None  # nobody looked between the ninth and the fortieth hour
    assert value_at(told, AT, 4 * H) is None
    assert value_at([], AT, 4 * H) is None
