"""Home tabs stay true for those who opened theirs, whatever else publishes them meanwhile."""

from datetime import timedelta
from typing import Any

from chat_stage import Chat
from sqlalchemy import select

from bot.slack.home_tab import HomeTabs
from bot.speaker import Speaker
from core.notices.home_tab import HomeTab, home_changed
from core.workspaces.members import ChatIdentity, get_workspace
from core.workspaces.model import Platform

ADA, TEAM = "U0ADA00001", "T0RITE0001"


async def ada(chat: Chat) -> Speaker:
    async with chat.services.db.reading() as session:
        workspace = await get_workspace(session, chat.team.workspace_id)
    conversation = await chat.conversation(chat.team.conversation_id)
    return Speaker(ChatIdentity(Platform.SLACK, ADA, TEAM), chat.team.ada, workspace, conversation, "home")


async def shown(chat: Chat) -> dict[str, Any]:
    homes: dict[str, Any] = (await chat.sandbox.state())["slack"]["homes"]
    return dict(homes[ADA])


async def row(chat: Chat) -> HomeTab:
    async with chat.services.db.reading() as session:
        found = await session.execute(select(HomeTab).where(HomeTab.workspace_id == chat.team.workspace_id))
        return found.scalar_one()


async def test_a_change_is_drawn_once_and_only_when_there_was_one(chat: Chat) -> None:
    tabs = HomeTabs(chat.services, chat.slack)
    await tabs.open(await ada(chat))
    assert "Nothing waits for you." in str(await shown(chat))
    await chat.machine.in_review()
    home = await row(chat)
    chat.machine.move_to(chat.services.clock.now() + timedelta(seconds=5))
    async with chat.services.db.transaction() as session:
        await home_changed(session, home.workspace_id, chat.services.clock.now())
    await tabs.redraw(home.workspace_id, home.id)
    first = await shown(chat)
    assert "Waiting for you (1)" in str(first)
    await tabs.redraw(home.workspace_id, home.id)
    assert (await shown(chat))["hash"] == first["hash"]


async def test_a_version_we_know_nothing_of_is_replaced_by_what_is_newest(chat: Chat) -> None:
    tabs = HomeTabs(chat.services, chat.slack)
    await tabs.open(await ada(chat))
    await chat.slack.views_publish(user_id=ADA, view={"type": "home", "blocks": [{"type": "divider"}]})
    await tabs.open(await ada(chat))
    assert "Nothing waits for you." in str(await shown(chat))
    assert (await row(chat)).extra["hash"] == (await shown(chat))["hash"]
