"""One person in two houses is one member, once they have said so with a code."""

from datetime import timedelta
from uuid import UUID

import pytest
from builders import NOW
from publishing_machine import Machine
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.configure import Scope, set_policy
from core.approvals.decide import approve
from core.approvals.policy import Policy
from core.errors import NotAllowed
from core.notices.notify import find_or_add_conversation
from core.posts.model import PostStatus, Revision
from core.posts.revision import get_post
from core.workspaces.link import become_one, find_code, make_code
from core.workspaces.members import ChatIdentity, add_member, add_workspace, find_member, members
from core.workspaces.model import Member, Platform, Role

IN_TELEGRAM = ChatIdentity(Platform.TELEGRAM, "77")


async def test_whoever_was_two_is_one_with_the_stronger_role_in_both_houses(machine: Machine) -> None:
    team = machine.team
    async with machine.services.db.transaction() as session:
        twin = await add_member(
            session, team.workspace_id, IN_TELEGRAM, name="cy on the phone", role=Role.APPROVER, now=NOW
        )
        place = await find_or_add_conversation(
            session, team.workspace_id, Platform.TELEGRAM, "77", NOW, direct=True, member_id=twin.id
        )
        code = await make_code(session, team.cy, NOW)
    async with machine.services.db.transaction() as session:
        found = await find_code(session, twin, code, NOW)
        assert found is not None and found.owner.id == team.cy.id
        one = await become_one(session, twin, found.invite_id, NOW)
        assert (one.id, one.role) == (team.cy.id, Role.APPROVER)
    async with machine.services.db.transaction() as session:
        assert (await find_member(session, IN_TELEGRAM)) is not None
        assert {member.id for member in await members(session, team.workspace_id)} == {
            team.ada.id,
            team.ben.id,
            team.cy.id,
        }
        again = await find_or_add_conversation(session, team.workspace_id, Platform.TELEGRAM, "77", NOW)
        assert (again.id, again.member_id) == (place.id, team.cy.id)
        with pytest.raises(NotAllowed, match="used already"):
            await find_code(session, team.ben, code, NOW)


async def test_nobody_approves_in_one_house_what_they_wrote_in_the_other(machine: Machine) -> None:
    post_id = await machine.in_review()
    team = machine.team
    async with machine.services.db.transaction() as session:
        twin = await add_member(session, team.workspace_id, IN_TELEGRAM, name="Ben", role=Role.EDITOR, now=NOW)
        await _written_by(session, post_id, twin)
        code = await make_code(session, team.ben, NOW)
        found = await find_code(session, twin, code, NOW)
        assert found is not None
        ben = await become_one(session, twin, found.invite_id, NOW)
    async with machine.services.db.transaction() as session:
        with pytest.raises(NotAllowed, match="You wrote this one"):
            await approve(session, ben, post_id, 1, NOW)


async def test_two_yeses_of_one_person_are_one_and_what_they_let_through_waits_again(machine: Machine) -> None:
    post_id = await machine.in_review()
    team = machine.team
    async with machine.services.db.transaction() as session:
        twin = await add_member(session, team.workspace_id, IN_TELEGRAM, name="Ben", role=Role.APPROVER, now=NOW)
        await set_policy(session, team.ada, Scope(), Policy.TWO, NOW)
        for person in (twin, team.ben):
            await approve(session, person, post_id, 1, NOW)
        assert (await get_post(session, team.workspace_id, post_id)).status is PostStatus.SCHEDULED
        code = await make_code(session, team.ben, NOW)
        found = await find_code(session, twin, code, NOW)
        assert found is not None
        await become_one(session, twin, found.invite_id, NOW)
    async with machine.services.db.reading() as session:
        assert (await get_post(session, team.workspace_id, post_id)).status is PostStatus.IN_REVIEW


async def test_codes_are_for_one_s_own_team_and_not_for_ever(machine: Machine) -> None:
    team = machine.team
    async with machine.services.db.transaction() as session:
        code = await make_code(session, team.ben, NOW)
        assert await find_code(session, team.ben, code, NOW) is None
        with pytest.raises(NotAllowed, match="older than a week"):
            await find_code(session, team.cy, code, NOW + timedelta(days=8))
        other = await add_workspace(session, "Another team", NOW)
        stranger = await add_member(session, other.id, IN_TELEGRAM, name="Dee", role=Role.OWNER, now=NOW)
        with pytest.raises(NotAllowed, match="another team"):
            await find_code(session, stranger, code, NOW)


async def _written_by(session: AsyncSession, post_id: UUID, author: Member) -> None:
    await session.execute(
        update(Revision)
        .where(Revision.workspace_id == author.workspace_id, Revision.post_id == post_id)
        .values(author_id=author.id)
    )
