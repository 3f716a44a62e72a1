"""The plan, day by day: the same page as the picture in chat, with posts that can be moved to another day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from starlette.requests import Request

from bot.cards.calendar import SIGNS, title_of
from bot.cards.calendar_words import GROUPS, SHORT, about, empty, name_of, there
from bot.flows.change_post import subject
from bot.language import tr, tr_as
from bot.retold import retold
from bot.web.dashboard.guarded import Values
from bot.web.dashboard.lookup import id_in
from bot.words import clock, day, kind, short_month, short_weekday
from core.authorization.check import may as has
from core.authorization.table import Right
from core.calendar.look import Group, Look, Span
from core.calendar.queries import Calendar, PlannedEvent, PlannedPost, calendar_ahead, calendar_of, choices, evening
from core.events.moments import to_local
from core.posts.model import PostStatus
from core.services import Services
from core.visits.enter import Visitor

S = PostStatus
MOVABLE = (S.IN_REVIEW, S.SCHEDULED, S.HELD, S.EXPIRED)
"""What Reschedule stands on in chat."""


@dataclass(frozen=True)
class Item:
    """A post or an event on its day. `when` is its wall time at the venue, where it can be moved."""

    sign: str
    clock: str
    name: str
    beside: str
    of: str = ""
    state: str = ""
    post_id: UUID | None = None
    about: str = ""
    when: str = ""


@dataclass(frozen=True)
class Box:
    day: date
    said: str
    weekday: str
    month: str
    today: bool
    outside: bool
    items: tuple[Item, ...]


async def calendar_page(services: Services, visitor: Visitor, request: Request) -> Values:
    now, workspace_id = services.clock.now(), visitor.workspace.id
    zone = visitor.member.time_zone or visitor.workspace.time_zone
    today = to_local(now, zone).date()
    look = _look(request, today)
    async with services.db.reading() as session:
        read = calendar_of if "day" in request.query_params else calendar_ahead
        calendar = await read(session, workspace_id, look, zone, now)
        accounts, campaigns = await choices(session, workspace_id, now)
    look = calendar.look
    return {
        "title": title_of(look),
        "about": " · ".join(about(calendar)),
        "boxes": [_box(calendar, one, may=has(visitor.member, Right.EDIT)) for one in look.days],
        "empty": empty(calendar) if not calendar.posts and not calendar.events else "",
        "spans": [(span.name.lower(), words, look.span is span) for span, words in _spans()],
        "turns": [
            (tr_as("button", "Earlier"), look.moved(-1).day.isoformat()),
            (tr_as("button", "Today"), today.isoformat()),
            (tr_as("button", "Later"), look.moved(1).day.isoformat()),
        ],
        "span": look.span.name.lower(),
        "day": look.day.isoformat(),
        "groups": [(group.name.lower(), tr(words), look.group is group) for group, words in GROUPS.items()],
        "accounts": [(str(one.id), one.name, one.id == look.account_id) for one in accounts],
        "campaigns": [(str(one.id), one.name, one.id == look.campaign_id) for one in campaigns],
        "narrowed": _narrowed(look),
        "draggable": has(visitor.member, Right.EDIT),
    }


def _spans() -> tuple[tuple[Span, str], ...]:
    return (Span.MONTH, tr_as("button", "Month")), (Span.WEEK, tr_as("button", "Week"))


def _narrowed(look: Look) -> list[tuple[str, str]]:
    """What a link to another page takes along."""
    given = {"account": look.account_id, "event": look.campaign_id}
    group = [("state", look.group.name.lower())] if look.group is not Group.ALL else []
    return [*((name, str(value)) for name, value in given.items() if value), *group]


def _look(request: Request, today: date) -> Look:
    """What an address asks for; what cannot be read asks for nothing."""
    asked = request.query_params
    account, campaign = id_in(asked.get("account")), id_in(asked.get("event"))
    span, group = asked.get("span", "").upper(), asked.get("state", "").upper()
    return Look(
        span=Span[span] if span in Span.__members__ else Span.MONTH,
        day=_day(asked.get("day", "")) or today,
        account_id=None if campaign else account,
        campaign_id=campaign,
        group=Group[group] if group in Group.__members__ else Group.ALL,
    )


def _day(text: str) -> date | None:
    """Years that calendars have pages for."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2200 else None


def _box(calendar: Calendar, one: date, *, may: bool) -> Box:
    events = [(event.at, _of_event(event)) for event in calendar.events if evening(event) == one]
    posts = [(post.at, _of_post(post, calendar, may=may)) for post in calendar.posts if post.at.date() == one]
    return Box(
        day=one,
        said=day(one),
        weekday=short_weekday(one),
        month=short_month(one),
        today=one == calendar.today,
        outside=not calendar.look.within(one),
        items=tuple(item for _, item in sorted([*events, *posts], key=lambda each: each[0])),
    )


def _of_event(event: PlannedEvent) -> Item:
    beside = " · ".join([event.venue, *there(event.at, event.there, event.zone)])
    return Item("event", clock(event.at), name_of(event), beside)


def _of_post(post: PlannedPost, calendar: Calendar, *, may: bool) -> Item:
    account = [post.account] if len(calendar.accounts) > 1 and post.account else []
    beside = [kind(post.format), *account, *there(post.at, post.there, post.zone)]
    sign = SIGNS[post.status]
    movable = may and post.status in MOVABLE and post.beside is None
    return Item(
        sign=sign.name.lower(),
        clock=clock(post.at),
        name=retold(post.title),
        beside=" · ".join(beside),
        of=post.event,
        state=tr(SHORT[sign]),
        post_id=post.id,
        about=subject(post.id, post.revision),
        when=post.there.replace(tzinfo=None).isoformat(timespec="minutes") if movable else "",
    )
