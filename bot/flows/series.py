"""Forms about events that come again: the next one, a series begun, dates left out."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card, Fact, Line, Text, plain
from bot.cards.series import series_card, short_day
from bot.flows.form import Field, Form, Kind, Option, Raw, Reading, Values, nothing_known
from bot.flows.goals import campaign_id
from bot.speaker import Speaker
from bot.words import long_moment, shortened, spoken_list
from core.approvals.policy import check_may_edit
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

ONCE = "once"
MOST_EVENTS = 20
LOOKS_BACK = timedelta(days=60)


async def all_of_them(session: AsyncSession, speaker: Speaker, said: str = "") -> Card:
    """The card of the team's series as this person sees it."""
    views = await series_views(session, speaker.member.workspace_id, session.info["clock"].now())
    return series_card(views, may_edit=speaker.member.role.may_edit, said=said)


# The next one; the subject is the last one's campaign, and perhaps the ordinal of a date that was asked about.


def next_fields(last: LastTime | None, repeats: Sequence[Recurrence]) -> tuple[Field, ...]:
    """Only what changes; last time's answers stand beside as suggestions, and are never taken silently."""
    lineup = ", ".join(last.event.lineup) if last else ""
    price, link = (last.event.price, last.event.ticket_link) if last else ("", "")
    return (
        Field("starts", "Starts", "When is the next one?", Kind.MOMENT, required=True),
        _again("lineup", "Line-up", "Who plays this time?", lineup, Kind.NAMES, longest=2000),
        _again("price", "Price", "What does it cost this time?", price, Kind.LINE, longest=120),
        _again("ticket_link", "Ticket link", "Is there a ticket link for this one?", link, Kind.LINK, longest=500),
        *(
            (
                Field(
                    "repeat",
                    "Again",
                    "Does it come again?",
                    Kind.CHOICE,
                    options=(Option(ONCE, "Just this one more"), *(Option(str(one), _title(one)) for one in repeats)),
                    always_asked=True,
                ),
            )
            if repeats
            else ()
        ),
    )


def _again(key: str, label: str, question: str, before: str, kind: Kind, *, longest: int) -> Field:
    known = (Option(before, shortened(f"As last time: {before}", 60)),) if before and len(before) <= longest else ()
    return Field(
        key,
        label,
        question,
        kind,
        hint=shortened(f"Last time: {before}", 150) if before else "",
        longest=longest,
        suggest=(lambda _, __: known) if known else None,
    )


def _title(rule: Recurrence) -> str:
    said = str(rule)
    return said[:1].upper() + said[1:]


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
    asked = int(about.partition(":")[2] or 0)
    if series is not None:
        day = date.fromordinal(asked) if asked else coming(series, today_of(series, now))
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
    missing = [
        word
        for word, value in (("line-up", event.lineup), ("price", event.price), ("ticket link", event.ticket_link))
        if not value
    ]
    said = [f"Got it: {event.name}, {long_moment(event.starts_local, event.time_zone)}. I'm making the posts."]
    if missing:
        said.append(f"Without {spoken_list(missing, 'and')} so far: those of last time are not reused.")
    if rule is not None:
        said.append(f"From now on it is {rule}; I ask before I set one up.")
    return " ".join(said)


def _next_summary(form: Form, raw: Raw, reading: Reading) -> Card:
    given = [(field, raw.get(field.key, "")) for field in form.fields]
    lines: list[Line] = [Text("Is this right?")]
    lines += [Fact(field.label, _said(field, value, reading)) for field, value in given if value]
    return Card(summary="Is this right? The next one.", title="The next one", lines=tuple(lines))


def _said(field: Field, value: str, reading: Reading) -> str:
    if field.kind is Kind.MOMENT:
        try:
            return long_moment(field.parse(value, reading), reading.zone)
        except InvalidAnswer:
            return value
    return next((one.label for one in field.options if one.value == value), shortened(value, 300))


NEXT = Form(
    key="series_next",
    title="The next one",
    submit="Set it up",
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
        raise NotNow("There is no event yet that a series could begin with. Make one first: new.")
    return begin_fields(options)


def begin_fields(events: Sequence[Option]) -> tuple[Field, ...]:
    return (
        Field("event", "Event", "Which event comes again?", Kind.CHOICE, required=True, options=tuple(events)),
        Field(
            "how",
            "How often",
            "How often does it come?",
            required=True,
            hint="Every Friday, every second Thursday, first Saturday of the month, last Friday of the month.",
            longest=80,
        ),
    )


async def _begin(session: AsyncSession, speaker: Speaker, _: str, values: Values) -> Card | None:
    about = UUID(values["event"])
    rule = read_recurrence(values["how"], likely(await _day_of(session, speaker, about)))
    series = await begin_series(session, speaker.member, about, rule, session.info["clock"].now())
    return await all_of_them(session, speaker, f"{series.name} is {rule} from now on. I ask before I set one up.")


BEGIN = Form(
    key="series_begin",
    title="Begin a series",
    submit="Begin it",
    fields=begin_fields((Option("event", "An event"),)),
    finish=_begin,
    prefill=nothing_known,
    fit=_events,
)


# Dates that are left out


async def _going_on(session: AsyncSession, speaker: Speaker, _: str) -> tuple[Field, ...]:
    check_may_edit(speaker.member)
    views = await series_views(session, speaker.member.workspace_id, session.info["clock"].now())
    if not views:
        raise NotNow("There is no series yet.")
    return dates_fields([Option(str(one.id), shortened(one.name, 75)) for one in views])


def dates_fields(series: Sequence[Option]) -> tuple[Field, ...]:
    return (
        Field("series", "Series", "Which series?", Kind.CHOICE, required=True, options=tuple(series)),
        Field(
            "dates",
            "Dates",
            "On which dates does it not take place?",
            required=True,
            hint="With commas: 25 Dec, 1 Jan",
            longest=200,
        ),
    )


async def _leave_out(session: AsyncSession, speaker: Speaker, _: str, values: Values) -> Card | None:
    days = [_day(part.strip(), speaker, session.info["clock"].now()) for part in values["dates"].split(",")]
    series = await leave_out(session, speaker.member, UUID(values["series"]), days)
    said = spoken_list([f"{day:%a} {day.day} {day:%b}" for day in sorted(days)])
    return await all_of_them(session, speaker, f"{series.name} does not take place on {said}.{_off(series, days)}")


def _off(series: Series, days: Sequence[date]) -> str:
    """Dates that are no days of the series anyway are worth a word: they may be a slip."""
    rule = rule_of(series)
    off = [day for day in days if next_date(rule, series.anchor, day - timedelta(days=1)) != day]
    return f" ({spoken_list([f'{day.day} {day:%b}' for day in off])} would not have been one anyway.)" if off else ""


def _day(text: str, speaker: Speaker, now: datetime) -> date:
    found = understand_moment(text, now, speaker.zone, speaker.language)
    day = found.day or (found.start_local.date() if found.start_local else None)
    if day is None:
        raise InvalidAnswer(f"I could not read a day in “{text[:40]}”. Write it like 25 Dec.", field="dates")
    return day


DATES = Form(
    key="series_dates",
    title="Leave dates out",
    submit="Leave them out",
    fields=dates_fields((Option("series", "A series"),)),
    finish=_leave_out,
    prefill=nothing_known,
    fit=_going_on,
)
