"""The hashtags of one post: which it gets, where they stand, and what becomes of those a person typed."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account
from core.accounts.rights import Right, missing_rights
from core.copy.text import closing_tags, tags_of
from core.errors import InvalidAnswer
from core.hashtags.caption import Join, from_comment, in_comment, tidied
from core.hashtags.known import ranked_for
from core.hashtags.rules import rules_of
from core.hashtags.tags import LeftOut, in_words, why_not
from core.ports.copywriter import Brief
from core.posts.details import details_from
from core.posts.model import Format, Post


async def with_hashtags(session: AsyncSession, post: Post, brief: Brief) -> Brief:
    """The brief with what fits this post, ranked, and with those its first comment has, so that a writer knows them."""
    if post.format is Format.STORY:
        return brief
    rules = await rules_of(session, post.workspace_id)
    previous = brief.previous
    if previous and await _stand_in_comment(session, post):
        previous = from_comment(previous, details_from(post.details).first_comment)
    # Whoever gave a post more than the usual keeps them.
    most = max(rules.most, len(closing_tags(previous)))
    order = await ranked_for(session, post, brief, rules.most, session.info["clock"].now())
    return replace(brief, previous=previous, hashtags=order, most_hashtags=most)


async def placed(session: AsyncSession, post: Post, caption: str, how: Join) -> str:
    """The caption as it goes out; where the team wants it so, its rows of hashtags move into the first comment.

    Writes `post.details`, so it comes before freeze.
    """
    if not await _stand_in_comment(session, post):
        return caption
    details = details_from(post.details)
    most = (await rules_of(session, post.workspace_id)).most
    caption, comment = in_comment(caption, details.first_comment, most, how)
    post.details = replace(details, first_comment=comment).stored()
    return caption


async def typed(session: AsyncSession, post: Post, caption: str) -> tuple[str, list[str]]:
    """(a caption somebody typed, with hashtags that are of use and where they belong, what was left out and why)."""
    if post.format is Format.STORY:
        return caption, []
    rules = await rules_of(session, post.workspace_id)
    caption, found = tidied(caption, rules.most)
    return await placed(session, post, caption, Join.BEFORE), [found.sentence] if found.left_out else []


def insist_useful(comment: str) -> None:
    """Raise InvalidAnswer for hashtags of no use in a first comment: who typed them can still take them out."""
    wrong = [LeftOut(tag, why) for tag in tags_of(comment) if (why := why_not(tag))]
    if wrong:
        told = in_words(wrong).removeprefix("Left out: ")
        raise InvalidAnswer(f"Please leave out {told}", field="first_comment")


async def _stand_in_comment(session: AsyncSession, post: Post) -> bool:
    """Whether the team wants its hashtags there, the post can have a comment, and its account lets us write one."""
    if post.format is Format.STORY or not (await rules_of(session, post.workspace_id)).in_comment:
        return False
    found = await session.execute(
        select(Account.scopes).where(Account.workspace_id == post.workspace_id, Account.id == post.account_id)
    )
    return Right.COMMENT not in missing_rights(found.scalar_one_or_none() or [])
