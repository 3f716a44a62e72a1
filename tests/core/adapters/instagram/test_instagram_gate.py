"""Before each call for an account somebody is asked, after each answer somebody is told; tokens are not."""

import contextlib
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from instagram_answers import ACCESS, GRAPH, IG, TOKEN, Wire, refused

from core.adapters.instagram import InstagramClient, open_http
from core.adapters.instagram.calls import Call
from core.errors import RateLimited, RiteError
from core.ports.access import Access
from core.ports.gate import Called, Urgency


@dataclass
class Porter:
    """Remembers who wanted in and what was told; lets nobody through while closed."""

    closed: bool = False
    asked: list[Urgency] = field(default_factory=list)
    told: list[Called] = field(default_factory=list)

    async def may_go(self, access: Access, urgency: Urgency) -> None:
        self.asked.append(urgency)
        if self.closed:
            raise RateLimited(after=timedelta(minutes=3))

    async def went(self, called: Called) -> None:
        self.told.append(called)

    def runs_low(self, instagram_id: str) -> bool:
        return instagram_id == IG


OURS = replace(ACCESS, workspace_id=uuid4(), account_id=uuid4())
USED = {"x-business-use-case-usage": f'{{"{IG}":[{{"call_count":81,"estimated_time_to_regain_access":9}}]}}'}


async def told(answer: httpx.Response | Exception, call: Call = Call.READ, *, access: Access = OURS) -> Called:
    """What the gate heard about one call."""
    porter = Porter()
    async with open_http(httpx.MockTransport(Wire(answer))) as http:
        client = InstagramClient(http, graph_url=GRAPH, api_url=GRAPH, gate=porter)
        with contextlib.suppress(RiteError):
            await client.post(access, "me/media", {}, call)
    (called,) = porter.told
    return called


async def test_a_good_answer_is_told_with_the_share_that_is_spent() -> None:
    called = await told(httpx.Response(200, json={"id": "1"}, headers=USED), Call.CREATE)
    assert called == Called(
        "create", "ok", IG, OURS.workspace_id, OURS.account_id, percent=81, regain=timedelta(minutes=9)
    )
    assert TOKEN not in repr(called)


@pytest.mark.parametrize(
    ("answer", "result", "throttled"),
    [
        (refused(190, 463), "190/463", False),
        (refused(80002), "80002", True),
        (refused(4), "4", True),
        (refused(17), "17", True),
        (refused(32), "32", True),
        (refused(613), "613", True),
        (refused(4, 2207051), "4/2207051", False),
        (httpx.Response(429, text="slow down"), "unreadable", True),
        (httpx.Response(502, text="<html>"), "unreadable", False),
        (httpx.ConnectError("nobody there"), "network", False),
        (httpx.ReadTimeout("no answer"), "network", False),
    ],
)
async def test_every_way_a_call_can_end_is_told(
    answer: httpx.Response | Exception, result: str, throttled: bool
) -> None:
    called = await told(answer)
    assert (called.result, called.throttled) == (result, throttled)


async def test_how_long_a_block_lasts_is_told_even_without_headers() -> None:
    assert (await told(refused(80002))).regain == timedelta(minutes=30)
    assert (await told(refused(190))).regain is None


@pytest.mark.parametrize(
    ("call", "finishing", "urgency"),
    [
        (Call.PUBLISH, False, Urgency.MUST),
        (Call.COMMENT, False, Urgency.MUST),
        (Call.CREATE, False, Urgency.USUAL),
        (Call.READ, False, Urgency.USUAL),
        (Call.READ, True, Urgency.MUST),
        (Call.INSIGHTS, False, Urgency.LATER),
    ],
)
async def test_what_has_to_wait_is_not_sent(call: Call, finishing: bool, urgency: Urgency) -> None:
    porter, wire = Porter(closed=True), Wire(httpx.Response(200, json={}))
    async with open_http(httpx.MockTransport(wire)) as http:
        client = InstagramClient(http, graph_url=GRAPH, api_url=GRAPH, gate=porter)
        with pytest.raises(RateLimited):
            await client.get(replace(OURS, finishing=finishing), "1800", {}, call)
    assert porter.asked == [urgency]
    assert (wire.asked, porter.told) == ([], [])


async def test_signing_in_is_never_held_back() -> None:
    porter, wire = Porter(closed=True), Wire(httpx.Response(200, json={"access_token": "x"}))
    async with open_http(httpx.MockTransport(wire)) as http:
        client = InstagramClient(http, graph_url=GRAPH, api_url=GRAPH, gate=porter)
        await client.sign_in("GET", f"{GRAPH}/access_token", Call.LOGIN, hidden=())
        await client.get(Access("", "fresh"), "me", {}, Call.LOGIN)
    assert porter.asked == []
    assert [(called.kind, called.account_id) for called in porter.told] == [("login", None), ("login", None)]
