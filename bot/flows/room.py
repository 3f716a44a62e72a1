"""How I behave in this very place: which events are shown, in which language, and when I make a sound."""

import re
from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import Answer, Ask, Show, Whisper
from bot.cards.card import Action, Bullet, Card, Small, Text, plain
from bot.flows.form import Field, Form, Kind, Option, Reading, Values
from bot.flows.tongue import CHOICES, own_name
from bot.language import mark, spoken, tr
from bot.speaker import Speaker
from bot.tokens import UNKNOWN, Token
from core.errors import InvalidAnswer, NotNow
from core.notices.model import Conversation
from core.notices.set_up import Manners, check_may_set_up, set_up
from core.ports.parts import Parts
from core.workspaces.model import Platform

ALL, HERE = "all", "here"
TEAM = "team"
SILENT, LOUD = "silent", "loud"
NEVER = "never"
ADMIN = "admin"
"""The subject of a conversation with somebody whom the platform knows as an admin of the place."""
SPANS = ("22-8", "23-9", "0-10")
"""Usual nights, as they are typed."""
SPAN = re.compile(
    r"(\d{1,2})(?:[:.]00)?(?: ?h)?\s*(?:-|–|to|bis|a|à|até)\s*(\d{1,2})(?:[:.]00)?(?: ?h)?", re.IGNORECASE
)
PRIVACY = mark(
    "In a group I only get commands, mentions and replies to my messages; what you say to each other I never see."
)


def _hours(text: str) -> tuple[int, int] | None:
    """ "22-8", "22:00 – 08:00"; None for "never". Raises InvalidAnswer."""
    if text.casefold() in (NEVER, tr(NEVER_WORD).casefold()):
        return None
    found = SPAN.fullmatch(text)
    hours = (int(found[1]) % 24, int(found[2]) % 24) if found and int(found[1]) <= 24 and int(found[2]) <= 24 else None
    if hours is None or hours[0] == hours[1]:
        raise InvalidAnswer(tr("I need two hours, like 22-8, or “never”."), field="quiet")
    return hours


def _span(begins: int, ends: int) -> str:
    return f"{begins:02}:00–{ends:02}:00"


def _nights(_: Mapping[str, str], __: Reading) -> tuple[Option, ...]:
    hours = [tuple(map(int, span.split("-"))) for span in SPANS]
    return (*(Option(span, _span(*of)) for span, of in zip(SPANS, hours, strict=True)), Option(NEVER, NEVER_WORD))


NEVER_WORD = mark("Never")
SHOWS = Field(
    "shows",
    mark("Events shown here"),
    mark("Which events shall I show here?"),
    Kind.CHOICE,
    required=True,
    options=(Option(HERE, mark("Those begun here")), Option(ALL, mark("All of the team's"))),
)
LANGUAGE = Field(
    "language",
    mark("Language here"),
    mark("Which language shall I speak where all of you read?"),
    Kind.CHOICE,
    required=True,
    options=(Option(TEAM, mark("The team's")), *CHOICES),
)
SOUND = Field(
    "sound",
    mark("Sound"),
    mark("Shall my messages make a sound here?"),
    Kind.CHOICE,
    required=True,
    options=(Option(SILENT, mark("Only if I call somebody")), Option(LOUD, mark("Yes"))),
)
QUIET = Field(
    "quiet",
    mark("Quiet hours"),
    mark("In which hours shall nothing make a sound?"),
    required=True,
    hint=mark("Like 22-8, in the team's time zone. I write all the same, and nobody's phone rings."),
    longest=30,
    read=_hours,
    suggest=_nights,
)


async def show(parts: Parts, speaker: Speaker, _: str) -> Answer:
    """`room`: how it is here now, with the way to change it for whom it may."""
    card = room_card(speaker.conversation)
    return Show(card) if _sounds(speaker.conversation) else Whisper(card)  # in Telegram a whisper is another chat


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    if token.verb == "room.set":
        check_may_set_up(speaker.member, speaker.conversation, runs_room=speaker.runs_room)
        return Ask(FORM, ADMIN if speaker.runs_room else "")
    raise NotNow(UNKNOWN)


def room_card(place: Conversation) -> Card:
    """How it is now."""
    lines = [Bullet(said) for said in _said(place)]
    small = (Small(tr(PRIVACY)),) if _sounds(place) and not place.direct else ()
    return Card(
        summary=lines[0].text,
        title=tr("In this chat"),
        lines=(*lines, *small),
        actions=(Action(tr("Change it"), Token("room.set")),),
        quiet=True,
    )


def greeting(place: Conversation) -> Card:
    """The first word in a group: three lines, and where to change it."""
    text = tr("Thanks for letting me in. Type an event, and I make its posts; whoever may say yes does it right here.")
    return Card(
        summary=text,
        lines=(Text(text), *(Bullet(said) for said in _said(place)), Small(tr(PRIVACY))),
        actions=(Action(tr("Set up this group"), Token("room.set")), Action(tr("New event"), Token("event.new"))),
        quiet=True,
    )


def greeting_of_channel(place: Conversation) -> Card:
    """The first word in a channel, where nobody answers in words and everybody reads along."""
    text = tr("Thanks for letting me in. I show drafts here; whoever may say yes does it right here.")
    open_to = tr("Whoever reads this channel sees them, too.")
    return Card(
        summary=text,
        lines=(Text(text), *(Bullet(said) for said in _said(place)), Small(open_to)),
        actions=(Action(tr("Set up this channel"), Token("room.set")),),
        quiet=True,
    )


def _said(place: Conversation) -> list[str]:
    said = [tr("I show all events of your team here.") if place.follows else tr("I show the events begun here.")]
    if place.language:
        said.append(tr("I speak {language} here.", language=own_name(spoken(place.language))))
    if _sounds(place):
        said.append(
            tr("Only what calls somebody by name makes a sound.") if place.silent else tr("My messages make a sound.")
        )
    if place.quiet_from is not None and place.quiet_until is not None:
        said.append(tr("Nothing makes a sound at {hours}.", hours=_span(place.quiet_from, place.quiet_until)))
    return said


def _sounds(place: Conversation) -> bool:
    """Whether a message can be sent there without a sound."""
    return place.platform is Platform.TELEGRAM


async def _fit(_: AsyncSession, speaker: Speaker, subject: str) -> tuple[Field, ...]:
    """In their own conversation everybody hears their own language."""
    place = speaker.conversation
    check_may_set_up(speaker.member, place, runs_room=subject == ADMIN)
    return (SHOWS, *(() if place.direct else (LANGUAGE,)), *((SOUND, QUIET) if _sounds(place) else ()))


async def _prefill(_: Parts, speaker: Speaker, __: str) -> dict[str, str]:
    place = speaker.conversation
    quiet = place.quiet_from is not None and place.quiet_until is not None
    return {
        "shows": ALL if place.follows else HERE,
        "language": place.language or TEAM,
        "sound": SILENT if place.silent else LOUD,
        "quiet": f"{place.quiet_from}-{place.quiet_until}" if quiet else NEVER,
    }


async def _finish(session: AsyncSession, speaker: Speaker, subject: str, values: Values) -> Card | None:
    place = speaker.conversation
    language = values.get("language", TEAM)
    manners = Manners(
        follows=values["shows"] == ALL,
        language=None if language == TEAM else language,
        silent=values.get("sound", SILENT if place.silent else LOUD) == SILENT,
        quiet=values.get("quiet"),
    )
    fresh = await set_up(session, speaker.member, place, manners, runs_room=subject == ADMIN)
    return plain(" ".join((tr("Saved."), *_said(fresh))))


FORM = Form(
    key="room",
    title=mark("In this chat"),
    submit=mark("Save"),
    fields=(SHOWS, LANGUAGE, SOUND, QUIET),
    finish=_finish,
    prefill=_prefill,
    fit=_fit,
)
