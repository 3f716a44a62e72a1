"""How posts did: per event, account and span of days. What Instagram has not told is unknown, and never nought."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from starlette.requests import Request

from bot.language import mark_many, tr, tr_many
from bot.retold import retold
from bot.web.dashboard.charts import bars_of, columns_of
from bot.web.dashboard.guarded import Values
from bot.web.dashboard.lookup import id_in, one_of
from bot.words import count, number_in_words, short_day, short_moment
from core.calendar.queries import Choice, accounts_of
from core.events.moments import to_local
from core.insights.live import (
    LivePost,
    Numbers,
    Totals,
    Which,
    best_posts,
    events_since,
    live_totals,
    newest_posts,
    reached_by_day,
)
from core.insights.metrics import VIEWS_NOTE
from core.insights.newest import TOLD
from core.services import Services
from core.visits.enter import Visitor

SPANS = (7, 30, 90, 365)
LAST = mark_many("Last {n} day", "Last {n} days")
MORE_EVENTS = mark_many("and {n} more event", "and {n} more events")
MORE_POSTS = mark_many("and {n} more post", "and {n} more posts")
PLANNED_AHEAD = timedelta(days=14)
"""Posts of these days may belong to events that were before them."""


async def numbers_page(services: Services, visitor: Visitor, request: Request) -> Values:
    now, workspace_id = services.clock.now(), visitor.workspace.id
    zone = visitor.member.time_zone or visitor.workspace.time_zone
    asked = request.query_params
    days = next((span for span in SPANS if str(span) == asked.get("days")), 30)
    since = now - timedelta(days=days)
    async with services.db.reading() as session:
        accounts = await accounts_of(session, workspace_id)
        events = await events_since(session, workspace_id, since - PLANNED_AHEAD)
        which = Which(since, one_of(accounts, asked.get("account")), id_in(asked.get("event")))
        totals = await live_totals(session, workspace_id, which)
        newest = await newest_posts(session, workspace_id, which) if totals.all.posts else []
        best = await best_posts(session, workspace_id, which) if totals.all.posts else []
        shown_account = which.account_id or (accounts[0].id if len(accounts) == 1 else None)
        whole = shown_account if which.campaign_id is None else None
        by_day = await reached_by_day(session, workspace_id, whole, since.date()) if whole else []
    return {
        "days": [(span, tr_many(*LAST, span), span == days) for span in SPANS],
        "accounts": _options(accounts, which.account_id),
        "campaigns": _options(events, which.campaign_id),
        "totals": _totals(totals),
        "bars": bars_of([(_name(post), post.numbers["reach"] or 0) for post in best]),
        "columns": columns_of([(short_day(one.day), one.people) for one in by_day]),
        "bars_title": tr("People reached, post by post"),
        "columns_title": tr("People reached, day by day"),
        "events": [(one.name, number_in_words(one.posts), _written(one.numbers)) for one in totals.events],
        "more_events": tr_many(*MORE_EVENTS, totals.more) if totals.more else "",
        "rows": [_row(post, short_moment(to_local(post.published_at, zone))) for post in newest],
        "more_posts": _more(totals.all.posts - len(newest)),
        "note": retold(VIEWS_NOTE),
        "nothing": tr("No post went live in these days."),
    }


def _options(given: Sequence[Choice], chosen: UUID | None) -> list[tuple[str, str, bool]]:
    return [(str(one.id), one.name, one.id == chosen) for one in given]


def _more(posts: int) -> str:
    return tr_many(*MORE_POSTS, posts) if posts > 0 else ""


def _written(numbers: Numbers) -> list[str]:
    return [tr("unknown") if (told := numbers[name]) is None else number_in_words(told) for name in TOLD]


def _totals(totals: Totals) -> list[str]:
    """What is known of all of them together."""
    nouns = {"reach": ("person reached", "people reached"), "views": ("view", ""), "interactions": ("interaction", "")}
    known = [(told, *noun) for name, noun in nouns.items() if (told := totals.all.numbers[name]) is not None]
    posts = totals.all.posts
    return [count(posts, "post"), *(count(*each) for each in known)] if posts else []


def _name(post: LivePost) -> str:
    return f"{retold(post.title)}, {post.event}"


def _row(post: LivePost, when: str) -> tuple[UUID, str, str, list[str]]:
    return post.id, _name(post), when, _written(post.numbers)
