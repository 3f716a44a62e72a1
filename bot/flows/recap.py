"""Photos of the morning after: sent in a form or dropped in the thread, picked by numbers, and a yes to show people."""

import re
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card, plain
from bot.flows.form import Field, Form, Kind, Values, nothing_known
from bot.language import mark, tr, tr_many
from bot.owed import owe
from bot.speaker import Speaker
from bot.tokens import Token, id_in
from core.errors import InvalidAnswer
from core.notices.model import NoticeKind
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.posts.uploads import uploaded
from core.recaps.ask import get_recap, recap_of
from core.recaps.collect import choose, collect
from core.recaps.consent import give_consent

HOW = mark("Answer with the numbers of the photos, like 2 5 1, in the order they shall be shown in.")
_NUMBERS = re.compile(
    r"(?:(?:take|use|pick|nimm|show)\s+)?\d{1,2}(?:(?:\s*[,;&+]\s*|\s+)(?:and\s+|und\s+)?\d{1,2})*\.?", re.IGNORECASE
)


def numbers_in(text: str) -> tuple[int, ...]:
    """ "2, 5 and 1" -> 2, 5, 1; nothing for any other words. Pure."""
    return tuple(map(int, re.findall(r"\d+", text))) if _NUMBERS.fullmatch(text.strip()) else ()


async def wants_photos(parts: Parts, speaker: Speaker, campaign_id: UUID) -> bool:
    """Whether files dropped under this event are photos for its recap."""
    async with parts.db.reading() as session:
        recap = await recap_of(session, speaker.member.workspace_id, campaign_id)
    return recap is not None and recap.post_id is None


async def picked_from(parts: Parts, speaker: Speaker, campaign_id: UUID, words: str) -> UUID | None:
    """The photos that numbers typed under an event are about; None when they are about something else."""
    if not numbers_in(words):
        return None
    async with parts.db.reading() as session:
        recap = await recap_of(session, speaker.member.workspace_id, campaign_id)
    return recap.id if recap is not None and recap.photos and recap.post_id is None else None


async def event_of_photos(parts: Parts, speaker: Speaker, kind: NoticeKind, subject_id: UUID) -> UUID | None:
    """The campaign whose recap takes what is dropped under this card; None when none does."""
    if kind is NoticeKind.RECAP:
        async with parts.db.reading() as session:
            subject_id = (await get_recap(session, speaker.member.workspace_id, subject_id)).campaign_id
    elif kind is not NoticeKind.CAMPAIGN:
        return None
    return subject_id if await wants_photos(parts, speaker, subject_id) else None


async def take(parts: Parts, speaker: Speaker, campaign_id: UUID, keys: Sequence[str]) -> None:
    """Keep files that were dropped; the card shows them in a moment. A message seen before does nothing."""
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return
        items = await uploaded(session, speaker.member.workspace_id, keys)
        await collect(session, speaker.member, campaign_id, items)


async def reply_to_recap(parts: Parts, speaker: Speaker, recap_id: UUID, words: str) -> Card | None:
    """Numbers pick; any other words get told how."""
    numbers = numbers_in(words)
    if not numbers:
        return plain(tr(HOW))
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return None
        await choose(session, speaker.member, recap_id, numbers)
        return owe(parts, session, speaker, plain(tr("Picked. The card shows them in a moment.")))


async def consent(session: AsyncSession, speaker: Speaker, token: Token, now: datetime) -> str:
    """The press on "Yes, all fine"."""
    await give_consent(session, speaker.member, token.subject, token.number, now)
    return tr("Noted. I make the recap of them; it waits for a yes.")


async def _finish_photos(session: AsyncSession, speaker: Speaker, about: str, values: Values) -> Card | None:
    campaign_id = id_in(about)
    items = await uploaded(session, speaker.member.workspace_id, values["photos"] or ())
    number = await collect(session, speaker.member, campaign_id, items)
    return plain(
        tr_many(
            "I have {n} photo now. The card shows the best of them in a moment.",
            "I have {n} photos now. The card shows the best of them in a moment.",
            number,
        )
    )


async def _finish_pick(session: AsyncSession, speaker: Speaker, about: str, values: Values) -> Card | None:
    numbers = numbers_in(values["numbers"])
    if not numbers:
        raise InvalidAnswer(tr(HOW), field="numbers")
    await choose(session, speaker.member, id_in(about), numbers)
    return None


async def _picked(parts: Parts, speaker: Speaker, about: str) -> dict[str, str]:
    async with parts.db.reading() as session:
        recap = await get_recap(session, speaker.member.workspace_id, id_in(about))
    places = {photo["key"]: place for place, photo in enumerate(recap.photos, start=1)}
    return {"numbers": " ".join(str(places[key]) for key in recap.picked if key in places)}


PHOTOS = Form(
    key="recap_photos",
    title=mark("Photos of the night"),
    submit=mark("Send"),
    fields=(
        Field(
            "photos",
            mark("Photos"),
            mark("Send the photos of the night, up to ten at once."),
            Kind.MEDIA,
            required=True,
            hint=mark("Send as many as you like; I pick the best."),
            longest=1000,
            videos=False,
        ),
    ),
    finish=_finish_photos,
    prefill=nothing_known,
)
PICK = Form(
    key="recap_pick",
    title=mark("Change the pick"),
    submit=mark("Take these"),
    fields=(
        Field(
            "numbers",
            mark("Numbers"),
            mark("Which photos shall be shown? Send their numbers, in their order."),
            required=True,
            hint=mark("Like 2 5 1. Up to ten."),
            longest=60,
        ),
    ),
    finish=_finish_pick,
    prefill=_picked,
)
