"""New event: the summary that is said back, and what happens on yes."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card, Fact, Line, Small, Text
from bot.cards.clocks import event_twice_card
from bot.flows.choose_account import account_field
from bot.flows.event_questions import AUDIENCES, FIELDS
from bot.flows.event_words import beside
from bot.flows.form import Field, Form, Kind, Option, Raw, Reading, Values
from bot.language import mark, tr
from bot.retold import retold
from bot.speaker import Speaker
from bot.words import clock, long_moment, shortened
from core.accounts.queries import accounts_to_choose, default_account
from core.campaigns.plans import plans_of, usual_ref
from core.copy.audience import audience_named
from core.copy.languages import NAMES
from core.errors import InvalidAnswer
from core.events.create import NewEvent, create_event
from core.events.moments import zone_named
from core.ports.parts import Parts

MOST_SAID_BACK = 300
LONGEST_WAIT = timedelta(hours=12)
"""Doors that open longer before the start are a slip."""


async def _fields(session: AsyncSession, speaker: Speaker, _: str) -> tuple[Field, ...]:
    """The plans are the team's; which account is a question only for teams that have several."""
    workspace_id = speaker.member.workspace_id
    plans = [Option(plan.ref, retold(plan.title)) for plan in await plans_of(session, workspace_id)]
    fields = tuple(
        replace(field, options=(*field.options, *plans)) if field.key == "plan" else field for field in FIELDS
    )
    found = await accounts_to_choose(session, workspace_id)
    return (*fields, account_field(found)) if len(found) > 1 else fields


async def _prefill(parts: Parts, speaker: Speaker, _: str) -> dict[str, str]:
    async with parts.db.reading() as session:
        usual = await default_account(session, speaker.member.workspace_id)
        plan = await usual_ref(session, speaker.member.workspace_id)
    return {
        "time_zone": speaker.zone if speaker.zone_known else "",
        "tone": "warm",
        "plan": plan,
        "account": str(usual.id) if usual else "",
    }


def _zone(raw: Raw, speaker: Speaker) -> str:
    return zone_named(raw.get("time_zone", ""), speaker.language) or speaker.zone


def facts_of(speaker: Speaker, values: Values) -> NewEvent:
    """What the answers say. Raises InvalidAnswer for doors that cannot be."""
    return NewEvent(
        name=values["name"],
        starts_local=values["starts"],
        ends_local=closing(values["starts"], values["ends"]),
        doors_local=opening(values["starts"], values["doors"]),
        time_zone=values["time_zone"],
        venue=values["venue"],
        city=values["city"] or "",
        lineup=values["lineup"] or (),
        ticket_link=values["ticket_link"] or "",
        price=values["price"] or "",
        genre=values["genre"] or "",
        description=values["description"] or "",
        photo_key=values["photo"],
        tone=values["tone"] or "warm",
        plan=values["plan"] or "",
        account_id=UUID(values["account"]) if values.get("account") else None,
        language=(values["languages"] or (speaker.language,))[0],
        also_in=(values["languages"] or ())[1:],
        audience=values["audience"] or "",
    )


async def _finish(session: AsyncSession, speaker: Speaker, _: str, values: Values) -> Card | None:
    facts = facts_of(speaker, values)
    now = session.info["clock"].now()
    campaign = await create_event(session, speaker.member, speaker.conversation, facts, now)
    return event_twice_card(campaign.id, facts.starts_local, facts.time_zone)


def closing(starts: datetime, ends: datetime | None) -> datetime | None:
    """A club night that "ends at 06:00" ends the next morning, whatever day was picked."""
    if ends is not None and ends <= starts and ends.date() == starts.date():
        return ends + timedelta(days=1)
    return ends


def opening(starts: datetime, doors: time | None) -> datetime | None:
    """The last time before the start that the clock shows this hour. Raises InvalidAnswer when that is long before."""
    if doors is None:
        return None
    opened = datetime.combine(starts.date(), doors)
    opened -= timedelta(days=opened > starts)
    if starts - opened > LONGEST_WAIT:
        why = tr(
            "The doors cannot open at {doors} when it starts at {starts}. When do they open?",
            doors=clock(opened),
            starts=clock(starts),
        )
        raise InvalidAnswer(why, field="doors")
    return opened


def _summary(form: Form, raw: Raw, reading: Reading) -> Card:
    """The full date with weekday and year, and everything that was understood."""
    lines: list[Line] = []
    for field in form.fields:
        value = raw.get(field.key, "")
        if not value or field.key in ("tone", "plan", "photo", "time_zone") or _goes_without_saying(field.key, value):
            continue
        lines.append(Fact(tr(field.label), shortened(said(field, value, reading), MOST_SAID_BACK)))
    if raw.get("photo"):
        lines.append(Fact(tr("Flyer or photo"), tr("received")))
    if raw.get("assumed"):
        lines.append(Small(raw["assumed"]))
    name, ask = raw.get("name") or tr("New event"), tr("Is this right?")
    return Card(summary=f"{ask} {name}", title=name, lines=(Text(ask), *lines))


def _goes_without_saying(key: str, value: str) -> bool:
    """An audience or a language nobody chose."""
    return (key == "audience" and not audience_named(value)) or (key == "languages" and value in NAMES.values())


def said(field: Field, value: str, reading: Reading) -> str:
    """An answer as it is said back: moments in full, everything else as it was typed."""
    if field.kind is Kind.CHOICE:
        return next((option.words for option in field.options if option.value == value), value)
    if field.key == "audience" and value in AUDIENCES:
        return tr(AUDIENCES[value])
    if field.kind is not Kind.MOMENT:
        return value
    try:
        return long_moment(field.parse(value, reading), reading.zone)
    except InvalidAnswer:
        return value


FORM = Form(
    key="event",
    title=mark("New event"),
    submit=mark("Create event"),
    fields=FIELDS,
    finish=_finish,
    prefill=_prefill,
    summary=_summary,
    reading=_zone,
    fit=_fields,
    tells=beside,
)
