"""A team's first steps: what is done of them, and the card that ends when all are."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account, AccountStatus
from core.approvals.model import Approval
from core.campaigns.model import Campaign
from core.errors import NotFound
from core.installs.model import Onboarding
from core.notices.model import NoticeKind
from core.notices.notify import notify
from core.workspaces.model import Member, Role


class Step(StrEnum):
    """In the order in which they are best taken."""

    ACCOUNT = "account"
    """Instagram is connected."""
    APPROVER = "approver"
    """Somebody else may say yes, or it was said that nobody shall."""
    EVENT = "event"
    APPROVAL = "approval"
    """Somebody said yes to a post."""


@dataclass(frozen=True)
class OnboardingView:
    done: frozenset[Step]

    @property
    def is_over(self) -> bool:
        return self.done == frozenset(Step)


async def is_new_here(session: AsyncSession, workspace_id: UUID) -> bool:
    """Whether the team was never shown its first steps."""
    return await _row(session, workspace_id) is None


async def begin_onboarding(session: AsyncSession, workspace_id: UUID, conversation_id: UUID, now: datetime) -> None:
    """Show the first steps here; begun once more, they stay where they are."""
    if await is_new_here(session, workspace_id):
        session.add(Onboarding(id=uuid4(), workspace_id=workspace_id, conversation_id=conversation_id, created_at=now))
        await session.flush()
    await onboarding_changed(session, workspace_id)


async def onboarding_changed(session: AsyncSession, workspace_id: UUID) -> None:
    """A step may be done: bring the card up to date; the last one is drawn once more, and then no more."""
    row = await _row(session, workspace_id)
    if row is None or row.done_at is not None:
        return
    if (await _view(session, row)).is_over:
        row.done_at = session.info["clock"].now()
    notify(session, workspace_id, row.conversation_id, NoticeKind.ONBOARDING, subject_id=row.id)


async def decide_alone(session: AsyncSession, workspace_id: UUID) -> None:
    """Nobody else shall have to say yes."""
    row = await _row(session, workspace_id)
    if row is not None:
        row.alone = True
        await session.flush()
        await onboarding_changed(session, workspace_id)


async def onboarding_view(session: AsyncSession, workspace_id: UUID) -> OnboardingView:
    """How far the team has come; raises NotFound for one that was never shown its first steps."""
    row = await _row(session, workspace_id)
    if row is None:
        raise NotFound("This team took its first steps without me.")
    return await _view(session, row)


async def _view(session: AsyncSession, row: Onboarding) -> OnboardingView:
    await session.flush()
    id_ = row.workspace_id
    facts: dict[Step, ColumnElement[bool]] = {
        Step.ACCOUNT: exists().where(Account.workspace_id == id_, Account.status == AccountStatus.CONNECTED),
        Step.APPROVER: select(func.count(Member.id) > 1)
        .where(Member.workspace_id == id_, Member.active, Member.role.in_((Role.OWNER, Role.APPROVER)))
        .scalar_subquery(),
        Step.EVENT: exists().where(Campaign.workspace_id == id_),
        Step.APPROVAL: exists().where(Approval.workspace_id == id_),
    }
    found = (await session.execute(select(*facts.values()))).one()
    done = {step for step, is_done in zip(facts, found, strict=True) if is_done}
    return OnboardingView(frozenset(done | ({Step.APPROVER} if row.alone else set())))


async def _row(session: AsyncSession, workspace_id: UUID) -> Onboarding | None:
    found = await session.execute(select(Onboarding).where(Onboarding.workspace_id == workspace_id))
    return found.scalar_one_or_none()
