"""The facts of an event as programs send them, read by the very questions people answer in chat."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, model_validator
from sqlalchemy.ext.asyncio import AsyncSession

from bot.flows.amend_event import AMEND
from bot.flows.create_event import FORM, closing, facts_of, opening
from bot.flows.event_words import from_sentence
from bot.flows.form import Form, InvalidAnswers, Reading
from bot.language import spoken
from bot.web.api.asked import Asked
from bot.web.api.shapes import Shape, Words
from core.errors import InvalidAnswer
from core.events.create import NewEvent
from core.events.model import Event

MOST_NAMES = 40
Line = Annotated[Words, Field(max_length=500)]
Name = Annotated[Words, Field(min_length=1, max_length=80)]
WallTime = Annotated[Words, Field(max_length=60, examples=["2026-11-27 22:00"], description="Wall time at the venue.")]
HOUR_MISSING = "At what hour does it start? I read the day {day}."
WHICH = "Which of these do you mean: {choices}?"


class Facts(Shape):
    """What is left out is not known, or stays as it is."""

    name: Line | None = None
    starts: WallTime | None = None
    doors: Annotated[Words, Field(max_length=20, examples=["21:00"])] | None = None
    ends: WallTime | None = None
    time_zone: Annotated[Words, Field(max_length=60, examples=["Europe/Berlin"])] | None = None
    venue: Line | None = None
    city: Line | None = None
    lineup: Annotated[list[Name], Field(max_length=MOST_NAMES)] | None = None
    ticket_link: Annotated[Words, Field(max_length=500)] | None = None
    price: Line | None = None
    description: Annotated[Words, Field(max_length=4000)] | None = None

    def raw(self, *but: str) -> dict[str, str]:
        """As somebody would have typed them."""
        given = self.model_dump(exclude={"text", "preview", *but}, exclude_none=True)
        return {key: ", ".join(value) if isinstance(value, list) else str(value) for key, value in given.items()}


class CreateEvent(Facts):
    """Facts, or `text`: a sentence as people type it in chat. Facts win over what was read in the sentence."""

    text: (
        Annotated[
            Words,
            Field(min_length=1, max_length=4000, examples=["Techno night Fri 27 Nov 22:00, Halle 7, Berlin, 12 EUR"]),
        ]
        | None
    ) = None
    genre: Line | None = None
    tone: Line | None = None
    plan: Line | None = None
    audience: Line | None = None
    languages: Line | None = None
    account: Annotated[Words, Field(max_length=36, description="Id of the account to publish from.")] | None = None


class AmendEvent(Facts):
    """The facts that are different now, at least one."""

    preview: bool = Field(False, description="Only tell what it would do.")

    @model_validator(mode="after")
    def _says_something(self) -> "AmendEvent":
        if not self.raw():
            raise ValueError("Name at least one fact that is different now.")
        return self


@dataclass(frozen=True)
class Created:
    """What was read; the rest is asked of the database when it is made. understood: by field, what words said."""

    asks: Asked
    raw: Mapping[str, str]
    understood: Mapping[str, str]

    async def facts(self, session: AsyncSession) -> NewEvent:
        """Raises InvalidAnswers, each by its field."""
        speaker = self.asks.speaker
        form = await FORM.fitted(session, speaker, "")
        _insist_on_a_start(self.raw)
        return facts_of(speaker, form.parse(self.raw, _reading(self.asks, form, self.raw)))


async def created(asks: Asked, body: CreateEvent) -> Created:
    speaker, now = asks.speaker, asks.services.clock.now()
    usual = await FORM.prefill(asks.services, speaker, "")
    words = from_sentence(body.text, speaker, now) if body.text else {}
    given = body.raw()
    if "starts" in given:
        words = {key: said for key, said in words.items() if key not in ("_day", "_choices")}
    raw = {**usual, **words, **given}
    understood = {key: said for key, said in {**words, **given}.items() if said and not key.startswith("_")}
    return Created(asks, raw, understood if body.text else {})


def amended(asks: Asked, event: Event, body: AmendEvent) -> dict[str, Any]:
    """Facts by the event's own names. Raises InvalidAnswers."""
    raw = {"zone": event.time_zone, **body.raw()}
    if "time_zone" in raw:
        raw["zone"] = raw["time_zone"]
    values, wrong = {}, {}
    for field in AMEND.fields:
        if field.key in raw:
            try:
                values[field.key] = field.parse(raw[field.key], _reading(asks, AMEND, raw))
            except InvalidAnswer as error:
                wrong[field.key] = error.message
    if wrong:
        raise InvalidAnswers(wrong)
    return _facts(event, values)


def _facts(event: Event, values: dict[str, Any]) -> dict[str, Any]:
    starts = values.pop("starts", None)
    facts: dict[str, Any] = {}
    if starts is not None:
        facts["starts_local"] = starts
    begins = starts or event.starts_local
    if "doors" in values:
        facts["doors_local"] = opening(begins, values.pop("doors"))
    if "ends" in values:
        facts["ends_local"] = closing(begins, values.pop("ends"))
    if "lineup" in values:
        facts["lineup"] = list(values.pop("lineup") or ())
    return {**facts, **{key: value or "" for key, value in values.items()}}


def _reading(asks: Asked, form: Form, raw: Mapping[str, str]) -> Reading:
    speaker = asks.speaker
    return Reading(asks.services.clock.now(), form.zone(raw, speaker), spoken(speaker.language))


def _insist_on_a_start(raw: Mapping[str, str]) -> None:
    """What chat would ask back. Raises InvalidAnswer."""
    if raw.get("starts"):
        return
    if choices := raw.get("_choices"):
        raise InvalidAnswer(WHICH.format(choices=", ".join(choices.split(";"))), field="starts")
    if day := raw.get("_day"):
        raise InvalidAnswer(HOUR_MISSING.format(day=day), field="starts")
