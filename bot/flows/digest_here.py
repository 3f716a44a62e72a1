"""How often and at which hour this conversation hears the digest."""

import re

from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import Answer, Ask, Nothing, Whisper
from bot.cards.card import Card, plain
from bot.flows.form import Field, Form, Kind, Option, Values
from bot.language import mark, tr
from bot.speaker import Speaker
from bot.words import place_of
from core.digests.when import choose_digest, zone_of
from core.notices.model import Conversation, DigestEvery
from core.notices.notify import get_conversation
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.workspaces.model import Member

TEAMS = "team"
ASKED = frozenset({"settings", "here", "when"})
HOURS = (Option(TEAMS, mark("When the team's comes")), *(Option(str(hour), f"{hour:02}:00") for hour in range(24)))
OFTEN = (
    Option(DigestEvery.DAILY.value, mark("Every day something happens")),
    Option(DigestEvery.WEEKLY.value, mark("On Mondays, about the week")),
    Option(DigestEvery.OFF.value, mark("Not here")),
)
_WORDS = re.compile(r"(daily|weekly|off)(?:(?: at)? (\d{1,2})(?::00)?)?", re.IGNORECASE)


async def asked(parts: Parts, speaker: Speaker, words: str) -> Answer | None:
    """ "digest weekly", "digest daily at 18", "digest settings"; None where the words mean none of it."""
    if words.casefold() in ASKED:
        return Ask(FORM)
    found = _WORDS.fullmatch(words)
    if found is None:
        return None
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        hour = int(found[2]) if found[2] else speaker.conversation.digest_hour
        return Whisper(await _choose(session, speaker, DigestEvery(found[1].casefold()), hour))


async def _prefill(parts: Parts, speaker: Speaker, _: str) -> dict[str, str]:
    async with parts.db.reading() as session:
        here = await get_conversation(session, speaker.member.workspace_id, speaker.conversation.id)
    return {"every": here.digest_every.value, "hour": TEAMS if here.digest_hour is None else str(here.digest_hour)}


async def _finish(session: AsyncSession, speaker: Speaker, _: str, values: Values) -> Card | None:
    hour = None if values["hour"] == TEAMS else int(values["hour"])
    return await _choose(session, speaker, DigestEvery(values["every"]), hour)


async def _choose(session: AsyncSession, speaker: Speaker, every: DigestEvery, hour: int | None) -> Card:
    await choose_digest(session, speaker.member, speaker.conversation, every, hour)
    if every is DigestEvery.OFF:
        return plain(tr("Saved. No digest comes here any more; type digest whenever you want one."))
    at = f"{speaker.workspace.digest_hour if hour is None else hour:02}:00"
    zone = place_of(zone_of(speaker.workspace, _alone(speaker.conversation, speaker.member)))
    if every is DigestEvery.WEEKLY:
        return plain(tr("Saved. The digest comes here on Mondays at {hour} ({zone}).", hour=at, zone=zone))
    return plain(
        tr("Saved. The digest comes here every day something happens, at {hour} ({zone}).", hour=at, zone=zone)
    )


def _alone(conversation: Conversation, member: Member) -> Member | None:
    return member if conversation.member_id == member.id else None


FORM = Form(
    key="digest",
    title=mark("Digest here"),
    submit=mark("Save"),
    fields=(
        Field(
            "every",
            mark("How often"),
            mark("How often shall the digest come into this conversation?"),
            Kind.CHOICE,
            required=True,
            options=OFTEN,
        ),
        Field(
            "hour",
            mark("Hour"),
            mark("At which hour?"),
            Kind.CHOICE,
            required=True,
            options=HOURS,
        ),
    ),
    finish=_finish,
    prefill=_prefill,
)
