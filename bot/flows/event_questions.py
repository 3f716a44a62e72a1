"""New event: what is asked, and how each answer is read."""

from datetime import datetime, time, timedelta

from bot.flows.form import Field, Kind, Option, Raw, Reading
from bot.language import mark, tr
from bot.words import clock, short_day, spoken_list
from core.campaigns.plans import BY_ITSELF
from core.copy.audience import EVERYONE, audience_named
from core.copy.audience import LONGEST as LONGEST_AUDIENCE
from core.copy.languages import languages_named
from core.errors import InvalidAnswer
from core.events.create import TONES
from core.events.extract.genres import GENRES
from core.events.moments import zone_of_city

_LABELS = {
    "hype": mark("Hype"),
    "warm": mark("Warm"),
    "minimal": mark("Minimal"),
    "insider": mark("Insider"),
    "formal": mark("Formal"),
    "funny": mark("Funny"),
    "classical": mark("Classical"),
    "electronic": mark("Electronic"),
}
"""Tones, and the genres that are not called the same everywhere."""
AUDIENCES = {
    EVERYONE: mark("everyone"),
    "regulars": mark("regulars"),
    "newcomers": mark("newcomers"),
    "students": mark("students"),
    "industry": mark("industry"),
}
_LANGUAGES = (mark("English"), mark("German"), mark("Spanish"), mark("French"), mark("Italian"))


EVENING = 18
CLOSINGS = (4, 5, 6)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _title(word: str) -> Option:
    return Option(word, _LABELS.get(word) or _capital(word))


def _zone_of_city(raw: Raw, reading: Reading) -> tuple[Option, ...]:
    """The zone of the city that was named, when there is just one."""
    zone = zone_of_city(raw.get("city", ""), reading.language) if raw.get("city") else None
    return (Option(zone, zone),) if zone else ()


def _closings(raw: Raw, _: Reading) -> tuple[Option, ...]:
    """When a night ends, mostly; nothing by day."""
    try:
        starts = datetime.fromisoformat(raw.get("starts", ""))
    except ValueError:
        return ()
    if starts.hour < EVENING:
        return ()
    night = datetime.combine(starts.date() + timedelta(days=1), time())
    ends = (night + timedelta(hours=hour) for hour in CLOSINGS)
    return tuple(Option(end.isoformat(" ", "minutes"), f"{short_day(end)} {clock(end)}") for end in ends)


def _audiences(_: Raw, __: Reading) -> tuple[Option, ...]:
    return tuple(Option(word, _capital(tr(said))) for word, said in AUDIENCES.items())


def _languages(named: str) -> tuple[str, ...]:
    try:
        return languages_named(named)
    except ValueError as error:
        known = spoken_list([tr(name) for name in _LANGUAGES])
        said = tr("I don't write “{language}”. I write {known}.", language=error, known=known)
        raise InvalidAnswer(said, field="languages") from error


FIELDS = (
    Field("name", mark("Name"), mark("What is the event called?"), required=True, longest=120),
    Field(
        "starts",
        mark("Starts"),
        mark("When does it start?"),
        Kind.MOMENT,
        required=True,
        hint=mark("Wall time at the venue, for example Fri 27 Nov 22:00."),
    ),
    Field(
        "doors",
        mark("Doors"),
        mark("When do the doors open?"),
        Kind.HOUR,
        hint=mark("When they open before it starts, for example 21:00."),
        longest=60,
        extra=True,
    ),
    Field(
        "ends",
        mark("Ends"),
        mark("When does it end?"),
        Kind.MOMENT,
        hint=mark("Leave it open if you like."),
        suggest=_closings,
    ),
    Field("venue", mark("Venue"), mark("Where is it?"), required=True, longest=120),
    Field("city", mark("City"), mark("In which city?"), longest=80),
    Field(
        "time_zone",
        mark("Time zone"),
        mark("Which time zone is the venue in?"),
        Kind.ZONE,
        required=True,
        hint=mark("A name like Europe/Berlin, or a large city."),
        longest=60,
        suggest=_zone_of_city,
    ),
    Field(
        "lineup",
        mark("Line-up"),
        mark("Who plays? Names separated by commas."),
        Kind.NAMES,
        hint=mark("Separate with commas."),
        longest=2000,
    ),
    Field("ticket_link", mark("Ticket link"), mark("Is there a ticket link?"), Kind.LINK, longest=500),
    Field("price", mark("Price"), mark("What does it cost?"), hint=mark("For example: early bird 12 EUR"), longest=120),
    Field("genre", mark("Genre"), mark("Which genre?"), Kind.CHOICE, options=tuple(_title(genre) for genre in GENRES)),
    Field(
        "description",
        mark("Description"),
        mark("What else shall people know? A sentence or two."),
        Kind.PARAGRAPH,
        hint=mark("Captions may use it."),
        longest=2000,
        extra=True,
    ),
    Field("photo", mark("Flyer or photo"), mark("Do you have a flyer or a photo? Send it."), Kind.PICTURE, longest=200),
    Field(
        "tone",
        mark("Tone"),
        mark("Which tone shall I write in?"),
        Kind.CHOICE,
        options=tuple(_title(tone) for tone in TONES),
    ),
    Field(
        "audience",
        mark("Audience"),
        mark("Whom is it for?"),
        hint=mark("Everyone, regulars, newcomers, students, industry, or in your own words."),
        longest=LONGEST_AUDIENCE,
        suggest=_audiences,
        read=audience_named,
        extra=True,
    ),
    Field(
        "languages",
        mark("Languages"),
        mark("In which languages shall I write?"),
        hint=mark("English, German, Spanish, French or Italian; several with commas, the first one on top."),
        longest=120,
        read=_languages,
        extra=True,
    ),
    Field(
        "plan",
        mark("Plan"),
        mark("Which plan?"),
        Kind.CHOICE,
        options=(Option(BY_ITSELF, mark("By itself, from the time that is left")),),
    ),
)
