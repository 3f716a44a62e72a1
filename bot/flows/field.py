"""One question of a form, and how its answer is read.

Raw answers are always text: what a person typed, "2026-11-27 22:00" from a picker, the key of an uploaded
picture, the keys of several files joined by commas. A field turns its raw answer into a value or raises
InvalidAnswer with its sentence.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from bot.language import mark, tr, tr_many
from bot.retold import retold
from bot.words import number_in_words
from core.errors import InvalidAnswer
from core.events.moments import understand_moment, zone_named


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

    @property
    def words(self) -> str:
        """The label for its reader: marked here, or said by core as the titles of phases are."""
        return retold(tr(self.label))


@dataclass(frozen=True)
class Reading:
    """What a parser may need to know: the present, the zone the answer is in, the reader's language."""

    now: datetime
    zone: str
    language: str


WHAT_TIME = mark("What time?")


class NeedsHour(InvalidAnswer):
    """The day is clear, the hour is not."""

    def __init__(self, day: date, field: str) -> None:
        super().__init__(tr(WHAT_TIME), field=field)
        self.day = day


class TwoReadings(InvalidAnswer):
    """The answer has more than one honest reading, or one that needs a nod."""

    def __init__(self, choices: tuple[datetime, ...], field: str, why: str = "") -> None:
        asked = tr("Which of these do you mean?") if len(choices) > 1 else tr("Do you mean this?")
        super().__init__(f"{retold(why)}. {asked}" if why else asked, field=field)
        self.choices = choices


@dataclass(frozen=True)
class Field:
    """One question. `label` is how forms name it, `question` how a conversation asks it.

    Its words are marked, and translated by whoever shows them.
    """

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
                raise InvalidAnswer(tr("I need this one. {question}", question=tr(self.question)), field=self.key)
            return None
        if len(raw) > self.longest:
            raise InvalidAnswer(_too_long(len(raw), self.longest), field=self.key)
        value = _PARSERS[self.kind](self, raw, reading)
        return self.read(value) if self.read else value


def _too_long(length: int, longest: int) -> str:
    return tr_many(
        "That is {n} character long; up to {most} are fine.",
        "That is {n} characters long; up to {most} are fine.",
        length,
        most=number_in_words(longest),
    )


def _too_many(files: int, most: int) -> str:
    return tr_many(
        "This is {n} file; up to {most} are fine.", "These are {n} files; up to {most} are fine.", files, most=most
    )


KEY = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{1,5}")
"""How the media store names what it keeps."""


def keys_of(raw: str) -> tuple[str, ...]:
    """The files of a raw answer; words that are no files are left out."""
    return tuple(key for key in raw.split(",") if KEY.fullmatch(key))


def _is_video(key: str) -> bool:
    return key.endswith(".mp4")


def _text(_: Field, raw: str, __: Reading) -> str:
    return raw


def _picture(field: Field, raw: str, _: Reading) -> str:
    if not KEY.fullmatch(raw):
        raise InvalidAnswer(tr("Send it as a picture, or leave this one out."), field=field.key)
    return raw


def _media(field: Field, raw: str, _: Reading) -> tuple[str, ...]:
    keys = keys_of(raw)
    if len(keys) != len(raw.split(",")):
        sentence = tr("Words are not what I need here. {question}", question=tr(field.question))
        raise InvalidAnswer(sentence, field=field.key)
    if len(keys) > field.most:
        raise InvalidAnswer(_too_many(len(keys), field.most), field=field.key)
    if not field.videos and any(map(_is_video, keys)):
        raise InvalidAnswer(tr("I need a picture here, not a video."), field=field.key)
    return keys


def _names(_: Field, raw: str, __: Reading) -> tuple[str, ...]:
    parts = raw.replace("\n", ",").replace(";", ",").replace(" b2b ", " B2B ").split(",")
    return tuple(part.strip(" -•\t") for part in parts if part.strip(" -•\t"))


def _link(field: Field, raw: str, _: Reading) -> str:
    if " " in raw or "." not in raw:
        raise InvalidAnswer(tr("That does not look like a link. Links start with https://"), field=field.key)
    return raw if raw.startswith(("http://", "https://")) else f"https://{raw}"


def _choice(field: Field, raw: str, _: Reading) -> str:
    for option in field.options:
        if raw.casefold() in {known.casefold() for known in (option.value, option.label, option.words)}:
            return option.value
    known = ", ".join(option.words for option in field.options)
    sentence = tr("I don't know “{word}” here. Pick one of: {known}.", word=raw[:40], known=known)
    raise InvalidAnswer(sentence, field=field.key)


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
        raise InvalidAnswer(tr("On which day? Write it like “Fri 27 Nov 22:00”."), field=field.key)
    raise InvalidAnswer(
        tr("I could not read a day and an hour in that. Write it like “Fri 27 Nov 22:00”."), field=field.key
    )


def _hour(field: Field, raw: str, reading: Reading) -> time:
    """A time of day; the day it belongs to is told by another answer."""
    try:
        return time.fromisoformat(raw)
    except ValueError:
        found = understand_moment(raw, reading.now, reading.zone, reading.language).clock
    if found is None:
        raise InvalidAnswer(tr("I could not read an hour in that. Write it like “21:00”."), field=field.key)
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
            tr("I don't know the time zone “{word}”. Write a name like Europe/Berlin, or a large city.", word=raw[:40]),
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
