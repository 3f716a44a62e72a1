"""The calendar: a picture to show around, the same in words, and buttons to turn its pages."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from bot.cards.calendar_words import GROUPS, SAID, SHORT, about, empty, name_of, there
from bot.cards.card import Action, Bullet, Card, Line, Picture, Small, Style, Text
from bot.cards.times import hour
from bot.language import tr, tr_as, tr_many
from bot.retold import retold
from bot.tokens import NOBODY, UNKNOWN, Token
from bot.words import clock, count, day_of, kind, month_of, short_moment, short_month, short_weekday
from core.calendar.look import Group, Look, Span
from core.calendar.queries import Calendar, PlannedEvent, PlannedPost, evening
from core.errors import NotNow
from core.ports.calendars import Box, CalendarSheet, Mark, Sign
from core.posts.model import PostStatus

S = PostStatus
SIGNS: dict[PostStatus, Sign] = {
    S.DRAFT: Sign.DRAFTING,
    S.CHANGES_REQUESTED: Sign.DRAFTING,
    S.IN_REVIEW: Sign.WAITING,
    S.APPROVED: Sign.QUEUED,
    S.SCHEDULED: Sign.QUEUED,
    S.PUBLISHING: Sign.QUEUED,
    S.PUBLISHED: Sign.LIVE,
    S.HELD: Sign.HELD,
    S.CANCELLED: Sign.DROPPED,
    S.FAILED: Sign.TROUBLE,
    S.UNCONFIRMED: Sign.TROUBLE,
    S.EXPIRED: Sign.TROUBLE,
}
ROOM = 620
"""Characters of lines under the picture: Telegram takes 1,024 there with everything else."""
ROOM_AS_TEXT = 3200


def sheet_of(calendar: Calendar) -> CalendarSheet:
    """What is drawn."""
    look = calendar.look
    marks: dict[date, list[tuple[datetime, Mark]]] = {}
    for event in calendar.events:
        marks.setdefault(evening(event), []).append((event.at, _event_mark(event)))
    for post in calendar.posts:
        marks.setdefault(post.at.date(), []).append((post.at, _post_mark(post, calendar)))
    boxes = [_box(calendar, day, marks.get(day, [])) for day in look.days]
    signs = {mark.sign for day, found in marks.items() if day in look.days for _, mark in found}
    return CalendarSheet(
        title=title_of(look),
        subtitle=" · ".join(about(calendar)),
        weeks=tuple(tuple(boxes[start : start + 7]) for start in range(0, len(boxes), 7)),
        legend=tuple((sign, tr(SAID[sign])) for sign in Sign if sign in signs),
        empty="" if signs else empty(calendar),
    )


def title_of(look: Look) -> str:
    """ "November 2026", "23 to 29 November 2026"."""
    if look.span is Span.MONTH:
        return month_of(look.day)
    first, last = look.first, look.last
    end = day_of(last, weekday=False, year=True)
    if first.month == last.month:
        return tr_as("days of one month", "{first} to {last}", first=first.day, last=end)
    return tr("{first} to {last}", first=day_of(first, weekday=False), last=end)


def _box(calendar: Calendar, day: date, found: list[tuple[datetime, Mark]]) -> Box:
    look = calendar.look
    return Box(
        weekday=short_weekday(day),
        number=day.day,
        month=short_month(day) if day.day == 1 else "",
        today=day == calendar.today,
        outside=not look.within(day),
        marks=tuple(mark for _, mark in sorted(found, key=lambda one: one[0])),
    )


def _post_mark(post: PlannedPost, calendar: Calendar) -> Mark:
    sign = SIGNS[post.status]
    week = calendar.look.span is Span.WEEK
    beside = [post.event] if calendar.look.campaign_id is None else []
    if week:
        beside.append(kind(post.format))
        beside += [post.account] if len(calendar.accounts) > 1 and post.account else []
    beside += [*there(post.at, post.there, post.zone), *_better(post)]
    return Mark(sign, clock(post.at), retold(post.title), " · ".join(beside), tr(SHORT[sign]))


def _event_mark(event: PlannedEvent) -> Mark:
    beside = " · ".join([event.venue, *there(event.at, event.there, event.zone)])
    return Mark(Sign.EVENT, clock(event.at), name_of(event), beside)


def calendar_card(calendar: Calendar, picture_key: str | None, *, menu: bool = False) -> Card:
    """One page; `menu`: with what it can be narrowed to instead of its usual buttons."""
    title, lines = title_of(calendar.look), list(_lines(calendar))
    ahead = list(_lines(calendar, ahead=True)) if calendar.look.within(calendar.today) else lines
    shown = within(ahead, ROOM)
    said: list[Line] = [Bullet(line) for line in shown]
    if not lines:
        said = [Text(empty(calendar))]
    elif len(shown) < len(lines):
        more = tr("And {n} more: press {as_text}.", n=len(lines) - len(shown), as_text=tr("As text"))
        said.append(Small(more))
    summary = tr("Calendar, {span}: {counted}", span=title, counted=_counted(calendar))
    alt = tr("Calendar of {span}, {about}.", span=title, about=", ".join(about(calendar)))
    alt = " ".join([alt, *(f"{line}." for line in lines)])
    return Card(
        summary=summary,
        title=tr("Calendar · {span}", span=title),
        lines=(*said, Small(" · ".join(about(calendar)))),
        picture=Picture(picture_key, alt if lines else f"{alt} {empty(calendar)}") if picture_key else None,
        actions=tuple(_menu(calendar) if menu else _actions(calendar, more=bool(lines))),
        columns=3 if not menu else 2,
    )


def calendar_text(calendar: Calendar) -> Card:
    """The whole page in words."""
    lines = list(_lines(calendar))
    shown = within(lines, ROOM_AS_TEXT)
    left = len(lines) - len(shown)
    rest = [Small(tr("And {n} more. Press {filter} to see less at once.", n=left, filter=tr_as("button", "Filter")))]
    title = tr("Calendar · {span}", span=title_of(calendar.look))
    words: list[Line] = [Bullet(line) for line in shown] if lines else [Text(empty(calendar))]
    return Card(
        summary=f"{title}: {_counted(calendar)}",
        title=title,
        lines=(Small(" · ".join(about(calendar))), *words, *(rest if len(shown) < len(lines) else [])),
    )


def within(lines: Sequence[str], room: int) -> list[str]:
    """As many lines from the beginning as there is room for."""
    kept: list[str] = []
    for line in lines:
        room -= len(line) + 3
        if room < 0:
            break
        kept.append(line)
    return kept


def _lines(calendar: Calendar, *, ahead: bool = False) -> Iterator[str]:
    """`ahead`: from today on."""
    own = [post for post in calendar.posts if calendar.look.within(post.at.date())]
    nights = [event for event in calendar.events if calendar.look.within(evening(event))]
    said = [*((post.at, _post_line(post, calendar)) for post in own), *((e.at, _event_line(e)) for e in nights)]
    for at, line in sorted(said):
        if not ahead or at.date() >= calendar.today:
            yield line


def _post_line(post: PlannedPost, calendar: Calendar) -> str:
    title = retold(post.title)
    what = title if calendar.look.campaign_id else f"{title}, {post.event}"
    said = [*there(post.at, post.there, post.zone), tr(SHORT[SIGNS[post.status]]), *_better(post)]
    return " · ".join([short_moment(post.at), what, *said])


def _better(post: PlannedPost) -> list[str]:
    """When it would do better; the day is said where that is another one."""
    if post.better is None:
        return []
    same = post.better.date() == post.at.date()
    return [tr("better {when}", when=clock(post.better) if same else hour(post.better))]


def _event_line(event: PlannedEvent) -> str:
    what = f"★ {name_of(event)}, {event.venue}"
    return " · ".join([short_moment(event.at), what, *there(event.at, event.there, event.zone)])


def _counted(calendar: Calendar) -> str:
    look = calendar.look
    posts = [post for post in calendar.posts if look.within(post.at.date())]
    events = [event for event in calendar.events if look.within(evening(event))]
    if not posts and not events:
        return empty(calendar)
    waiting = sum(post.status is S.IN_REVIEW for post in posts)
    said = f"{count(len(posts), 'post')}, {count(len(events), 'event')}."
    if not waiting:
        return said
    return f"{said} {tr_many('{n} post waits for a yes.', '{n} posts wait for a yes.', waiting)}"


def _actions(calendar: Calendar, *, more: bool) -> Iterator[Action]:
    look = calendar.look
    yield Action(tr_as("button", "Earlier"), token(look.moved(-1)))
    yield Action(tr_as("button", "Later"), token(look.moved(1)))
    other = Span.MONTH if look.span is Span.WEEK else Span.WEEK
    near = calendar.today if look.within(calendar.today) and other is Span.WEEK else look.day
    yield Action(_named(other), token(_as(look, other, near)))
    if not calendar.ever:
        yield Action(tr("New event"), Token("event.new"), style=Style.PRIMARY)
        return
    if not look.first <= calendar.today <= look.last:
        yield Action(tr_as("button", "Today"), token(_as(look, look.span, calendar.today)))
    yield Action(tr_as("button", "Filter"), token(look, "filter"))
    if more:
        yield Action(tr("As text"), token(look, "text"))
    if calendar.posts:
        yield Action(tr("Change several"), token(look, "bulk"))
    if any(post.better for post in calendar.posts):
        yield Action(tr("Better hours"), Token("times.best"))
    yield Action(tr("Subscribe to this calendar"), token(look, "feed"))


def _named(span: Span) -> str:
    return tr_as("button", "Month") if span is Span.MONTH else tr_as("button", "Week")


def _menu(calendar: Calendar) -> Iterator[Action]:
    look = calendar.look
    narrowed = look.account_id or look.campaign_id or look.group is not Group.ALL
    if narrowed:
        yield Action(tr("Everything"), token(Look(look.span, look.day)))
    if len(calendar.accounts) > 1:
        for account in calendar.accounts:
            yield Action(account.name[:40], token(Look(look.span, look.day, account_id=account.id)))
    if look.campaign_id is None:
        for campaign in calendar.campaigns:
            yield Action(campaign.name[:40], token(Look(look.span, look.day, campaign_id=campaign.id)))
    for group, words in GROUPS.items():
        if group is not look.group:
            chosen = Look(look.span, look.day, look.account_id, look.campaign_id, group)
            yield Action(tr(words), token(chosen))
    yield Action(tr_as("button", "Back"), token(look))


def _as(look: Look, span: Span, day: date) -> Look:
    return Look(span, day, look.account_id, look.campaign_id, look.group)


def token(look: Look, deed: str = "page") -> Token:
    """A look in a button: what it is narrowed to as the subject, the rest in a number."""
    subject = look.account_id or look.campaign_id or NOBODY
    of = "a" if look.account_id else "e" if look.campaign_id else "t"
    return Token(f"calendar.{deed}.{of}", subject, look.day.toordinal() * 100 + look.span * 10 + look.group)


def look_in(pressed: Token) -> Look:
    """The look a button carries; raises NotNow for one that is none of ours."""
    of = pressed.verb.rpartition(".")[2]
    ordinal, rest = divmod(pressed.number, 100)
    try:
        span, group, day = Span(rest // 10), Group(rest % 10), date.fromordinal(ordinal)
    except (ValueError, OverflowError) as error:
        raise NotNow(UNKNOWN) from error
    return Look(
        span,
        day,
        pressed.subject if of == "a" else None,
        pressed.subject if of == "e" else None,
        group,
    )
