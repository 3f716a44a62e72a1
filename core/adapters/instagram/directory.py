"""Looking people up and following invites: implements core.ports.directory.Directory."""

from core.adapters.instagram.client import InstagramClient
from core.adapters.instagram.values import listed, text
from core.adapters.instagram.wire import GraphError
from core.errors import Refused
from core.ports.access import Access, Product
from core.ports.directory import Invited

NOBODY = 2207013
"""Subcode: no professional account has that name."""
ACCEPTED = "accepted"


class InstagramDirectory:
    """With Instagram's own login neither is offered (business discovery and a post's collaborators)."""

    def __init__(self, client: InstagramClient) -> None:
        self._client = client

    async def knows(self, access: Access, username: str) -> bool | None:
        if access.product is not Product.FACEBOOK:
            return None
        fields = {"fields": f"business_discovery.username({username}){{username}}"}
        try:
            await self._client.get(access, access.instagram_id, fields)
        except Refused as error:
            said = error.__cause__
            return False if isinstance(said, GraphError) and said.subcode == NOBODY else None
        return True

    async def invited(self, access: Access, media_id: str) -> tuple[Invited, ...] | None:
        if access.product is not Product.FACEBOOK:
            return None
        try:
            told = await self._client.get(access, f"{media_id}/collaborators", {"fields": "id,username,invite_status"})
        except Refused:
            return None
        return tuple(
            Invited(text(item, "username"), text(item, "invite_status").casefold() == ACCEPTED) for item in listed(told)
        )
