"""Frozen content and its fingerprint."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.containers.model import Container
from core.errors import NotFound
from core.posts.frame import frame_of
from core.posts.model import Post, Revision
from core.posts.option_sheet import outdate_options

WRITTEN = ("alt_texts", "cover_key", "cover_hash")
"""Extras that whoever makes the pictures fills in where nobody asked for them."""


def fingerprint(post: Post, revision: Revision) -> str:
    """SHA-256 over everything a yes is about: words, picture bytes, alt text, extras, slot, kind and account."""
    about: list[Any] = [
        str(post.id),
        revision.caption,
        revision.alt_text,
        revision.picture_hash,
        post.format.value,
        post.due_at.astimezone(UTC).isoformat(),
        str(post.account_id),
    ]
    if revision.media or revision.details:  # posts from before there were any keep the yes they have
        about += [[item["hash"] for item in revision.media], revision.details]
    if revision.variants:
        about.append([[variant["layout"], variant["hash"]] for variant in revision.variants])
    return hashlib.sha256(json.dumps(about, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


async def get_post(session: AsyncSession, workspace_id: UUID, post_id: UUID, *, lock: bool = False) -> Post:
    """A post of this workspace; raises NotFound. With lock, nobody else changes it until the transaction ends."""
    query = select(Post).where(Post.workspace_id == workspace_id, Post.id == post_id)
    if lock:
        # Read again what this session may have seen before the lock was ours.
        query = query.with_for_update().execution_options(populate_existing=True)
    post = (await session.execute(query)).scalar_one_or_none()
    if post is None:
        raise NotFound("That post is not here any more.")
    return post


async def current_revision(session: AsyncSession, post: Post) -> Revision:
    """The newest frozen content of a post; raises NotFound before the first draft."""
    found = await session.execute(
        select(Revision).where(
            Revision.workspace_id == post.workspace_id,
            Revision.post_id == post.id,
            Revision.number == post.revision,
        )
    )
    revision = found.scalar_one_or_none()
    if revision is None:
        raise NotFound("This post has no draft yet.")
    return revision


async def freeze(
    session: AsyncSession,
    post: Post,
    *,
    caption: str,
    headline: str,
    alt_text: str,
    writer: str,
    notes: list[str],
    author_id: UUID | None,
    now: datetime,
    painted: Revision | None = None,
    restores: int | None = None,
    made_by: UUID | None = None,
) -> Revision:
    """Make the next revision, with the extras the post has now.

    Pictures stay those of `painted` when that is given and has any; otherwise they are made next. made_by: who had it
    made, where it is not whoever wrote it.
    """
    picture = painted if painted is not None and painted.picture_key and painted.picture_hash else None
    post.revision += 1
    revision = Revision(
        id=uuid4(),
        workspace_id=post.workspace_id,
        post_id=post.id,
        number=post.revision,
        author_id=author_id,
        caption=caption,
        headline=headline,
        alt_text=alt_text,
        writer=writer,
        notes=notes,
        media=list(picture.media) if picture else [],
        variants=list(picture.variants) if picture else [],
        details={**post.details, **_written(picture)} if picture else dict(post.details),
        picture_key=picture.picture_key if picture else None,
        picture_hash=picture.picture_hash if picture else None,
        frame=frame_of(post),
        restores=restores,
        made_by_id=made_by or author_id,
        created_at=now,
    )
    if picture:
        revision.fingerprint = fingerprint(post, revision)
    session.add(revision)
    await outdate_options(session, post)
    await drop_container(session, post)
    return revision


def _written(painted: Revision) -> dict[str, Any]:
    """What we added to the extras while the pictures were made goes along with them."""
    return {key: painted.details[key] for key in WRITTEN if key in (painted.details or {})}


async def same_again(
    session: AsyncSession, post: Post, author_id: UUID | None, now: datetime, *, made_by: UUID | None = None
) -> Revision:
    """The same words and picture as a new revision, because the slot or the account changed."""
    return await freeze_again(session, post, await current_revision(session, post), author_id, now, made_by=made_by)


async def freeze_again(
    session: AsyncSession,
    post: Post,
    old: Revision,
    author_id: UUID | None,
    now: datetime,
    *,
    restores: int | None = None,
    made_by: UUID | None = None,
) -> Revision:
    """The words and picture of a revision as the newest one; `restores` is the number of the one it brings back."""
    return await freeze(
        session,
        post,
        caption=old.caption,
        headline=old.headline,
        alt_text=old.alt_text,
        writer=old.writer,
        notes=list(old.notes),
        author_id=author_id,
        now=now,
        painted=old,
        restores=restores,
        made_by=made_by,
    )


async def drop_container(session: AsyncSession, post: Post, *, place: int | None = None) -> None:
    """What was made ahead on Instagram no longer fits this post; all of it, or what stands at one place."""
    here = true() if place is None else Container.place == place
    await session.execute(
        update(Container)
        .where(Container.workspace_id == post.workspace_id, Container.post_id == post.id, Container.current, here)
        .values(current=False)
        .execution_options(synchronize_session=False)
    )
