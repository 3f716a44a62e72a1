"""The numbers behind account insights: quiet days of a seeded account, and what its posts add day by day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sandbox.instagram import growth
from sandbox.instagram.calls import PACIFIC
from sandbox.instagram.ledger import Ledger
from sandbox.instagram.records import Account, Media

KEPT = timedelta(days=90)
HOURS_UNKNOWN = timedelta(hours=48)
QUIET_REACH = (0.045, 0.085)  # of the followers, on a day without a post
PERIOD_DAYS = {"day": 1, "week": 7, "days_28": 28}
OVERLAP = 0.72  # people reached on several days are one

# what a day without a post still brings, in shares of its reach; and the media's number that adds to it
QUIET: Mapping[str, tuple[float, str]] = {
    "reach": (1.0, "reach"),
    "views": (1.6, "views"),
    "likes": (0.03, "likes"),
    "comments": (0.0, "comments"),
    "shares": (0.006, "shares"),
    "saves": (0.006, "saved"),
    "replies": (0.002, "replies"),
    "reposts": (0.001, "reposts"),
    "total_interactions": (0.042, "total_interactions"),
    "accounts_engaged": (0.03, "total_interactions"),
    "profile_views": (0.09, "profile_visits"),
    "website_clicks": (0.012, "bio_link_clicked"),
    "profile_links_taps": (0.006, "other_actions"),
    "follower_count": (0.012, "follows"),
    "follows_and_unfollows": (0.012, "follows"),
}
PARTS: Mapping[str, Mapping[str, float]] = {
    "media_product_type": {"POST": 0.46, "REEL": 0.24, "CAROUSEL_CONTAINER": 0.17, "STORY": 0.13},
    "follow_type": {"FOLLOWER": 0.71, "NON_FOLLOWER": 0.26, "UNKNOWN": 0.03},
    "contact_button_type": {"DIRECTION": 0.6, "EMAIL": 0.3, "CALL": 0.1},
}
PEOPLE: Mapping[str, Mapping[str, float]] = {
    "age": {"25-34": 0.46, "18-24": 0.27, "35-44": 0.18, "45-54": 0.06, "55-64": 0.02, "13-17": 0.01},
    "gender": {"M": 0.49, "F": 0.44, "U": 0.07},
    "country": {"DE": 0.68, "AT": 0.07, "NL": 0.06, "GB": 0.06, "PL": 0.05, "FR": 0.04, "ES": 0.04},
    "city": {
        "Berlin, Berlin": 0.52,
        "Hamburg, Hamburg": 0.08,
        "Leipzig, Saxony": 0.07,
        "Vienna, Vienna": 0.05,
        "Amsterdam, North Holland": 0.04,
    },
}
AUDIENCES = {"follower_demographics": 1.0, "reached_audience_demographics": 0.62, "engaged_audience_demographics": 0.19}


@dataclass(frozen=True)
class Day:
    """One Pacific day; begins and ends are aware UTC, ends being the next day's beginning."""

    date: date
    begins: datetime
    ends: datetime


def days(ledger: Ledger, since: datetime, until: datetime) -> list[Day]:
    """The Pacific days of [since, until) that have begun and are not forgotten; none when both are one day."""
    now = ledger.now()
    first = max(since, now - KEPT).astimezone(PACIFIC).date()
    found = []
    day = _day(first)
    while day.begins < min(until, now):
        found.append(day)
        day = _day(day.date + timedelta(days=1))
    return found if since < until else []


def _day(which: date) -> Day:
    begins = datetime.combine(which, time(), PACIFIC).astimezone(UTC)
    ends = datetime.combine(which + timedelta(days=1), time(), PACIFIC).astimezone(UTC)
    return Day(which, begins, ends)


def of_day(ledger: Ledger, account: Account, name: str, day: Day) -> int:
    """A metric's number on one day, so far."""
    now = ledger.now()
    passed = min(1.0, max(0.0, (now - day.begins) / (day.ends - day.begins)))
    share, source = QUIET[name]
    quiet = growth.first_followers(ledger, account) * growth.between(*QUIET_REACH, account.user_id, day.date, "quiet")
    wave = growth.between(0.75, 1.25, account.user_id, day.date, name) * growth.WEEKDAYS[day.date.weekday()]
    return int(quiet * share * wave * passed) + sum(_gains(ledger, account, source, day.begins, min(day.ends, now)))


def _gains(ledger: Ledger, account: Account, source: str, begins: datetime, ends: datetime) -> Iterable[int]:
    for media in _posts(ledger, account):
        age_at_end = ends - media.born.at
        if timedelta() < age_at_end < timedelta(days=4):
            yield growth.numbers(ledger, media, ends)[source] - growth.numbers(ledger, media, begins)[source]


def _posts(ledger: Ledger, account: Account) -> list[Media]:
    return [media for media in ledger.media.values() if media.account is account and not media.parent_id]


def total(ledger: Ledger, account: Account, name: str, of: list[Day]) -> int:
    """A metric over several days; people reached on more than one of them count once."""
    values = [of_day(ledger, account, name, day) for day in of]
    if name in ("reach", "accounts_engaged") and len(values) > 1:
        return max(max(values), int(sum(values) * OVERLAP))
    return sum(values)


def series(
    ledger: Ledger, account: Account, name: str, period: str, of: list[Day]
) -> list[tuple[Day, int | dict[str, int]]]:
    """Each day with its value; longer periods look back from the day, online_followers counts by hour."""
    if name == "online_followers":
        return [(day, _hours(ledger, account, day)) for day in of]
    length = PERIOD_DAYS[period]
    return [
        (day, total(ledger, account, name, [_day(day.date - timedelta(days=back)) for back in range(length)]))
        for day in of
    ]


def _hours(ledger: Ledger, account: Account, day: Day) -> dict[str, int]:
    if day.ends > ledger.now() - HOURS_UNKNOWN:
        return {}
    whole = growth.first_followers(ledger, account) * 0.44
    found = {}
    for hour in range(24):
        at_home = datetime.combine(day.date, time(hour), PACIFIC).astimezone(growth.HOME).hour
        wave = growth.between(0.92, 1.08, account.user_id, day.date, hour)
        found[str(hour)] = int(whole * growth.AWAKE[at_home] * wave)
    return found


def parts(account: Account, name: str, breakdown: str, value: int) -> dict[str, int]:
    """A total broken down; the parts add up to it."""
    shares: Mapping[str, Any] = PARTS[breakdown]
    if name == "follows_and_unfollows":
        return {"FOLLOWER": value, "NON_FOLLOWER": int(value * 0.3)}
    tilt = growth.between(0.8, 1.0, account.user_id, name, breakdown)
    first, *rest = shares
    return growth.split(value, {first: shares[first]} | {part: shares[part] * tilt for part in rest})


def people(ledger: Ledger, account: Account, name: str, breakdown: str) -> dict[str, int]:
    """Who the followers, the reached or the engaged are."""
    whole = int(growth.first_followers(ledger, account) * AUDIENCES[name])
    return {part: int(whole * share) for part, share in PEOPLE[breakdown].items()}
