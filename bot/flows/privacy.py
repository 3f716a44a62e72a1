"""privacy: see what is kept, have it as a file, have it erased, change one's mind."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import Answer, Nothing, Toast, Whisper
from bot.cards.card import Card
from bot.cards.privacy import Standing, export_card, privacy_card
from bot.language import tr, tr_many
from bot.speaker import Speaker
from bot.tokens import Token, meant_by
from core.errors import NotNow
from core.events.moments import to_local
from core.notices.model import Notice
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.privacy.ask import ask_erasure, ask_export, get_request, may_erase, pending, undo_erasure
from core.privacy.exporting import own_chat
from core.privacy.model import PrivacyRequest, Whose
from core.workspaces.members import get_workspace

_GET = {"privacy.get_mine": Whose.PERSON, "privacy.get_ours": Whose.TEAM}
_ERASE = {"privacy.erase_me": Whose.PERSON, "privacy.erase_us": Whose.TEAM}
_KEEP = {"privacy.keep_me": Whose.PERSON, "privacy.keep_us": Whose.TEAM}


async def show(parts: Parts, speaker: Speaker, _: str) -> Answer:
    """What is kept, seen by nobody else."""
    async with parts.db.reading() as session:
        return Whisper(await _card(parts, session, speaker))


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        if token.verb in _GET:
            return await _get(session, speaker, _GET[token.verb])
        if token.verb in _ERASE:
            said = await _erase(parts, session, speaker, _ERASE[token.verb])
        else:
            said = await _keep(session, speaker, meant_by(token.verb, _KEEP))
        return Whisper(await _card(parts, session, speaker, said))


async def _get(session: AsyncSession, speaker: Speaker, whose: Whose) -> Answer:
    place = await own_chat(session, speaker.member, speaker.conversation)
    if place is None:
        raise NotNow(tr("Others read along here. Write to me in a chat of your own, and say privacy there."))
    await ask_export(session, speaker.member, whose, place)
    if place.id == speaker.conversation.id:
        return Toast(tr("I put it together. The file comes in a moment."))
    return Toast(tr("I put it together. The file comes into our own chat in a moment."))


async def _erase(parts: Parts, session: AsyncSession, speaker: Speaker, whose: Whose) -> str:
    member = speaker.member
    await ask_erasure(
        session, member.workspace_id, whose, _subject(speaker, whose), grace=parts.retention.grace, by=member
    )
    return tr("Noted. You can change your mind until then.")


async def _keep(session: AsyncSession, speaker: Speaker, whose: Whose) -> str:
    request = await pending(session, speaker.member.workspace_id, whose, _subject(speaker, whose))
    if request is None:
        raise NotNow(tr("That is settled already."))
    held = len(request.held)
    going = await undo_erasure(session, request, speaker.member)
    if not held:
        return tr("Good. Everything stays as it is.")
    told = tr_many("{n} approved post goes out again.", "{n} approved posts go out again.", going)
    if going < held:
        more = tr_many("{n} waits: press Resume on its card.", "{n} wait: press Resume on their cards.", held - going)
        return f"{told} {more}"
    return told


def _subject(speaker: Speaker, whose: Whose) -> UUID:
    return speaker.member.workspace_id if whose is Whose.TEAM else speaker.member.id


async def _card(parts: Parts, session: AsyncSession, speaker: Speaker, said: str = "") -> Card:
    member = speaker.member
    may_team = may_erase(member, Whose.TEAM)
    standing = Standing(
        person=await pending(session, member.workspace_id, Whose.PERSON, member.id),
        team=await pending(session, member.workspace_id, Whose.TEAM, member.workspace_id) if may_team else None,
        may_team=may_team,
        grace=round(parts.retention.grace.total_seconds() / 86400),
        zone=speaker.zone,
    )
    return privacy_card(standing, said)


async def told(parts: Parts, notice: Notice) -> Card:
    """The card of an export that is there."""
    assert notice.subject_id is not None  # noqa: S101 - such a notice is about a request
    async with parts.db.reading() as session:
        request: PrivacyRequest = await get_request(session, notice.workspace_id, notice.subject_id)
        zone = (await get_workspace(session, notice.workspace_id)).time_zone
    address = parts.media.public_url(request.files[0], until=request.due_at) if request.files else ""
    return export_card(request, address, to_local(request.due_at, zone), zone)
