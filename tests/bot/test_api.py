"""The API as a program meets it: one event from a sentence to a live post, and everything a token must not do."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from builders import DUE, person
from publishing_machine import Machine
from sqlalchemy import select, update

from bot.web.app import build_web
from core.api_tokens.issue import end_token, make_token, show_token
from core.api_tokens.model import ApiToken, Scope
from core.events.model import Event
from core.notices.notify import get_conversation
from core.posts.model import PostStatus
from core.workspaces.leaving import change_role, remove_member
from core.workspaces.members import add_workspace
from core.workspaces.model import Member, Role

SITE = "http://rite.example"
ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@dataclass
class Program:
    """Somebody's, with their token."""

    http: httpx.AsyncClient
    token: ApiToken

    async def get(self, path: str, **query: Any) -> Any:
        answer = await self.http.get(f"/api/v1{path}", params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def post(self, path: str, body: Any = None, *, key: str = "") -> httpx.Response:
        headers = {"idempotency-key": key} if key else {}
        return await self.http.post(f"/api/v1{path}", json=body, headers=headers)


async def token_for(machine: Machine, member: Member, *scopes: Scope) -> tuple[ApiToken, str]:
    async with machine.services.db.transaction() as session:
        place = await get_conversation(session, machine.team.workspace_id, machine.team.conversation_id)
        now = machine.clock.now()
        made = await make_token(session, member, place, "Box office", scopes or tuple(Scope), timedelta(days=30), now)
        return await show_token(session, member, made.id, now)


@asynccontextmanager
async def program(machine: Machine, member: Member, *scopes: Scope) -> AsyncIterator[Program]:
    token, secret = await token_for(machine, member, *scopes)
    web = httpx.ASGITransport(build_web(machine.services, []))
    headers = {"authorization": f"Bearer {secret}"}
    async with httpx.AsyncClient(transport=web, base_url=SITE, headers=headers) as http:
        yield Program(http, token)


def problem(answer: httpx.Response, status: int) -> Any:
    """RFC 9457, and nothing of the insides."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert "Traceback" not in answer.text
    return told


async def test_an_event_goes_from_a_sentence_to_a_live_post(machine: Machine) -> None:
    async with program(machine, machine.team.cy) as own, program(machine, machine.team.ben) as ben:
        me = await own.get("/me")
        assert (me["name"], me["role"], me["scopes"]) == ("Cy", "editor", ["read", "write", "approve"])
        made = await own.post("/events", {"text": "Techno night Fri 27 Nov 22:00, Halle 7, Berlin, 12 EUR"}, key="k1")
        assert made.status_code == 201, made.text
        told = made.json()
        assert told["understood"]["starts"] == "2026-11-27 22:00"
        assert told["event"]["venue"] == "Halle 7"
        again = await own.post("/events", {"text": "Techno night Fri 27 Nov 22:00, Halle 7, Berlin, 12 EUR"}, key="k1")
        assert (again.json(), again.headers["idempotent-replayed"]) == (told, "true")
        event_id, campaign_id = told["event"]["id"], told["event"]["campaign_id"]
        assert [one["name"] for one in (await own.get("/events"))["items"]].count("Techno night") == 1

        await machine.work("campaign.draft")
        await machine.work("post.draft")
        await machine.work("post.render")
        plan = await own.get(f"/campaigns/{campaign_id}")
        assert plan["waiting"] == len(plan["posts"]) > 2
        waiting = (await ben.get("/approvals", yours=True))["items"]
        first = await own.get(f"/posts/{waiting[0]['id']}")
        assert first["fingerprint"]
        assert first["pictures"]
        assert first["waits_for"]

        stale = await ben.post(f"/posts/{first['id']}/approve", {"revision": 1, "fingerprint": "0" * 64})
        assert "older version" in problem(stale, 409)["detail"]
        yes = {"revision": first["revision"], "fingerprint": first["fingerprint"]}
        approved = await ben.post(f"/posts/{first['id']}/approve", yes)
        assert approved.json()["post"]["status"] == "scheduled", approved.text
        live = await machine.run(UUID(first["id"]))
        assert live.status is PostStatus.PUBLISHED
        shown = await own.get(f"/posts/{first['id']}")
        assert (shown["status"], shown["permalink"]) == ("published", live.permalink)
        performance = await own.get(f"/posts/{first['id']}/performance")
        assert performance["numbers"]["reach"] is None

        second = waiting[1]["id"]
        wish = await own.post(f"/posts/{second}/request-changes", {"words": "shorter, please", "revision": 1})
        assert wish.json()["post"]["status"] in ("changes_requested", "draft"), wish.text
        assert (await own.post(f"/campaigns/{campaign_id}/pause")).json()["campaign"]["status"] == "paused"
        assert (await ben.post(f"/campaigns/{campaign_id}/resume")).json()["campaign"]["status"] == "active"
        preview = await own.post(f"/events/{event_id}/amend", {"venue": "Halle 9", "preview": True})
        assert preview.json()["event"]["venue"] == "Halle 7"
        amended = await own.post(f"/events/{event_id}/amend", {"venue": "Halle 9", "doors": "21:00"})
        assert amended.json()["event"]["doors_local"] == "2026-11-27T21:00:00", amended.text
        cancelled = await own.post(f"/events/{event_id}/cancel")
        assert cancelled.json()["event"]["status"] == "cancelled"


@ON_SQLITE
async def test_one_post_is_moved_held_taken_up_dropped_and_sent(machine: Machine) -> None:
    post_id = await machine.scheduled()
    async with program(machine, machine.team.ada) as own, program(machine, machine.team.ada, Scope.WRITE) as narrow:
        move = {"revision": 1, "due_local": "2026-11-24T20:00:00"}
        refused = problem(await narrow.post(f"/posts/{post_id}/reschedule", move), 403)
        assert "approve" in refused["detail"]
        moved = (await own.post(f"/posts/{post_id}/reschedule", move)).json()["post"]
        assert (moved["status"], moved["due_at"]) == ("scheduled", "2026-11-24T19:00:00Z")
        problem(await own.post(f"/posts/{post_id}/reschedule", move), 409)
        wrong = problem(await own.post(f"/posts/{post_id}/reschedule", {"revision": 2}), 422)
        assert "due_at" in wrong["errors"][0]["detail"]
        gone = {"revision": moved["revision"], "due_at": "2020-01-01T00:00:00Z"}
        assert problem(await own.post(f"/posts/{post_id}/reschedule", gone), 422)["errors"][0]["field"] == "when"
        assert (await own.post(f"/posts/{post_id}/hold")).json()["post"]["status"] == "held"
        problem(await narrow.post(f"/posts/{post_id}/resume"), 403)
        assert (await own.post(f"/posts/{post_id}/resume")).json()["post"]["status"] == "scheduled"
        assert (await own.post(f"/posts/{post_id}/publish")).json()["post"]["status"] == "scheduled"
        assert (await own.post(f"/posts/{post_id}/skip")).json()["post"]["status"] == "cancelled"
        assert problem(await own.post(f"/posts/{post_id}/retry"), 409)["type"] == "urn:rite:problem:not-now"


@ON_SQLITE
async def test_what_is_missing_or_wrong_in_an_event_is_named_by_its_field(machine: Machine) -> None:
    async with program(machine, machine.team.cy) as own:
        for body, field in (
            ({"text": "Techno night on Friday, Halle 7"}, "starts"),
            ({"name": "Techno", "starts": "2026-11-27 22:00"}, "venue"),
            (
                {"name": "Techno", "starts": "2026-11-27 22:00", "venue": "Halle 7", "time_zone": "Mars/Base"},
                "time_zone",
            ),
            ({"name": "Techno", "starts": "2019-11-27 22:00", "venue": "Halle 7"}, "starts"),
            ({"name": "Techno", "starts": "2026-11-27 22:00", "venue": "a\x00b"}, "venue"),
            ({"nome": "Techno"}, "nome"),
            ([], ""),
        ):
            told = problem(await own.post("/events", body), 422)
            assert field in [one["field"] for one in told["errors"]] or not field, told
        whole = await own.post(
            "/events",
            {
                "text": "Techno Fri 27 Nov 22:00, Halle 7",
                "venue": "Halle 9",
                "lineup": ["Mara", "Ben K"],
                "tone": "hype",
            },
        )
        assert whole.json()["event"]["lineup"] == ["Mara", "Ben K"]
        assert whole.json()["event"]["venue"] == "Halle 9"
        large = await own.http.post("/api/v1/events", content=b'{"text": "' + b"a" * 70_000 + b'"}')
        problem(large, 413)
        for nowhere in ("nowhere", "posts/a%0Ab"):
            problem(await own.http.get(f"/api/v1/{nowhere}"), 404)
        assert problem(await own.http.delete("/api/v1/me"), 405)


@ON_SQLITE
async def test_lists_go_on_where_they_stopped(machine: Machine) -> None:
    ids = [str(await machine.in_review(due_at=DUE + timedelta(hours=hours % 3))) for hours in range(7)]
    async with program(machine, machine.team.cy, Scope.READ) as own:
        seen: list[str] = []
        cursor = ""
        while cursor is not None:
            page = await own.get("/posts", limit=3, cursor=cursor, status="in_review")
            seen += [one["id"] for one in page["items"]]
            cursor = page["next"]
        assert (len(seen), set(seen)) == (7, set(ids))
        for wrong in ("!", "e30", "WzEsMl0", "ä" * 10):
            told = problem(await own.http.get("/api/v1/posts", params={"cursor": wrong}), 422)
            assert told["errors"][0]["field"] == "cursor"
        problem(await own.http.get("/api/v1/posts", params={"limit": 101}), 422)
        for path in ("/accounts", "/campaigns", "/insights/accounts", "/insights/report", "/insights/best-hours"):
            await own.get(path)
        assert await own.get(f"/campaigns/{machine.team.campaign_id}/report")


@ON_SQLITE
async def test_a_token_does_no_more_than_its_scopes_and_its_member(machine: Machine) -> None:
    post_id = await machine.in_review()
    async with machine.services.db.transaction() as session:
        guest = person("Gil", Role.GUEST, machine.team.workspace_id)
        session.add(guest)
    yes = {"revision": 1}
    async with (
        program(machine, guest) as gil,
        program(machine, machine.team.ada, Scope.READ) as reader,
        program(machine, machine.team.ada, Scope.WRITE) as writer,
        program(machine, machine.team.cy) as cy,
        program(machine, machine.team.ben) as ben,
    ):
        assert await gil.get(f"/posts/{post_id}")
        assert "Guests can look" in problem(await gil.post(f"/posts/{post_id}/hold"), 403)["detail"]
        for own in (gil, reader, writer, cy):  # cy wrote it
            problem(await own.post(f"/posts/{post_id}/approve", yes), 403)
        problem(await reader.post(f"/posts/{post_id}/hold"), 403)
        async with machine.services.db.transaction() as session:
            await change_role(session, machine.team.ada, machine.team.ben.id, Role.GUEST)
        problem(await ben.post(f"/posts/{post_id}/approve", yes), 403)
        async with machine.services.db.transaction() as session:
            await remove_member(session, machine.team.ada, machine.team.ben.id)
            await end_token(session, machine.team.cy, cy.token.id, machine.clock.now())
        for dead in (ben, cy):
            refused = await dead.http.get("/api/v1/me")
            assert problem(refused, 401)["type"] == "urn:rite:problem:unknown-token"
            assert refused.headers["www-authenticate"].startswith("Bearer")
        for header in ("", "Bearer", "Basic YTpi", "Bearer rite_made-up"):
            for answer in (
                await reader.http.get("/api/v1/me", headers={"authorization": header}),
                await reader.http.post("/api/v1/events", content=b"{", headers={"authorization": header}),
            ):
                problem(answer, 401)
    assert (await machine.post(post_id)).status is PostStatus.IN_REVIEW


@ON_SQLITE
async def test_another_team_is_not_there(machine: Machine) -> None:
    post_id = await machine.in_review()
    async with machine.services.db.reading() as session:
        event_id = await session.scalar(select(Event.id).where(Event.workspace_id == machine.team.workspace_id))
    async with program(machine, machine.team.ada) as own:
        async with machine.services.db.transaction() as session:
            other = await add_workspace(session, "Elsewhere", machine.clock.now())
            stranger = person("Eve", Role.OWNER, other.id)
            session.add(stranger)
            await session.flush()
            moved = update(ApiToken).where(ApiToken.workspace_id == machine.team.workspace_id)
            await session.execute(moved.values(workspace_id=other.id, member_id=stranger.id))
        assert (await own.get("/me"))["name"] == "Eve"
        for path in ("/events", "/campaigns", "/posts", "/approvals"):
            assert (await own.get(path))["items"] == []
        for path in (f"/posts/{post_id}", f"/events/{event_id}", f"/campaigns/{machine.team.campaign_id}"):
            problem(await own.http.get(f"/api/v1{path}"), 404)
        for path in (
            f"/posts/{post_id}/hold",
            f"/events/{event_id}/cancel",
            f"/campaigns/{machine.team.campaign_id}/pause",
        ):
            problem(await own.post(path), 404)


async def test_a_key_does_a_request_once_on_both_databases(machine: Machine) -> None:
    post_id = await machine.in_review()
    async with program(machine, machine.team.ada) as own:
        both = await asyncio.gather(*(own.post(f"/posts/{post_id}/hold", key="one") for _ in range(2)))
        statuses = sorted(answer.status_code for answer in both)
        assert statuses in ([200, 200], [200, 409])
        if statuses == [200, 409]:
            assert problem(max(both, key=lambda one: one.status_code), 409)["type"] == "urn:rite:problem:in-hand"
        assert (await own.post(f"/posts/{post_id}/hold", key="one")).json()["post"]["status"] == "held"
        assert problem(await own.post(f"/posts/{post_id}/hold"), 409)["type"] == "urn:rite:problem:not-now"
        other = problem(await own.post(f"/posts/{post_id}/resume", key="one"), 422)
        assert other["errors"][0]["field"] == "Idempotency-Key"
        refused = await own.post(f"/posts/{uuid4()}/hold", key="two")
        problem(refused, 404)  # nothing was done, so nothing is kept
        problem(await own.post(f"/posts/{uuid4()}/hold", key="two"), 404)
        problem(await own.post(f"/posts/{post_id}/resume", key="x" * 256), 422)


@ON_SQLITE
async def test_whoever_asks_too_often_hears_when_to_come_back(machine: Machine) -> None:
    async with program(machine, machine.team.ada) as own:
        first = await own.http.get("/api/v1/me")
        assert first.headers["ratelimit-policy"] == '"token";q=300;w=60'
        assert first.headers["ratelimit"].startswith('"token";r=299;t=')
        for _ in range(299):
            machine.services.tempo.takes(own.token.id)
        late = await own.http.get("/api/v1/me")
        assert problem(late, 429)["type"] == "urn:rite:problem:rate-limited"
        assert 0 < int(late.headers["retry-after"]) <= 60


@ON_SQLITE
async def test_owners_have_news_sent_and_see_how_that_went(machine: Machine) -> None:
    post_id = await machine.in_review()
    async with program(machine, machine.team.ada) as own, program(machine, machine.team.ben) as ben:
        assert "Only an owner" in problem(await ben.post("/webhooks", {"url": "https://example.com/"}), 403)["detail"]
        for url in ("http://example.com/", "https://10.0.0.1/", "example.com"):
            assert problem(await own.post("/webhooks", {"url": url}), 422)
        made = await own.post("/webhooks", {"url": "https://localhost/rite"}, key="hook")
        hook = made.json()
        assert (made.status_code, hook["secret"][:6]) == (201, "whsec_")
        assert hook["news"] == ["post.published", "post.failed", "post.needs_approval"]
        assert (await own.post("/webhooks", {"url": "https://localhost/rite"}, key="hook")).json() == hook
        (listed,) = await own.get("/webhooks")
        assert "secret" not in listed
        assert (await own.post(f"/posts/{post_id}/hold")).status_code == 200
        assert (await own.post(f"/posts/{post_id}/resume")).json()["post"]["status"] == "in_review"
        await machine.work("webhook.deliver")
        (sent,) = (await own.get(f"/webhooks/{hook['id']}/deliveries"))["items"]
        assert (sent["news"], sent["attempts"], sent["status"]) == ("post.needs_approval", 1, None)
        assert "private network" in sent["answer"]
        assert (await own.post(f"/webhooks/{hook['id']}/enable")).json()["failing_since"] is None
        assert (await own.http.delete(f"/api/v1/webhooks/{hook['id']}")).json()["id"] == hook["id"]
        assert await own.get("/webhooks") == []
        problem(await own.http.get(f"/api/v1/webhooks/{hook['id']}/deliveries"), 404)
