"""What stories share: an evening with few posts, a connected account, and a look at what must never happen."""

import asyncio
from collections.abc import Collection
from datetime import datetime

import pytest
from sqlalchemy import select
from stages.browser import consent
from stages.rite import Rite
from stages.slack import SlackStage
from stages.telegram import TelegramStage
from stages.world import PATIENCE_SECONDS

from core.events.model import Event
from core.outbox import TaskRow
from core.posts.claim import next_publication
from core.tenancy import ACROSS_WORKSPACES

Stage = SlackStage | TelegramStage

ON_SQLITE = pytest.mark.parametrize("backing", ["sqlite+inprocess"], indirect=True)
"""For details of one house, where the database and the broker make no difference."""

TONIGHT = {
    "Name": "Warehouse Night",
    "Starts": "2026-11-22 22:00",
    "Time zone": "Europe/Berlin",
    "Venue": "Halle 7",
}
"""So near that two posts are left: an announcement now and a recap tomorrow."""
ANNOUNCEMENT, RECAP = "Announcement · Warehouse Night", "Recap · Warehouse Night"
CONNECT = "Connect, about a minute"


async def connect(stage: Stage, username: str = "warehouse.nights") -> None:
    """Press Connect, consent in the browser, read the good news."""
    used = [link for message in await stage.messages() for link in message.links.values()]
    await stage.command("connect")
    page = await consent(await fresh_link(stage, used), username)
    assert page.status_code == 200
    assert f"@{username} is connected" in page.text
    await stage.sees(f"@{username} is connected")


async def fresh_link(stage: Stage, used: Collection[str], way: str = CONNECT) -> str:
    """The connect link of a card that came since."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            links = [message.links.get(way, "") for message in reversed(await stage.messages())]
            if found := next((link for link in links if link and link not in used), None):
                return found
            await asyncio.sleep(0.05)


async def tonight(stage: Stage) -> None:
    """Tonight's event, made in the usual way, until its announcement waits for a yes."""
    await stage.new_event(TONIGHT)
    await stage.sees(ANNOUNCEMENT, button="Approve", picture=True)


async def go_to_next_post(rite: Rite) -> None:
    """Move everybody's clock to the moment the next approved post is due."""
    async with rite.services.db.reading() as session:
        due = await next_publication(session)
    assert due is not None
    await rite.sandbox.move_to(max(due, rite.clock.now()))


async def events(rite: Rite) -> list[Event]:
    """Every event that was created."""
    async with rite.services.db.reading() as session:
        found = await session.execute(select(Event).order_by(Event.created_at).execution_options(**ACROSS_WORKSPACES))
        return list(found.scalars())


async def nothing_went_wrong(rite: Rite) -> None:
    """Slack had nothing to complain about, and no task was given up."""
    warnings = (await rite.sandbox.state())["slack"]["warnings"]
    assert not any(warnings.values()), warnings
    async with rite.services.db.reading() as session:
        found = await session.execute(select(TaskRow).where(TaskRow.dead_at.is_not(None)))
        given_up = [(row.name, row.last_error) for row in found.scalars()]
    assert given_up == []


def at(text: str) -> datetime:
    """ "2026-11-23T07:59+00:00" as a moment."""
    return datetime.fromisoformat(text)
