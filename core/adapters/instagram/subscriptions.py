"""Which of an account's happenings are delivered to us: implements core.ports.webhooks.Webhooks."""

from collections.abc import Mapping

from core.adapters.instagram.calls import Call
from core.adapters.instagram.client import InstagramClient
from core.errors import Refused
from core.ports.access import Access, Product

FIELDS: Mapping[Product, tuple[str, ...]] = {
    Product.INSTAGRAM: ("comments",),
    Product.FACEBOOK: ("comments", "mentions", "story_insights"),
}
"""With Instagram's own login a mention in a comment comes as a comment, and stories end silently."""


class InstagramWebhooks:
    def __init__(self, client: InstagramClient) -> None:
        self._client = client

    async def subscribe(self, access: Access) -> tuple[str, ...]:
        fields = FIELDS[access.product]
        asked = {"subscribed_fields": ",".join(fields)}
        told = await self._client.post(access, f"{access.instagram_id}/subscribed_apps", asked, Call.READ)
        if told.get("success") is not True:
            raise Refused(cause="Instagram did not switch the news of this account on.")
        return fields
