"""Hours that the clocks skip or show twice are asked about, and what a person says counts."""

# ruff: noqa: DTZ001
# Times on the venue's wall clock are naive by design.

from datetime import UTC, datetime, timedelta

import pytest
from chat_stage import Chat
from sqlalchemy import select

from bot.actions import act
from bot.answers import Toast
from bot.cards.card import Card
from bot.flows.change_post import RESCHEDULE, subject
from bot.flows.create_event import FORM
from core.campaigns.model import Campaign
from core.events.create import SkippedHour, check_wall_time
from core.events.model import Event
from core.posts.model import Post
from core.posts.queries import post_view
from core.posts.wall_slot import wall_slot
from core.workspaces.model import Platform

TWICE = datetime(2027, 10, 31, 2, 30)
FIRST = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_an_hour_that_is_skipped_is_offered_before_and_after() -> None:
    with pytest.raises(SkippedHour) as caught:
        check_wall_time(datetime(2027, 3, 28, 2, 30), "Europe/Berlin", field_key="starts")
    assert caught.value.choices == (datetime(2027, 3, 28, 1, 30), datetime(2027, 3, 28, 3, 30))
    assert "02:30 does not exist" in caught.value.message


async def test_an_hour_that_comes_twice_is_the_first_until_somebody_says_the_second(chat: Chat) -> None:
    team, services = chat.team, chat.services
    speaker = await chat.speaker(Platform.SLACK, team.conversation_id, "u1")
    told = dict.fromkeys(field.key for field in FORM.fields)
    facts = {"name": "Long Night", "starts": TWICE, "time_zone": "Europe/Berlin", "venue": "Halle 7"}
    async with services.db.transaction() as session:
        card = await FORM.finish(session, speaker, "", {**told, **facts})
    assert isinstance(card, Card)
    assert "02:30 comes twice. The event starts the first time" in card.summary
    first, second = card.actions

    async def seen() -> tuple[datetime, Post]:
        async with services.db.reading() as session:
            event = select(Event.starts_at).where(Event.workspace_id == team.workspace_id, Event.name == "Long Night")
            post = (
                select(Post)
                .join(Campaign, Campaign.id == Post.campaign_id)
                .where(Post.workspace_id == team.workspace_id, Post.phase == "doors")
            )
            return (await session.execute(event)).scalar_one(), (await session.execute(post)).scalar_one()

    starts_at, doors = await seen()
    assert (starts_at, doors.due_at) == (FIRST, FIRST - timedelta(hours=2))
    assert second.token is not None and first.token is not None
    assert await act(services, speaker, second.token) == Toast("Noted: the second time.")
    starts_at, doors = await seen()
    assert (starts_at, doors.due_at) == (FIRST + timedelta(hours=1), FIRST - timedelta(hours=1))

    async with services.db.transaction() as session:
        card = await RESCHEDULE.finish(session, speaker, subject(doors.id, doors.revision), {"when": TWICE})
    assert isinstance(card, Card) and "The post goes out the first time" in card.summary
    again = await chat.speaker(Platform.SLACK, team.conversation_id, "u2")
    assert card.actions[1].token is not None
    await act(services, again, card.actions[1].token)
    _, doors = await seen()
    kept = wall_slot(doors.slot)
    assert doors.due_at == FIRST + timedelta(hours=1)
    assert kept is not None and (kept.local, kept.local.fold, kept.moved) == (TWICE, 1, True)
    async with services.db.reading() as session:
        view = await post_view(session, team.workspace_id, doors.id, services.clock.now())
    assert "the second time, not the first" in view.clock_note
