"""A change of an event in words: "sold out", "abgesagt", "moved to 23:00", "price is now 15", "new venue: Halle 8".

Only whole messages are read, so that nothing else somebody writes is taken for one. Pure.
"""

import re
import tomllib
from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from functools import cache
from importlib.resources import files

from core.copy.money import amounts_in, says_free
from core.events.amend import Changes
from core.events.model import Event, Turn
from core.events.moments import Moment, evening_of, understand_moment

_LONGEST = 300
_SIGN = re.compile(r"€|\$|£|\b(?:eur|euros?|usd|gbp|chf|pln)\b", re.IGNORECASE)
_BARE = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?")
_URL = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
_NO_PLACE = re.compile(
    r"(?:is )?(?:missing|wrong|unclear|falsch|fehlt|mal|falta|manque|faux|manca|sbagliat[oa]|not .*|too .*)",
    re.IGNORECASE,
)
"""What people say of a place on a flyer."""
_CLOCK = re.compile(
    r"(?:at |um |a las? |[àa] |alle )?(?P<hour>[01]?\d|2[0-4])(?:[:.h](?P<minute>[0-5]\d)|h)?"
    r"\s?(?P<half>am|pm|uhr)?(?: (?:instead|please|statt dessen|bitte))?",
    re.IGNORECASE,
)


def read_change(words: str, event: Event, now: datetime, language: str) -> Changes | None:
    """None for everything that is no change, or leaves a doubt which it is."""
    plain = " ".join(words.split()).strip(" .!¡…")
    if not plain or len(plain) > _LONGEST:
        return None
    while (shorter := _pattern("polite").sub("", plain).strip(" ,:;-–")) != plain:
        plain = shorter
    plain = _without_name(plain, event)
    return _whole(plain) or _dated(plain, event, now, language) or _amended(plain, event)


def _without_name(plain: str, event: Event) -> str:
    """ "Warehouse Night is sold out", "Warehouse Night: price 15"."""
    name = re.compile(rf"^(?:the )?{re.escape(event.name)}\b[\s:,–-]*", re.IGNORECASE)
    rest = name.sub("", plain)
    return rest or plain


@cache
def _words() -> dict[str, str]:
    table = tomllib.loads(files(__package__).joinpath("said.toml").read_text(encoding="utf-8"))
    return {name: f"(?:{'|'.join(words)})" for name, words in table.items()}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    words = _words()
    subject = rf"(?:{words['event']}[\s']*)?(?:{words['is']}\s*)*"
    shapes: dict[str, str] = {
        "polite": rf"^{words['polite']}[\s,:!.–-]+(?=\S)|[\s,]+{words['polite']}$",
        "postponed": rf"^{subject}{words['postponed']}(?:\s+(?:{words['to']}\s+)*(?P<to>.+))?$",
        **{key: rf"^{words[key]}\s*[:=]?\s+(?P<value>.+)$|^{words[key]}\s*[:=]\s*(?P<bare>.+)$" for key in _VALUED},
    }
    return re.compile(shapes.get(name, rf"^{subject}{words.get(name, '')}$"), re.IGNORECASE)


def _value(key: str, plain: str) -> str:
    found = _pattern(key).match(plain)
    return (found["value"] or found["bare"] or "").strip(" .!“”\"'") if found else ""


_WHOLE = (Turn.SOLD_OUT, Turn.ON_SALE, Turn.REVIVED, Turn.CANCELLED)
_VALUED = ("starts", "doors", "ends", "price", "venue", "lineup", "link")


def _whole(plain: str) -> Changes | None:
    return next((Changes(turn) for turn in _WHOLE if _pattern(turn.value).match(plain)), None)


def _dated(plain: str, event: Event, now: datetime, language: str) -> Changes | None:
    """A new hour on the same evening, a new day, or a day that is to come."""
    if (told := _value("doors", plain)) and (hour := _hour(told)) is not None:
        return Changes(facts={"doors_local": _before(event.starts_local, hour)})
    if (told := _value("ends", plain)) and (hour := _hour(told)) is not None:
        return Changes(facts={"ends_local": _after(event.starts_local, hour)})
    for key in ("starts", "postponed"):
        found = _pattern(key).match(plain)
        told = "" if found is None else (found["to"] or "") if key == "postponed" else _value(key, plain)
        if found is not None and (read := _moved(told, event, now, language)):
            return read
    bare = _pattern("postponed").match(plain)
    return Changes(Turn.POSTPONED) if bare and not bare["to"] and not _only_moved(plain) else None


def _only_moved(plain: str) -> bool:
    """ "Moved" alone says nothing."""
    return len(plain) < len("postpone")


def _moved(told: str, event: Event, now: datetime, language: str) -> Changes | None:
    if (hour := _hour(told)) is not None:
        return Changes(facts={"starts_local": _on_the_evening(event.starts_local, hour)})
    found: Moment = understand_moment(told, now, event.time_zone, language)
    if found.start_local is not None and found.rest.strip(" ,.") == "":
        return Changes(Turn.POSTPONED, {"starts_local": found.start_local})
    if found.day is not None and not found.choices and found.rest.strip(" ,.") == "":
        days = found.day - evening_of(event.starts_local)
        return Changes(Turn.POSTPONED, {"starts_local": event.starts_local + days}) if days else None
    return None


def _hour(told: str) -> time | None:
    found = _CLOCK.fullmatch(told.strip())
    if found is None:
        return None
    hour = int(found["hour"]) % 24
    half = (found["half"] or "").casefold()
    if half in ("am", "pm") and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, int(found["minute"] or 0))


def _on_the_evening(starts: datetime, hour: time) -> datetime:
    """Small hours are those of the night that begins on the event's evening."""
    evening = datetime.combine(evening_of(starts), hour)
    return evening + timedelta(days=1) if evening_of(evening) < evening_of(starts) else evening


def _before(starts: datetime, hour: time) -> datetime:
    opened = datetime.combine(starts.date(), hour)
    return opened - timedelta(days=opened > starts)


def _after(starts: datetime, hour: time) -> datetime:
    ends = datetime.combine(starts.date(), hour)
    return ends + timedelta(days=ends <= starts)


def _amended(plain: str, event: Event) -> Changes | None:
    for key, read in _READ:
        if (told := _value(key, plain)) and (facts := read(told, event)):
            turn = Turn.TIER if key == "price" else Turn.AMENDED
            return Changes(turn, dict(facts))
    return None


Facts = Iterable[tuple[str, object]]


def _price(told: str, event: Event) -> Facts:
    """A bare number is money in the currency the event's price is in."""
    if amounts_in(told) or says_free(told):
        return (("price", told),)
    if not _BARE.fullmatch(told):
        return ()
    known = _SIGN.search(event.price)
    return (("price", f"{told} {known[0] if known else 'EUR'}"),)


def _link(told: str, _: Event) -> Facts:
    if not _URL.fullmatch(told):
        return ()
    return (("ticket_link", told if told.startswith("http") else f"https://{told}"),)


def _venue(told: str, event: Event) -> Facts:
    """ "Halle 8, Leipzig" names the city as well, where the event has one."""
    if _NO_PLACE.fullmatch(told) or told.endswith("?"):
        return ()
    place, _, city = told.partition(",")
    named = (("city", city.strip()),) if city.strip() and event.city else ()
    return (("venue", place.strip() if named else told), *named)


def _lineup(told: str, _: Event) -> Facts:
    names = [name.strip() for name in re.split(r"[,;\n]", told) if name.strip()]
    return (("lineup", names),) if names else ()


_READ: tuple[tuple[str, Callable[[str, Event], Facts]], ...] = (
    ("price", _price),
    ("link", _link),
    ("venue", _venue),
    ("lineup", _lineup),
)
