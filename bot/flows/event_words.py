"""An event in somebody's own words, as raw answers of its form."""

from datetime import datetime

from bot.flows.form import Reading
from bot.retold import retold
from bot.speaker import Speaker
from core.events.extract import Facts, Origin, extract, read_as_of, still_to_come
from core.events.extract.prose import prose

MOST_ASSUMED = 1000
START = ("starts", "_day", "_choices")
BESIDE = ("venue", "city", "price", "lineup", "ticket_link", "doors", "ends", "starts")
"""What shows that a sentence tells more than it was asked for."""


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
        "assumed": ". ".join(map(retold, facts.assumed))[:MOST_ASSUMED],
        "_day": facts.day.isoformat() if facts.day and not facts.start_local and not facts.choices else "",
        "_choices": ";".join(choice.isoformat(" ", "minutes") for choice in facts.choices),
    }
    elsewhere = {"time_zone": ""} if facts.time_zone == "" else {}
    return {key: value for key, value in raw.items() if value} | elsewhere


def _opening(facts: Facts) -> str:
    """The doors' hour, where it says more than the start."""
    told = facts.doors_local is not None and facts.doors_local != facts.start_local
    return facts.doors_local.time().isoformat("minutes") if facts.doors_local and told else ""


def is_event(words: str, speaker: Speaker, now: datetime) -> bool:
    """Whether they name an event and its start."""
    facts = from_words(words, speaker, now)
    return bool(facts.name and (facts.start_local or facts.choices))


def beside(key: str, words: str, speaker: Speaker, reading: Reading) -> dict[str, str]:
    """All answers in a sentence that answers the question about `key` and tells more; {} when it does not.

    A name is taken as it is written unless a day and an hour stand beside it: there are parties called Black Friday."""
    if key not in _TOLD:
        return {}
    facts = from_words(words, speaker, reading.now)
    told = raw_of(facts, speaker)
    if key == "venue" and "city" in told and "venue" not in told:
        told["venue"] = told.get("name", "")  # "Halle 7, Berlin" might name an event; asked for the place, it does not
    if not facts.time_zone:
        told.pop("time_zone", None)
    return told if _TOLD[key](told) else {}


def _tells_name(told: dict[str, str]) -> bool:
    return "name" in told and ("starts" in told or "_choices" in told or ("_day" in told and "venue" in told))


def _tells_start(told: dict[str, str]) -> bool:
    return any(key in told for key in START) and any(key in told for key in BESIDE if key != "starts")


def _tells_venue(told: dict[str, str]) -> bool:
    return bool(told.get("venue")) and any(key in told for key in BESIDE if key != "venue")


_TOLD = {"name": _tells_name, "starts": _tells_start, "venue": _tells_venue}
"""Questions that people answer with a sentence, and when it tells more than that."""
