"""What is known of a post, as the preflight wants it: said while drafting, and looked at again before publishing."""

from typing import TypedDict

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account
from core.accounts.rights import Right, missing_rights
from core.errors import Cure
from core.ports.access import Product
from core.ports.studio import MediaFacts
from core.posts.details import details_from
from core.posts.expected import expected_files
from core.posts.limits import Limits
from core.posts.media import items_from
from core.posts.model import Post, Revision
from core.posts.preflight import Finding, Planned, check, insist
from core.posts.revision import current_revision
from core.posts.shape import as_shaped
from core.posts.uploads import uploaded

CURES = {"caption": Cure.EDIT, "files": Cure.MEDIA}
"""What makes a finding good, by its field; everything else is among the details."""


async def insist_publishable(session: AsyncSession, post: Post, caption: str) -> None:
    """Raise InvalidAnswer, with the field's key, for the first thing Instagram would refuse of what is asked for."""
    items = as_shaped(post.format, items_from(post.media))
    files = tuple(item.facts for item in items) or await _painted(session, post)
    insist(
        check(
            Planned(
                format=post.format,
                files=files,
                caption=caption,
                details=details_from(post.details),
                cover=await _cover(session, post),
                **_about(await _account(session, post)),
                limits=session.info["limits"],
            )
        )
    )


async def _painted(session: AsyncSession, post: Post) -> tuple[MediaFacts, ...]:
    """Of what we make ourselves: as it is, or while it is not made, or was made as something else, as it will be."""
    expected = expected_files(post)
    made = await current_revision(session, post) if expected and post.revision else None
    facts = tuple(item.facts for item in items_from(made.media)) if made else ()
    alike = bool(facts) and facts[0].video == expected[0].video and (len(facts) > 1) == (len(expected) > 1)
    return facts if alike else expected


async def findings_of(session: AsyncSession, post: Post, revision: Revision) -> tuple[Finding, ...]:
    """All that Instagram would refuse or change of what is frozen."""
    return check(_frozen(post, revision, await _account(session, post), session.info["limits"]))


def refusal_of(post: Post, revision: Revision, account: Account | None, limits: Limits) -> Finding | None:
    """What Instagram would refuse of what is about to be sent; None when nothing is known."""
    findings = check(_frozen(post, revision, account, limits))
    return next((finding for finding in findings if finding.blocks), None)


def _frozen(post: Post, revision: Revision, account: Account | None, limits: Limits) -> Planned:
    return Planned(
        format=post.format,
        files=tuple(item.facts for item in items_from(revision.media)),
        caption=revision.caption,
        alt_text=revision.alt_text,
        details=details_from(revision.details),
        **_about(account),
        limits=limits,
    )


class _OfAccount(TypedDict):
    product: Product | None
    may_comment: bool


def _about(account: Account | None) -> _OfAccount:
    """What the preflight wants to know of an account; while none is chosen, nothing is held against a post."""
    if account is None:
        return {"product": None, "may_comment": True}
    return {"product": account.product, "may_comment": Right.COMMENT not in missing_rights(account.scopes)}


async def _cover(session: AsyncSession, post: Post) -> MediaFacts | None:
    key = details_from(post.details).cover_key
    return (await uploaded(session, post.workspace_id, [key]))[0].facts if key else None


async def _account(session: AsyncSession, post: Post) -> Account | None:
    found = await session.execute(
        select(Account).where(Account.workspace_id == post.workspace_id, Account.id == post.account_id)
    )
    return found.scalar_one_or_none()
