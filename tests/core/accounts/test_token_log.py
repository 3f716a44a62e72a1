"""What a token was used for is written down, never the token, and no post ever waits for it."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import uuid4

from builders import DUE, USERNAME
from prometheus_client import REGISTRY
from publishing_machine import Machine
from sqlalchemy import delete, select, text

from core.accounts.model import Account
from core.accounts.token_use import TokenUse, forget_old_uses
from core.operations.meters import USAGE
from core.ports.gate import Called
from core.posts.model import PostStatus
from core.tenancy import ACROSS_WORKSPACES


async def test_every_call_for_an_account_is_noted_with_its_result_and_who_made_it(machine: Machine) -> None:
    await machine.sandbox.fault("instagram", "container", "server_error")
    await machine.run(await machine.scheduled())
    noted = await uses(machine)
    assert [use.call for use in noted].count("publish") == 1
    assert {use.result for use in noted} == {"ok", "-1/2207001"}
    assert {(use.workspace_id, use.account_id, use.process) for use in noted} == {
        (machine.team.workspace_id, machine.team.account_id, "worker")
    }
    assert all(DUE - timedelta(hours=10) <= use.at <= machine.clock.now() for use in noted)
    assert not any("IGA" in str(vars(use)) for use in noted)


async def test_every_call_is_counted_by_purpose_and_result(machine: Machine) -> None:
    def counted(call: str, result: str) -> float:
        return REGISTRY.get_sample_value("rite_instagram_calls_total", {"call": call, "result": result}) or 0.0

    before = counted("publish", "ok"), counted("publish", "network")
    await machine.sandbox.do("instagram/settings", usage_percent=33)
    await machine.sandbox.fault("instagram", "media_publish", "apply_then_drop")
    await machine.run(await machine.scheduled())
    await machine.run(await machine.scheduled())
    assert (counted("publish", "ok"), counted("publish", "network")) == (before[0] + 1, before[1] + 1)
    shown = {sample.labels["account"]: sample.value for sample in USAGE.collect()[0].samples}
    assert 33 in shown.values()


async def test_a_refused_token_is_noted_by_instagrams_code(machine: Machine) -> None:
    post_id = await machine.scheduled()
    await machine.sandbox.do("instagram/expire_token", username=USERNAME)
    await machine.run(post_id)
    assert "190/463" in {use.result for use in await uses(machine)}


async def test_a_log_that_cannot_be_written_stops_no_post(machine: Machine) -> None:
    await _rename(machine, "token_uses", "away")
    try:
        post = await machine.run(await machine.scheduled())
        await machine.services.token_log.flush()
    finally:
        await _rename(machine, "away", "token_uses")  # the next test has the same database
    assert post.status is PostStatus.PUBLISHED


async def test_uses_of_an_account_that_was_erased_meanwhile_cost_only_their_own_lines(machine: Machine) -> None:
    log, team = machine.services.token_log, machine.team
    log.note(Called("read", "ok", "1", team.workspace_id, uuid4()))
    log.note(Called("create", "ok", "1", team.workspace_id, team.account_id))
    assert [use.call for use in await uses(machine)] == ["create"]
    async with machine.services.db.transaction() as session:
        await session.execute(delete(Account).where(Account.workspace_id == team.workspace_id))
    assert await uses(machine) == []


async def test_what_is_left_is_written_when_the_process_ends(machine: Machine) -> None:
    machine.services.token_log.note(Called("read", "ok"))
    await machine.services.token_log.close()
    (use,) = await stored(machine)
    assert (use.call, use.workspace_id) == ("read", None)


async def test_after_a_month_uses_are_forgotten(machine: Machine) -> None:
    machine.services.token_log.note(Called("read", "ok"))
    assert len(await uses(machine)) == 1
    for days, left in ((29, 1), (31, 0)):
        async with machine.services.db.transaction() as session:
            await forget_old_uses(session, machine.clock.now() + timedelta(days=days))
        assert len(await stored(machine)) == left


async def uses(machine: Machine) -> Sequence[TokenUse]:
    await machine.services.token_log.flush()
    return await stored(machine)


async def stored(machine: Machine) -> Sequence[TokenUse]:
    async with machine.services.db.reading() as session:
        found = await session.execute(select(TokenUse).order_by(TokenUse.at).execution_options(**ACROSS_WORKSPACES))
        return found.scalars().all()


async def _rename(machine: Machine, table: str, name: str) -> None:
    async with machine.services.db.transaction() as session:
        await session.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))
