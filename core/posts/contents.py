"""What of a post goes into which Instagram container: pure."""

from collections.abc import Callable

from core.ports.publisher import ContainerKind, Content
from core.posts.details import Details, details_from
from core.posts.media import Item, items_from
from core.posts.model import Format, Post, Revision

Address = Callable[[str], str]
"""The key of a stored file -> an address Instagram can fetch."""


def slides_of(post: Post, revision: Revision) -> tuple[Item, ...]:
    """A carousel's files in order; nothing for every other format."""
    return items_from(revision.media) if post.format is Format.CAROUSEL else ()


def slide(revision: Revision, item: Item, place: int, address: Address) -> Content:
    """One slide of a carousel; place counts from 1."""
    details = details_from(revision.details)
    kind = ContainerKind.SLIDE_VIDEO if item.facts.video else ContainerKind.SLIDE_IMAGE
    return Content(
        kind=kind,
        media_url=address(item.key),
        alt_text=details.alt_text(place),
        user_tags=details.tags_of(place),
    )


def carousel(revision: Revision, children: tuple[str, ...]) -> Content:
    """The parent of finished slides, which carries the words."""
    details = details_from(revision.details)
    return Content(
        kind=ContainerKind.CAROUSEL,
        caption=revision.caption,
        collaborators=details.collaborators,
        location_id=details.location_id,
        children=children,
    )


def single(post: Post, revision: Revision, address: Address) -> Content:
    """A picture, a reel or a story: the one uploaded file, or else the flyer."""
    details = details_from(revision.details)
    items = items_from(revision.media)
    key = items[0].key if items else revision.picture_key or ""
    return Content(
        kind=_kind(post.format, video=bool(items) and items[0].facts.video),
        media_url=address(key),
        caption=revision.caption,
        alt_text=revision.alt_text,
        user_tags=details.tags_of(1),
        collaborators=details.collaborators,
        location_id=details.location_id,
        share_to_feed=details.share_to_feed,
        cover_url=address(details.cover_key) if details.cover_key else "",
        thumb_offset_ms=details.thumb_offset_ms,
    )


def _kind(format_: Format, *, video: bool) -> ContainerKind:
    if format_ is Format.STORY:
        return ContainerKind.STORY_VIDEO if video else ContainerKind.STORY_IMAGE
    return ContainerKind.REEL if format_ is Format.REEL else ContainerKind.IMAGE


def files_of(post: Post, revision: Revision) -> tuple[str, ...]:
    """Keys of everything Instagram will fetch for this post."""
    details: Details = details_from(revision.details)
    keys = tuple(item.key for item in items_from(revision.media)) or (revision.picture_key or "",)
    return (*keys, details.cover_key) if details.cover_key else keys
