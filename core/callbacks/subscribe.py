"""After an account was connected, ask Instagram to tell us of comments. It works without, only more silently."""

from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.accounts.model import Account
from core.accounts.queries import access_to, get_account
from core.accounts.rights import Right, missing_rights
from core.accounts.tell import conversations_for
from core.approvals.policy import check_may_edit
from core.errors import ReconnectNeeded, Refused
from core.notices.model import NoticeKind, Trouble
from core.notices.notify import notify, tell_trouble
from core.ports.parts import Parts
from core.workspaces.model import Member

log = structlog.get_logger(__name__)


async def subscribe_account(parts: Parts, workspace_id: UUID, account_id: UUID) -> None:
    """Switch on what can be; when Instagram refuses, people are told what will be missing."""
    if parts.webhooks is None:
        return
    async with parts.db.reading() as session:
        account = await get_account(session, workspace_id, account_id)
        if Right.COMMENT in missing_rights(account.scopes):
            return
        try:
            access = access_to(account, parts.vault)
        except ReconnectNeeded:
            return
    try:
        fields = await parts.webhooks.subscribe(access)
    except (Refused, ReconnectNeeded) as error:
        reason = (error.cause if isinstance(error, Refused) else "") or error.message
        log.warning("instagram will not tell of comments", reason=reason)
        fields = ()
        async with parts.db.transaction() as session:
            await _say(session, account, reason)
    async with parts.db.transaction() as session:
        (await get_account(session, workspace_id, account_id)).webhook_fields = list(fields)


async def subscribe_again(session: AsyncSession, member: Member, account_id: UUID) -> None:
    """Somebody asks for it once more."""
    check_may_edit(member)
    tasks.subscribe_account.enqueue(session, member.workspace_id, account_id)


async def say_not_subscribed(session: AsyncSession, why: str, workspace_id: UUID, account_id: UUID) -> None:
    """Instagram was asked in vain."""
    account = await get_account(session, workspace_id, account_id)
    for place in await conversations_for(session, account):
        about = f"@{account.username}"
        tell_trouble(session, workspace_id, place, Trouble.COMMENTS, why, subject_id=account_id, about=about)


async def _say(session: AsyncSession, account: Account, reason: str) -> None:
    text = f"Comments on @{account.username} will not appear here: Instagram did not switch them on. {reason}"
    for place in await conversations_for(session, account):
        notify(session, account.workspace_id, place, NoticeKind.SAY, text=text)
