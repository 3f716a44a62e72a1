"""Which news of an account are switched on, by the login it came through."""

from dataclasses import replace

import httpx
import pytest
from instagram_answers import ACCESS, IG, Wire, client_for, refused

from core.adapters.instagram import InstagramWebhooks
from core.errors import Refused
from core.ports.access import Product
from core.ports.webhooks import Webhooks


@pytest.mark.parametrize(
    ("product", "host", "fields"),
    [
        (Product.INSTAGRAM, "graph.test", ("comments",)),
        (Product.FACEBOOK, "graph.facebook.com", ("comments", "mentions", "story_insights")),
    ],
)
async def test_each_login_switches_on_what_it_can_have(product: Product, host: str, fields: tuple[str, ...]) -> None:
    wire = Wire(httpx.Response(200, json={"success": True}))
    async with client_for(wire) as client:
        webhooks: Webhooks = InstagramWebhooks(client)
        assert await webhooks.subscribe(replace(ACCESS, product=product)) == fields

    assert wire.form == {"subscribed_fields": ",".join(fields)}
    assert (wire.asked[0].url.host, wire.asked[0].url.path) == (host, f"/v25.0/{IG}/subscribed_apps")


@pytest.mark.parametrize(
    "answer", [httpx.Response(200, json={"success": False}), refused(3, None, "No capability to make this call")]
)
async def test_a_refusal_is_not_taken_for_a_yes(answer: httpx.Response) -> None:
    async with client_for(Wire(answer)) as client:
        with pytest.raises(Refused):
            await InstagramWebhooks(client).subscribe(ACCESS)
