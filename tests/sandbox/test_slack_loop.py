"""The whole loop with the real libraries over real sockets: slack-bolt's AsyncApp and slack_sdk's AsyncWebClient."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import httpx
import pytest
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_stage import PNG, START, TOKEN, actions, asks, button, modal, section, served
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.app import build
from sandbox.world import Config


@dataclass
class Town:
    """The sandbox and a small bot, each behind its own port."""

    sandbox: Starlette
    people: httpx.AsyncClient
    client: AsyncWebClient

    async def hand(self, name: str, **wish: Any) -> dict[str, Any]:
        response = await self.people.post(f"/control/slack/{name}", json=wish)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    async def view(self) -> dict[str, Any]:
        state: dict[str, Any] = (await self.people.get("/control/state")).json()["slack"]
        return state


def card(file_id: str, title: str) -> list[dict[str, Any]]:
    picture = {"type": "image", "alt_text": f"Flyer for {title}", "slack_file": {"id": file_id}}
    return [section(f"*{title}*"), picture, actions(button("approve", value="post-1"), block_id="review")]


async def post_when_shown(client: AsyncWebClient, channel: str, file_id: str, title: str) -> None:
    """Slack refuses the picture until it is checked; try until it is."""
    while True:
        try:
            await client.chat_postMessage(channel=channel, text=title, blocks=card(file_id, title))
        except SlackApiError as error:
            assert error.response["error"] == "invalid_blocks"
            assert "slack_file" in error.response["response_metadata"]["messages"][0]
            await asyncio.sleep(0.02)
        else:
            return


def small_bot(client: AsyncWebClient) -> AsyncApp:
    """/rite opens a form, the form becomes a card with a picture, Approve rewrites the card."""
    app = AsyncApp(token=TOKEN, signing_secret=Config().slack_signing_secret, client=client)

    @app.command("/rite")
    async def ask(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        form = modal(
            asks("Title", {"type": "plain_text_input", "action_id": "title"}, block_id="title"),
            asks("Day", {"type": "datepicker", "action_id": "day"}, block_id="day"),
            callback_id="new_event",
            private_metadata=body["channel_id"],
        )
        await client.views_open(trigger_id=body["trigger_id"], view=form)

    @app.view("new_event")
    async def create(ack: Any, view: dict[str, Any], client: AsyncWebClient) -> None:
        values = view["state"]["values"]
        if values["day"]["day"]["selected_date"] < "2026-11-14":
            await ack(response_action="errors", errors={"day": "That day is over."})
            return
        await ack()
        place = await client.files_getUploadURLExternal(filename="flyer.png", length=len(PNG))
        async with aiohttp.ClientSession() as session, session.post(place["upload_url"], data=PNG) as response:
            assert response.status == 200
        await client.files_completeUploadExternal(files=[{"id": place["file_id"], "title": "Flyer"}])
        await post_when_shown(client, view["private_metadata"], place["file_id"], values["title"]["title"]["value"])

    @app.action("approve")
    async def approve(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        said = f"Approved by <@{body['user']['id']}>: {body['actions'][0]['value']}"
        place = {"channel": body["channel"]["id"], "ts": body["container"]["message_ts"]}
        await client.chat_update(**place, text=said, blocks=[section(said)])

    @app.event("message")
    @app.event("file_shared")
    async def ignore(body: dict[str, Any]) -> None:
        """Heard, nothing to do."""

    return app


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    sandbox = build(Config(), START)
    world = sandbox.state.world
    sandbox.state.platforms["slack"].timing.processing_seconds = 0.05
    async with served(sandbox) as base:
        client = AsyncWebClient(TOKEN, base_url=f"{base}/slack/api/")
        handler = AsyncSlackRequestHandler(small_bot(client))

        async def endpoint(request: Request) -> Response:
            return await handler.handle(request)

        service = Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])])
        async with served(service) as service_base, httpx.AsyncClient(base_url=base) as people:
            world.config = Config(base_url=base, service_url=service_base)
            sandbox.state.platforms["slack"].reset()
            yield Town(sandbox, people, client)
            await sandbox.state.platforms["slack"].hall.chores.settle()


async def until(town: Town, found: Any) -> Any:
    """Look at Slack until something is there."""
    while True:
        value = found(await town.view())
        if value:
            return value
        await asyncio.sleep(0.02)


async def open_form(town: Town) -> str:
    answer = await town.hand("command", user="ada", channel="#events", command="/rite", text="new")
    assert answer == {"status": 200, "body": ""}
    stack = await until(town, lambda view: view["modals"].get("U0ADA00001"))
    return str(stack[-1]["id"])


async def test_a_command_becomes_a_form_a_card_with_a_picture_and_an_approval(town: Town) -> None:
    view_id = await open_form(town)
    values = {"Title": "Warehouse Night", "Day": "2026-11-28"}
    assert await town.hand("submit", user="ada", view_id=view_id, values=values) == {"closed": True, "errors": {}}

    message = (await until(town, lambda view: view["messages"]["C0EVENTS01"]))[-1]
    picture = next(block for block in message["blocks"] if block["type"] == "image")
    drawn = await town.people.get(picture["sandbox_url"])
    assert drawn.content == PNG and drawn.headers["content-type"] == "image/png"

    place = {"channel": "C0EVENTS01", "ts": message["ts"], "action_id": "approve"}
    assert await town.hand("press", user="ben", **place) == {"status": 200}
    approved = await until(town, lambda view: "Approved" in view["messages"]["C0EVENTS01"][-1]["text"])
    assert approved
    view = await town.view()
    assert view["messages"]["C0EVENTS01"][-1]["text"] == "Approved by <@U0BEN00001>: post-1"
    assert view["warnings"] == {}


async def test_a_wrong_day_is_complained_about_beside_its_input(town: Town) -> None:
    view_id = await open_form(town)
    values = {"Title": "Yesterday", "Day": "2026-11-01"}
    answer = await town.hand("submit", user="ada", view_id=view_id, values=values)
    assert answer == {"closed": False, "errors": {"Day": "That day is over."}}
    view = await town.view()
    assert view["modals"]["U0ADA00001"][-1]["errors"] == {"day": "That day is over."}


async def test_a_button_nobody_listens_to_shows_the_person_a_warning(town: Town) -> None:
    blocks = [actions(button("nobody"))]
    posted = await town.client.chat_postMessage(channel="C0EVENTS01", text="Look", blocks=blocks)
    await town.hand("press", user="cy", channel="#events", ts=posted["ts"], action_id="nobody")
    assert "went wrong" in (await town.view())["warnings"]["U0CY000001"][-1]


async def test_the_sdk_reads_who_it_is_and_who_the_people_are(town: Town) -> None:
    me = await town.client.auth_test()
    assert (me["team_id"], me["user_id"], me["bot_id"]) == ("T0RITE0001", "U0RITEBOT1", "B0RITEBOT1")
    ada = (await town.client.users_info(user="U0ADA00001", include_locale=True))["user"]
    assert ada["is_owner"] and ada["tz"] == "Europe/Berlin" and ada["tz_offset"] == 3600
    assert ada["locale"] == "en-US" and ada["profile"]["display_name"] == "Ada"
    gil = (await town.client.users_info(user="U0GIL00001"))["user"]
    assert gil["is_restricted"] and not gil["is_admin"]
    opened = await town.client.conversations_open(users=["U0BEN00001"])
    posted = await town.client.chat_postMessage(channel="U0BEN00001", text="Hello Ben")
    assert posted["channel"] == opened["channel"]["id"]
    channels = await town.client.conversations_list(types="public_channel,im", limit=200)
    assert {"C0EVENTS01", "C0GENERAL1", posted["channel"]} <= {one["id"] for one in channels["channels"]}


async def test_the_sdk_uploads_in_three_steps_and_shares(town: Town) -> None:
    file = (await town.client.files_upload_v2(channel="C0EVENTS01", file=PNG, filename="a.png", title="A"))["file"]
    assert file["title"] == "A" and file["mimetype"] == ""
    shared = await until(town, lambda view: view["messages"]["C0EVENTS01"])
    info = (await town.client.files_info(file=file["id"]))["file"]
    assert info["mimetype"] == "image/png"
    assert info["shares"]["public"]["C0EVENTS01"][0]["ts"] == shared[-1]["ts"]


async def test_the_sdk_sees_a_rate_limit_as_429_with_retry_after(town: Town) -> None:
    fault = {"platform": "slack", "operation": "chat.postMessage", "kind": "ratelimited", "details": {"retry_after": 7}}
    await town.people.post("/control/faults", json=fault)
    with pytest.raises(SlackApiError) as caught:
        await town.client.chat_postMessage(channel="C0EVENTS01", text="Hello")
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "7"
    await town.client.chat_postMessage(channel="C0EVENTS01", text="Hello again")


async def test_a_post_that_times_out_is_there_all_the_same(town: Town) -> None:
    fault = {"platform": "slack", "operation": "chat.postMessage", "kind": "timeout_after_effect"}
    await town.people.post("/control/faults", json=fault)
    impatient = AsyncWebClient(TOKEN, base_url=town.client.base_url, timeout=1, retry_handlers=[])
    with pytest.raises(TimeoutError):
        await impatient.chat_postMessage(channel="C0EVENTS01", text="Did it arrive?")
    assert (await town.view())["messages"]["C0EVENTS01"][-1]["text"] == "Did it arrive?"
