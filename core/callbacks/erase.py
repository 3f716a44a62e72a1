"""Somebody wants to be forgotten: what we hold of them goes; the team's own events, words and pictures stay.

It is done before the answer, in one transaction: an answer means that it is done.
"""

import secrets
from collections import Counter
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import NAMELESS, Account, AccountStatus
from core.accounts.token_use import TokenUse
from core.callbacks.leave import accounts_of, check_time, take_away
from core.callbacks.model import Comment, DeletionRequest, Delivery
from core.callbacks.signed_request import SignedRequest
from core.containers.model import Container
from core.database import found_or_added, touched
from core.insights.account_model import AccountDay, Audience
from core.insights.model import Insight, NewestNumbers
from core.posts.model import Post, PostStatus, PublishCall

TABLES = {
    "account days": AccountDay,
    "audiences": Audience,
    "deliveries": Delivery,
    "comments": Comment,
    "uses of the token": TokenUse,
}
OF_POSTS: dict[str, Any] = {
    "post numbers": Insight,
    "newest numbers": NewestNumbers,
    "publishing steps": PublishCall,
    "containers": Container,
}


async def erase(session: AsyncSession, asked: SignedRequest, now: datetime) -> DeletionRequest:
    """Forget a person and note what went; the same request again gets the same note."""
    check_time(asked, now)

    async def find() -> DeletionRequest | None:
        found = await session.execute(select(DeletionRequest).where(DeletionRequest.asked_with == asked.fingerprint))
        return found.scalar_one_or_none()

    async def add() -> DeletionRequest:
        row = DeletionRequest(
            id=uuid4(), code=secrets.token_hex(10), asked_with=asked.fingerprint, erased={}, received_at=now
        )
        session.add(row)
        return row

    request = await found_or_added(session, find, add)
    if request.done_at is None:
        gone: Counter[str] = Counter()
        for account in await accounts_of(session, asked.app_scoped_id):
            gone += await _erase_account(session, account)
        request.erased, request.done_at = dict(gone), now
    return request


async def deletion(session: AsyncSession, code: str) -> DeletionRequest | None:
    """A request by the code its sender was given."""
    found = await session.execute(select(DeletionRequest).where(DeletionRequest.code == code))
    return found.scalar_one_or_none()


async def _erase_account(session: AsyncSession, account: Account) -> Counter[str]:
    if account.status is not AccountStatus.DISCONNECTED:
        await take_away(session, account, erased=True)
    gone = Counter({"accounts": 1})
    for name, table in TABLES.items():
        gone[name] = await _delete(session, table, account)
    gone += await _forget_posts(session, account)
    _make_nameless(account)
    await session.flush()
    return gone


async def _delete(session: AsyncSession, table: Any, account: Account) -> int:
    done = await session.execute(
        delete(table)
        .where(table.workspace_id == account.workspace_id, table.account_id == account.id)
        .execution_options(synchronize_session=False)
    )
    return touched(done)


async def _forget_posts(session: AsyncSession, account: Account) -> Counter[str]:
    """Numbers and steps go, and what points to the person's posts on Instagram; a post itself is the team's work."""
    mine = select(Post.id).where(Post.workspace_id == account.workspace_id, Post.account_id == account.id)
    gone: Counter[str] = Counter()
    for name, table in OF_POSTS.items():
        done = await session.execute(
            delete(table)
            .where(table.workspace_id == account.workspace_id, table.post_id.in_(mine))
            .execution_options(synchronize_session=False)
        )
        gone[name] = touched(done)
    await session.execute(
        update(Post)
        .where(Post.workspace_id == account.workspace_id, Post.account_id == account.id)
        .values(
            media_id=None,
            permalink=None,
            comment_id=None,
            comments_count=0,
            baseline=[],
            unmeasured=Post.status == PostStatus.PUBLISHED,
        )
        .execution_options(synchronize_session=False)
    )
    return gone


def _make_nameless(account: Account) -> None:
    """The row stays for the posts that refer to it; nothing in it tells whose it was."""
    account.instagram_id = f"{NAMELESS}-{account.id.hex[:24]}"
    account.app_scoped_id = ""
    account.username = NAMELESS
    account.kind = ""
    account.scopes = []
