"""The answer to "why this post": complete, in order, for the team alone, and without secrets."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from builders import DUE, NOW, person
from publishing_machine import Machine
from sqlalchemy import select

from bot.cards.why import steps, why_card
from core.approvals.decide import approve, request_changes, take_back
from core.errors import NotFound
from core.events.model import Event
from core.posts.edit import edit_caption
from core.posts.model import PublishCall
from core.posts.undo import undo
from core.posts.why import WhyView, why_view
from core.workspaces.model import Member, Role


async def why(machine: Machine, post_id: UUID, member: Member) -> WhyView:
    async with machine.services.db.reading() as session:
        return await why_view(session, member, post_id)


async def test_why_tells_everything_from_the_wish_to_instagram_s_answer(machine: Machine) -> None:
    team = machine.team
    post_id = await machine.in_review(caption="Warehouse Night, Friday 27 November, 23:30 at Halle 7.")
    async with machine.services.db.transaction() as session:
        event = (await session.execute(select(Event).where(Event.workspace_id == team.workspace_id))).scalar_one()
        event.author_id = team.cy.id
        await approve(session, team.ada, post_id, 1, NOW)
    async with machine.services.db.transaction() as session:
        await take_back(session, team.ben, post_id)
        await request_changes(session, team.ben, post_id, "the right hour, please", NOW)
        await edit_caption(session, team.cy, post_id, 1, "Friday 27 November, 22:00 at Halle 7.", NOW)
        await undo(session, team.cy, post_id, NOW, to=1)
        await undo(session, team.cy, post_id, NOW, to=2)
    async with machine.services.db.transaction() as session:
        await approve(session, team.ada, post_id, 4, NOW)
        session.add(
            PublishCall(
                id=uuid4(),
                workspace_id=team.workspace_id,
                post_id=post_id,
                step="retry",
                outcome={"cause": "GET /x?access_token=EAAB1234567890abcdef was refused"},
                at=NOW,
            )
        )
    machine.move_to(DUE + timedelta(seconds=1))
    await machine.run(post_id)

    told = await why(machine, post_id, team.cy)
    assert (told.asked_by, dict(told.facts)["start"], told.wrong) == ("Cy", "22:00", ())
    first, second, third, fourth = told.versions
    assert [(yes.name, yes.taken_back_by) for yes in first.yeses] == [("Ada", "Ben")]
    assert second.asked == (("Ben", "the right hour, please"),)
    assert (third.restores, fourth.restores) == (1, 2)
    assert [(yes.name, yes.withdrawn_local) for yes in fourth.yeses] == [("Ada", None)]
    assert [call.step for call in told.calls] == ["retry", "container", "intent", "published"]
    assert "EAAB" not in repr(told)
    said = "\n".join(getattr(line, "text", "") for line in why_card(told).lines)
    for words in (
        "Ben asked “the right hour, please”",
        "edited by Cy",
        "taken back by Ben",
        "Cy went back to version 2",
        "asked Instagram to publish it",
    ):
        assert words in said

    assert (await why(machine, post_id, person("Gil", Role.GUEST, team.workspace_id))).calls == ()
    with pytest.raises(NotFound):
        await why(machine, post_id, person("Eve", Role.OWNER, UUID(int=1)))


async def test_every_step_that_is_logged_has_words(machine: Machine) -> None:
    post_id = await machine.scheduled()
    machine.move_to(DUE)
    await machine.run(post_id)
    assert {call.step for call in (await why(machine, post_id, machine.team.ada)).calls} <= set(steps())
