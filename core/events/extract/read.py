"""Read the facts of an event out of a text, one kind of fact after the other."""

import re
import unicodedata
from dataclasses import replace
from datetime import datetime

from core.events.extract.deadlines import put_back, set_aside
from core.events.extract.facts import Facts
from core.events.extract.genres import genre_in, only_genres
from core.events.extract.labels import Label, only_about_time
from core.events.extract.links import take_link
from core.events.extract.people import take_lineup
from core.events.extract.places import sounds_like_venue, take_city, take_venue
from core.events.extract.prices import take_price
from core.events.extract.prose import only_about_age
from core.events.extract.segments import UPPER, Segment, cut
from core.events.moments import Moment, understand_moment, zone_of_city

MOST_CHARACTERS = 4000
"""Facts are looked for in this many characters from the beginning."""
LONGEST_NAME = 120
LONGEST_DESCRIPTION = 2000

_MENTION = re.compile(r"<@[A-Z0-9]+(?:\|[^>]*)?>|^\s*@?rite\b[,:]?", re.IGNORECASE)
_ASKING = re.compile(
    r"^\s*(?:(?:hi|hey|hello|hallo|hola|salut|ciao|please|bitte)\b[\s,!]*)*"
    r"(?:(?:can|could) you\s+)?(?:please\s+)?"
    r"(?:(?:make|create|add|plan|promote|announce|post|new|neues?|nuevo|nouvel|nuovo)\s+)?"
    r"(?:(?:an?|the|our|this|un|ein|eine)\s+)?(?:event|events|veranstaltung|evento|événement)\s*(?:[:,-]|called|named|is|namens)\s*",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^\s*(?:(?:hi|hey|hello|hallo|moin|servus|hola|buenas|salut|bonjour|coucou|ciao)\b(?:\s+(?:all|team|zusammen|rite))?[\s,!.:]+)?"
    r"(?:(?:can|could) you\s+)?(?:please\s+)?(?:(?:promote|announce|post)\s+(?:(?:our|the|my|a|an|this)\s+)?)?",
    re.IGNORECASE,
)
_HEADINGS = "press release|pressemitteilung|nota de prensa|communiqué(?: de presse)?|comunicato stampa"
_HEADING = re.compile(rf"^\s*(?:{_HEADINGS})\s*[:\n]", re.IGNORECASE)
_LATE = r"(?:till?|'til|until|bis)\s+(?:late|open end|spät)|till? late|open[ -]end|hasta tarde|a oltranza"
_OPEN_END = re.compile(rf"\s*[-–,]?\s*\b(?:{_LATE})\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“„«\"](?P<name>[^”“»\"\n]{3,80})[”“»\"]")
_LEAST_DESCRIPTION = 40
_SENTENCE_BREAK = re.compile(rf"(?<=[^\W\d_]{{3}}), (?=[{UPPER}]\w*(?: [^\W\d_]+){{2}})")
"""A bit that begins with a capital and goes on for some words was a sentence of its own."""


def extract(text: str, now: datetime, zone: str, locale: str) -> Facts:
    """The facts that a sentence or a forwarded message tells.

    now: aware; zone: the zone to assume when no known city is named; locale: as for `understand_moment`.
    Raises InvalidAnswer for an unknown zone, ValueError for a naive `now`.
    """
    message, deadlines = set_aside(_cleaned(text), now.date())
    city, _ = take_city(cut(take_link(message)[1]), locale)
    there = zone_of_city(city, locale) if city else None
    moment = understand_moment(message, now, there or zone, locale)
    link, rest = take_link(_OPEN_END.sub("", moment.rest))
    facts = replace(_of_moment(moment), ticket_link=link, city=city)
    facts = _of_words(facts, cut(rest), locale, nameless=message[:2] != rest[:2])
    facts = put_back(replace(facts, time_zone=there or zone_of_city(facts.city, locale)), deadlines)
    return facts if replace(facts, name="", genre="", description="") != Facts() else Facts()


def _of_moment(moment: Moment) -> Facts:
    return Facts(
        start_local=moment.start_local,
        end_local=moment.end_local,
        doors_local=moment.doors_local,
        choices=moment.choices,
        assumed=moment.assumed,
        day=moment.day,
        clock=moment.clock,
    )


def _of_words(facts: Facts, segments: tuple[Segment, ...], locale: str, *, nameless: bool) -> Facts:
    """Everything that is not time: each kind of fact takes its segments and leaves the others."""
    segments = tuple(segment for segment in segments if not (segment.text and only_about_time(segment.text)))
    segments = tuple(segment for segment in segments if not only_about_age(segment.text))
    segments, info = _parted(segments)
    price, segments = take_price(segments)
    if not price:
        price, info = take_price(info)
    lineup, segments = take_lineup(segments, locale)
    music = " ".join(segment.text for segment in (*segments, *info))
    segments = segments[:1] + tuple(segment for segment in segments[1:] if not only_genres(segment.text))
    city, segments = take_city(segments, locale)
    named, segments = _told_name(segments)
    venue, segments = take_venue((*named, *segments), nameless=nameless and not named)
    name, segments = _first(segments)
    return replace(
        facts,
        name=name[:LONGEST_NAME],
        venue=venue,
        city=city or facts.city,
        lineup=lineup,
        price=price,
        genre=genre_in(music.replace(venue, " ") if venue else music),
        description=_description((*segments, *info)),
    )


def _parted(segments: tuple[Segment, ...]) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """(what tells facts, lines that somebody called information: they describe, and name nobody and no place)."""
    lines = {segment.line for segment in segments if segment.label is Label.INFO}
    return (
        tuple(segment for segment in segments if segment.line not in lines),
        tuple(segment for segment in segments if segment.line in lines),
    )


def _cleaned(text: str) -> str:
    plain = unicodedata.normalize("NFC", text[:MOST_CHARACTERS]).replace("\r", "")
    plain = re.sub(r"(?<!\w)[*_~]+|[*_~]+(?!\w)", "", _MENTION.sub(" ", plain))
    return _GREETING.sub("", _ASKING.sub("", _HEADING.sub("", plain)), count=1).strip()


def _told_name(segments: tuple[Segment, ...]) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """A name that is labelled or in quotes, as a segment; and the other segments."""
    for place, segment in enumerate(segments):
        others = (*segments[:place], *segments[place + 1 :])
        if segment.label is Label.NAME and segment.text:
            return (Segment(-1, segment.text),), others
        if quoted := _QUOTED.search(segment.text):
            around = segment.text[: quoted.start()] + segment.text[quoted.end() :]
            following = segment.saying(around) if sounds_like_venue(around) or segment.text.endswith(around) else ()
            return (Segment(-1, quoted["name"].strip()),), (*segments[:place], *following, *segments[place + 1 :])
    return (), segments


def _first(segments: tuple[Segment, ...]) -> tuple[str, tuple[Segment, ...]]:
    if not segments or segments[0].label is not None:
        return "", segments
    return segments[0].text.strip(" .:?"), segments[1:]


def _description(segments: tuple[Segment, ...]) -> str:
    """What is left and long enough to be a description, line by line."""
    lines: dict[int, list[str]] = {}
    for segment in segments:
        if segment.label in (None, Label.INFO):
            lines.setdefault(segment.line, []).append(segment.text)
    joined = [_SENTENCE_BREAK.sub(". ", ", ".join(bits)) for bits in lines.values()]
    return "\n".join(line for line in joined if len(line) >= _LEAST_DESCRIPTION)[:LONGEST_DESCRIPTION]
