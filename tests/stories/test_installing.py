"""Two teams install Rite from the browser; one takes it out and lets it in again, the other notices nothing."""

from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import select
from stages.evening import ANNOUNCEMENT, ON_SQLITE, connect, nothing_went_wrong, tonight
from stages.rite import Rite, opened
from stages.slack import SlackStage
from stages.world import Json, Sandbox

from core.installs.model import SlackBot, SlackInstallation
from core.posts.model import Post, PostStatus
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.model import Member, Role, Workspace
from sandbox.slack.team import CLIENT_ID, CLIENT_SECRET, HOME, NEIGHBOUR

OWN_APP: dict[str, Any] = {"slack_bot_token": None, "slack_client_id": CLIENT_ID, "slack_client_secret": CLIENT_SECRET}


@ON_SQLITE
async def test_teams_install_rite_leave_and_come_back(
    sandbox_server: Sandbox, backing: tuple[str, str | None], tmp_path: Path, unused_port: int
) -> None:
    async with opened(sandbox_server, backing[0], None, tmp_path, unused_port, **OWN_APP) as rite:
        dm = SlackStage(sandbox_server).in_direct()
        assert (await install(rite, "ada", HOME.id, allow=False)).status_code == 200
        page = await install(rite, "ada", HOME.id)
        assert (page.status_code, "Rite is installed in Warehouse Nights" in page.text) == (200, True)
        await dm.sees("Welcome to Rite", button="Try a sample event")
        await dm.sees("First steps", button="Name an approver")
        await install(rite, "ben", NEIGHBOUR.id)
        assert await owners(rite) == {"Warehouse Nights": ["Ada"], "Harbour Stage": ["Ben"]}
        assert "Welcome to Rite" in await seen_at_neighbours(rite)
        assert await tokens_in_the_clear(rite) == []
        await first_steps(rite, dm)
        await taken_out_and_let_in(rite, dm)
        await nothing_went_wrong(rite)


async def first_steps(rite: Rite, dm: SlackStage) -> None:
    """One press shows a sample; the card ticks itself off, and ends."""
    await dm.press("Try a sample event")
    assert (await dm.modal("New event"))["blocks"]
    await dm.close()
    room = SlackStage(rite.sandbox)
    await connect(room)
    await tonight(room)
    await dm.press("I decide alone", "First steps")
    await room.press("Approve", ANNOUNCEMENT)
    await room.sees(ANNOUNCEMENT, "Approved, goes out")
    await dm.sees("All set", gone="I decide alone")


async def taken_out_and_let_in(rite: Rite, dm: SlackStage) -> None:
    """What was approved is held while nobody could stop it, and goes out once Rite is back."""
    await rite.sandbox.do("slack/uninstall")
    await rite.sandbox.do("slack/settle")
    await rite.idle()
    assert await approved_posts(rite) == {PostStatus.HELD: "Rite was taken out of Slack."}
    events = (await rite.sandbox.do("slack/events"))["events"]
    gone = next(one["event_id"] for one in events if one["type"] == "app_uninstalled")
    await install(rite, "ada", HOME.id)
    await dm.sees("Welcome back", "goes out again")
    assert await approved_posts(rite) == {PostStatus.SCHEDULED: ""}
    await rite.sandbox.do("slack/redeliver", event_id=gone)  # Slack tells late that we were out
    await rite.sandbox.do("slack/settle")
    await rite.idle()
    assert await approved_posts(rite) == {PostStatus.SCHEDULED: ""}


async def install(rite: Rite, person: str, team: str, *, allow: bool = True) -> httpx.Response:
    """What a person does in the browser, Slack's page included."""
    async with httpx.AsyncClient() as browser:
        begun = await browser.get(f"{rite.settings.public_url}/slack/install")
        choice = {"allow": person, "team": team} if allow else {"deny": "1"}
        consented = await browser.get(httpx.URL(begun.headers["location"]).copy_merge_params(choice))
        page = await browser.get(consented.headers["location"])
        again = await browser.get(consented.headers["location"])
        assert (again.status_code == 200) == ("error=access_denied" in consented.headers["location"])  # used once
        return page


async def owners(rite: Rite) -> dict[str, list[str]]:
    async with rite.services.db.reading() as session:
        found = await session.execute(
            select(Workspace.name, Member.name)
            .join(Member, Member.workspace_id == Workspace.id)
            .where(Member.role == Role.OWNER)
            .execution_options(**ACROSS_WORKSPACES)
        )
        return {team: [name] for team, name in found.all()}


async def tokens_in_the_clear(rite: Rite) -> list[str]:
    async with rite.services.db.reading() as session:
        kept = [
            token
            for table in (SlackBot, SlackInstallation)
            for token in (await session.execute(select(table.bot_token))).scalars()
        ]
    assert len(kept) == 4
    return [token for token in kept if token is None or "xoxb" in token]


async def approved_posts(rite: Rite) -> dict[PostStatus, str]:
    async with rite.services.db.reading() as session:
        found = await session.execute(
            select(Post)
            .where(Post.status.in_((PostStatus.HELD, PostStatus.SCHEDULED)))
            .execution_options(**ACROSS_WORKSPACES)
        )
        return {post.status: post.last_error or "" for post in found.scalars()}


async def seen_at_neighbours(rite: Rite) -> str:
    async def look() -> Json:
        async with httpx.AsyncClient() as http:
            return dict((await http.get(f"{rite.sandbox.url}/control/slack/view/{NEIGHBOUR.id}")).json())

    await rite.idle()
    return str((await look())["messages"])
