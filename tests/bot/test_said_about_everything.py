"""Words for all posts, said to the bot and under no card: a look at what they would do comes first."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from builders import DUE, NOW, planned_event
from chat_stage import Chat

from bot.answers import Show
from bot.flows.heard import heard
from core.campaigns.model import Campaign
from core.workspaces.model import Platform


async def post_of_another_event(chat: Chat) -> UUID:
    event = planned_event(chat.team.workspace_id, "Basement")
    campaign = Campaign(
        id=uuid4(),
        workspace_id=event.workspace_id,
        event_id=event.id,
        account_id=chat.team.account_id,
        conversation_id=chat.team.conversation_id,
        cadence="club_night",
        created_at=NOW,
    )
    async with chat.services.db.transaction() as session:
        session.add(event)
        await session.flush()
        session.add(campaign)
    its_own = replace(chat.machine, team=replace(chat.team, campaign_id=campaign.id))
    return await its_own.in_review(due_at=DUE + timedelta(hours=5))


async def test_with_one_event_it_is_the_one_meant_and_with_more_all_of_them(chat: Chat) -> None:
    place = await chat.in_telegram()
    post = await chat.machine.in_review()
    due_at = (await chat.machine.post(post)).due_at

    async def said(words: str, update: str) -> Show | None:
        answer = await heard(chat.services, await chat.speaker(Platform.TELEGRAM, place, update), words)
        assert answer is None or isinstance(answer, Show)
        return answer

    about_one = await said("shift everything by 2 hours", "telegram:1")
    other = await post_of_another_event(chat)
    about_all = await said("shift everything by 2 hours", "telegram:2")
    assert about_one and about_all
    assert "Warehouse Night" in repr(about_one.card)
    assert "Everything planned" not in repr(about_one.card)
    assert about_all.card.title == "Shift 2 posts 2 hours later? Everything planned"
    assert (await chat.machine.post(post)).due_at == due_at, "nothing moves before a press"
    assert (await chat.machine.post(other)).due_at == DUE + timedelta(hours=5)
    assert await said("Techno Friday 22:00", "telegram:3") is None
