"""Eventbrite links with a token: the API is asked, and nobody else ever sees the token."""

import pytest
from test_fetching import Handler, answer, leads_to, served

from core.adapters.page_fetcher import EventbritePages, PageFetcher
from core.ports.pages import PageKind, Unreadable, WebPage

LINK = "https://www.eventbrite.com/e/warehouse-night-tickets-1112223334445"
PAGE = WebPage(LINK, "<title>Warehouse Night")


class PublicPages:
    """The public web, which has one page."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def fetch(self, url: str) -> WebPage:
        self.asked.append(url)
        return PAGE


async def test_the_api_is_asked_by_number_and_token() -> None:
    async with served(answer(b'{"id": "1"}', kind="application/json")) as (place, requests):
        web = PublicPages()
        found = await EventbritePages(web, token="private-word", api_url=f"http://{place}/v3/").fetch(LINK)
    assert (found.kind, found.text, web.asked) == (PageKind.EVENTBRITE, '{"id": "1"}', [])
    assert requests[0].startswith(b"GET /v3/events/1112223334445/?expand=venue,")
    assert b"Authorization: Bearer private-word\r\n" in requests[0]


@pytest.mark.parametrize(
    "handler",
    [
        answer(b"{}", kind="application/json", status="401 Unauthorized"),
        answer(b"{}", kind="application/json", status="404 Not Found"),
        answer(b"<p>sorry"),
        leads_to("https://elsewhere.example/"),
    ],
    ids=["token refused", "not there", "no JSON", "redirect"],
)
async def test_what_the_api_does_not_tell_is_read_off_the_page(handler: Handler) -> None:
    async with served(handler) as (place, requests):
        web = PublicPages()
        found = await EventbritePages(web, token="private-word", api_url=f"http://{place}").fetch(LINK)
    assert (found, web.asked, len(requests)) == (PAGE, [LINK], 1)


async def test_other_links_do_not_see_the_token_nor_reach_the_apis_place() -> None:
    async with served(answer(b"{}", kind="application/json")) as (place, requests):
        web = PublicPages()
        pages = EventbritePages(web, token="private-word", api_url=f"http://{place}")
        await pages.fetch("https://tickets.example/e/1112223334445")
    assert requests == []
    with pytest.raises(Unreadable):
        await EventbritePages(PageFetcher(), token="private-word", api_url=f"http://{place}").fetch(f"http://{place}/")
