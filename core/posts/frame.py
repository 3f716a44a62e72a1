"""What a post is like around its words: kept with each revision, so that it can be compared and brought back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.posts.model import Format, Post

AROUND = ("format", "film", "template", "media", "details")
"""What makes it look as it does. Its slot is compared apart: it may have passed."""


def frame_of(post: Post) -> dict[str, Any]:
    """As JSON."""
    return {
        "format": post.format.value,
        "film": bool(post.film),
        "template": post.template or "",
        "media": list(post.media or []),
        "details": dict(post.details or {}),
        "account": str(post.account_id) if post.account_id else "",
        "due_at": post.due_at.isoformat(),
        "not_after": post.not_after.isoformat(),
    }


def slot_in(frame: Mapping[str, Any]) -> datetime | None:
    """When it was to go out; None where nobody kept it."""
    return datetime.fromisoformat(frame["due_at"]) if frame else None


def put_back(post: Post, frame: Mapping[str, Any], now: datetime) -> None:
    """Make the post what it was. Its account stays: it is the campaign's. So does its slot when the old one passed."""
    if not frame:
        return
    post.format, post.film, post.template = Format(frame["format"]), frame["film"], frame["template"]
    post.media, post.details = list(frame["media"]), dict(frame["details"])
    slot = datetime.fromisoformat(frame["due_at"])
    if slot != post.due_at and slot > now:
        post.due_at, post.not_after = slot, datetime.fromisoformat(frame["not_after"])
        post.reminded = 0
