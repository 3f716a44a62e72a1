"""Where it is: venue and city."""

import re

from core.events.extract.labels import Label
from core.events.extract.segments import UPPER, Segment
from core.events.moments import zone_of_city

_VENUE_WORDS = re.compile(
    r"\b(?:halle|club|bar|hall|theat(?:er|re)|teatro|théâtre|warehouse|keller|haus|arena|studio|sala|salle|café|cafe|caffè|hangar"
    r"|garten|garden|park|loft|gallery|galerie|galería|galleria|kirche|church|bunker|werk|fabrik|factory|room|cellar|rooftop|dach"
    r"|pub|kulturzentrum|center|centre|zentrum|palace|palais|palazzo|stadium|stadion|beach|strand|boat|schiff|yard|hof|markthalle)\b"
    r"|\w+(?:halle|keller|haus|werk|fabrik|club|garten|hof|theater|bar|schiff|bahnhof)\b",
    re.IGNORECASE,
)
_PREPOSITIONS = (
    "at|@|im|in der|in dem|in den|auf dem|auf der|beim|bei|en el|en la|en|au|aux|à la|à l'|à|chez|dans|al|alla|allo"
    "|presso|nel|nella|in"
)
_ARTICLES = "the|der|die|das|el|la|le|les|il|lo|l'"
_AT = re.compile(rf"(?:^|\s)(?:{_PREPOSITIONS})\s+(?P<place>(?:{_ARTICLES})?\s?[{UPPER}\d].*)$")
_COMPANY = re.compile(r"\s+(?:with|w/|feat\.?|mit|con|avec)\s+")
_IN_CITY = re.compile(
    rf"^(?P<before>.*?)(?:^|\s|\()(?:in|en|à|a|nach|ad)\s+(?P<city>[{UPPER}][\w'.-]*(?:\s[{UPPER}][\w'.-]*){{0,2}})\)?$"
)
_LONGEST = 60
_WORDS_OF_A_VENUE = 4


def is_city(text: str, locale: str) -> bool:
    """Whether a text is nothing but the name of a city we know."""
    return bool(text) and text[:1].isupper() and len(text) <= _LONGEST and zone_of_city(text, locale) is not None


def sounds_like_venue(text: str) -> bool:
    """Whether a word like "Halle", "Club" or "Sala" is in it."""
    return bool(_VENUE_WORDS.search(text))


def take_city(segments: tuple[Segment, ...], locale: str) -> tuple[str, tuple[Segment, ...]]:
    """(the city as written, the segments without it): a segment of its own, or after "in"."""
    for place, segment in enumerate(segments):
        first_of_many = place == 0 and len(segments) > 1
        if segment.label is Label.CITY or (is_city(segment.text, locale) and not first_of_many):
            return segment.text, (*segments[:place], *segments[place + 1 :])
    for place, segment in enumerate(segments):
        found = _IN_CITY.match(segment.text)
        if found and is_city(found["city"], locale):
            return found["city"], (*segments[:place], *segment.saying(found["before"]), *segments[place + 1 :])
    return _last_word_city(segments, locale)


def _last_word_city(segments: tuple[Segment, ...], locale: str) -> tuple[str, tuple[Segment, ...]]:
    """ "Halle 7 Berlin": a venue with the city behind it."""
    for place, segment in enumerate(segments):
        venue, _, last = segment.text.rpartition(" ")
        if venue and sounds_like_venue(venue) and is_city(last, locale):
            return last, (*segments[:place], *segment.saying(venue), *segments[place + 1 :])
    return "", segments


def take_venue(segments: tuple[Segment, ...], *, nameless: bool) -> tuple[str, tuple[Segment, ...]]:
    """(the venue as written, the segments without it): labelled, after "at", known by its word, or simply second.

    nameless: the message began with the time, so the first segment may be the venue as well as the name.
    """
    for find in (_labelled, _after_at):
        if found := find(segments):
            return found
    start = 0 if nameless and len(segments) == 1 else 1
    for segment in segments[start:]:
        if _plain(segment) and sounds_like_venue(segment.text):
            return segment.text, tuple(one for one in segments if one is not segment)
    return _second(segments) or ("", segments)


def _labelled(segments: tuple[Segment, ...]) -> tuple[str, tuple[Segment, ...]] | None:
    told = [segment for segment in segments if segment.label is Label.VENUE and segment.text]
    if not told:
        return None
    return told[0].text, tuple(segment for segment in segments if segment.label is not Label.VENUE)


def _after_at(segments: tuple[Segment, ...]) -> tuple[str, tuple[Segment, ...]] | None:
    for place, segment in enumerate(segments):
        found = _AT.search(segment.text)
        if found and len(found["place"]) <= _LONGEST:
            kept = segment.saying(segment.text[: found.start()])
            place_said = _COMPANY.split(found["place"], maxsplit=1)[0].strip()
            return place_said, (*segments[:place], *kept, *segments[place + 1 :])
    return None


def _second(segments: tuple[Segment, ...]) -> tuple[str, tuple[Segment, ...]] | None:
    """In "Name, place, ..." the second bit, when it begins like a name and is short."""
    if len(segments) > 1 and _plain(segments[1]):
        text = segments[1].text
        if text[:1].isupper() and len(text.split()) <= _WORDS_OF_A_VENUE:
            return text, (segments[0], *segments[2:])
    return None


def _plain(segment: Segment) -> bool:
    return segment.label is None and 1 < len(segment.text) <= _LONGEST
