"""The dashboard inside Telegram: what Telegram signed lets its person in, and nothing else lets anybody in."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

import httpx
import pytest
from builders import settle_in
from publishing_machine import Machine
from pydantic import SecretStr
from sqlalchemy import event, update

from bot.answers import Whisper
from bot.commands import COMMANDS
from bot.speaker import Speaker
from bot.telegram.text import keyboard_of
from bot.web.app import build_web
from bot.web.dashboard.pulse import Pulse
from core.approvals.decide import approve
from core.notices.notify import find_or_add_conversation
from core.services import Services
from core.workspaces.members import ChatIdentity, add_member, get_workspace
from core.workspaces.model import Member, Platform, Role

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
TOKEN = "1000001:a-token-of-this-test"
ADA, STRANGER = 501, 599


def reached_by(machine: Machine, public_url: str = "http://127.0.0.1:8080") -> Services:
    """The same with Telegram's bot of this test, under an address of its own."""
    ours = {"telegram_bot_token": SecretStr(TOKEN), "public_url_set": public_url}
    return replace(machine.services, settings=machine.services.settings.model_copy(update=ours))


@asynccontextmanager
async def telegram(machine: Machine, public_url: str = "http://127.0.0.1:8080") -> AsyncIterator[httpx.AsyncClient]:
    web = httpx.ASGITransport(build_web(reached_by(machine, public_url), []))
    async with httpx.AsyncClient(transport=web, base_url=public_url) as http:
        yield http


def signed(machine: Machine, who: int, *, token: str = TOKEN, old: timedelta = timedelta(), **more: str) -> str:
    """As Telegram does it: every field but the hash, sorted, one a line."""
    fields = {
        "query_id": "AAHdF6IQAAAAAN0XohDhrOrc",
        "user": json.dumps({"id": who, "first_name": "Ada"}),
        "auth_date": str(int((machine.clock.now() - old).timestamp())),
        "signature": "of somebody else",
        **more,
    }
    told = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    return urlencode({**fields, "hash": hmac.new(key, told.encode(), hashlib.sha256).hexdigest()})


async def known(machine: Machine, member: Member, user: int) -> None:
    async with machine.services.db.transaction() as session:
        identity = ChatIdentity(Platform.TELEGRAM, str(user))
        now = machine.clock.now()
        await add_member(session, member.workspace_id, identity, name=member.name, role=member.role, now=now)


async def test_a_member_comes_in_with_what_telegram_signed_and_sees_their_team_only(machine: Machine) -> None:
    await known(machine, machine.team.ada, ADA)
    grant = await machine.sandbox.do("instagram/grant", username="halle7.berlin")
    async with machine.services.db.transaction() as session:
        others = await settle_in(session, machine.services, grant, room="C2")
    await known(machine, others.ada, ADA + 1)
    post_id = await machine.in_review()
    async with telegram(machine) as ada, telegram(machine) as other:
        door = await ada.get("/app/enter?to=/calendar")
        assert 'data-to="/app/calendar"' in door.text
        assert 'data-to="/app"' in (await ada.get("/app/enter?to=//evil.example")).text
        inside = await ada.post("/app/enter", content=signed(machine, ADA))
        assert (inside.status_code, inside.text) == (204, "")
        assert "path=/app;" in inside.headers["set-cookie"].lower()
        page = await ada.get("/app")
        assert "Warehouse Night" in page.text
        assert 'href="/app/calendar"' in page.text
        assert '"/dashboard' not in page.text.replace('"/dashboard/files/', "")
        assert "frame-ancestors https://web.telegram.org" in page.headers["content-security-policy"]
        assert (await ada.get(f"/app/posts/{post_id}")).status_code == 200

        assert (await other.post("/app/enter", content=signed(machine, ADA + 1))).status_code == 204
        assert (await other.get(f"/app/posts/{post_id}")).status_code == 404
        assert (await other.get("/dashboard")).status_code == 401


async def test_forged_old_and_unknown_words_of_telegram_show_nothing(machine: Machine) -> None:
    await known(machine, machine.team.ada, ADA)
    honest = signed(machine, ADA)
    refused = {
        "another bot's": signed(machine, ADA, token="1000002:another"),
        "unsigned": honest.rpartition("&hash=")[0],
        "changed": honest.replace("501", "502"),
        "with more": f"{honest}&start_param=x",
        "twice": f"{honest}&user=%7B%22id%22%3A502%7D",
        "old": signed(machine, ADA, old=timedelta(minutes=11)),
        "from tomorrow": signed(machine, ADA, old=timedelta(days=-1)),
        "a stranger's": signed(machine, STRANGER),
        "of nobody": signed(machine, ADA, user="[]"),
        "nothing": "",
        "junk": "%%%&&&===",
        "long": "x" * 20_000,
    }
    async with telegram(machine) as http:
        for what, words in refused.items():
            answer = await http.post("/app/enter", content=words)
            assert answer.status_code == 403, what
            assert "set-cookie" not in answer.headers, what
        crossing = {"sec-fetch-site": "cross-site"}
        assert (await http.post("/app/enter", content=honest, headers=crossing)).status_code == 403
        for path in ("", "/calendar", "/numbers", "/live", "/designs/picture?of=x"):
            closed = await http.get(f"/app{path}")
            assert (closed.status_code, "Warehouse" in closed.text) == (401, False), path


async def test_guests_stay_outside_and_whoever_becomes_one_is_out_at_once(machine: Machine) -> None:
    await known(machine, machine.team.ada, ADA)
    async with telegram(machine) as http:
        assert (await http.post("/app/enter", content=signed(machine, ADA))).status_code == 204
        assert (await http.get("/app")).status_code == 200
        async with machine.services.db.transaction() as session:
            lowered = update(Member).where(Member.workspace_id == machine.team.workspace_id)
            await session.execute(lowered.values(role=Role.GUEST))
        assert (await http.get("/app")).status_code == 401
        again = await http.post("/app/enter", content=signed(machine, ADA))
        assert (again.status_code, "work on posts" in again.text) == (403, True)


@pytest.mark.parametrize("url", ["https://rite.example", "http://rite.example", "http://127.0.0.1:8080"])
async def test_the_page_opens_inside_telegram_where_its_programs_take_our_address(machine: Machine, url: str) -> None:
    """Inside Telegram's own web page the browser sends a cookie only if it says that it crosses sites."""
    await known(machine, machine.team.ada, ADA)
    opens = url != "http://rite.example"
    async with telegram(machine, url) as http:
        inside = await http.post("/app/enter", content=signed(machine, ADA))
        assert inside.status_code == (204 if opens else 404)
        crosses = "SameSite=None; Partitioned" in inside.headers.get("set-cookie", "")
        assert crosses == url.startswith("https:")


@pytest.mark.parametrize(("direct", "role"), [(True, Role.EDITOR), (False, Role.EDITOR), (True, Role.GUEST)])
async def test_stats_in_a_private_chat_has_a_button_that_opens_the_pages(
    machine: Machine, direct: bool, role: Role
) -> None:
    async with machine.services.db.transaction() as session:
        workspace = await get_workspace(session, machine.team.workspace_id)
        identity = ChatIdentity(Platform.TELEGRAM, str(ADA))
        now = machine.clock.now()
        member = await add_member(session, workspace.id, identity, name="Ada", role=role, now=now)
        place = await find_or_add_conversation(session, workspace.id, Platform.TELEGRAM, str(ADA), now, direct=direct)
    speaker = Speaker(identity, member, workspace, place, "1")
    stats = next(command for command in COMMANDS if command.word == "stats")
    answer = await stats.deed(reached_by(machine), speaker, "")
    assert isinstance(answer, Whisper)
    keyboard = keyboard_of(answer.card)
    apps = [one.web_app.url for row in (keyboard.inline_keyboard if keyboard else ()) for one in row if one.web_app]
    opens = direct and role is Role.EDITOR
    assert apps == (["http://127.0.0.1:8080/app/enter?to="] if opens else [])


async def test_one_look_tells_every_open_page_of_a_team_and_no_other_teams(machine: Machine) -> None:
    asked: list[str] = []
    engine = machine.services.db.engine.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    post_id = await machine.in_review()
    machine.clock.move_to(machine.clock.now() + timedelta(minutes=1))
    pulse, other = Pulse(machine.services, every=0.01), machine.team.account_id
    with pulse.following(other) as elsewhere, pulse.following(machine.team.workspace_id) as first:
        with pulse.following(machine.team.workspace_id) as second:
            asked.clear()
            await asyncio.sleep(0.05)
            looks = [one for one in asked if "FROM notices" in one]
            assert 1 <= len(looks) <= 5
            assert not first.is_set()
            async with machine.services.db.transaction() as session:
                await approve(session, machine.team.ada, post_id, 1, machine.clock.now())
            await asyncio.wait_for(asyncio.gather(first.wait(), second.wait()), 10)
        assert not elsewhere.is_set()
        pulse.stop()
        assert elsewhere.is_set()
