"""Connect an Instagram account by business login, or connect it again: the row is found by Instagram's own id."""

import secrets
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.accounts.adopt import adopt_orphans
from core.accounts.choose import one_at_a_time, settle_default
from core.accounts.model import Account, ConnectState
from core.accounts.policy import check_may_change_accounts
from core.accounts.token import keep_token
from core.audit.model import Deed
from core.audit.note import audit
from core.campaigns.redraw import redraw_campaigns
from core.errors import NotAllowed
from core.installs.onboarding import onboarding_changed
from core.notices.model import Conversation, NoticeKind
from core.notices.notify import notify
from core.ports.access import Product
from core.ports.login import SignedIn
from core.ports.parts import Parts
from core.posts.take_up import take_up_again
from core.telemetry.names import Tracked
from core.telemetry.track import track
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.members import get_member, token_hash
from core.workspaces.model import Member

STATE_LASTS = timedelta(minutes=30)


async def begin_connecting(
    session: AsyncSession, member: Member, conversation: Conversation, product: Product, now: datetime
) -> str:
    """A single-use state for the consent page of one login, bound to person and conversation. Owners only."""
    check_may_change_accounts(member)
    state = secrets.token_urlsafe(24)
    session.add(
        ConnectState(
            id=uuid4(),
            workspace_id=member.workspace_id,
            member_id=member.id,
            conversation_id=conversation.id,
            product=product,
            token_hash=token_hash(state),
            expires_at=now + STATE_LASTS,
        )
    )
    return state


async def open_state(session: AsyncSession, state: str, now: datetime) -> Product | None:
    """Which login a connect link is for; None when it may not be used any more."""
    found = await session.execute(
        select(ConnectState.product)
        .where(
            ConnectState.token_hash == token_hash(state),
            ConnectState.used_at.is_(None),
            ConnectState.expires_at > now,
        )
        .execution_options(**ACROSS_WORKSPACES)
    )
    return found.scalar_one_or_none()


async def finish_connecting(parts: Parts, state: str, code: str) -> tuple[Account, ...]:
    """What the callback does: use up the state, sign in, store every account of the consent and tell the chat."""
    async with parts.db.transaction() as session:
        opened = await _use_state(session, state, parts.clock.now())
        check_may_change_accounts(await get_member(session, opened.workspace_id, opened.member_id))
    login = parts.logins.get(opened.product)
    if login is None:
        raise NotAllowed("This way to connect is switched off at the moment. Ask for a new link in chat.")
    signed_in = await login.sign_in(code)
    async with parts.db.transaction() as session:
        await one_at_a_time(session, opened.workspace_id)
        connected = [await _connect(session, opened, who, parts) for who in signed_in]
        await redraw_campaigns(session, opened.workspace_id, parts.clock.now())
        await onboarding_changed(session, opened.workspace_id)
    return tuple(connected)


async def _connect(session: AsyncSession, opened: ConnectState, who: SignedIn, parts: Parts) -> Account:
    account = await _store(session, opened, who, parts)
    by = await get_member(session, opened.workspace_id, opened.member_id)
    audit(session, by, Deed.CONNECTED, about=account.id, account=account.username)
    await settle_default(session, account.workspace_id)
    await adopt_orphans(session, account)
    await take_up_again(session, account, parts.clock.now())
    tasks.subscribe_account.enqueue(session, account.workspace_id, account.id)
    track(session, Tracked.ACCOUNT_CONNECTED, account.workspace_id, opened.member_id, product=opened.product)
    notify(session, account.workspace_id, opened.conversation_id, NoticeKind.CONNECTED, subject_id=account.id)
    return account


async def _use_state(session: AsyncSession, state: str, now: datetime) -> ConnectState:
    used = await session.execute(
        update(ConnectState)
        .where(
            ConnectState.token_hash == token_hash(state),
            ConnectState.used_at.is_(None),
            ConnectState.expires_at > now,
        )
        .values(used_at=now)
        .returning(ConnectState)
        .execution_options(**ACROSS_WORKSPACES, synchronize_session=False)
    )
    row = used.scalar_one_or_none()
    if row is None:
        raise NotAllowed("This connect link was used already or is older than half an hour. Ask for a new one in chat.")
    return row


async def _store(session: AsyncSession, opened: ConnectState, who: SignedIn, parts: Parts) -> Account:
    """The same row as before when the workspace had this account already: campaigns and approvals belong to it."""
    found = await session.execute(
        select(Account)
        .where(Account.workspace_id == opened.workspace_id, Account.instagram_id == who.instagram_id)
        .with_for_update()
    )
    account = found.scalar_one_or_none()
    if account is None:
        account = Account(
            id=uuid4(),
            workspace_id=opened.workspace_id,
            instagram_id=who.instagram_id,
            is_default=False,
            connected_at=parts.clock.now(),
        )
        session.add(account)
    account.app_scoped_id = who.app_scoped_id
    account.product = opened.product
    account.username = who.username
    account.kind = who.kind
    account.scopes = list(who.scopes)
    account.connected_by_id = opened.member_id
    account.connected_in_id = opened.conversation_id
    keep_token(account, who.token, parts)
    await session.flush()
    return account
