"""What may be written and whom one may tag: the checks of a container's words."""

import re
from collections.abc import Iterable
from typing import Any

from sandbox.instagram.calls import Call
from sandbox.instagram.errors import GraphError
from sandbox.instagram.kinds import Kind
from sandbox.instagram.records import Content
from sandbox.instagram.settings import Settings

CAPTION_MOST, ALT_TEXT_MOST, TAGS_MOST, COLLABORATORS_MOST = 2200, 1000, 20, 3
HASHTAG = re.compile(r"#\w+")
MENTION = re.compile(r"(?<![\w.])@[A-Za-z0-9_.]+")
USERNAME = re.compile(r"[A-Za-z0-9_.]{1,30}")
PAGE_ID = re.compile(r"[1-9]\d{4,19}")


def checked_content(call: Call, kind: Kind, settings: Settings) -> Content:
    """What the container will carry; parameters its kind does not take are ignored, forbidden ones refused.

    Raises GraphError for whatever the platform refuses.
    """
    for name in kind.forbids:
        if call.text(name):
            raise GraphError("not_allowed", name=name)
    taken = set(kind.takes)
    return Content(
        caption=_caption(call.text("caption"), settings) if "caption" in taken else "",
        alt_text=_alt_text(call.text("alt_text")) if "alt_text" in taken else "",
        user_tags=tuple(_user_tags(call, kind, settings)) if "user_tags" in taken else (),
        collaborators=tuple(_collaborators(call, settings)) if "collaborators" in taken else (),
        location_id=_location(call.text("location_id")) if "location_id" in taken else None,
        share_to_feed=call.flag("share_to_feed") is not False,
    )


def _caption(caption: str, settings: Settings) -> str:
    if len(caption) > CAPTION_MOST:
        raise GraphError("caption_too_long", length=len(caption))
    if len(HASHTAG.findall(caption)) > settings.hashtags_max:
        raise GraphError("too_many_hashtags", limit=settings.hashtags_max)
    if len(MENTION.findall(caption)) > TAGS_MOST:
        raise GraphError("too_many_tags")
    return caption


def _alt_text(text: str) -> str:
    if len(text) > ALT_TEXT_MOST:
        raise GraphError("invalid", why=f"Param alt_text must be at most {ALT_TEXT_MOST} characters long")
    return text


def _user_tags(call: Call, kind: Kind, settings: Settings) -> Iterable[dict[str, Any]]:
    tags = call.listed("user_tags")
    if len(tags) > TAGS_MOST:
        raise GraphError("too_many_tags")
    for tag in tags:
        if not isinstance(tag, dict) or not tag.get("username"):
            raise GraphError("invalid", why="Param user_tags must be a list of objects with a username")
        username = _known(str(tag["username"]), settings)
        if kind.is_video:
            yield {"username": username}
        else:
            place = {axis: _share(tag, axis, needed=kind.product_type == "FEED") for axis in ("x", "y")}
            yield {"username": username} | {axis: at for axis, at in place.items() if at is not None}


def _share(tag: dict[str, Any], axis: str, *, needed: bool) -> float | None:
    value = tag.get(axis)
    if value is None and not needed:
        return None
    if not isinstance(value, int | float) or not 0.0 <= value <= 1.0:
        raise GraphError("invalid", why=f"Param user_tags: {axis} must be between 0.0 and 1.0")
    return float(value)


def _collaborators(call: Call, settings: Settings) -> Iterable[str]:
    names = call.listed("collaborators")
    if len(names) > COLLABORATORS_MOST:
        raise GraphError("invalid", why=f"Param collaborators may name at most {COLLABORATORS_MOST} accounts")
    return [_known(str(name), settings) for name in names]


def _known(username: str, settings: Settings) -> str:
    name = username.lstrip("@")
    if not USERNAME.fullmatch(name) or name in settings.private_usernames:
        raise GraphError("private_user", username=name)
    return name


def _location(location_id: str) -> str | None:
    if location_id and not PAGE_ID.fullmatch(location_id):
        raise GraphError("bad_location")
    return location_id or None
