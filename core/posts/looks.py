"""What a painted post can be instead: one picture, slides, a reel; a story that stands still or moves."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.decide import STALE, reopen
from core.approvals.policy import check_may_edit
from core.errors import NotNow
from core.posts.details import Details, PlacedTag, details_from
from core.posts.draft import surroundings
from core.posts.model import Format, Post
from core.posts.planned import insist_publishable
from core.posts.preflight.words import WITH_ALT_TEXT
from core.posts.revision import current_revision, get_post
from core.posts.same_words import with_same_words
from core.posts.story_beside import WITH_STORY
from core.workspaces.model import Member

FEWEST_ARTISTS = 2
_MIDDLE = 0.5


class Look(StrEnum):
    PICTURE = "picture"
    CAROUSEL = "carousel"
    REEL = "reel"
    STILL = "still"
    """A story that does not move."""
    FILM = "film"
    """A story that moves."""


_MADE = {
    Look.PICTURE: (Format.FEED, False),
    Look.CAROUSEL: (Format.CAROUSEL, False),
    Look.REEL: (Format.REEL, True),
    Look.STILL: (Format.STORY, False),
    Look.FILM: (Format.STORY, True),
}
IN_FEED = (Look.PICTURE, Look.CAROUSEL, Look.REEL)


def look_of(post: Post) -> Look | None:
    """What a painted post is now; None for one made of uploaded files."""
    if post.media:
        return None
    if post.format is Format.STORY:
        return Look.FILM if post.film else Look.STILL
    return next(look for look in IN_FEED if _MADE[look][0] is post.format)


def looks_for(post: Post, artists: int) -> tuple[Look, ...]:
    """What else it could be; `artists` is how many names its line-up has."""
    now = look_of(post)
    if now is None or post.story_of_id is not None:
        return ()
    others = IN_FEED if now in IN_FEED else (Look.STILL, Look.FILM)
    return tuple(
        look for look in others if look is not now and (look is not Look.CAROUSEL or artists >= FEWEST_ARTISTS)
    )


async def change_look(
    session: AsyncSession, member: Member, post_id: UUID, revision_number: int, look: Look, now: datetime
) -> Post:
    """A new revision with the same words, painted the other way; a yes counts no longer.

    Raises NotNow when the post moved on meanwhile or cannot become that, InvalidAnswer for what Instagram would refuse.
    """
    check_may_edit(member)
    post = await get_post(session, member.workspace_id, post_id, lock=True)
    if post.revision != revision_number or not post.revision:
        raise NotNow(STALE)
    _, event, _ = await surroundings(session, post)
    if look not in looks_for(post, len(event.lineup)):
        raise NotNow("This post can't become that.")
    old = await current_revision(session, post)
    await reopen(session, post)
    post.format, post.film = _MADE[look]
    post.details = fitting(details_from(post.details), post.format).stored()
    await with_same_words(session, post, old, now, made_by=member.id)
    await insist_publishable(session, post, old.caption)  # of the new revision: the pictures of the old one go
    return post


def fitting(details: Details, format_: Format) -> Details:
    """The extras as far as a format takes them."""
    reel = format_ is Format.REEL
    return replace(
        details,
        alt_texts=details.alt_texts[:1] if format_ in WITH_ALT_TEXT else (),
        tags=tuple(_fitting_tag(tag, reel=reel) for tag in details.tags if tag.slide == 1),
        share_to_feed=details.share_to_feed if reel else None,
        cover_key=details.cover_key if reel else "",
        cover_hash=details.cover_hash if reel else "",
        thumb_offset_ms=details.thumb_offset_ms if reel else None,
        as_story=details.as_story if format_ in WITH_STORY else None,
    )


def _fitting_tag(tag: PlacedTag, *, reel: bool) -> PlacedTag:
    """In a video people have no place; in a picture they need one."""
    if reel:
        return replace(tag, x=None, y=None)
    return tag if tag.x is not None else replace(tag, x=_MIDDLE, y=_MIDDLE)
