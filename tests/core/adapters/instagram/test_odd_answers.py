"""Answers as they come now and then: empty, cut short, endless, or with something odd in them."""

import json
import logging
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from instagram_answers import ACCESS, Wire, client_for, envelope, refused

from core.adapters.instagram import FacebookLogin, InstagramPublisher
from core.adapters.instagram.account_insights import dated
from core.adapters.instagram.facebook_login import MOST_LISTS, SCOPES
from core.adapters.instagram.forms import form_of
from core.adapters.instagram.people import online
from core.errors import OutcomeUnknown, RateLimited, Unavailable
from core.ports.publisher import Comment, ContainerKind, Content, UserTag

BERLIN = ZoneInfo("Europe/Berlin")
CAPTION, URL = "Tonight", "https://rite.test/media/a"
PLACED = (UserTag("dj.ada", 0.25, 0.5), UserTag("cy.dances"))
EVERYTHING: dict[str, Any] = {
    "media_url": URL,
    "caption": CAPTION,
    "alt_text": "A flyer",
    "user_tags": PLACED,
    "collaborators": ("halle7.berlin",),
    "location_id": "1047",
    "share_to_feed": False,
    "thumb_offset_ms": 1500,
    "children": ("1", "2"),
}
PLACES = json.dumps([{"username": "dj.ada", "x": 0.25, "y": 0.5}, {"username": "cy.dances"}])
NAMES = json.dumps([{"username": "dj.ada"}, {"username": "cy.dances"}])
TOGETHER = {"collaborators": '["halle7.berlin"]', "location_id": "1047"}


def ok(value: Any) -> Wire:
    return Wire(httpx.Response(200, json=value))


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        (
            ContainerKind.IMAGE,
            {"image_url": URL, "caption": CAPTION, "alt_text": "A flyer", "user_tags": PLACES} | TOGETHER,
        ),
        (
            ContainerKind.REEL,
            {"video_url": URL, "media_type": "REELS", "caption": CAPTION, "user_tags": NAMES}
            | TOGETHER
            | {"share_to_feed": "false", "thumb_offset": "1500"},
        ),
        (ContainerKind.STORY_IMAGE, {"image_url": URL, "media_type": "STORIES", "user_tags": PLACES}),
        (ContainerKind.STORY_VIDEO, {"video_url": URL, "media_type": "STORIES", "user_tags": NAMES}),
        (ContainerKind.CAROUSEL, {"children": "1,2", "media_type": "CAROUSEL", "caption": CAPTION} | TOGETHER),
        (
            ContainerKind.SLIDE_IMAGE,
            {"image_url": URL, "is_carousel_item": "true", "alt_text": "A flyer", "user_tags": PLACES},
        ),
        (ContainerKind.SLIDE_VIDEO, {"video_url": URL, "media_type": "VIDEO", "is_carousel_item": "true"}),
    ],
)
def test_each_kind_says_what_it_takes_and_nothing_else(kind: ContainerKind, form: dict[str, str]) -> None:
    assert form_of(Content(kind=kind, **EVERYTHING)) == form


def test_a_cover_takes_the_place_of_a_moment_in_the_video() -> None:
    form = form_of(Content(kind=ContainerKind.REEL, **(EVERYTHING | {"cover_url": f"{URL}.jpg"})))
    assert (form["cover_url"], "thumb_offset" in form) == (f"{URL}.jpg", False)


async def test_a_comment_is_said_under_its_medium_and_has_an_id() -> None:
    wire = ok({"id": 17870913679156914})
    async with client_for(wire) as client:
        assert await InstagramPublisher(client).comment(ACCESS, "179", "#techno") == "17870913679156914"
    assert wire.asked[-1].url.path.endswith("/179/comments")
    assert wire.form == {"message": "#techno"}


async def test_a_comment_without_an_id_may_be_there_or_not() -> None:
    async with client_for(ok({"success": True})) as client:
        with pytest.raises(OutcomeUnknown):
            await InstagramPublisher(client).comment(ACCESS, "179", "#techno")


async def test_comments_are_read_with_who_said_what_and_when() -> None:
    said = {"id": 178, "text": "#techno", "username": "warehouse.nights", "timestamp": "2026-11-20T14:03:22+0000"}
    async with client_for(ok({"data": [said]})) as client:
        (comment,) = await InstagramPublisher(client).comments(ACCESS, "179")
    assert comment == Comment("178", "warehouse.nights", "#techno", datetime(2026, 11, 20, 14, 3, 22, tzinfo=UTC))


@pytest.mark.parametrize("config", [{"quota_total": "many"}, {"quota_total": True}, {}])
async def test_a_quota_that_is_no_number_counts_as_no_answer(config: dict[str, Any]) -> None:
    async with client_for(ok({"data": [{"quota_usage": 1, "config": config}]})) as client:
        with pytest.raises(Unavailable):
            await InstagramPublisher(client).quota(ACCESS)


async def test_too_many_requests_are_too_many_whatever_code_comes_with_them() -> None:
    async with client_for(Wire(httpx.Response(429, json=envelope(31337)))) as client:
        with pytest.raises(RateLimited):
            await client.get(ACCESS, "1", {})


async def test_a_client_without_a_gate_never_runs_low() -> None:
    async with client_for(ok({})) as client:
        assert InstagramPublisher(client).runs_low(ACCESS.instagram_id) is False


async def test_other_lines_of_the_http_client_are_logged_as_they_are(caplog: pytest.LogCaptureFixture) -> None:
    async with client_for(ok({})):
        with caplog.at_level(logging.INFO, logger="httpx"):
            logging.getLogger("httpx").info("%(many)d connections", {"many": 3})
    assert caplog.messages == ["3 connections"]


def test_a_day_nobody_can_read_and_a_value_that_is_none_are_left_out() -> None:
    row = {
        "values": [
            {"value": 7, "end_time": "2026-11-20T08:00:00+0000"},
            {"value": 8, "end_time": "some day"},
            {"value": "many", "end_time": "2026-11-21T08:00:00+0000"},
            {"value": 9},
        ]
    }
    assert dated(row) == {date(2026, 11, 20): 7}


async def test_when_followers_are_online_stays_unknown_where_instagram_refuses() -> None:
    async with client_for(Wire(refused(100, None, "(#100) Too few followers"))) as client:
        assert await online(client, ACCESS, date(2026, 11, 22), BERLIN, BERLIN) == {}


async def test_hours_without_a_day_or_without_numbers_are_left_out() -> None:
    good = {"value": {"0": 5, "23": "many", "24": 7, "night": 1}, "end_time": "2026-11-20T08:00:00+0000"}
    odd = [{"value": {"1": 5}, "end_time": "some day"}, {"value": 5, "end_time": "2026-11-20T08:00:00+0000"}]
    async with client_for(ok({"data": [{"name": "online_followers", "values": [good, *odd]}]})) as client:
        found = await online(client, ACCESS, date(2026, 11, 22), BERLIN, BERLIN)
    assert list(found.values()) == [5]


class EndlessPages:
    """Facebook's lists of Pages, each of which leads to another."""

    def __init__(self) -> None:
        self.lists = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path.endswith("/oauth/access_token"):
            return httpx.Response(200, json={"access_token": "EAA-person", "token_type": "bearer"})
        if path.endswith("/me/accounts"):
            self.lists += 1
            page = {"id": str(self.lists), "name": "Page", "access_token": f"EAA-{self.lists}", "tasks": ["MANAGE"]}
            account = {"instagram_business_account": {"id": f"1784{self.lists}", "username": f"night.{self.lists}"}}
            more = {"cursors": {"after": str(self.lists)}, "next": "https://graph.test/more"}
            return httpx.Response(200, json={"data": [page | account], "paging": more})
        if path.endswith("/me/permissions"):
            granted = [{"permission": scope, "status": "granted"} for scope in SCOPES]
            return httpx.Response(200, json={"data": granted})
        return httpx.Response(200, json={"id": "1"})


async def test_lists_of_pages_without_an_end_are_left_in_time() -> None:
    pages = EndlessPages()
    async with client_for(pages) as client:
        login = FacebookLogin(
            client,
            authorize_url="https://facebook.test/dialog",
            app_id="1",
            app_secret="secret",
            redirect_uri="https://rite.test/instagram/callback",
        )
        accounts = await login.sign_in("code")
    assert pages.lists == MOST_LISTS
    assert len(accounts) == MOST_LISTS
