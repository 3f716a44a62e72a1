"""Forms about events that come again: the next one, a series begun, dates left out."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card, Fact, Line, Text, plain
from bot.cards.series import series_card
from bot.flows.form import Field, Form, Kind, Option, Raw, Reading, Values, nothing_known
from bot.flows.goals import campaign_id
from bot.flows.series_fields import ONCE, begin_fields, dates_fields, next_fields
from bot.language import mark, tr, tr_many
from bot.retold import retold
from bot.speaker import Speaker
from bot.tokens import day_in, number_in
from bot.words import day_of, long_moment, short_day, shortened, spoken_list
from core.approvals.policy import check_may_edit
from core.authorization.check import may
from core.authorization.table import Right
from core.campaigns.model import Campaign
from core.errors import InvalidAnswer, NotNow
from core.events.model import Event
from core.events.moments import understand_moment
from core.ports.parts import Parts
from core.series.last_time import LastTime, last_time
from core.series.model import Series
from core.series.queries import series_views
from core.series.recurrence import Recurrence, likely, next_date
from core.series.set_up import Lines, begin_series, coming, leave_out, rule_of, set_up_next, starts_on, today_of
from core.series.words import read_recurrence

MOST_EVENTS = 20
LOOKS_BACK = timedelta(days=60)


async def all_of_them(session: AsyncSession, speaker: Speaker, said: str = "") -> Card:
    """The card of the team's series as this person sees it."""
    views = await series_views(session, speaker.member.workspace_id, session.info["clock"].now())
    return series_card(views, may_edit=may(speaker.member, Right.EDIT), said=said)


# The next one; the subject is the last one's campaign, and perhaps the ordinal of a date that was asked about.


async def _series_of(session: AsyncSession, last: LastTime) -> Series | None:
    if last.campaign.series_id is None:
        return None
    found = await session.execute(
        select(Series).where(
            Series.workspace_id == last.campaign.workspace_id, Series.id == last.campaign.series_id, Series.active
        )
    )
    return found.scalar_one_or_none()


async def _next_fit(session: AsyncSession, speaker: Speaker, about: str) -> tuple[Field, ...]:
    check_may_edit(speaker.member)
    last = await last_time(session, speaker.member.workspace_id, campaign_id(about))
    series = await _series_of(session, last)
    return next_fields(last, () if series else likely(last.event.starts_local.date()))


async def _next_prefill(parts: Parts, speaker: Speaker, about: str) -> dict[str, str]:
    now = parts.clock.now()
    async with parts.db.reading() as session:
        last = await last_time(session, speaker.member.workspace_id, campaign_id(about))
        series = await _series_of(session, last)
    starts = _proposed(last, series, about, now)
    known = {"starts": starts.isoformat(" ", "minutes"), "time_zone": last.event.time_zone}
    return known if series else {**known, "repeat": ONCE}


def _proposed(last: LastTime, series: Series | None, about: str, now: datetime) -> datetime:
    """The date that was asked about, the next one of the series, or the same weekday of the next week to come."""
    asked = number_in(about)
    if series is not None:
        day = day_in(asked) if asked else coming(series, today_of(series, now))
        return starts_on(series, day or today_of(series, now))
    before = last.event.starts_local
    weekly = likely(before.date())[0]
    day = next_date(weekly, before.date(), max(before.date(), now.date())) or before.date()
    return datetime.combine(day, before.time())


async def _next_finish(session: AsyncSession, speaker: Speaker, about: str, values: Values) -> Card | None:
    now = session.info["clock"].now()
    lines = Lines(values["starts"], values["lineup"] or (), values["price"] or "", values["ticket_link"] or "")
    before = campaign_id(about)
    campaign = await set_up_next(session, speaker.member, speaker.conversation, before, lines, now)
    repeat = values.get("repeat") or ONCE
    rule = next((one for one in likely(await _day_of(session, speaker, before)) if str(one) == repeat), None)
    if rule is not None:
        await begin_series(session, speaker.member, campaign.id, rule, now)
    return plain(await told(session, speaker, campaign, rule))


async def _day_of(session: AsyncSession, speaker: Speaker, before: UUID) -> date:
    return (await last_time(session, speaker.member.workspace_id, before)).event.starts_local.date()


async def told(session: AsyncSession, speaker: Speaker, campaign: Campaign, rule: Recurrence | None = None) -> str:
    """What was set up, what of it is still unknown, and that it comes again."""
    event = (await last_time(session, speaker.member.workspace_id, campaign.id)).event
    facts = {
        tr("line-up"): event.lineup,
        tr("price"): event.price,
        tr("ticket link"): event.ticket_link,
    }
    missing = [word for word, value in facts.items() if not value]
    moment = long_moment(event.starts_local, event.time_zone)
    said = [tr("Got it: {event}, {moment}. I'm making the posts.", event=event.name, moment=moment)]
    if missing:
        said.append(tr("Without {facts} so far: those of last time are not reused.", facts=spoken_list(missing)))
    if rule is not None:
        said.append(tr("From now on it is {rule}; I ask before I set one up.", rule=retold(str(rule))))
    return " ".join(said)


def _next_summary(form: Form, raw: Raw, reading: Reading) -> Card:
    given = [(field, raw.get(field.key, "")) for field in form.fields]
    lines: list[Line] = [Text(tr("Is this right?"))]
    lines += [Fact(tr(field.label), _said(field, value, reading)) for field, value in given if value]
    return Card(summary=tr("Is this right? The next one."), title=tr("The next one"), lines=tuple(lines))


def _said(field: Field, value: str, reading: Reading) -> str:
    if field.kind is Kind.MOMENT:
        try:
            return long_moment(field.parse(value, reading), reading.zone)
        except InvalidAnswer:
            return value
    return next((one.words for one in field.options if one.value == value), shortened(value, 300))


NEXT = Form(
    key="series_next",
    title=mark("The next one"),
    submit=mark("Set it up"),
    fields=next_fields(None, likely(date(2026, 12, 25))),
    finish=_next_finish,
    prefill=_next_prefill,
    summary=_next_summary,
    reading=lambda raw, speaker: raw.get("time_zone", "") or speaker.zone,
    fit=_next_fit,
)


# A series, from an event on


async def _events(session: AsyncSession, speaker: Speaker, _: str) -> tuple[Field, ...]:
    check_may_edit(speaker.member)
    found = await session.execute(
        select(Campaign.id, Event.name, Event.starts_local)
        .join(Event, Event.id == Campaign.event_id)
        .where(
            Campaign.workspace_id == speaker.member.workspace_id,
            Campaign.series_id.is_(None),
            Event.starts_at > session.info["clock"].now() - LOOKS_BACK,
        )
        .order_by(Event.starts_at.desc())
        .limit(MOST_EVENTS)
    )
    options = [Option(str(row.id), shortened(f"{row.name}, {short_day(row.starts_local)}", 75)) for row in found]
    if not options:
        raise NotNow(tr("There is no event yet that a series could begin with. Make one first: new."))
    return begin_fields(options)


async def _begin(session: AsyncSession, speaker: Speaker, _: str, values: Values) -> Card | None:
    about = UUID(values["event"])
    rule = read_recurrence(values["how"], likely(await _day_of(session, speaker, about)))
    series = await begin_series(session, speaker.member, about, rule, session.info["clock"].now())
    said = tr("{series} is {rule} from now on. I ask before I set one up.", series=series.name, rule=retold(str(rule)))
    return await all_of_them(session, speaker, said)


BEGIN = Form(
    key="series_begin",
    title=mark("Begin a series"),
    submit=mark("Begin it"),
    fields=begin_fields((Option("event", mark("An event")),)),
    finish=_begin,
    prefill=nothing_known,
    fit=_events,
)


# Dates that are left out


async def _going_on(session: AsyncSession, speaker: Speaker, _: str) -> tuple[Field, ...]:
    check_may_edit(speaker.member)
    views = await series_views(session, speaker.member.workspace_id, session.info["clock"].now())
    if not views:
        raise NotNow(tr("There is no series yet."))
    return dates_fields([Option(str(one.id), shortened(one.name, 75)) for one in views])


async def _leave_out(session: AsyncSession, speaker: Speaker, _: str, values: Values) -> Card | None:
    days = [_day(part.strip(), speaker, session.info["clock"].now()) for part in values["dates"].split(",")]
    series = await leave_out(session, speaker.member, UUID(values["series"]), days)
    named = spoken_list([short_day(day) for day in sorted(days)])
    said = tr("{series} does not take place on {days}.", series=series.name, days=named)
    return await all_of_them(session, speaker, f"{said} {_off(series, days)}".strip())


def _off(series: Series, days: Sequence[date]) -> str:
    """Dates that are no days of the series anyway are worth a word: they may be a slip."""
    rule = rule_of(series)
    off = [day for day in days if next_date(rule, series.anchor, day - timedelta(days=1)) != day]
    if not off:
        return ""
    named = spoken_list([day_of(day, weekday=False, short=True) for day in off])
    return tr_many(
        "({days} would not have been one anyway.)",
        "({days} would not have been one anyway.)",
        len(off),
        days=named,
    )


def _day(text: str, speaker: Speaker, now: datetime) -> date:
    found = understand_moment(text, now, speaker.zone, speaker.language)
    day = found.day or (found.start_local.date() if found.start_local else None)
    if day is None:
        said = tr("I could not read a day in “{text}”. Write it like 25 Dec.", text=text[:40])
        raise InvalidAnswer(said, field="dates")
    return day


DATES = Form(
    key="series_dates",
    title=mark("Leave dates out"),
    submit=mark("Leave them out"),
    fields=dates_fields((Option("series", mark("A series")),)),
    finish=_leave_out,
    prefill=nothing_known,
    fit=_going_on,
)
