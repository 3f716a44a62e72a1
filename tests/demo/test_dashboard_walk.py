"""The dashboard in a real browser: on a desk with keyboard and mouse, on a phone in the dark."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal
from uuid import UUID, uuid4

import pytest
import uvicorn
from builders import NOW
from demo_stage import PATIENCE_MS, SWITCHES
from playwright.async_api import Locator, Page, async_playwright, expect
from publishing_machine import Machine
from servers import chromium
from sqlalchemy import select

from bot.web.app import build_web
from core.approvals.decide import approve
from core.insights.account_model import AccountDay
from core.insights.collect import add_reading
from core.notices.model import Conversation
from core.posts.model import PostStatus
from core.posts.revision import get_post
from core.visits.enter import address_of, invite_in
from core.workspaces.model import Identity, Member, Platform
from sandbox.telegram.mini_app import app_address

pytestmark = [pytest.mark.chromium, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 1100}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "color_scheme": "dark",
}
PATHS = (
    "",
    "/new",
    "/calendar",
    "/calendar?span=week",
    "/approvals",
    "/numbers",
    "/report",
    "/designs?words=strobe",
    "/settings",
)
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
FINDINGS = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`)"""


@asynccontextmanager
async def served(machine: Machine) -> AsyncIterator[str]:
    web = build_web(machine.services, [])
    config = uvicorn.Config(web, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    with socket.socket() as own:
        own.bind(("127.0.0.1", 0))
        running = asyncio.create_task(server.serve(sockets=[own]))
        yield f"http://127.0.0.1:{own.getsockname()[1]}"
        web.state.pulse.stop()
        server.should_exit = True
        await running


@asynccontextmanager
async def looking(address: str, complaints: list[str], **about: Any) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(chromium()), args=SWITCHES)
        page = await (await browser.new_context(**about)).new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        await page.goto(address)
        yield page
        await browser.close()


async def link(machine: Machine, member: Member, site: str) -> str:
    async with machine.services.db.transaction() as session:
        place = select(Conversation).where(Conversation.workspace_id == member.workspace_id)
        visit = await invite_in(session, member, (await session.execute(place)).scalar_one(), machine.clock.now())
    return address_of(machine.services.vault, site, visit)


async def test_the_pages_are_walked_with_keyboard_mouse_and_finger_on_a_desk_a_phone_and_in_telegram(
    machine: Machine, tmp_path: Path
) -> None:
    live = await machine.scheduled(due_at=NOW + timedelta(minutes=30))
    assert (await machine.run(live)).status is PostStatus.PUBLISHED
    machine.move_to(NOW + timedelta(hours=1))
    waiting, planned, other = await machine.in_review(), await machine.scheduled(), await machine.in_review()
    await _told(machine, live)
    complaints: list[str] = []
    async with served(machine) as site:
        async with looking(await link(machine, machine.team.ben, site), complaints, **DESK) as page:
            await _by_keyboard(machine, page, waiting)
            await _dragged(machine, page, planned)
            await _told_of(machine, page, other)
            await _looks_well(page, f"{site}/dashboard", tmp_path / "desk", ("light", "dark"))

        async with looking(await link(machine, machine.team.cy, site), complaints, **PHONE) as page:
            await page.get_by_role("button", name="Open the dashboard").tap()
            await expect(page.get_by_role("heading", name="Events", exact=True)).to_be_visible()
            await page.goto(f"{site}/dashboard/posts/{planned}")
            await page.get_by_text("Reschedule", exact=True).tap()
            await page.get_by_label("Goes out").fill("2026-11-24T20:30")
            await page.get_by_role("button", name="Move it").tap()
            await expect(page.get_by_role("status")).to_contain_text("Moved.")
            assert (await machine.post(planned)).status is PostStatus.IN_REVIEW
            await _looks_well(page, f"{site}/dashboard", tmp_path / "phone", ("dark",))

        async with looking(await in_telegram(machine, machine.team.ada, site), complaints, **PHONE) as page:
            await expect(page.get_by_role("heading", name="November 2026")).to_be_visible()
            assert page.url == f"{site}/app/calendar"
            ground = "() => getComputedStyle(document.body).backgroundColor"
            assert await page.evaluate(ground) == "rgb(19, 20, 21)", "Telegram's colours are worn"
            await _looks_well(page, f"{site}/app", tmp_path / "telegram", ("dark",), PATHS[:5])
    assert complaints == []


async def _by_keyboard(machine: Machine, page: Page, waiting: UUID) -> None:
    """In, past the menu, to what waits, and a yes, without a mouse."""
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Events", exact=True)).to_be_visible()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    await _tab_to(page, page.get_by_role("link", name="Approvals"))
    await page.keyboard.press("Enter")
    post = page.locator(f"#post-{waiting}-title").locator("xpath=ancestor::article")
    await _tab_to(page, post.get_by_role("button", name=re.compile("^Approve for")))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("Approved. It goes out by itself.")
    assert (await machine.post(waiting)).status is PostStatus.SCHEDULED


async def _tab_to(page: Page, wanted: Locator) -> None:
    for _ in range(60):
        await page.keyboard.press("Tab")
        if await wanted.evaluate("(one) => one === document.activeElement"):
            return
    raise AssertionError("the keyboard does not come there")


async def _dragged(machine: Machine, page: Page, planned: UUID) -> None:
    await page.get_by_role("link", name="Calendar").click()
    await page.locator(f'a[href$="{planned}"]').drag_to(page.locator('[data-day="2026-11-25"]'))
    await expect(page.locator(f'[data-day="2026-11-25"] a[href$="{planned}"]')).to_be_visible()
    moved = await machine.post(planned)
    assert (moved.status, f"{moved.due_at:%d %H:%M}") == (PostStatus.SCHEDULED, "25 18:00")


async def _told_of(machine: Machine, page: Page, other: UUID) -> None:
    """What is decided elsewhere is seen here, without a press."""
    state = page.locator(f'a[href$="{other}"] .state')
    before = await state.inner_text()
    async with machine.services.db.transaction() as session:
        await approve(session, machine.team.ada, other, 1, machine.clock.now())
    await expect(state).not_to_have_text(before)


async def in_telegram(machine: Machine, member: Member, site: str) -> str:
    """The address that Telegram's program loads when this person presses the button in the dark."""
    person = machine.sandbox.world.person("ada")
    async with machine.services.db.transaction() as session:
        identity = {"platform": Platform.TELEGRAM, "team": "", "external_id": str(person.telegram_id)}
        session.add(Identity(id=uuid4(), workspace_id=member.workspace_id, member_id=member.id, **identity))
    state = machine.sandbox.platforms["telegram"].state
    return app_address(state, person, f"{site}/app/enter?to=/calendar", dark=True)


async def _told(machine: Machine, live: UUID) -> None:
    """What Instagram has said of a post and of its account."""
    workspace_id, now = machine.team.workspace_id, machine.clock.now()
    numbers = {"reach": 1234, "views": 2345, "likes": 56}
    days = [
        AccountDay(
            workspace_id=workspace_id,
            account_id=machine.team.account_id,
            day=now.date() - timedelta(days=ago),
            metrics={"reach": 100 + ago * ago},
            taken_at=now,
        )
        for ago in range(1, 22)
    ]
    async with machine.services.db.transaction() as session:
        await add_reading(session, await get_post(session, workspace_id, live), numbers, now)
        session.add_all(days)


async def _looks_well(
    page: Page, at: str, pictures: Path, schemes: Sequence[Literal["light", "dark"]], paths: Sequence[str] = PATHS
) -> None:
    """Every page fits, has one heading above all, and whoever looks for barriers finds none that matters."""
    for number, path in enumerate(paths):
        await page.goto(f"{at}{path}")
        assert await page.evaluate(TOO_WIDE) <= 0, path
        assert await page.get_by_role("heading", level=1).count() == 1, path
        await page.evaluate(AXE)
        for scheme in schemes:
            await page.emulate_media(color_scheme=scheme)
            await page.screenshot(path=f"{pictures}-{number}-{scheme}.png", full_page=True)
            assert await page.evaluate(FINDINGS) == [], (path, scheme)
