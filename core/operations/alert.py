"""Alerts: for those who run Rite, not for those who use it. Always in the log, and in a chat where one is named."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.errors import NotFound
from core.notices.model import Conversation, NoticeKind
from core.notices.notify import find_or_add_conversation, notify
from core.operations.meters import ALERTS
from core.operations.model import AlertRow
from core.ports.parts import Parts
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.model import Identity, Platform, Workspace

log = structlog.get_logger(__name__)

AGAIN_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class AlertView:
    """An alert as it is told; the task is the one that was given up."""

    text: str
    resolved: bool
    task_id: UUID | None


async def raise_alert(
    session: AsyncSession,
    workspace_id: UUID,
    kind: str,
    subject: str,
    text: str,
    now: datetime,
    *,
    resolved: bool = False,
    task_id: UUID | None = None,
) -> bool:
    """Tell operators about trouble, or that it is over; False when the same was told within the hour.

    `text` holds no secret. task_id: the task that was given up, to be tried again or dropped where it is read.
    """
    about = f"{kind} {subject}".strip()[:80]
    told = await session.execute(
        select(AlertRow.id)
        .where(AlertRow.about == about, AlertRow.at > now - AGAIN_AFTER)
        .limit(1)
        .execution_options(**ACROSS_WORKSPACES)
    )
    if told.first() is not None:
        return False
    alert = AlertRow(
        id=uuid4(), workspace_id=workspace_id, about=about, text=text, resolved=resolved, task_id=task_id, at=now
    )
    session.add(alert)
    await session.flush()
    _write_down(kind, about, text, resolved, workspace=str(workspace_id))
    tasks.tell_alert.enqueue(session, workspace_id, alert.id)
    return True


async def raise_alert_for_all(
    session: AsyncSession, kind: str, subject: str, text: str, now: datetime, *, resolved: bool = False
) -> None:
    """Trouble of the whole service: the oldest workspace lends it its place. Before there is any, only the log."""
    found = await session.execute(select(Workspace.id).order_by(Workspace.created_at, Workspace.id).limit(1))
    workspace_id = found.scalar_one_or_none()
    if workspace_id is not None:
        await raise_alert(session, workspace_id, kind, subject, text, now, resolved=resolved)
        return
    _write_down(kind, f"{kind} {subject}".strip(), text, resolved)


def _write_down(kind: str, about: str, text: str, resolved: bool, **more: str) -> None:
    if resolved:
        log.warning("alert is over", about=about, text=text, **more)
        return
    log.error("alert", about=about, text=text, **more)
    ALERTS.labels(kind).inc()


async def tell_alert(parts: Parts, workspace_id: UUID, alert_id: UUID) -> None:
    """Say an alert in the operators' conversation, when there is one."""
    if parts.alert_conversation is None:
        return
    house, _, address = parts.alert_conversation.partition(":")
    async with parts.db.transaction() as session:
        found = await session.execute(
            select(AlertRow).where(AlertRow.workspace_id == workspace_id, AlertRow.id == alert_id)
        )
        alert = found.scalar_one_or_none()
        if alert is None:
            return
        room = await _room(session, workspace_id, Platform(house), address, parts.clock.now())
        notify(session, room.workspace_id, room.id, NoticeKind.ALERT, subject_id=alert.id)


async def alert_view(session: AsyncSession, alert_id: UUID) -> AlertView:
    """The operators' place may belong to another workspace. Raises NotFound for one that is forgotten already."""
    found = await session.execute(
        select(AlertRow.text, AlertRow.resolved, AlertRow.task_id)
        .where(AlertRow.id == alert_id)
        .execution_options(**ACROSS_WORKSPACES)
    )
    row = found.one_or_none()
    if row is None:
        raise NotFound("That alert is not kept any more.")
    return AlertView(*row)


async def _room(
    session: AsyncSession, workspace_id: UUID, platform: Platform, address: str, now: datetime
) -> Conversation:
    """The operators' place: known already, whoever's it is, or made for the workspace the alert is about."""
    found = await session.execute(
        select(Conversation)
        .where(Conversation.platform == platform, Conversation.address == address)
        .order_by(Conversation.created_at)
        .limit(1)
        .execution_options(**ACROSS_WORKSPACES)
    )
    known = found.scalar_one_or_none()
    if known is not None:
        return known
    team = await session.execute(
        select(Identity.team).where(Identity.workspace_id == workspace_id, Identity.platform == platform).limit(1)
    )
    return await find_or_add_conversation(
        session, workspace_id, platform, address, now, team=team.scalar_one_or_none() or "", follows=False
    )
