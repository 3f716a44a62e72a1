"""The MCP server, spoken to on the raw wire by the book (2025-06-18 and 2026-07-28), and by the SDK's own client."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from fuzz.api import owners_token, served
from publishing_machine import Machine
from test_api import token_for

from bot.web.app import build_web
from bot.web.mcp.tools import TOOLS
from core.api_tokens.model import Scope
from core.posts.model import PostStatus

ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
ACCEPT = "application/json, text/event-stream"
BY_THE_BOOK = "2025-06-18"


class Wire:
    """JSON-RPC over HTTP as the specification writes it, without a library."""

    def __init__(self, http: httpx.AsyncClient, secret: str) -> None:
        self.http, self._secret, self._id = http, secret, 0

    async def send(self, body: dict[str, Any], **headers: str) -> httpx.Response:
        usual = {
            "authorization": f"Bearer {self._secret}",
            "accept": ACCEPT,
            "content-type": "application/json",
            "mcp-protocol-version": BY_THE_BOOK,
        }
        return await self.http.post("/mcp", content=json.dumps(body), headers={**usual, **headers})

    async def ask(self, method: str, **params: Any) -> Any:
        self._id += 1
        answer = await self.send({"jsonrpc": "2.0", "id": self._id, "method": method, "params": params})
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json"), answer.text
        told = answer.json()
        assert (told["jsonrpc"], told["id"]) == ("2.0", self._id)
        return told["result"]

    async def call(self, tool: str, **arguments: Any) -> Any:
        return await self.ask("tools/call", name=tool, arguments=arguments)


@asynccontextmanager
async def wire(machine: Machine, *scopes: Scope) -> AsyncIterator[Wire]:
    _, secret = await token_for(machine, machine.team.ada, *scopes)
    site = machine.services.public_url
    web = httpx.ASGITransport(build_web(machine.services, []))
    async with httpx.AsyncClient(transport=web, base_url=site) as http:
        yield Wire(http, secret)


async def test_an_independent_client_works_by_the_book(machine: Machine) -> None:
    post_id = await machine.in_review()
    async with wire(machine) as own:
        hello = await own.ask(
            "initialize", protocolVersion=BY_THE_BOOK, capabilities={}, clientInfo={"name": "by hand", "version": "1"}
        )
        assert hello["protocolVersion"] == BY_THE_BOOK
        assert hello["serverInfo"]["name"] == "rite"
        assert "tools" in hello["capabilities"]
        noted = await own.send({"jsonrpc": "2.0", "method": "notifications/initialized"})
        assert (noted.status_code, noted.content) == (202, b"")
        assert "mcp-session-id" not in noted.headers
        listed = {one["name"]: one for one in (await own.ask("tools/list"))["tools"]}
        assert set(listed) == {hints.name for hints in TOOLS.values()}
        assert listed["list_posts"]["annotations"]["readOnlyHint"] is True
        assert listed["cancel_event"]["annotations"]["destructiveHint"] is True
        assert listed["approve_post"]["annotations"]["openWorldHint"] is True
        assert listed["approve_post"]["inputSchema"]["required"] == ["post_id", "revision"]
        assert {"text", "starts", "venue"} <= set(listed["create_event"]["inputSchema"]["properties"])

        made = await own.call("create_event", text="Techno night Fri 27 Nov 22:00, Halle 7", idempotency_key="k")
        assert made["isError"] is False, made
        assert made["structuredContent"]["event"]["name"] == "Techno night"
        again = await own.call("create_event", text="Techno night Fri 27 Nov 22:00, Halle 7", idempotency_key="k")
        assert again["structuredContent"] == made["structuredContent"]
        assert json.loads(made["content"][0]["text"]) == made["structuredContent"]

        waiting = (await own.call("list_approvals", yours=True))["structuredContent"]["items"]
        assert [one["id"] for one in waiting] == [str(post_id)]
        shown = (await own.call("get_post", post_id=str(post_id)))["structuredContent"]
        old = await own.call("approve_post", post_id=str(post_id), revision=9)
        assert old["isError"] is True
        assert "older version" in old["content"][0]["text"]
        yes = await own.call("approve_post", post_id=str(post_id), revision=shown["revision"])
        assert yes["structuredContent"]["post"]["status"] == "scheduled"
        moved = await own.call(
            "reschedule_post", post_id=str(post_id), revision=shown["revision"], due_local="2026-11-24T20:00:00"
        )
        assert moved["structuredContent"]["post"]["due_at"] == "2026-11-24T19:00:00Z", moved
        hours = await own.call("get_optimal_posting_times")
        assert hours["structuredContent"]["result"][0]["account"] == "@warehouse.nights"
    assert (await machine.post(post_id)).status is PostStatus.SCHEDULED


@ON_SQLITE
async def test_who_is_let_in_and_what_a_narrow_token_may(machine: Machine) -> None:
    post_id = await machine.in_review()
    async with wire(machine, Scope.READ) as own:
        ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
        for header in ("", "Bearer rite_made-up", "Basic YTpi"):
            refused = await own.send(ping, authorization=header)
            assert (refused.status_code, refused.headers["www-authenticate"]) == (401, 'Bearer realm="rite"')
        assert (await own.send(ping, origin="https://evil.example")).status_code == 403
        assert (await own.send(ping, host="evil.example")).status_code == 421
        assert (await own.send(ping, origin=machine.services.public_url)).status_code == 200
        for method in ("GET", "DELETE"):
            closed = await own.http.request(method, "/mcp", headers={"accept": ACCEPT})
            assert (closed.status_code, closed.headers["allow"]) == (405, "POST")
        assert (await own.send({"jsonrpc": "2.0", "id": 1, "method": "x" * 70_000})).status_code == 413
        assert (await own.send({"jsonrpc": "2.0", "id": 1, "method": "no/such"})).json()["error"]["code"] == -32601
        for tool, more in (("approve_post", {"revision": 1}), ("hold_post", {}), ("request_changes", {"words": "a"})):
            answer = await own.call(tool, post_id=str(post_id), **{"revision": 1, **more} if more else {})
            assert answer["isError"] is True
            assert "This token is not for that" in answer["content"][0]["text"]
        wrong = await own.call("get_post", post_id="no id")
        assert wrong["isError"] is True
        assert (await own.call("list_posts", limit=1000))["isError"] is True
        assert "Traceback" not in json.dumps(wrong)
    assert (await machine.post(post_id)).status is PostStatus.IN_REVIEW


@ON_SQLITE
async def test_the_sdk_s_own_client_agrees_in_the_newest_protocol(machine: Machine) -> None:
    import httpx2
    from mcp.client import Client
    from mcp.client.streamable_http import streamable_http_client

    token = await owners_token(machine, machine.team.ada)
    async with served(machine.services) as url:
        headers = {"authorization": f"Bearer {token}", "host": "127.0.0.1:9"}
        async with (
            httpx2.AsyncClient(headers=headers) as http,
            Client(streamable_http_client(f"{url}/mcp", http_client=http)) as own,
        ):
            assert len((await own.list_tools()).tools) == len(TOOLS)
            me = await own.call_tool("who_am_i", {})
            assert me.structured_content["name"] == "Ada"
            listed = await own.call_tool("list_events", {"limit": 5})
            assert [one["name"] for one in listed.structured_content["items"]] == ["Warehouse Night"]
