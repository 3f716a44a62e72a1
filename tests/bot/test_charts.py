"""Charts in Slack: a block of its own where the workspace has it, the painted picture where it has not."""

import pytest
from chat_stage import Chat
from stages.uploads import photo

from bot.cards.card import Card, Chart, Picture, Text
from bot.houses import Place
from core.workspaces.model import Platform

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

ROOM = Place(Platform.SLACK, "C0EVENTS01", "T0RITE0001")


async def kinds(chat: Chat) -> list[list[str]]:
    messages = (await chat.sandbox.state())["slack"]["messages"][ROOM.address]
    return [[block["type"] for block in message["blocks"]] for message in messages]


async def test_slack_draws_it_until_it_says_that_it_cannot(chat: Chat) -> None:
    key = await chat.services.media.put(photo())
    chart = Chart("People reached", "People", (("Announcement, Warehouse Night", 12), ("Announcement, Warehouse N", 7)))
    card = Card("In short", lines=(Text("In short"),), picture=Picture(key, "12 and 7"), chart=chart)
    voice = chat.voices[Platform.SLACK]
    await voice.send(ROOM, card)
    await chat.sandbox.fault("slack", "chat.postMessage", "error:invalid_blocks")
    await voice.send(ROOM, card)
    await voice.send(ROOM, card)
    assert await kinds(chat) == [["data_visualization", "section"], ["image", "section"], ["image", "section"]]
