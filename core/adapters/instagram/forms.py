"""Content -> the form fields of POST /{ig-user}/media, kind by kind."""

import json
from collections.abc import Callable, Mapping

from core.ports.publisher import ContainerKind, Content, UserTag

Fields = dict[str, str]

# A single picture is the one kind whose media_type must not be named.
MEDIA_TYPES: Mapping[ContainerKind, str] = {
    ContainerKind.REEL: "REELS",
    ContainerKind.STORY_IMAGE: "STORIES",
    ContainerKind.STORY_VIDEO: "STORIES",
    ContainerKind.CAROUSEL: "CAROUSEL",
    ContainerKind.SLIDE_VIDEO: "VIDEO",
}

# Which of the optional fields each kind takes; Instagram refuses some of the others and ignores the rest.
TAKES: Mapping[ContainerKind, tuple[str, ...]] = {
    ContainerKind.IMAGE: ("caption", "alt_text", "user_tags", "collaborators", "location_id"),
    ContainerKind.REEL: (
        *("caption", "user_tags", "collaborators", "location_id"),
        *("share_to_feed", "cover_url", "thumb_offset"),
    ),
    ContainerKind.STORY_IMAGE: ("user_tags",),
    ContainerKind.STORY_VIDEO: ("user_tags",),
    ContainerKind.CAROUSEL: ("caption", "collaborators", "location_id"),
    ContainerKind.SLIDE_IMAGE: ("alt_text", "user_tags"),
    ContainerKind.SLIDE_VIDEO: (),
}


def form_of(content: Content) -> Fields:
    """The fields of one container; what its kind does not take is left out."""
    kind = content.kind
    fields = _source(content)
    if kind in MEDIA_TYPES:
        fields["media_type"] = MEDIA_TYPES[kind]
    if kind.is_slide:
        fields["is_carousel_item"] = "true"
    return fields | {name: value for name in TAKES[kind] if (value := _WRITE[name](content))}


def _source(content: Content) -> Fields:
    if content.kind is ContainerKind.CAROUSEL:
        return {"children": ",".join(content.children)}
    return {"video_url" if content.kind.is_video else "image_url": content.media_url}


def _tags(content: Content) -> str:
    placed = not content.kind.is_video  # a moving picture has no place to point at
    return json.dumps([_tag(tag, placed) for tag in content.user_tags]) if content.user_tags else ""


def _tag(tag: UserTag, placed: bool) -> dict[str, str | float]:
    if not placed or tag.x is None or tag.y is None:
        return {"username": tag.username}
    return {"username": tag.username, "x": tag.x, "y": tag.y}


def _share(content: Content) -> str:
    return "" if content.share_to_feed is None else str(content.share_to_feed).lower()


def _offset(content: Content) -> str:
    # Instagram would take the cover anyway; sending both says two things.
    return "" if content.thumb_offset_ms is None or content.cover_url else str(content.thumb_offset_ms)


_WRITE: Mapping[str, Callable[[Content], str]] = {
    "caption": lambda content: content.caption,
    "alt_text": lambda content: content.alt_text,
    "user_tags": _tags,
    "collaborators": lambda content: json.dumps(list(content.collaborators)) if content.collaborators else "",
    "location_id": lambda content: content.location_id,
    "share_to_feed": _share,
    "cover_url": lambda content: content.cover_url,
    "thumb_offset": _offset,
}
