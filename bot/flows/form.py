"""A form is a value: key, title, fields, build, submit. Platforms know only field kinds.

Raw answers are always text: what a person typed, "2026-11-27 22:00" from a picker, the key of an uploaded
picture, the keys of several files joined by commas. A field turns its raw answer into a value or raises
InvalidAnswer with its sentence.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card
from bot.speaker import Speaker
from core.errors import InvalidAnswer
from core.events.moments import understand_moment, zone_named
from core.ports.parts import Parts


class Kind(Enum):
    """What sort of answer a field takes; each platform has its own control for it. A logo keeps its transparency."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    CHOICE = "choice"
    MOMENT = "moment"
    HOUR = "hour"
    NAMES = "names"
    LINK = "link"
    ZONE = "zone"
    PICTURE = "picture"
    LOGO = "logo"
    MEDIA = "media"


@dataclass(frozen=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True)
class Reading:
    """What a parser may need to know: the present, the zone the answer is in, the reader's language."""

    now: datetime
    zone: str
    language: str


class NeedsHour(InvalidAnswer):
    """The day is clear, the hour is not."""

    def __init__(self, day: date, field: str) -> None:
        super().__init__("What time?", field=field)
        self.day = day


class TwoReadings(InvalidAnswer):
    """The answer has more than one honest reading, or one that needs a nod."""

    def __init__(self, choices: tuple[datetime, ...], field: str, why: str = "") -> None:
        asked = "Which of these do you mean?" if len(choices) > 1 else "Do you mean this?"
        super().__init__(f"{why}. {asked}" if why else asked, field=field)
        self.choices = choices


@dataclass(frozen=True)
class Field:
    """One question. `label` is how forms name it, `question` how a conversation asks it."""

    key: str
    label: str
    question: str
    kind: Kind = Kind.LINE
    required: bool = False
    hint: str = ""
    options: tuple[Option, ...] = ()
    longest: int = 150
    always_asked: bool = False
    """In a conversation that goes through all questions, asked even when an answer is known."""
    extra: bool = False
    """In a conversation, asked only of those who want to tell more."""
    suggest: Callable[[Mapping[str, str], Reading], tuple[Option, ...]] | None = None
    """Likely answers, from what was answered before."""
    read: Callable[[str], Any] | None = None
    """What the words of this very field mean; raises InvalidAnswer. None: they mean themselves."""
    implies: Callable[[str], Mapping[str, str]] | None = None
    """Answers to other fields that this raw answer gives as well, unless they were given."""
    most: int = 10
    """How many files a field for files takes."""
    videos: bool = True
    """Whether a file may be a video."""

    def implied(self, raw: str) -> Mapping[str, str]:
        return self.implies(raw) if self.implies else {}

    def parse(self, raw: str, reading: Reading) -> Any:
        """Text -> value; an empty answer to an optional field is None. Raises InvalidAnswer."""
        raw = raw.strip()
        if not raw:
            if self.required:
                raise InvalidAnswer(f"I need this one. {self.question}", field=self.key)
            return None
        if len(raw) > self.longest:
            raise InvalidAnswer(
                f"That is {len(raw):,} characters long; up to {self.longest:,} are fine.", field=self.key
            )
        value = _PARSERS[self.kind](self, raw, reading)
        return self.read(value) if self.read else value


KEY = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{1,5}")
"""How the media store names what it keeps."""


def keys_of(raw: str) -> tuple[str, ...]:
    """The files of a raw answer; words that are no files are left out."""
    return tuple(key for key in raw.split(",") if KEY.fullmatch(key))


def is_video(key: str) -> bool:
    return key.endswith(".mp4")


def _text(_: Field, raw: str, __: Reading) -> str:
    return raw


def _picture(field: Field, raw: str, _: Reading) -> str:
    if not KEY.fullmatch(raw):
        raise InvalidAnswer("Send it as a picture, or leave this one out.", field=field.key)
    return raw


def _media(field: Field, raw: str, _: Reading) -> tuple[str, ...]:
    keys = keys_of(raw)
    if len(keys) != len(raw.split(",")):
        raise InvalidAnswer(f"Words are not what I need here. {field.question}", field=field.key)
    if len(keys) > field.most:
        raise InvalidAnswer(f"These are {len(keys)} files; up to {field.most} are fine.", field=field.key)
    if not field.videos and any(map(is_video, keys)):
        raise InvalidAnswer("I need a picture here, not a video.", field=field.key)
    return keys


def _names(_: Field, raw: str, __: Reading) -> tuple[str, ...]:
    parts = raw.replace("\n", ",").replace(";", ",").replace(" b2b ", " B2B ").split(",")
    return tuple(part.strip(" -•\t") for part in parts if part.strip(" -•\t"))


def _link(field: Field, raw: str, _: Reading) -> str:
    if " " in raw or "." not in raw:
        raise InvalidAnswer("That does not look like a link. Links start with https://", field=field.key)
    return raw if raw.startswith(("http://", "https://")) else f"https://{raw}"


def _choice(field: Field, raw: str, _: Reading) -> str:
    for option in field.options:
        if raw.casefold() in (option.value.casefold(), option.label.casefold()):
            return option.value
    known = ", ".join(option.label for option in field.options)
    raise InvalidAnswer(f"I don't know “{raw[:40]}” here. Pick one of: {known}.", field=field.key)


def _moment(field: Field, raw: str, reading: Reading) -> datetime:
    picked = _from_picker(field, raw)
    if picked is not None:
        return picked
    found = understand_moment(raw, reading.now, reading.zone, reading.language)
    if found.start_local is not None:
        return found.start_local
    if found.choices:
        why = found.assumed[-1] if len(found.choices) == 1 and found.assumed else ""
        raise TwoReadings(found.choices, field.key, why)
    if found.day is not None:
        raise NeedsHour(found.day, field.key)
    if found.clock is not None:
        raise InvalidAnswer("On which day? Write it like “Fri 27 Nov 22:00”.", field=field.key)
    raise InvalidAnswer(
        "I could not read a day and an hour in that. Write it like “Fri 27 Nov 22:00”.", field=field.key
    )


def _hour(field: Field, raw: str, reading: Reading) -> time:
    """A time of day; the day it belongs to is told by another answer."""
    try:
        return time.fromisoformat(raw)
    except ValueError:
        found = understand_moment(raw, reading.now, reading.zone, reading.language).clock
    if found is None:
        raise InvalidAnswer("I could not read an hour in that. Write it like “21:00”.", field=field.key)
    return found


def _from_picker(field: Field, raw: str) -> datetime | None:
    """What a native picker or one of our buttons says; None for a person's own words."""
    try:
        if len(raw) == len("2026-11-27"):
            raise NeedsHour(date.fromisoformat(raw), field.key)
        return datetime.fromisoformat(raw).replace(tzinfo=None)
    except ValueError:
        return None


def _zone(field: Field, raw: str, reading: Reading) -> str:
    zone = zone_named(raw, reading.language)
    if zone is None:
        raise InvalidAnswer(
            f"I don't know the time zone “{raw[:40]}”. Write a name like Europe/Berlin, or a large city.",
            field=field.key,
        )
    return zone


_PARSERS: dict[Kind, Callable[[Field, str, Reading], Any]] = {
    **dict.fromkeys((Kind.LINE, Kind.PARAGRAPH), _text),
    **dict.fromkeys((Kind.PICTURE, Kind.LOGO), _picture),
    Kind.MEDIA: _media,
    Kind.NAMES: _names,
    Kind.LINK: _link,
    Kind.CHOICE: _choice,
    Kind.MOMENT: _moment,
    Kind.HOUR: _hour,
    Kind.ZONE: _zone,
}

Values = Mapping[str, Any]
Raw = Mapping[str, str]


@dataclass(frozen=True)
class Form:
    """A whole conversation as a value."""

    key: str
    title: str
    """At most 24 characters: Slack's limit for a modal."""
    submit: str
    fields: tuple[Field, ...]
    finish: Callable[[AsyncSession, Speaker, str, Values], Awaitable[Card | None]]
    """(session, speaker, subject, parsed values) -> something to say, or None when cards speak for themselves.

    Runs in the caller's transaction, together with closing the conversation: both happen or neither."""
    prefill: Callable[[Parts, Speaker, str], Awaitable[dict[str, str]]]
    summary: Callable[["Form", Raw, Reading], Card] | None = None
    """What is said back before it counts; None when the last answer is enough."""
    reading: Callable[[Raw, Speaker], str] | None = None
    """Which zone moments are read in, when the form itself says so."""
    intro: str = ""
    fit: Callable[[AsyncSession, Speaker, str], Awaitable[tuple[Field, ...]]] | None = None
    """All its fields for this speaker and subject, when they depend on what the team has."""

    async def fitted(self, session: AsyncSession, speaker: Speaker, subject: str) -> "Form":
        """The form as it is to be asked now; houses and conversations work with this one."""
        return replace(self, fields=await self.fit(session, speaker, subject)) if self.fit else self

    def field(self, key: str) -> Field:
        return next(field for field in self.fields if field.key == key)

    def zone(self, raw: Raw, speaker: Speaker) -> str:
        return self.reading(raw, speaker) if self.reading else speaker.zone

    def parse(self, raw: Raw, reading: Reading) -> dict[str, Any]:
        """Parse all answers; raises InvalidAnswers with every sentence by field key."""
        values: dict[str, Any] = {}
        wrong: dict[str, str] = {}
        for field in self.fields:
            try:
                values[field.key] = field.parse(raw.get(field.key, ""), reading)
            except InvalidAnswer as error:
                wrong[field.key] = error.message
        if wrong:
            raise InvalidAnswers(wrong)
        return values

    def missing(self, raw: Raw) -> list[Field]:
        """Required fields without an answer."""
        return [field for field in self.fields if field.required and not raw.get(field.key, "").strip()]


class InvalidAnswers(InvalidAnswer):
    """Several answers need care."""

    def __init__(self, by_field: Mapping[str, str]) -> None:
        super().__init__(next(iter(by_field.values())), field=next(iter(by_field)))
        self.by_field = dict(by_field)


async def nothing_known(_: Parts, __: Speaker, ___: str) -> dict[str, str]:
    """The prefill of a form that starts empty."""
    return {}
