"""What is known of a post, as the preflight wants it: said while drafting, and looked at again before publishing."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account
from core.posts.model import Post, Revision


@dataclass
class Finding:
    sentence: str


async def findings_of(session: AsyncSession, post: Post, revision: Revision) -> tuple[Finding, ...]:
    return ()


def blocking(post: Post, revision: Revision, account: Account | None) -> str:
    return ""


async def insist_publishable(session: AsyncSession, post: Post, caption: str) -> None:
    """Raise InvalidAnswer, with the field's key, for the first thing Instagram would refuse."""
