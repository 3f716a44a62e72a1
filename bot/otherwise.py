"""Another way to tell what must be heard: an owner's own conversation with us, then the next one's, then operators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog
from sqlalchemy import select

from bot.cards import spoken
from bot.houses import Messenger
from bot.language import ENGLISH, speaking
from core.errors import NotFound
from core.notices.heard import lose, unheard
from core.notices.model import Notice
from core.notices.notify import find_or_add_conversation, notify
from core.ports.parts import Parts
from core.posts.queries import post_view
from core.workspaces.model import Identity, Member, Platform, Role

log = structlog.get_logger(__name__)

Messengers = Mapping[Platform, Messenger]


@dataclass(frozen=True)
class Way:
    """A person's own conversation on one platform."""

    platform: Platform
    team: str
    address: str
    member_id: UUID


async def tell_otherwise(parts: Parts, messengers: Messengers, notice: Notice) -> None:
    """A notice was lost where it belonged. Another way is taken unless somebody hears the same elsewhere."""
    ways = await _ways(parts, messengers, notice.workspace_id)
    words = await _words(parts, notice)
    now = parts.clock.now()
    async with parts.db.transaction() as session:
        heard, tried = await lose(session, notice, now)
        if heard or notice.subject_id is None:
            return
        for way in ways:
            place = await find_or_add_conversation(
                session,
                notice.workspace_id,
                way.platform,
                way.address,
                now,
                team=way.team,
                direct=True,
                member_id=way.member_id,
                follows=False,
            )
            if place.id not in tried and place.reachable and place.workspace_id == notice.workspace_id:
                notify(
                    session, notice.workspace_id, place.id, notice.kind, subject_id=notice.subject_id, **notice.details
                )
                return
        await unheard(session, notice.workspace_id, notice.subject_id, words, now)


async def _ways(parts: Parts, messengers: Messengers, workspace_id: UUID) -> Sequence[Way]:
    """Where owners can be spoken to, the oldest member first."""
    async with parts.db.reading() as session:
        found = await session.execute(
            select(Identity)
            .join(Member, Member.id == Identity.member_id)
            .where(Identity.workspace_id == workspace_id, Member.active, Member.role == Role.OWNER)
            .order_by(Member.created_at, Identity.platform)
        )
        identities = found.scalars().all()
    ways = []
    for identity in identities:
        messenger = messengers.get(identity.platform)
        if messenger is None:
            continue
        try:
            address = await messenger.direct(identity.external_id, identity.team)
        except Exception as error:  # whatever is wrong with this way, the next one may be open
            log.warning("an owner is out of reach", platform=identity.platform.value, reason=str(error))
            continue
        ways.append(Way(identity.platform, identity.team, address, identity.member_id))
    return ways


async def _words(parts: Parts, notice: Notice) -> str:
    """What nobody heard, for operators: they read it in their log."""
    if notice.subject_id is None:
        return ""
    try:
        async with parts.db.reading() as session:
            view = await post_view(session, notice.workspace_id, notice.subject_id, parts.clock.now())
    except NotFound:
        return ""
    with speaking(ENGLISH):
        return spoken.say(str(notice.details["say"]), view).summary
