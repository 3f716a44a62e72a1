"""Who is in the team and what they may do; owners change it, and remove people."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import Answer, Nothing, Toast, Whisper
from bot.cards.card import Action, Bullet, Card, Small, Style
from bot.language import mark, tr, tr_many
from bot.speaker import Speaker
from bot.tokens import UNKNOWN, Token, meant_by
from core.authorization.check import check, may
from core.authorization.table import Right, Role
from core.errors import NotNow
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.workspaces.leaving import change_role, remove_member
from core.workspaces.members import get_member, members
from core.workspaces.model import Member

MOST_LISTED, MOST_BUTTONS = 40, 24
ROLES = {
    Role.OWNER: mark("{name}: owner, decides about settings, accounts and people"),
    Role.APPROVER: mark("{name}: approver, says yes to posts"),
    Role.EDITOR: mark("{name}: editor, makes and changes posts"),
    Role.GUEST: mark("{name}: guest, looks and comments"),
}
MAKE = {
    Role.OWNER: mark("Make an owner"),
    Role.APPROVER: mark("Make an approver"),
    Role.EDITOR: mark("Make an editor"),
    Role.GUEST: mark("Make a guest"),
}
_ORDER = list(Role)


async def show(parts: Parts, speaker: Speaker, _: str) -> Answer:
    async with parts.db.reading() as session:
        people = await members(session, speaker.member.workspace_id)
    return Whisper(members_card(people, may_change=may(speaker.member, Right.MEMBERS)))


def members_card(team: Sequence[Member], *, may_change: bool) -> Card:
    """Everybody with what they may do; a button each for owners."""
    summary = tr_many("{n} person is in the team.", "{n} people are in the team.", len(team))
    lines = [Bullet(_told(person)) for person in team[:MOST_LISTED]]
    small = (Small(tr("To change what somebody may do, press their name.")),) if may_change else ()
    buttons = [Action(person.name[:30], Token("member.open", person.id)) for person in team[:MOST_BUTTONS]]
    return Card(summary, tr("The team"), (*lines, *small), actions=tuple(buttons) if may_change else ())


def member_card(person: Member) -> Card:
    """What somebody may become."""
    said = _told(person)
    make = [
        Action(tr(label), Token("member.make", person.id, _ORDER.index(role)))
        for role, label in MAKE.items()
        if role is not person.role
    ]
    out = Action(
        tr("Remove from the team"),
        Token("member.remove", person.id),
        style=Style.DANGER,
        confirm=tr(
            "{name} can do nothing here any more, in Slack or Telegram. What they made stays.", name=person.name
        ),
    )
    return Card(said, lines=(Bullet(said),), actions=(*make, out))


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    deed = meant_by(token.verb, _DEEDS)
    check(speaker.member, Right.MEMBERS)
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        return await deed(session, speaker, token.subject, token.number)


async def _open(session: AsyncSession, speaker: Speaker, person_id: UUID, _: int) -> Answer:
    return Whisper(member_card(await get_member(session, speaker.member.workspace_id, person_id)))


async def _make(session: AsyncSession, speaker: Speaker, person_id: UUID, which: int) -> Answer:
    if not 0 <= which < len(_ORDER):
        raise NotNow(tr(UNKNOWN))
    return Toast(_told(await change_role(session, speaker.member, person_id, _ORDER[which])))


async def _remove(session: AsyncSession, speaker: Speaker, person_id: UUID, _: int) -> Answer:
    person = await remove_member(session, speaker.member, person_id)
    return Toast(tr("{name} is not in the team any more.", name=person.name))


def _told(person: Member) -> str:
    return tr(ROLES[person.role], name=person.name)


_DEEDS = {"member.open": _open, "member.make": _make, "member.remove": _remove}
