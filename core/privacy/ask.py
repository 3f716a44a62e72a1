"""Ask to have a team or a person erased, take that back in time, or ask for all that is kept of them."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.audit.model import Deed
from core.audit.note import audit
from core.authorization.check import check, may
from core.authorization.table import Right
from core.database import touched
from core.errors import NotFound, NotNow
from core.events.moments import to_local
from core.notices.model import Conversation, NoticeKind
from core.notices.notify import audience, notify
from core.notices.owners import owners
from core.posts.changed import post_changed
from core.posts.model import Post, PostStatus
from core.posts.schedule import resume
from core.posts.transitions import move
from core.privacy.model import PrivacyRequest, Whose, Wish
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.members import get_member, get_workspace
from core.workspaces.model import Member

TO_BE_ERASED = "The team is to be erased."
UNDO_IT = "Take that back with privacy, and what was approved goes out again."
RIGHT = {Whose.PERSON: Right.OWN_DATA, Whose.TEAM: Right.TEAM_DATA}
EXPORT_LIES_FOR = timedelta(days=2)


def may_erase(member: Member, whose: Whose) -> bool:
    """Everybody themselves, owners the team."""
    return may(member, RIGHT[whose], own=whose is Whose.PERSON)


async def ask_erasure(
    session: AsyncSession, workspace_id: UUID, whose: Whose, subject_id: UUID, *, grace: timedelta, by: Member | None
) -> PrivacyRequest:
    """Note it; until the grace is over it can be undone. by: None for the operator. Raises NotAllowed, NotNow."""
    if by is not None:
        _check_may(by, whose, subject_id)
    if whose is Whose.PERSON:
        await _check_somebody_stays(session, workspace_id, subject_id)
    if await pending(session, workspace_id, whose, subject_id) is not None:
        raise NotNow("That was asked for already. Say privacy to see when it is done, or to take it back.")
    now = session.info["clock"].now()
    request = PrivacyRequest(
        id=uuid4(),
        workspace_id=workspace_id,
        wish=Wish.ERASE,
        whose=whose,
        subject_id=subject_id,
        asked_by_id=by.id if by else None,
        code=secrets.token_hex(10),
        asked_at=now,
        due_at=now + grace,
        held=[],
        files=[],
        found={},
    )
    session.add(request)
    audit(session, by, Deed.ASKED_TO_ERASE, about=subject_id, workspace_id=workspace_id, whose=whose.value)
    if whose is Whose.TEAM:
        request.held = await _hold_everything(session, workspace_id)
        await _tell_everybody(session, request, by)
    await session.flush()
    return request


def _check_may(member: Member, whose: Whose, subject_id: UUID) -> None:
    """Over their own data everybody; over another person's nobody but the operator."""
    check(member, RIGHT[whose], own=whose is Whose.PERSON and subject_id == member.id)


async def _check_somebody_stays(session: AsyncSession, workspace_id: UUID, member_id: UUID) -> None:
    """A team without an owner could never be erased from chat, nor connect an account again."""
    await get_member(session, workspace_id, member_id)
    if list(await owners(session, workspace_id)) == [member_id]:
        raise NotNow("The team has no other owner. Make somebody an owner first, or have the whole team erased.")


async def _hold_everything(session: AsyncSession, workspace_id: UUID) -> list[str]:
    queued = await session.execute(
        select(Post).where(Post.workspace_id == workspace_id, Post.status == PostStatus.SCHEDULED).with_for_update()
    )
    posts = queued.scalars().all()
    for post in posts:
        move(post, PostStatus.HELD)
        post.last_error, post.remedy = TO_BE_ERASED, UNDO_IT
        await post_changed(session, post)
    return [str(post.id) for post in posts]


async def _tell_everybody(session: AsyncSession, request: PrivacyRequest, by: Member | None) -> None:
    """Nobody ends a team behind the others' backs."""
    due = to_local(request.due_at, (await get_workspace(session, request.workspace_id)).time_zone)
    name, day = by.name if by else "Whoever runs Rite", f"{due.day} {due:%B %Y}"
    text = (
        f"{name} asked to have everything of this team erased on {day}. Until then an owner can take that back with"
        " privacy."
    )
    for place in await audience(session, request.workspace_id, None):
        notify(session, request.workspace_id, place, NoticeKind.SAY, text=text)


async def pending(session: AsyncSession, workspace_id: UUID, whose: Whose, subject_id: UUID) -> PrivacyRequest | None:
    """The erasure that waits for its day, if there is one."""
    found = await session.execute(
        select(PrivacyRequest).where(
            PrivacyRequest.workspace_id == workspace_id,
            PrivacyRequest.wish == Wish.ERASE,
            PrivacyRequest.whose == whose,
            PrivacyRequest.subject_id == subject_id,
            PrivacyRequest.undone_at.is_(None),
            PrivacyRequest.done_at.is_(None),
        )
    )
    return found.scalars().first()


async def undo_erasure(session: AsyncSession, request: PrivacyRequest, by: Member | None) -> int:
    """As if nobody had asked; returns how many posts go out again. Raises NotAllowed, and NotNow too late."""
    if by is not None:
        _check_may(by, request.whose, request.subject_id)
    now = session.info["clock"].now()
    undone = await session.execute(
        update(PrivacyRequest)
        .where(
            PrivacyRequest.workspace_id == request.workspace_id,
            PrivacyRequest.id == request.id,
            PrivacyRequest.undone_at.is_(None),
            PrivacyRequest.rows_gone_at.is_(None),
        )
        .values(undone_at=now)
        .execution_options(synchronize_session=False)
    )
    if not touched(undone):
        raise NotNow("That is settled already.")
    audit(session, by, Deed.KEPT_AFTER_ALL, about=request.subject_id, workspace_id=request.workspace_id)
    if by is None or not request.held:
        return 0
    return await _let_go(session, by, [UUID(post) for post in request.held], now)


async def _let_go(session: AsyncSession, member: Member, posts: Sequence[UUID], now: datetime) -> int:
    """What nobody touched meanwhile goes on; for what can't, people press Resume."""
    found = await session.execute(
        select(Post.id).where(
            Post.workspace_id == member.workspace_id,
            Post.id.in_(posts),
            Post.status == PostStatus.HELD,
            Post.last_error == TO_BE_ERASED,
        )
    )
    going = 0
    for post_id in found.scalars().all():
        try:
            going += (await resume(session, member, post_id, now)).status is PostStatus.SCHEDULED
        except NotNow:
            continue
    return going


async def ask_export(session: AsyncSession, member: Member, whose: Whose, place: Conversation) -> PrivacyRequest:
    """Have everything put into one file; the link to it is told in this conversation. Raises NotAllowed."""
    subject_id = member.workspace_id if whose is Whose.TEAM else member.id
    _check_may(member, whose, subject_id)
    audit(session, member, Deed.EXPORTED, about=subject_id, export=whose.value)
    now = session.info["clock"].now()
    request = PrivacyRequest(
        id=uuid4(),
        workspace_id=member.workspace_id,
        wish=Wish.EXPORT,
        whose=whose,
        subject_id=subject_id,
        asked_by_id=member.id,
        conversation_id=place.id,
        code=secrets.token_hex(10),
        asked_at=now,
        due_at=now + EXPORT_LIES_FOR,
        held=[],
        files=[],
        found={},
    )
    session.add(request)
    await session.flush()
    tasks.export_data.enqueue(session, member.workspace_id, request.id)
    return request


async def get_request(session: AsyncSession, workspace_id: UUID, request_id: UUID) -> PrivacyRequest:
    """Raises NotFound."""
    found = await session.execute(
        select(PrivacyRequest).where(PrivacyRequest.workspace_id == workspace_id, PrivacyRequest.id == request_id)
    )
    request = found.scalar_one_or_none()
    if request is None:
        raise NotFound("I know nothing of such a request.")
    return request


async def request_with(session: AsyncSession, code: str) -> PrivacyRequest | None:
    """A request by the code its sender was given; whoever has it needs no workspace."""
    found = await session.execute(
        select(PrivacyRequest).where(PrivacyRequest.code == code).execution_options(**ACROSS_WORKSPACES)
    )
    return found.scalar_one_or_none()
