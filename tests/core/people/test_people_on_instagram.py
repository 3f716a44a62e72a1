"""Accounts that are remembered, looked up and asked along; with the look-alike behind them."""

from datetime import timedelta
from uuid import UUID

from publishing_machine import Machine
from sqlalchemy import select

from bot.cards.card import Fact
from bot.cards.extras import extras_lines
from core.accounts.model import Account
from core.events.find import event_of_campaign
from core.notices.model import Notice, NoticeKind
from core.people.invites import follow_invites, ring_for_invites
from core.people.names import Named
from core.people.remember import Known, people_of, remember
from core.ports.access import Product
from core.posts.details import Details
from core.posts.queries import post_view


async def through_facebook(machine: Machine) -> None:
    """The team's account came through Facebook's login."""
    signed_in = await machine.sandbox.do("instagram/grant", username="warehouse.nights", host="facebook")
    async with machine.services.db.transaction() as session:
        team = machine.team
        found = await session.execute(
            select(Account).where(Account.workspace_id == team.workspace_id, Account.id == team.account_id)
        )
        account = found.scalar_one()
        account.product = Product.FACEBOOK
        account.token_sealed = machine.services.vault.seal(signed_in["access_token"], account.token_place)


async def tell(machine: Machine, *named: Named) -> tuple[Named, ...]:
    team = machine.team
    async with machine.services.db.transaction() as session:
        event = await event_of_campaign(session, team.workspace_id, team.campaign_id)
        event.lineup = ["23:00 Mara Voss", "Jonas Reh"]
        return await remember(session, team.cy, event, named, machine.clock.now())


async def known(machine: Machine) -> tuple[Known, ...]:
    team = machine.team
    async with machine.services.db.reading() as session:
        return await people_of(session, await event_of_campaign(session, team.workspace_id, team.campaign_id))


async def said(machine: Machine) -> list[str]:
    async with machine.services.db.reading() as session:
        found = await session.execute(
            select(Notice.details).where(
                Notice.workspace_id == machine.team.workspace_id, Notice.kind == NoticeKind.SAY
            )
        )
        return [details["text"] for details in found.scalars()]


async def test_people_are_remembered_by_name_and_an_account_that_is_not_there_is_told(machine: Machine) -> None:
    await through_facebook(machine)
    told = (
        Named("MARA VOSS", "mara.voss"),
        Named("Jonas Reh", "private.person"),
        Named("night.office", "night.office", True),
    )
    assert len(await tell(machine, *told)) == 3
    assert await tell(machine, Named("Mara Voss", "mara.voss")) == ()
    await machine.work("people.look_up")
    assert await known(machine) == (
        Known("Mara Voss", "mara.voss"),
        Known("Jonas Reh", "private.person", wrong=True),
        Known("night.office", "night.office"),
    )
    (sentence,) = await said(machine)
    assert "@private.person (Jonas Reh)" in sentence
    await tell(machine, Named("Jonas Reh", "jonas.reh"), Named("night.office", "", True))
    await machine.work("people.look_up")
    assert [one.handle for one in await known(machine)] == ["mara.voss", "jonas.reh"]
    assert len(await said(machine)) == 1


async def test_without_facebook_nobody_is_looked_up_and_nothing_is_claimed(machine: Machine) -> None:
    await tell(machine, Named("Jonas Reh", "private.person"))
    await machine.work("people.look_up")
    assert await known(machine) == (Known("Jonas Reh", "private.person"),)
    assert await said(machine) == []


async def test_whoever_does_not_accept_is_named_once_after_a_day(machine: Machine) -> None:
    await through_facebook(machine)
    await tell(machine, Named("Mara Voss", "mara.voss"), Named("Jonas Reh", "jonas.reh"))
    post_id = await machine.scheduled(details=Details(collaborators=("mara.voss", "jonas.reh")))
    post = await machine.run(post_id)
    assert post.media_id
    workspace = machine.team.workspace_id
    await follow_invites(machine.services, workspace, post_id)
    assert await said(machine) == []
    assert (
        await shared_with(machine, post_id) == "@mara.voss (has not accepted yet) and @jonas.reh (has not accepted yet)"
    )
    await machine.sandbox.do("instagram/accept", media_id=post.media_id, username="jonas.reh")
    machine.move_to(machine.clock.now() + timedelta(hours=25))
    for _ in range(2):
        async with machine.services.db.transaction() as session:
            assert await ring_for_invites(session, machine.clock.now()) == 1
        await machine.work("post.invites")
    (sentence,) = await said(machine)
    assert sentence.startswith("Mara Voss (@mara.voss) has not accepted the invite to share “Announcement”")
    assert "jonas" not in sentence
    assert await shared_with(machine, post_id) == "@mara.voss (has not accepted yet) and @jonas.reh (accepted)"


async def shared_with(machine: Machine, post_id: UUID) -> str:
    """As the post's card says it."""
    async with machine.services.db.reading() as session:
        view = await post_view(session, machine.team.workspace_id, post_id, machine.clock.now())
    return next(line.value for line in extras_lines(view) if isinstance(line, Fact) and line.label == "With")
