"""Publishing on Instagram: implements core.ports.publisher.Publisher."""

import re

from core.adapters.instagram.calls import Call
from core.adapters.instagram.client import InstagramClient
from core.adapters.instagram.forms import form_of
from core.adapters.instagram.refusals import Kind, meaning_of_subcode
from core.adapters.instagram.values import instant, listed, needed, text, unreadable, unwrapped, whole
from core.adapters.instagram.wire import Json
from core.errors import ContainerGone, OutcomeUnknown
from core.ports.access import Access
from core.ports.publisher import Comment, ContainerState, Content, Medium, Quota, Surface

MEDIUM_FIELDS = "id,caption,media_product_type,timestamp,permalink,children{id}"
COMMENT_FIELDS = "id,text,timestamp,username"
_SURFACES = {surface.value: surface for surface in Surface}
UNUSABLE = "Instagram could not use what I sent."
SUBCODE = re.compile(r"\b22\d{5}\b")


class InstagramPublisher:
    """Thin: one call per method, and no method repeats a call."""

    def __init__(self, client: InstagramClient) -> None:
        self._client = client

    def runs_low(self, instagram_id: str) -> bool:
        return self._client.runs_low(instagram_id)

    async def create_container(self, access: Access, content: Content) -> str:
        told = await self._client.post(access, f"{access.instagram_id}/media", form_of(content), Call.CREATE)
        return needed(told, "id")

    async def container(self, access: Access, container_id: str) -> ContainerState:
        told = await self._client.get(access, container_id, {"fields": "status_code,status"})
        status, words = needed(told, "status_code").upper(), text(told, "status")
        return ContainerState(status, words, _why(words) if status == "ERROR" else None)

    async def publish(self, access: Access, container_id: str) -> str:
        """The one call that is never repeated. Raises OutcomeUnknown whenever it may have been done."""
        fields = {"creation_id": container_id}
        told = await self._client.post(access, f"{access.instagram_id}/media_publish", fields, Call.PUBLISH)
        if not (media_id := text(told, "id")):
            raise OutcomeUnknown
        return media_id

    async def newest(self, access: Access, *, story: bool, limit: int = 25) -> tuple[Medium, ...]:
        edge = "stories" if story else "media"
        params = {"fields": MEDIUM_FIELDS, "limit": str(limit)}
        told = await self._client.get(access, f"{access.instagram_id}/{edge}", params)
        # Stories are only in their own list, and that list holds nothing else.
        return tuple(_medium(item, Surface.STORY if story else None) for item in listed(told))

    async def medium(self, access: Access, media_id: str) -> Medium:
        return _medium(await self._client.get(access, media_id, {"fields": MEDIUM_FIELDS}))

    async def quota(self, access: Access) -> Quota:
        path = f"{access.instagram_id}/content_publishing_limit"
        told = unwrapped(await self._client.get(access, path, {"fields": "config,quota_usage"}))
        config = told.get("config")
        if not isinstance(config, dict):
            raise unreadable("config")
        return Quota(used=whole(told, "quota_usage"), total=whole(config, "quota_total"))

    async def comment(self, access: Access, media_id: str, text_: str) -> str:
        """Never repeated either: two equal comments look like a machine's. Raises OutcomeUnknown like `publish`."""
        told = await self._client.post(access, f"{media_id}/comments", {"message": text_}, Call.COMMENT)
        if not (comment_id := text(told, "id")):
            raise OutcomeUnknown
        return comment_id

    async def comments(self, access: Access, media_id: str) -> tuple[Comment, ...]:
        params = {"fields": COMMENT_FIELDS, "limit": "50"}
        told = await self._client.get(access, f"{media_id}/comments", params)
        return tuple(
            Comment(needed(item, "id"), text(item, "username"), text(item, "text"), instant(item, "timestamp"))
            for item in listed(told)
        )


def _why(status: str) -> ContainerGone | None:
    """A container tells why it failed only by a subcode inside a sentence; None when nobody knows it."""
    found = SUBCODE.search(status)
    row = meaning_of_subcode(int(found.group())) if found else None
    if found is None or row is None:
        return None
    gone = ContainerGone(UNUSABLE, code=found.group(), cause=row.cause, remedy=row.remedy, cure=row.cure)
    gone.hopeless = row.kind in (Kind.PERSON, Kind.PERMANENT)
    return gone


def _medium(told: Json, surface: Surface | None = None) -> Medium:
    named = text(told, "media_product_type").upper()
    slides = told.get("children")
    return Medium(
        id=needed(told, "id"),
        caption=text(told, "caption"),
        surface=surface or _SURFACES.get(named, Surface.FEED),
        published_at=instant(told, "timestamp"),
        permalink=text(told, "permalink") or None,
        children=len(listed(slides)) if isinstance(slides, dict) else 0,
    )
