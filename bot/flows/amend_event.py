"""The forms about an event that changes; each ends with what the change would touch. Subject: the campaign's id."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card, Fact, Line, Text
from bot.flows import event_questions
from bot.flows.create_event import closing, opening, said
from bot.flows.foreseen import proposed
from bot.flows.form import Field, Form, Kind, Raw, Reading, Values
from bot.language import mark, tr
from bot.speaker import Speaker
from bot.tokens import id_in
from core.events.amend import Changes
from core.events.find import event_of_campaign
from core.events.model import Event, Turn
from core.ports.parts import Parts

_THEMSELVES = ("name", "venue", "city", "time_zone", "price", "ticket_link", "description")
"""Fields whose answer is the fact itself."""


async def _event(parts: Parts, speaker: Speaker, about: str) -> Event:
    async with parts.db.reading() as session:
        return await event_of_campaign(session, speaker.member.workspace_id, id_in(about))


async def _facts(parts: Parts, speaker: Speaker, about: str) -> dict[str, str]:
    event = await _event(parts, speaker, about)
    known = {
        "name": event.name,
        "starts": event.starts_local.isoformat(" ", "minutes"),
        "doors": event.doors_local.time().isoformat("minutes") if event.doors_local else "",
        "ends": event.ends_local.isoformat(" ", "minutes") if event.ends_local else "",
        "venue": event.venue,
        "city": event.city,
        "time_zone": event.time_zone,
        "photo": event.photo_key or "",
        "lineup": ", ".join(event.lineup),
        "ticket_link": event.ticket_link,
        "price": event.price,
        "description": event.description,
    }
    return {**known, "zone": event.time_zone}


async def _moment(parts: Parts, speaker: Speaker, about: str) -> dict[str, str]:
    event = await _event(parts, speaker, about)
    return {"zone": event.time_zone, "event": event.name}


async def _amend(session: AsyncSession, speaker: Speaker, about: str, values: Values) -> Card | None:
    starts: datetime = values["starts"]
    event = await event_of_campaign(session, speaker.member.workspace_id, id_in(about))
    facts: dict[str, Any] = {key: values[key] or "" for key in _THEMSELVES}
    facts |= {"lineup": list(values["lineup"] or ()), "starts_local": starts, "photo_key": values["photo"]}
    facts |= {"doors_local": opening(starts, values["doors"]), "ends_local": closing(starts, _end(event, values))}
    same = {key for key, value in facts.items() if value == getattr(event, key)} - {"starts_local"}
    facts = {key: value for key, value in facts.items() if key not in same}
    if starts == event.starts_local:
        del facts["starts_local"]
    return await proposed(session, speaker, id_in(about), Changes(facts=facts), session.info["clock"].now())


def _end(event: Event, values: Values) -> datetime | None:
    """An end nobody touched goes along with a start that moved to another day."""
    ends: datetime | None = values["ends"]
    days = values["starts"].date() - event.starts_local.date()
    return ends + days if ends is not None and ends == event.ends_local else ends


async def _postpone(session: AsyncSession, speaker: Speaker, about: str, values: Values) -> Card | None:
    facts = {"starts_local": values["starts"]} if values["starts"] else {}
    changes = Changes(Turn.POSTPONED, facts)
    return await proposed(session, speaker, id_in(about), changes, session.info["clock"].now())


async def _embargo(session: AsyncSession, speaker: Speaker, about: str, values: Values) -> Card | None:
    changes = Changes(Turn.EMBARGO, announce_local=values["announce"])
    return await proposed(session, speaker, id_in(about), changes, session.info["clock"].now())


def _summary(form: Form, raw: Raw, reading: Reading) -> Card:
    known = [(field, raw.get(field.key, "")) for field in form.fields]
    lines: list[Line] = [
        Fact(tr(field.label), tr("received") if field.kind is Kind.PICTURE else said(field, value, reading))
        for field, value in known
        if value
    ]
    name = raw.get("name")
    ask = (
        tr("What is different now about {event}?", event=name) if name else tr("What is different now about the event?")
    )
    return Card(ask, lines=(Text(tr("Press Change for what is different now, then look at what it touches.")), *lines))


def _zone(raw: Raw, speaker: Speaker) -> str:
    return raw.get("zone") or speaker.zone


_NEW_EVENT = {field.key: field for field in event_questions.FIELDS}
_AMENDABLE = (
    *("name", "starts", "doors", "ends", "venue", "city", "time_zone"),
    *("lineup", "ticket_link", "price", "description", "photo"),
)

AMEND = Form(
    key="amend",
    title=mark("Change event"),
    submit=mark("See what it changes"),
    fields=tuple(_NEW_EVENT[key] for key in _AMENDABLE),
    finish=_amend,
    prefill=_facts,
    summary=_summary,
    reading=_zone,
)
POSTPONE = Form(
    key="postpone",
    title=mark("Postpone"),
    submit=mark("See what it changes"),
    fields=(
        Field(
            "starts",
            mark("New start"),
            mark("When does it start now?"),
            Kind.MOMENT,
            hint=mark("Wall time at the venue. Left empty, the new date is to come and everything is held until then."),
        ),
    ),
    finish=_postpone,
    prefill=_moment,
    reading=_zone,
)
EMBARGO = Form(
    key="embargo",
    title=mark("Embargo"),
    submit=mark("See what it changes"),
    fields=(
        Field(
            "announce",
            mark("Not before"),
            mark("When may it be announced? Nothing goes out before."),
            Kind.MOMENT,
            hint=mark("Wall time at the venue. Left empty, there is no embargo any more."),
        ),
    ),
    finish=_embargo,
    prefill=_moment,
    reading=_zone,
)
