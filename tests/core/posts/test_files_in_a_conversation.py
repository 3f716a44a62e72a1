"""Files sent one by one or as an album: each is kept, in the order they were sent in, and an album is one answer."""

import asyncio

import pytest
from publishing_machine import Machine
from sqlalchemy import delete

from bot.flows import receive
from bot.flows.receive import NO_EVENT, Arrival, Said
from bot.speaker import Speaker
from core.campaigns.model import Campaign
from core.errors import NotNow
from core.notices.notify import get_conversation
from core.workspaces.members import ChatIdentity, get_workspace
from core.workspaces.model import Platform


def key(number: int, ending: str = "jpg") -> str:
    return f"{number:064x}.{ending}"


class Sender:
    """Cy, who sends files; every update has a number of its own."""

    def __init__(self, machine: Machine) -> None:
        self._machine, self._updates = machine, 0

    async def speaker(self) -> Speaker:
        team, self._updates = self._machine.team, self._updates + 1
        update = f"telegram:{self._updates}"
        async with self._machine.services.db.reading() as session:
            workspace = await get_workspace(session, team.workspace_id)
            place = await get_conversation(session, team.workspace_id, team.conversation_id)
        return Speaker(ChatIdentity(Platform.TELEGRAM, "7"), team.cy, workspace, place, update)

    async def sends(self, arrival: Arrival) -> Said:
        said = await receive.receive(self._machine.services, await self.speaker(), arrival)
        assert said is not None
        return said

    async def kept(self) -> str:
        """The raw answer, as the form that is opened next has it."""
        said = await self.sends(Arrival(key(99), 99))
        assert said.card is not None
        token = said.card.actions[0].token
        assert token is not None
        ask = await receive.chosen(self._machine.services, await self.speaker(), token)
        assert ask.raw is not None
        return ask.raw["files"]


@pytest.fixture
def sender(machine: Machine) -> Sender:
    return Sender(machine)


async def test_an_album_is_one_answer_in_the_order_it_was_sent(machine: Machine, sender: Sender) -> None:
    first = await sender.sends(Arrival(key(2), 12, "album"))
    assert first.card is not None
    assert first.card.summary == "I have 1 picture. Shall I make a post?"
    second = await sender.sends(Arrival(key(1), 11, "album"))
    assert second == Said(first.talk_id, None), "the message that speaks of the album is not known yet"
    more = await receive.told(machine.services, await sender.speaker(), first.talk_id, "500")
    assert more is not None
    assert more.summary == "I have 2 pictures. Shall I make a post?"
    third = await sender.sends(Arrival(key(3, "mp4"), 13, "album"))
    assert third.instead == "500"
    assert third.card is not None
    assert third.card.summary == "I have 2 pictures and 1 video. Shall I make a post?"
    assert await sender.kept() == ",".join([key(1), key(2), key(3, "mp4"), key(99)])


async def test_files_that_arrive_at_once_are_all_kept(sender: Sender) -> None:
    await sender.sends(Arrival(key(0), 10))
    said = await asyncio.gather(*(sender.sends(Arrival(key(n), 10 + n, "album")) for n in range(1, 6)))
    assert sum(one.card is not None for one in said) == 1
    assert await sender.kept() == ",".join([*map(key, range(6)), key(99)])


async def test_what_is_beyond_ten_is_left_out(sender: Sender) -> None:
    for number in range(12):
        said = await sender.sends(Arrival(key(number), number))
    assert said.card is not None
    assert "I have 10 pictures." in said.card.summary
    assert await sender.kept() == ",".join(map(key, range(10)))


async def test_words_under_a_file_become_the_caption(machine: Machine, sender: Sender) -> None:
    await sender.sends(Arrival(key(1), 1, "album", "Three rooms."))
    said = await sender.sends(Arrival(key(2), 2, "", "Later words."))
    assert said.card is not None
    assert said.card.actions[0].token is not None
    ask = await receive.chosen(machine.services, await sender.speaker(), said.card.actions[0].token)
    assert ask.raw == {"files": f"{key(1)},{key(2)}", "format": "feed", "caption": "Three rooms."}
    assert ask.subject == str(machine.team.campaign_id)


async def test_without_an_event_one_is_told_to_type_it_first(machine: Machine, sender: Sender) -> None:
    async with machine.services.db.transaction() as session:
        await session.execute(delete(Campaign).where(Campaign.workspace_id == machine.team.workspace_id))
    with pytest.raises(NotNow, match=NO_EVENT.split(".")[0]):
        await sender.sends(Arrival(key(1), 1))
