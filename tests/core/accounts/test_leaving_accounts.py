"""Disconnecting forgets the way in and nothing else; choosing another account moves what was not sent yet."""

from uuid import UUID

import pytest
from builders import DUE, USERNAME
from publishing_machine import Machine
from signing_in import HALLE, account, notices, sign_in

from core.accounts.disconnect import disconnect
from core.accounts.model import AccountStatus
from core.accounts.queries import account_views
from core.approvals.decide import approve
from core.approvals.given import approved_by
from core.callbacks.erase import erase
from core.callbacks.signed_request import SignedRequest
from core.campaigns.choose_account import choose_account
from core.campaigns.queries import campaign_view
from core.errors import InvalidAnswer, NotAllowed, NotFound, NotNow, ReconnectNeeded
from core.events.create import NewEvent, create_event
from core.notices.model import NoticeKind
from core.notices.notify import get_conversation
from core.posts.model import PostStatus
from core.posts.revision import get_post
from core.posts.schedule import hold, resume

S = PostStatus


async def leave(machine: Machine) -> int:
    async with machine.services.db.transaction() as session:
        return (await disconnect(session, machine.team.ada, machine.team.account_id, machine.clock.now())).held


async def test_disconnecting_holds_what_was_queued_and_loses_nothing(machine: Machine) -> None:
    queued, waiting = await machine.scheduled(), await machine.in_review()
    (halle,) = await sign_in(machine, HALLE)

    assert await leave(machine) == 1

    gone = await account(machine)
    assert (gone.status, gone.token_sealed, gone.is_default) == (AccountStatus.DISCONNECTED, None, False)
    assert (await account(machine, halle.id)).is_default
    held = await machine.post(queued)
    assert (held.status, held.last_error) == (S.HELD, f"Ada disconnected @{USERNAME}.")
    assert "press Resume" in (held.remedy or "")
    assert (await machine.post(waiting)).status is S.IN_REVIEW
    ((room, details),) = await notices(machine, NoticeKind.ACCOUNT)
    assert room == machine.team.conversation_id
    assert details == {"disconnected_by": "Ada", "held": 1}

    (back,) = await sign_in(machine, USERNAME)
    assert (back.id, back.is_default) == (gone.id, False)
    async with machine.services.db.transaction() as session:
        await resume(session, machine.team.ada, queued, machine.clock.now())
    assert (await machine.run(queued)).status is S.PUBLISHED  # with the yes from before


async def test_a_post_waiting_for_a_yes_says_why_it_cannot_have_one(machine: Machine) -> None:
    post_id = await machine.in_review()
    await leave(machine)
    async with machine.services.db.transaction() as session:
        with pytest.raises(ReconnectNeeded, match="Reconnect it, or choose another account"):
            await approve(session, machine.team.ada, post_id, 1, machine.clock.now())


async def test_only_an_owner_disconnects_and_only_once(machine: Machine) -> None:
    async with machine.services.db.transaction() as session:
        with pytest.raises(NotAllowed, match="Only an owner"):
            await disconnect(session, machine.team.ben, machine.team.account_id, machine.clock.now())
        with pytest.raises(NotFound):
            await disconnect(session, machine.team.ada, UUID(int=1), machine.clock.now())
    await leave(machine)
    with pytest.raises(NotNow, match="disconnected already"):
        await leave(machine)


async def test_a_card_of_accounts_counts_what_disconnecting_would_hold(machine: Machine) -> None:
    await machine.scheduled()
    async with machine.services.db.reading() as session:
        (view,) = await account_views(session, machine.team.workspace_id, machine.clock.now())
    assert (view.username, view.queued, view.days_left, view.is_default) == (USERNAME, 1, 60, True)


async def test_an_account_that_had_to_be_forgotten_is_not_among_the_teams_accounts(machine: Machine) -> None:
    asked = SignedRequest((await account(machine)).app_scoped_id, None, None, "f")
    async with machine.services.db.transaction() as session:
        await erase(session, asked, machine.clock.now())
    async with machine.services.db.reading() as session:
        assert await account_views(session, machine.team.workspace_id, machine.clock.now()) == []


async def choose(machine: Machine, account_id: UUID) -> None:
    async with machine.services.db.transaction() as session:
        await choose_account(session, machine.team.cy, machine.team.campaign_id, account_id, machine.clock.now())


async def approval(machine: Machine, post_id: UUID) -> bool:
    async with machine.services.db.reading() as session:
        return await approved_by(session, await get_post(session, machine.team.workspace_id, post_id)) is not None


async def test_another_account_takes_what_was_not_sent_and_asks_for_a_fresh_yes(machine: Machine) -> None:
    live = await machine.scheduled()
    await machine.run(live)
    queued, waiting, held = await machine.scheduled(), await machine.in_review(), await machine.scheduled()
    async with machine.services.db.transaction() as session:
        await hold(session, machine.team.ada, held)
    (halle,) = await sign_in(machine, HALLE)

    await choose(machine, halle.id)

    posts = {name: await machine.post(post_id) for name, post_id in locals().items() if isinstance(post_id, UUID)}
    assert {name: post.status for name, post in posts.items()} == {
        "live": S.PUBLISHED,
        "queued": S.IN_REVIEW,
        "waiting": S.IN_REVIEW,
        "held": S.HELD,
    }
    assert {name: post.account_id == halle.id for name, post in posts.items()} == {
        "live": False,
        "queued": True,
        "waiting": True,
        "held": True,
    }
    assert posts["queued"].revision == 2  # buttons of the old card are dead
    assert not await approval(machine, queued)
    assert not await approval(machine, held)

    async with machine.services.db.transaction() as session:
        await resume(session, machine.team.ada, held, machine.clock.now())
    assert (await machine.post(held)).status is S.IN_REVIEW
    async with machine.services.db.transaction() as session:
        await approve(session, machine.team.ada, queued, 2, machine.clock.now())
    assert (await machine.run(queued)).status is S.PUBLISHED
    assert [medium["account"] for medium in await machine.live()] == [USERNAME, HALLE]


async def test_an_account_that_cannot_be_chosen_is_told_beside_the_question(machine: Machine) -> None:
    (halle,) = await sign_in(machine, HALLE)
    with pytest.raises(InvalidAnswer, match=f"It publishes to @{USERNAME} already"):
        await choose(machine, machine.team.account_id)
    async with machine.services.db.transaction() as session:
        await disconnect(session, machine.team.ada, halle.id, machine.clock.now())
    with pytest.raises(InvalidAnswer, match="is disconnected"):
        await choose(machine, halle.id)


@pytest.mark.parametrize("named", [True, False])
async def test_a_new_event_publishes_where_it_was_said_or_to_the_default(machine: Machine, named: bool) -> None:
    (halle,) = await sign_in(machine, HALLE)
    facts = NewEvent(
        name="Night",
        starts_local=DUE.replace(tzinfo=None, day=28),
        time_zone="Europe/Berlin",
        venue="Halle 7",
        account_id=halle.id if named else None,
    )
    async with machine.services.db.transaction() as session:
        room = await get_conversation(session, machine.team.workspace_id, machine.team.conversation_id)
        campaign = await create_event(session, machine.team.cy, room, facts, machine.clock.now())
    async with machine.services.db.reading() as session:
        view = await campaign_view(session, machine.team.workspace_id, campaign.id)
    assert (view.account, view.other_accounts) == (f"@{HALLE if named else USERNAME}", 1)


async def test_an_event_for_an_account_that_left_meanwhile_is_asked_again(machine: Machine) -> None:
    facts = NewEvent(
        name="Night",
        starts_local=DUE.replace(tzinfo=None, day=28),
        time_zone="Europe/Berlin",
        venue="Halle 7",
        account_id=UUID(int=1),
    )
    async with machine.services.db.transaction() as session:
        room = await get_conversation(session, machine.team.workspace_id, machine.team.conversation_id)
        with pytest.raises(InvalidAnswer) as caught:
            await create_event(session, machine.team.cy, room, facts, machine.clock.now())
    assert caught.value.field == "account"
