"""New event: the questions, the summary that is said back, and what happens on yes."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card, Fact, Line, Small, Text
from bot.cards.clocks import event_twice_card
from bot.flows.choose_account import account_field
from bot.flows.form import Field, Form, Kind, Option, Raw, Reading, Values
from bot.speaker import Speaker
from bot.words import long_moment, shortened, spoken_list
from core.accounts.queries import accounts_to_choose, default_account
from core.campaigns.plans import BY_ITSELF, plans_of, usual_ref
from core.copy.audience import EVERYONE, HOW, audience_named
from core.copy.audience import LONGEST as LONGEST_AUDIENCE
from core.copy.languages import NAMES, languages_named
from core.errors import InvalidAnswer
from core.events.create import TONES, NewEvent, create_event
from core.events.extract import Facts, Origin, extract, read_as_of, still_to_come
from core.events.extract.genres import GENRES
from core.events.extract.prose import prose
from core.events.moments import zone_named, zone_of_city
from core.ports.parts import Parts

MOST_ASSUMED = 1000
MOST_SAID_BACK = 300
LONGEST_WAIT = timedelta(hours=12)
"""Doors that open longer before the start are a slip."""


def _title(word: str) -> Option:
    return Option(word, word[:1].upper() + word[1:])


def _zone_of_city(raw: Raw, reading: Reading) -> tuple[Option, ...]:
    """The zone of the city that was named, when there is just one."""
    zone = zone_of_city(raw.get("city", ""), reading.language) if raw.get("city") else None
    return (Option(zone, zone),) if zone else ()


def _audiences(_: Raw, __: Reading) -> tuple[Option, ...]:
    return tuple(map(_title, (EVERYONE, *HOW)))


def _languages(named: str) -> tuple[str, ...]:
    try:
        return languages_named(named)
    except ValueError as error:
        known = spoken_list(list(NAMES.values()))
        raise InvalidAnswer(f"I don't write “{error}”. I write {known}.", field="languages") from error


FIELDS = (
    Field("name", "Name", "What is the event called?", required=True, longest=120),
    Field(
        "starts",
        "Starts",
        "When does it start?",
        Kind.MOMENT,
        required=True,
        hint="Wall time at the venue, for example Fri 27 Nov 22:00.",
    ),
    Field(
        "doors",
        "Doors",
        "When do the doors open?",
        Kind.HOUR,
        hint="When they open before it starts, for example 21:00.",
        longest=60,
        extra=True,
    ),
    Field("ends", "Ends", "When does it end?", Kind.MOMENT, hint="Leave it open if you like."),
    Field("venue", "Venue", "Where is it?", required=True, longest=120),
    Field("city", "City", "In which city?", longest=80),
    Field(
        "time_zone",
        "Time zone",
        "Which time zone is the venue in?",
        Kind.ZONE,
        required=True,
        hint="A name like Europe/Berlin, or a large city.",
        longest=60,
        suggest=_zone_of_city,
    ),
    Field(
        "lineup",
        "Line-up",
        "Who plays? Names separated by commas.",
        Kind.NAMES,
        hint="Separate with commas.",
        longest=2000,
    ),
    Field("ticket_link", "Ticket link", "Is there a ticket link?", Kind.LINK, longest=500),
    Field("price", "Price", "What does it cost?", hint="For example: early bird 12 EUR", longest=120),
    Field("genre", "Genre", "Which genre?", Kind.CHOICE, options=tuple(_title(genre) for genre in GENRES)),
    Field(
        "description",
        "Description",
        "What else shall people know? A sentence or two.",
        Kind.PARAGRAPH,
        hint="Captions may use it.",
        longest=2000,
        extra=True,
    ),
    Field("photo", "Flyer or photo", "Do you have a flyer or a photo? Send it.", Kind.PICTURE, longest=200),
    Field("tone", "Tone", "Which tone shall I write in?", Kind.CHOICE, options=tuple(_title(tone) for tone in TONES)),
    Field(
        "audience",
        "Audience",
        "Whom is it for?",
        hint="Everyone, regulars, newcomers, students, industry, or in your own words.",
        longest=LONGEST_AUDIENCE,
        suggest=_audiences,
        read=audience_named,
        extra=True,
    ),
    Field(
        "languages",
        "Languages",
        "In which languages shall I write?",
        hint="English, German, Spanish, French or Italian; several with commas, the first one on top.",
        longest=120,
        read=_languages,
        extra=True,
    ),
    Field(
        "plan",
        "Plan",
        "Which plan?",
        Kind.CHOICE,
        options=(Option(BY_ITSELF, "By itself, from the time that is left"),),
    ),
)


async def _fields(session: AsyncSession, speaker: Speaker, _: str) -> tuple[Field, ...]:
    """The plans are the team's; which account is a question only for teams that have several."""
    workspace_id = speaker.member.workspace_id
    plans = [Option(plan.ref, plan.title) for plan in await plans_of(session, workspace_id)]
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


async def _finish(session: AsyncSession, speaker: Speaker, _: str, values: Values) -> Card | None:
    facts = NewEvent(
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
        why = f"The doors cannot open at {doors:%H:%M} when it starts at {starts:%H:%M}. When do they open?"
        raise InvalidAnswer(why, field="doors")
    return opened


def _summary(form: Form, raw: Raw, reading: Reading) -> Card:
    """The full date with weekday and year, and everything that was understood."""
    lines: list[Line] = []
    for field in form.fields:
        value = raw.get(field.key, "")
        if not value or field.key in ("tone", "plan", "photo", "time_zone") or _goes_without_saying(field.key, value):
            continue
        lines.append(Fact(field.label, shortened(said(field, value, reading), MOST_SAID_BACK)))
    if raw.get("photo"):
        lines.append(Fact("Flyer or photo", "received"))
    if raw.get("assumed"):
        lines.append(Small(raw["assumed"]))
    name = raw.get("name") or "New event"
    return Card(summary=f"Is this right? {name}", title=name, lines=(Text("Is this right?"), *lines))


def _goes_without_saying(key: str, value: str) -> bool:
    """An audience or a language nobody chose."""
    return (key == "audience" and not audience_named(value)) or (key == "languages" and value in NAMES.values())


def said(field: Field, value: str, reading: Reading) -> str:
    """An answer as it is said back: moments in full, everything else as it was typed."""
    if field.kind is Kind.CHOICE:
        return next((option.label for option in field.options if option.value == value), value)
    if field.kind is not Kind.MOMENT:
        return value
    try:
        return long_moment(field.parse(value, reading), reading.zone)
    except InvalidAnswer:
        return value


def from_sentence(text: str, speaker: Speaker, now: datetime, origin: Origin | None = None) -> dict[str, str]:
    """Free text -> raw answers of this form. What was not understood stays empty.

    "_day" and "_choices" are what the sentence says about the start when that is not one clear moment."""
    return raw_of(from_words(text, speaker, now, origin), speaker)


def from_words(text: str, speaker: Speaker, now: datetime, origin: Origin | None = None) -> Facts:
    """What rules read in a text, as of the time it was written."""
    facts = extract(text, read_as_of(origin, now), speaker.zone, speaker.language) if text.strip() else Facts()
    return still_to_come(facts, origin, now, speaker.zone)


def raw_of(facts: Facts, speaker: Speaker) -> dict[str, str]:
    """Facts, wherever they were read, as raw answers of this form."""
    zone = facts.time_zone or (speaker.zone if speaker.zone_known else "")
    raw = {
        "name": facts.name,
        "starts": facts.start_local.isoformat(" ", "minutes") if facts.start_local else "",
        "ends": facts.end_local.isoformat(" ", "minutes") if facts.end_local else "",
        "doors": _opening(facts),
        "time_zone": zone,
        "venue": facts.venue,
        "city": facts.city,
        "lineup": ", ".join(facts.lineup),
        "ticket_link": facts.ticket_link,
        "price": facts.price,
        "genre": facts.genre,
        "description": prose(facts.description),
        "assumed": ". ".join(facts.assumed)[:MOST_ASSUMED],
        "_day": facts.day.isoformat() if facts.day and not facts.start_local and not facts.choices else "",
        "_choices": ";".join(choice.isoformat(" ", "minutes") for choice in facts.choices),
    }
    elsewhere = {"time_zone": ""} if facts.time_zone == "" else {}
    return {key: value for key, value in raw.items() if value} | elsewhere


def _opening(facts: Facts) -> str:
    """The doors' hour, where it says more than the start."""
    told = facts.doors_local is not None and facts.doors_local != facts.start_local
    return facts.doors_local.time().isoformat("minutes") if facts.doors_local and told else ""


FORM = Form(
    key="event",
    title="New event",
    submit="Create event",
    fields=FIELDS,
    finish=_finish,
    prefill=_prefill,
    summary=_summary,
    reading=_zone,
    fit=_fields,
)
