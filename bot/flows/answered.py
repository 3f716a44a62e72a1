"""An answer kept: to the open question, and to others when a sentence tells more than was asked.

What each message told is kept as well: people edit what they wrote, and messages overtake each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from bot.flows.form import Field, Form, Kind, NeedsHour, Reading
from bot.speaker import Speaker
from core.events.moments import understand_moment
from core.notices.model import Talk

SAID = "_said"
START_HALF_TOLD = ("_day", "_choices")
MOST_ASSUMED = 1000
MOST_OVERTAKEN = 10
"""So few places lie between messages that overtake each other; a group that moved counts its places anew."""


@dataclass(frozen=True)
class Said:
    """One message: its place in the chat, the question it answered ("" when it began the talk), what it told."""

    place: int
    key: str
    words: str
    told: Mapping[str, str]


def all_said(talk: Talk) -> list[Said]:
    """What each message told, in the order in which it was taken."""
    return [Said(*entry) for entry in talk.answers.get(SAID, [])]


def note_said(talk: Talk, said: Said) -> None:
    """Remember what a message told, instead of what it told before. Messages without a place are not edited."""
    if said.place:
        others = [vars(each) for each in all_said(talk) if each.place != said.place]
        talk.answers = {**talk.answers, SAID: [list(each.values()) for each in (*others, vars(said))]}


def later_said(talk: Talk, place: int) -> list[Said]:
    """Answers sent after what stands at this place, and taken before it."""
    later = [each for each in all_said(talk) if place and each.key and 0 < each.place - place <= MOST_OVERTAKEN]
    return sorted(later, key=lambda each: each.place)


def take_back(talk: Talk, later: Sequence[Said], speaker: Speaker) -> list[tuple[Speaker, str]]:
    """Forget such answers, and return them to be given again in their turn."""
    if later:
        _forget(talk, later)
        talk.field = later[0].key
    return [(replace(speaker, place=each.place), each.words) for each in later]


def _forget(talk: Talk, gone: Sequence[Said]) -> None:
    """As if these messages had told nothing; what was told anew since then stays."""
    answers = dict(talk.answers)
    for each in gone:
        answers |= {key: "" for key, told in each.told.items() if answers.get(key) == told}
    asked = [key for key in answers.get("_asked", []) if key not in {each.key for each in gone}]
    kept = [list(vars(each).values()) for each in all_said(talk) if each not in gone]
    talk.answers = {**answers, "_asked": asked, SAID: kept}


def keep(form: Form, talk: Talk, field: Field, raw: str, speaker: Speaker, reading: Reading) -> dict[str, str]:
    """Keep an answer; returns what was told beside it, which is kept even when the answer is not clear.

    Raises InvalidAnswer with the reason."""
    sentence = form.tells(field.key, raw, speaker, reading) if form.tells else {}
    answer = sentence.get(field.key) or (sentence.get("_day") if field.kind is Kind.MOMENT else "") or raw
    beside = {key: told for key, told in sentence.items() if key != field.key and _is_open(form, talk, field, key)}
    talk.answers = {**talk.answers, **beside, **_assumed(talk, sentence)}
    note_said(talk, Said(speaker.place, field.key, raw, beside))
    try:
        value = field.parse(_with_day(field, talk, answer, reading), reading)
    except NeedsHour as error:
        talk.answers = {**talk.answers, "_day": error.day.isoformat()}
        raise
    kept = _kept(field, value, answer)
    passed = (*START_HALF_TOLD, "_options") if field.kind is Kind.MOMENT else ("_options",)
    answers = {key: old for key, old in talk.answers.items() if key not in passed}
    implied = {key: given for key, given in field.implied(kept).items() if not answers.get(key)}
    talk.answers = {**answers, **implied, field.key: kept, "_asked": [*answers.get("_asked", []), field.key]}
    note_said(talk, Said(speaker.place, field.key, raw, {**beside, field.key: kept}))
    return beside


def understood(form: Form, field: Field, raw: str, speaker: Speaker, reading: Reading) -> dict[str, str]:
    """What an answer would tell, without keeping it. Raises InvalidAnswer with the reason."""
    sentence = form.tells(field.key, raw, speaker, reading) if form.tells else {}
    answer = sentence.get(field.key) or raw
    return {**sentence, field.key: _kept(field, field.parse(answer, reading), answer)}


def _is_open(form: Form, talk: Talk, field: Field, key: str) -> bool:
    """Whether nobody has told this yet; a time zone is a guess until somebody does."""
    if key in START_HALF_TOLD:
        return field.kind is not Kind.MOMENT and not talk.answers.get("starts")
    asked = talk.answers.get("_asked", [])
    known = talk.answers.get(key) and not (key == "time_zone" and key not in asked)
    return not known and any(each.key == key for each in form.fields)


def _assumed(talk: Talk, sentence: Mapping[str, str]) -> dict[str, str]:
    known, more = str(talk.answers.get("assumed", "")), sentence.get("assumed", "")
    return {"assumed": ". ".join(filter(None, (known, more)))[:MOST_ASSUMED]} if more and more not in known else {}


def _kept(field: Field, value: object, raw: str) -> str:
    """An answer as text that reads the same for ever: "Friday 22:00" typed today is another day next week."""
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value) if field.kind is Kind.ZONE and value else raw.strip()


def _with_day(field: Field, talk: Talk, raw: str, reading: Reading) -> str:
    """ "22:00" after a day was picked means that day at 22:00."""
    day = talk.answers.get("_day")
    asked_for_hour = field.kind is Kind.MOMENT and day and raw.strip() and not _has_day(raw.strip(), reading)
    return f"{day} {raw.strip()}" if asked_for_hour else raw


def _has_day(raw: str, reading: Reading) -> bool:
    """Whether somebody who was asked for an hour named a day as well."""
    try:
        time.fromisoformat(raw)
    except ValueError:
        return understand_moment(raw, reading.now, reading.zone, reading.language).day is not None
    return False
