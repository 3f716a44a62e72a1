"""The kinds of media and what each takes, as one table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.instagram.errors import GraphError

PARENT_ONLY = ("caption", "collaborators", "location_id", "is_ai_generated")


@dataclass(frozen=True)
class Kind:
    """media_type and product_type are Instagram's words, shown is the control panel's."""

    name: str
    media_type: str
    product_type: str
    shown: str
    source: str
    takes: tuple[str, ...] = ()
    forbids: tuple[str, ...] = ()
    is_child: bool = False

    @property
    def is_video(self) -> bool:
        return self.source == "video_url"


IMAGE = Kind(
    "IMAGE",
    "IMAGE",
    "FEED",
    "feed",
    "image_url",
    ("caption", "alt_text", "user_tags", "collaborators", "location_id"),
)
CAROUSEL_IMAGE = Kind(
    "CAROUSEL_IMAGE", "IMAGE", "FEED", "feed", "image_url", ("alt_text", "user_tags"), PARENT_ONLY, is_child=True
)
CAROUSEL_VIDEO = Kind("CAROUSEL_VIDEO", "VIDEO", "FEED", "feed", "video_url", (), PARENT_ONLY, is_child=True)
CAROUSEL = Kind(
    "CAROUSEL", "CAROUSEL_ALBUM", "FEED", "carousel", "children", ("caption", "collaborators", "location_id")
)
REEL = Kind(
    "REELS",
    "VIDEO",
    "REELS",
    "reel",
    "video_url",
    ("caption", "user_tags", "collaborators", "location_id", "share_to_feed"),
)
STORY_IMAGE = Kind("STORY_IMAGE", "IMAGE", "STORY", "story", "image_url", ("user_tags",), ("collaborators",))
STORY_VIDEO = Kind("STORY_VIDEO", "VIDEO", "STORY", "story", "video_url", ("user_tags",), ("collaborators",))

# (media_type, is_carousel_item, the video_url is given)
BY_REQUEST: dict[tuple[str, bool, bool], Kind] = {
    ("", False, False): IMAGE,
    ("IMAGE", False, False): IMAGE,
    ("", True, False): CAROUSEL_IMAGE,
    ("IMAGE", True, False): CAROUSEL_IMAGE,
    ("", True, True): CAROUSEL_VIDEO,
    ("VIDEO", True, True): CAROUSEL_VIDEO,
    ("CAROUSEL", False, False): CAROUSEL,
    ("REELS", False, True): REEL,
    ("REELS", False, False): REEL,
    ("STORIES", False, False): STORY_IMAGE,
    ("STORIES", False, True): STORY_VIDEO,
}


def kind_of(params: Mapping[str, Any], *, image_named: bool) -> Kind:
    """Which kind a request for a container asks for; image_named allows media_type=IMAGE.

    Raises GraphError unknown_media_type for a combination the platform does not take.
    """
    named = str(params.get("media_type") or "").upper()
    item = str(params.get("is_carousel_item", "")).lower() in ("true", "1")
    kind = BY_REQUEST.get((named, item, bool(params.get("video_url"))))
    if kind is None or (named == "IMAGE" and not image_named):
        raise GraphError("unknown_media_type", media_type=named or "of this request")
    return kind
