"""Base URLs alone move every outgoing call: with all of them on one loopback server, nothing goes anywhere else."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from campaign import ANNOUNCEMENT, InSlack, days_from_now, until
from process_stage import CHECKOUT, Environment, Start, answers, environment, run
from sqlalchemy import make_url
from stages.browser import consent
from stages.world import Sandbox

from provision.throwaway import free_port

GUARD = Path(__file__).parent / "guard"
NAME = "Kiln Opening"


def guarded(environ: Environment, log: Path, ports: set[int]) -> Environment:
    """The same environment with a watch over every socket of the process."""
    named = {"PYTHONPATH": f"{GUARD}:{CHECKOUT}", "GUARD_LOG": str(log), "GUARD_PORTS": ",".join(map(str, ports))}
    return {**environ, **named}


def test_the_guard_holds_back_what_leads_elsewhere(bare: Environment, tmp_path: Path) -> None:
    log = tmp_path / "sockets"
    elsewhere = {"RITE_TELEGRAM_BOT_TOKEN": "1:made-up", "PORT": "1"}
    run(["invite"], guarded({**bare, **elsewhere}, log, {1}), tmp_path)
    assert "lookup api.telegram.org 443" in log.read_text()


@pytest.mark.thorough("sqlite")
async def test_a_whole_path_stays_on_the_addresses_of_the_settings(
    backing: tuple[str, str | None], sandbox_server: Sandbox, start: Start, tmp_path: Path
) -> None:
    database, redis = backing
    port, log = free_port(), tmp_path / "sockets"
    environ = environment(sandbox_server, database, redis, tmp_path, port)
    environ["OPENAI_API_KEY"] = sandbox_server.world.config.openai_api_key
    environ["OPENAI_BASE_URL"] = f"{sandbox_server.url}/openai/v1"
    own = {url.port for url in map(make_url, filter(None, (database, redis, sandbox_server.url))) if url.port}
    await sandbox_server.reset(datetime.now(UTC), environ["RITE_PUBLIC_URL"])
    await sandbox_server.do("instagram/settings", ripening_seconds=0.5, insights_ready_seconds=0)
    up = start(["up"], guarded(environ, log, {*own, port}))
    up.wait_until(lambda: answers(f"{environ['RITE_PUBLIC_URL']}/readyz"), "readiness")
    try:
        await walked_through(InSlack(sandbox_server))
        written = (await sandbox_server.state())["openai"]["calls"]
    finally:
        await sandbox_server.leave()
    assert written > 0
    assert reached(log) <= {*own, port}
    assert sandbox_port(sandbox_server) in reached(log)


async def walked_through(slack: InSlack) -> None:
    """Connect, an event, a yes, a live post, its numbers, a digest asked for."""
    await slack.stage.command("connect")
    card = await slack.stage.sees("Connect", button="Connect, about a minute")
    assert "is connected" in (await consent(card.links["Connect, about a minute"])).text
    await slack.new_event(NAME, days_from_now(9))
    await slack.press("Approve all", NAME, "drafts wait for a yes")
    await slack.press("Post now", f"{ANNOUNCEMENT} · {NAME}")

    async def live() -> bool:
        return any(message.shows("is live on", NAME) for message in await slack.stage.messages())

    await until(live, "the live post")
    before = len(await slack.stage.messages())
    await slack.stage.command("digest")

    async def answered() -> bool:
        return len(await slack.stage.messages()) > before

    await until(answered, "an answer to /rite digest")


def reached(log: Path) -> set[int]:
    """Every port that was asked for; anything off the loopback is a failure by itself."""
    attempts = [line.split() for line in log.read_text().splitlines()]
    assert {host for _, host, _ in attempts} <= {"127.0.0.1", "localhost", "::1"}, attempts
    return {int(port) for _, _, port in attempts if port != "None"}


def sandbox_port(sandbox: Sandbox) -> int:
    return int(sandbox.url.rsplit(":", 1)[1])
