"""Numbers so far: the posts together, each account with the people behind it, and what the model costs."""

from collections.abc import Iterable, Sequence

from bot.cards.card import Action, Bullet, Card, Fact, Line, Small, Text, plain
from bot.cards.reach import reach_chart
from bot.cards.spending import spending_lines
from bot.language import mark, tr
from bot.retold import retold
from bot.tokens import Token
from bot.words import count, place_of, spoken_list
from core.digests.compile import Totals
from core.insights.metrics import VIEWS_NOTE
from core.insights.queries import AccountView, Share
from core.spending.queries import Spending

UNKNOWN_AUDIENCE = mark("unknown yet. Instagram tells it from a hundred followers on, a day or two late.")


def stats_card(
    totals: Totals,
    accounts: Sequence[AccountView],
    zone: str,
    spending: Spending,
    works: Sequence[Line] = (),
) -> Card:
    """Unknown is said or left out, never shown as nought. Where no chart is drawn, the best three are told in words."""
    costs = spending_lines(spending)
    if not totals.posts and not accounts and not costs:
        return plain(tr("No post is live yet, so there are no numbers."))
    said = _posts(totals)
    lines: list[Line] = [Text(said), *(Bullet(retold(best)) for best in totals.best)]
    lines += works
    for account in accounts:
        lines += _account(account, zone)
    if totals.views or any(account.views for account in accounts):
        lines.append(Small(retold(VIEWS_NOTE)))
    lines += costs
    return Card(
        summary=said,
        title=tr("Numbers so far"),
        lines=tuple(lines),
        chart=reach_chart(tr("People reached, post by post"), totals.reached),
        actions=(Action(tr("A report of other days"), Token("report.choose")),),
    )


def _posts(totals: Totals) -> str:
    if not totals.posts:
        return tr("No post is live yet.")
    counted = [
        count(totals.reach, "person reached", "people reached"),
        *([count(totals.views, "view")] if totals.views else []),
        *([count(totals.interactions, "interaction")] if totals.interactions else []),
        count(totals.likes, "like"),
        *([count(totals.visits, "profile visit")] if totals.visits else []),
        *([count(totals.taps, "link tap")] if totals.taps else []),
    ]
    return tr("{posts} live, {numbers}.", posts=count(totals.posts, "post"), numbers=", ".join(counted))


def _account(account: AccountView, zone: str) -> list[Line]:
    followers = account.followers
    lines: list[Line] = [
        Fact(
            f"@{account.username}",
            tr("followers unknown") if followers is None else count(followers, "follower"),
        ),
        Fact(tr("Last seven days"), ", ".join(_week(account)) or tr("unknown yet")),
    ]
    if not (account.cities or account.ages or account.hours):
        return [*lines, Fact(tr("Audience"), tr(UNKNOWN_AUDIENCE))]
    return [
        *lines,
        Fact(tr("Where they live"), _shares(account.cities)),
        Fact(tr("How old they are"), _shares(account.ages)),
        Fact(tr("When most are online"), _hours(account.hours, zone)),
    ]


def _week(account: AccountView) -> list[str]:
    return [
        *([] if account.reach is None else [count(account.reach, "person reached", "people reached")]),
        *([count(account.views, "view")] if account.views else []),
        *([count(account.interactions, "interaction")] if account.interactions else []),
        *([count(account.visits, "profile visit")] if account.visits else []),
        *([count(account.taps, "link tap")] if account.taps else []),
    ]


def _shares(shares: Iterable[Share]) -> str:
    return ", ".join(f"{share.name} {share.percent} %" for share in shares) or tr("unknown")


def _hours(hours: Sequence[int], zone: str) -> str:
    if not hours:
        return tr("unknown")
    full_hours = spoken_list([f"{hour:02}:00" for hour in sorted(hours)])
    return tr("around {hours} ({zone})", hours=full_hours, zone=place_of(zone))
