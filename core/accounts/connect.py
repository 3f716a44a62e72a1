"""Connect an Instagram account by business login, and keep it connected."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account, AccountStatus, ConnectState
from core.accounts.queries import get_account
from core.campaigns.model import Campaign
from core.errors import NotAllowed, ReconnectNeeded
from core.notices.model import Conversation, NoticeKind
from core.notices.notify import notify, tell_everywhere
from core.ports.login import SignedIn, Token
from core.ports.parts import Parts
from core.posts.model import Post
from core.posts.revision import current_revision, fingerprint
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.members import token_hash
from core.workspaces.model import Member, Role

STATE_LASTS = timedelta(minutes=30)
REFRESH_FROM_AGE = timedelta(days=7)


async def begin_connecting(session: AsyncSession, member: Member, conversation: Conversation, now: datetime) -> str:
    """A single-use state for the consent page, bound to the person and the conversation. Owners only."""
    if member.role is not Role.OWNER:
        raise NotAllowed("Only an owner can connect an Instagram account.")
    state = secrets.token_urlsafe(24)
    session.add(
        ConnectState(
            id=uuid4(),
            workspace_id=member.workspace_id,
            member_id=member.id,
            conversation_id=conversation.id,
            token_hash=token_hash(state),
            expires_at=now + STATE_LASTS,
        )
    )
    return state


async def state_is_open(session: AsyncSession, state: str, now: datetime) -> bool:
    """Whether a connect link may still be used."""
    found = await session.execute(
        select(ConnectState.id)
        .where(
            ConnectState.token_hash == token_hash(state),
            ConnectState.used_at.is_(None),
            ConnectState.expires_at > now,
        )
        .execution_options(**ACROSS_WORKSPACES)
    )
    return found.first() is not None


async def finish_connecting(parts: Parts, state: str, code: str) -> Account:
    """What the callback does: use up the state, sign in, store the account and tell the chat."""
    async with parts.db.transaction() as session:
        opened = await _use_state(session, state, parts.clock.now())
    signed_in = await parts.login.sign_in(code)
    async with parts.db.transaction() as session:
        account = await _store(session, opened.workspace_id, signed_in, parts)
        await _adopt_orphans(session, account)
        notify(
            session,
            opened.workspace_id,
            opened.conversation_id,
            NoticeKind.CONNECTED,
            subject_id=account.id,
            missing=[scope for scope in parts.login.scopes if scope not in signed_in.scopes],
        )
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


async def _store(session: AsyncSession, workspace_id: UUID, who: SignedIn, parts: Parts) -> Account:
    found = await session.execute(
        select(Account).where(Account.workspace_id == workspace_id, Account.instagram_id == who.instagram_id)
    )
    account = found.scalar_one_or_none()
    now = parts.clock.now()
    if account is None:
        account = Account(
            id=uuid4(), workspace_id=workspace_id, instagram_id=who.instagram_id, connected_at=now, scopes=[]
        )
        session.add(account)
    account.app_scoped_id = who.app_scoped_id
    account.username = who.username
    account.kind = who.kind
    account.scopes = list(who.scopes)
    _keep_token(account, who.token, parts)
    await session.flush()
    return account


def _keep_token(account: Account, token: Token, parts: Parts) -> None:
    now = parts.clock.now()
    account.status = AccountStatus.CONNECTED
    account.token_sealed = parts.vault.seal(token.secret, account.token_place)
    account.token_expires_at = now + token.lasts
    account.token_refreshed_at = now


async def _adopt_orphans(session: AsyncSession, account: Account) -> None:
    """Campaigns drafted before any account was connected publish to this one. Nothing of them was approved yet."""
    campaigns = await session.execute(
        select(Campaign).where(Campaign.workspace_id == account.workspace_id, Campaign.account_id.is_(None))
    )
    for campaign in campaigns.scalars():
        campaign.account_id = account.id
        posts = await session.execute(
            select(Post).where(Post.workspace_id == account.workspace_id, Post.campaign_id == campaign.id)
        )
        for post in posts.scalars():
            await _adopt(session, post, account.id)
            await tell_everywhere(session, post.workspace_id, campaign.conversation_id, NoticeKind.POST, post.id)
        await tell_everywhere(
            session, campaign.workspace_id, campaign.conversation_id, NoticeKind.CAMPAIGN, campaign.id
        )


async def _adopt(session: AsyncSession, post: Post, account_id: UUID) -> None:
    post.account_id = account_id
    if post.revision:
        revision = await current_revision(session, post)
        if revision.picture_hash:
            revision.fingerprint = fingerprint(post, revision)


async def due_for_refresh(session: AsyncSession, now: datetime) -> list[tuple[UUID, UUID]]:
    """(workspace, account) of every account whose token is a week old."""
    found = await session.execute(
        select(Account.workspace_id, Account.id)
        .where(Account.status == AccountStatus.CONNECTED, Account.token_refreshed_at < now - REFRESH_FROM_AGE)
        .execution_options(**ACROSS_WORKSPACES)
    )
    return [(row[0], row[1]) for row in found.all()]


async def refresh_account(parts: Parts, workspace_id: UUID, account_id: UUID) -> None:
    """Renew one account's token; a dead one marks the account and raises ReconnectNeeded."""
    async with parts.db.reading() as session:
        account = await get_account(session, workspace_id, account_id)
    if account.token_sealed is None or account.status is not AccountStatus.CONNECTED:
        return
    try:
        token = await parts.login.refresh(parts.vault.open(account.token_sealed, account.token_place))
    except ReconnectNeeded:
        await mark_expired(parts, workspace_id, account_id)
        raise
    async with parts.db.transaction() as session:
        _keep_token(await get_account(session, workspace_id, account_id), token, parts)


async def mark_expired(parts: Parts, workspace_id: UUID, account_id: UUID) -> None:
    """Instagram no longer takes this account's token."""
    async with parts.db.transaction() as session:
        account = await get_account(session, workspace_id, account_id)
        if account.status is AccountStatus.CONNECTED:
            account.status = AccountStatus.EXPIRED
