"""Those who run Rite hear of trouble where they said, and mend it there; nobody reaches what is another team's."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from builders import NOW, person
from chat_stage import Chat
from sqlalchemy import select

from bot.actions import act
from bot.answers import Answer, Nothing, Show, Toast, Whisper
from bot.cards.card import Card
from bot.commands import obey
from bot.speaker import Speaker
from bot.tokens import Token
from core import tasks
from core.background import run_task
from core.errors import NotAllowed, NotNow
from core.notices.notify import find_or_add_conversation
from core.outbox import TaskRow
from core.ports.parts import Parts
from core.workspaces.members import ChatIdentity, add_workspace
from core.workspaces.model import Platform, Role, Workspace

ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
EVENTS = "C0EVENTS01"


class Broken:
    """A part with a bug."""

    def __getattr__(self, _: str) -> Any:
        raise KeyError("the bug")


@pytest.fixture
async def desk(chat: Chat) -> Chat:
    """Alerts are told in Slack's #events; a second team is there, too."""
    settings = chat.services.settings.model_copy(update={"alert_conversation": f"slack:{EVENTS}"})
    async with chat.services.db.transaction() as session:
        await add_workspace(session, "Other Nights", NOW)
    return replace(chat, services=replace(chat.services, settings=settings))


async def test_an_alert_of_given_up_work_has_the_way_out_beneath_it(desk: Chat) -> None:
    task_id = await given_up(desk)
    await desk.machine.work("alert.tell")
    await desk.deliver()
    seen = await desk.slack_stage.in_(EVENTS).sees("Alert: account.insights was given up", button="Try again")
    assert seen.shows("Drop")
    press = Token("tasks.again", task_id, 1)
    ada = await desk.speaker(Platform.SLACK, desk.team.conversation_id, "press-1")
    assert await act(desk.services, ada, press) == Toast("I try again now.")
    assert await act(desk.services, ada, press) == Nothing()  # delivered once more
    (row,) = await letters(desk)
    assert (row.dead_at, row.attempt) == (None, 0)
    with pytest.raises(NotNow):
        await act(desk.services, replace(ada, update="press-2"), press)


async def test_given_up_work_is_looked_through_one_by_one(desk: Chat) -> None:
    ids = [await given_up(desk) for _ in range(3)]
    ada = await desk.speaker(Platform.SLACK, desk.team.conversation_id, "1")
    first = card_of(await obey(desk.services, ada, "tasks", ""))
    assert "1 of 3" in words(first)
    assert "KeyError" in words(first)
    assert [action.label for action in first.actions] == ["Try again", "Drop", "Next"]
    assert all(action.confirm for action in first.actions if action.label == "Drop")
    second = card_of(await act(desk.services, ada, token(first, "Next")))
    assert "2 of 3" in words(second)
    after = card_of(await act(desk.services, replace(ada, update="2"), token(second, "Drop")))
    assert "1 of 2" in words(after)
    await act(desk.services, replace(ada, update="3"), token(after, "Try again"))
    assert {row.id: row.dead_at is None for row in await letters(desk)} == {ids[0]: True, ids[2]: False}


@ON_SQLITE
async def test_other_teams_and_those_who_do_not_own_reach_nothing(desk: Chat) -> None:
    task_id = await given_up(desk)
    ada = await desk.speaker(Platform.SLACK, await desk.place(Platform.SLACK, "C0ELSEWHERE"), "1")
    assert card_of(await obey(desk.services, ada, "tasks", "")).title  # it is her team's
    with pytest.raises(NotAllowed):
        await obey(desk.services, ada, "health", "")
    una = await stranger(desk)
    assert card_of(await obey(desk.services, una, "tasks", "")).summary == "Nothing was given up."
    for verb in ("tasks.again", "tasks.drop"):
        with pytest.raises(NotNow):
            await act(desk.services, replace(una, update=verb), Token(verb, task_id))
        for who in (desk.team.ben, desk.team.cy):
            with pytest.raises(NotAllowed):
                await act(desk.services, replace(ada, member=who, update=f"{verb} {who.name}"), Token(verb, task_id))
    (row,) = await letters(desk)
    assert row.dead_at is not None


@ON_SQLITE
async def test_operators_see_how_everything_is(desk: Chat) -> None:
    await given_up(desk)
    cy = replace(await desk.speaker(Platform.SLACK, desk.team.conversation_id, "1"), member=desk.team.cy)
    card = card_of(await obey(desk.services, cy, "health", ""))
    assert card.title == "Rite is not ready: clock."
    assert "Database: well" in words(card)
    assert "1 task given up" in words(card)
    assert "Team" in words(card_of(await act(desk.services, cy, token(card, "See what was given up"))))
    assert card_of(await act(desk.services, cy, token(card, "Look again"))).title == card.title


@ON_SQLITE
async def test_the_owner_of_the_only_team_runs_it(chat: Chat) -> None:
    ada = await chat.speaker(Platform.SLACK, chat.team.conversation_id, "1")
    assert card_of(await obey(chat.services, ada, "health", "")).title
    with pytest.raises(NotAllowed):
        await obey(chat.services, replace(ada, member=chat.team.ben), "health", "")


async def given_up(chat: Chat) -> UUID:
    """A task that a bug ended, with all its tries behind it."""
    parts: Parts = replace(chat.services, insights=Broken())
    async with chat.services.db.transaction() as session:
        tasks.read_account.enqueue(session, chat.team.workspace_id, chat.team.account_id)
    (row,) = [row for row in await letters(chat) if row.dead_at is None and row.name == "account.insights"]
    while row.dead_at is None:
        chat.machine.move_to(max(row.next_at, chat.services.clock.now()))
        await run_task(parts, chat.machine.bodies, row.id)
        (row,) = [one for one in await letters(chat) if one.id == row.id]
    return row.id


async def letters(chat: Chat) -> list[TaskRow]:
    async with chat.services.db.reading() as session:
        found = await session.execute(
            select(TaskRow).where(TaskRow.name == "account.insights").order_by(TaskRow.created_at)
        )
        return list(found.scalars())


async def stranger(chat: Chat) -> Speaker:
    """Una owns the other team."""
    async with chat.services.db.transaction() as session:
        other = (await session.execute(select(Workspace).where(Workspace.name == "Other Nights"))).scalar_one()
        una = person("Una", Role.OWNER, other.id)
        session.add(una)
        await session.flush()
        room = await find_or_add_conversation(session, other.id, Platform.SLACK, "C0OTHER", NOW, team="T2")
    return Speaker(ChatIdentity(Platform.SLACK, "una"), una, other, room, "una")


def card_of(answer: Answer) -> Card:
    assert isinstance(answer, Whisper | Show)
    return answer.card


def token(card: Card, label: str) -> Token:
    (found,) = [action.token for action in card.actions if action.label == label]
    assert found is not None
    return found


def words(card: Card) -> str:
    return " ".join([card.title, *(" ".join(map(str, vars(line).values())) for line in card.lines)])
