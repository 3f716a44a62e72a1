"""Several accounts, two logins: what is stored when somebody comes back from the consent page."""

import pytest
from builders import NOW, USERNAME, settle_in
from publishing_machine import Machine
from signing_in import HALLE, account, consented, notices, opened, sign_in
from sqlalchemy import select

from core.accounts.choose import make_default
from core.accounts.connect import finish_connecting, open_state
from core.accounts.disconnect import disconnect
from core.accounts.model import Account, AccountStatus
from core.accounts.queries import access_to, account_views, accounts
from core.accounts.rights import Right
from core.campaigns.model import Campaign
from core.errors import NotAllowed, NotNow
from core.models import Base
from core.notices.model import NoticeKind
from core.ports.access import Product
from core.posts.model import Post, PostStatus
from core.posts.revision import get_post
from core.workspaces.members import get_member
from core.workspaces.model import Role

FACEBOOK = Product.FACEBOOK


async def defaults(machine: Machine) -> list[str]:
    async with machine.services.db.reading() as session:
        found = await accounts(session, machine.team.workspace_id)
        return [one.username for one in found if one.is_default]


async def test_the_first_account_is_the_default_until_an_owner_says_otherwise(machine: Machine) -> None:
    (halle,) = await sign_in(machine, HALLE)
    assert await defaults(machine) == [USERNAME]

    async with machine.services.db.transaction() as session:
        await make_default(session, machine.team.ada, halle.id)
    assert await defaults(machine) == [HALLE]

    async with machine.services.db.transaction() as session:
        with pytest.raises(NotNow, match=f"New events publish to @{HALLE} already"):
            await make_default(session, machine.team.ada, halle.id)
        with pytest.raises(NotAllowed):
            await make_default(session, machine.team.ben, machine.team.account_id)


async def test_reconnecting_finds_the_same_row_whichever_login_is_used(machine: Machine) -> None:
    post_id = await machine.scheduled()
    before = await account(machine)

    (through_facebook,) = await sign_in(machine, USERNAME, product=FACEBOOK)

    assert (through_facebook.id, through_facebook.product) == (before.id, FACEBOOK)
    assert through_facebook.token_expires_at is None
    assert (through_facebook.connected_by_id, through_facebook.connected_in_id) == (
        machine.team.ada.id,
        machine.team.conversation_id,
    )
    post = await machine.run(post_id)
    assert post.status is PostStatus.PUBLISHED, post.last_error
    assert len(await machine.live()) == 1

    (back,) = await sign_in(machine, USERNAME)
    assert (back.id, back.product) == (before.id, Product.INSTAGRAM)
    assert back.token_expires_at is not None


async def test_every_page_of_one_consent_becomes_an_account(machine: Machine) -> None:
    async with machine.services.db.transaction() as session:
        await disconnect(session, machine.team.ada, machine.team.account_id, machine.clock.now())

    halle, warehouse = await sign_in(machine, HALLE, USERNAME, product=FACEBOOK)

    assert (halle.username, warehouse.id) == (HALLE, machine.team.account_id)
    assert await defaults(machine) == [HALLE]  # the first as asked
    assert len(await notices(machine, NoticeKind.CONNECTED)) == 2


async def test_events_drafted_before_any_account_publish_to_the_first_one(machine: Machine) -> None:
    post_id = await machine.in_review()
    async with machine.services.db.transaction() as session:
        campaign = (
            await session.execute(select(Campaign).where(Campaign.workspace_id == machine.team.workspace_id))
        ).scalar_one()
        post = await get_post(session, machine.team.workspace_id, post_id)
        campaign.account_id = post.account_id = None

    halle, _ = await sign_in(machine, HALLE, USERNAME, product=FACEBOOK)

    assert (await machine.post(post_id)).account_id == halle.id


async def test_two_teams_on_one_account_do_not_throw_each_other_out(machine: Machine) -> None:
    granted = await machine.sandbox.do("instagram/grant", username=HALLE)
    async with machine.services.db.transaction() as session:
        others = await settle_in(session, machine.services, granted, room="C2")

    (theirs,) = await sign_in(machine, USERNAME, team=others)

    ours = await account(machine)
    assert (theirs.instagram_id, theirs.workspace_id) == (ours.instagram_id, others.workspace_id)
    assert theirs.id != ours.id
    for one in (ours, theirs):
        assert (await machine.services.publisher.quota(access_to(one, machine.services.vault))).used == 0


async def test_no_token_stands_in_the_database_as_it_is(machine: Machine) -> None:
    await sign_in(machine, HALLE, product=FACEBOOK)
    await sign_in(machine, USERNAME)
    async with machine.services.db.reading() as session:
        found = await accounts(session, machine.team.workspace_id)
    tokens = [access_to(one, machine.services.vault).token for one in found]
    assert len(tokens) == 2

    tables = Base.metadata.sorted_tables
    async with machine.services.db.engine.connect() as connection:
        stored = [repr(row) for table in tables for row in await connection.execute(table.select())]

    assert any(USERNAME in row for row in stored)
    assert not [row for row in stored if any(token in row for token in tokens)]


async def test_rights_that_were_left_out_are_said_and_come_back_with_the_next_consent(machine: Machine) -> None:
    await sign_in(machine, USERNAME, granted=["instagram_business_basic", "instagram_business_content_publish"])
    assert await missing(machine) == (Right.COMMENT, Right.NUMBERS)

    await sign_in(machine, USERNAME, product=FACEBOOK)
    assert await missing(machine) == ()


async def missing(machine: Machine) -> tuple[Right, ...]:
    async with machine.services.db.reading() as session:
        (view,) = await account_views(session, machine.team.workspace_id, NOW)
    return view.missing


async def test_a_link_knows_its_login_and_works_once(machine: Machine) -> None:
    state = await opened(machine, FACEBOOK)
    code = await consented(machine, FACEBOOK, [USERNAME])
    assert await product_of(machine, state) is FACEBOOK

    await finish_connecting(machine.services, state, code)

    assert await product_of(machine, state) is None
    with pytest.raises(NotAllowed, match="used already"):
        await finish_connecting(machine.services, state, code)


async def product_of(machine: Machine, state: str) -> Product | None:
    async with machine.services.db.reading() as session:
        return await open_state(session, state, machine.clock.now())


async def test_only_an_owner_connects_also_at_the_end_of_the_way(machine: Machine) -> None:
    with pytest.raises(NotAllowed, match="Only an owner"):
        await opened(machine, by=machine.team.cy)

    state = await opened(machine)
    async with machine.services.db.transaction() as session:
        ada = await get_member(session, machine.team.workspace_id, machine.team.ada.id)
        ada.role = Role.EDITOR
    with pytest.raises(NotAllowed, match="Only an owner"):
        await finish_connecting(machine.services, state, await consented(machine, Product.INSTAGRAM, [HALLE]))
    async with machine.services.db.reading() as session:
        found = await session.execute(select(Account).where(Account.workspace_id == machine.team.workspace_id))
        assert [one.username for one in found.scalars()] == [USERNAME]


async def test_what_failed_for_want_of_access_goes_out_once_somebody_signs_in(machine: Machine) -> None:
    post_id = await machine.scheduled()
    await machine.sandbox.do("instagram/expire_token", username=USERNAME)
    failed = await machine.run(post_id)
    assert (failed.status, failed.lacks_access) == (PostStatus.FAILED, True)
    assert (await account(machine)).status is AccountStatus.EXPIRED

    await sign_in(machine, USERNAME)

    assert (await machine.post(post_id)).status is PostStatus.SCHEDULED
    assert "post_taken_up" in await machine.told(post_id)
    assert (await machine.run(post_id)).status is PostStatus.PUBLISHED
    assert len(await machine.live()) == 1


@pytest.mark.parametrize("change", ["too late", "changed since", "failed otherwise", "another account"])
async def test_nothing_else_is_taken_up(machine: Machine, change: str) -> None:
    post_id = await machine.scheduled()
    await machine.sandbox.do("instagram/expire_token", username=USERNAME)
    await machine.run(post_id)
    async with machine.services.db.transaction() as session:
        post = await get_post(session, machine.team.workspace_id, post_id)
        _spoil(post, change)
    if change == "too late":
        machine.move_to((await machine.post(post_id)).not_after.replace(year=2027))

    await sign_in(machine, HALLE if change == "another account" else USERNAME)

    assert (await machine.post(post_id)).status is PostStatus.FAILED
    assert "post_taken_up" not in await machine.told(post_id)


def _spoil(post: Post, change: str) -> None:
    if change == "changed since":
        post.due_at = post.due_at.replace(minute=1)  # no longer what the yes was about
    if change == "failed otherwise":
        post.lacks_access = False
