"""Numbers so far: the posts together, each account with the people behind it, and what the model costs."""

from collections.abc import Iterable, Sequence

from bot.cards.card import Bullet, Card, Fact, Line, Small, Text, plain
from bot.cards.spending import spending_lines
from bot.words import count, place_of, spoken_list
from core.digests.compile import Totals
from core.insights.metrics import VIEWS_NOTE
from core.insights.queries import AccountView, Share
from core.spending.queries import Spending

UNKNOWN_AUDIENCE = "unknown yet. Instagram tells it from a hundred followers on, a day or two late."


def stats_card(totals: Totals, accounts: Sequence[AccountView], zone: str, spending: Spending) -> Card:
    """Unknown is said or left out, never shown as nought."""
    costs = spending_lines(spending)
    if not totals.posts and not accounts and not costs:
        return plain("No post is live yet, so there are no numbers.")
    said = _posts(totals)
    lines: list[Line] = [Text(said), *map(Bullet, totals.best)]
    for account in accounts:
        lines += _account(account, zone)
    if totals.views or any(account.views for account in accounts):
        lines.append(Small(VIEWS_NOTE))
    lines += costs
    return Card(summary=said, title="Numbers so far", lines=tuple(lines))


def _posts(totals: Totals) -> str:
    if not totals.posts:
        return "No post is live yet."
    counted = [
        count(totals.reach, "person reached", "people reached"),
        *_told((totals.views, "view"), (totals.interactions, "interaction")),
        count(totals.likes, "like"),
        *_told((totals.visits, "profile visit"), (totals.taps, "link tap")),
    ]
    return f"{count(totals.posts, 'post')} live, {', '.join(counted)}."


def _account(account: AccountView, zone: str) -> list[Line]:
    followers = "followers unknown" if account.followers is None else count(account.followers, "follower")
    week = [
        *([] if account.reach is None else [count(account.reach, "person reached", "people reached")]),
        *_told(
            (account.views, "view"),
            (account.interactions, "interaction"),
            (account.visits, "profile visit"),
            (account.taps, "link tap"),
        ),
    ]
    lines: list[Line] = [
        Fact(f"@{account.username}", followers),
        Fact("Last seven days", ", ".join(week) or "unknown yet"),
    ]
    if not (account.cities or account.ages or account.hours):
        return [*lines, Fact("Audience", UNKNOWN_AUDIENCE)]
    return [
        *lines,
        Fact("Where they live", _shares(account.cities)),
        Fact("How old they are", _shares(account.ages)),
        Fact("When most are online", _hours(account.hours, zone)),
    ]


def _told(*counted: tuple[int | None, str]) -> list[str]:
    return [count(value, what) for value, what in counted if value]


def _shares(shares: Iterable[Share]) -> str:
    return ", ".join(f"{share.name} {share.percent} %" for share in shares) or "unknown"


def _hours(hours: Sequence[int], zone: str) -> str:
    if not hours:
        return "unknown"
    return f"around {spoken_list([f'{hour:02}:00' for hour in sorted(hours)])} ({place_of(zone)})"
