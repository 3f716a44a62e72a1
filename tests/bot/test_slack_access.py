"""Tokens of teams: sealed at rest, exchanged once before they end, and never one team's for another."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession
from builders import NOW
from publishing_machine import open_at
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Installation
from sqlalchemy import select
from stages.world import Sandbox

from bot.houses import Gone
from bot.slack.access import Access, AppSecret
from bot.slack.clients import AppClient, TeamClient, for_team
from bot.slack.installations import SealedInstallations, States
from bot.slack.pace import Pace
from core.errors import SettingsProblem
from core.installs.model import SlackBot
from core.installs.reseal import reseal_slack
from core.installs.rotation import claim_rotation
from core.services import Services
from sandbox.slack.team import CLIENT_ID, CLIENT_SECRET, HOME, NEIGHBOUR

TWELVE_HOURS = 12 * 3600


@dataclass
class Desk:
    """A process with the tokens of teams, and Slack."""

    services: Services
    sandbox: Sandbox
    http: ClientSession

    @property
    def store(self) -> SealedInstallations:
        return SealedInstallations(CLIENT_ID, self.services.db, self.services.vault)

    def access(self, fixed: str | None = None) -> Access:
        """As another process has it."""
        return Access(self.services, self.plain, fixed, self.store, AppSecret(CLIENT_ID, CLIENT_SECRET))

    @property
    def plain(self) -> AppClient:
        client = AppClient(f"{self.sandbox.url}/slack/api/")
        client.session = self.http
        return client

    def client(self, access: Access) -> TeamClient:
        client = TeamClient(f"{self.sandbox.url}/slack/api/", access, Pace(1000))
        client.session = self.http
        return client

    async def installed(self, team: str, person: str = "ada", seconds: int = 0) -> Installation:
        """As the browser does it, without the browser."""
        await self.sandbox.do("slack/rotation", seconds=seconds)
        url = f"{self.sandbox.url}/slack/oauth/v2/authorize"
        asked = {"client_id": CLIENT_ID, "scope": "chat:write,im:write", "redirect_uri": "https://rite.example/back"}
        choice = {"allow": person, "team": team}
        async with self.http.get(url, params=asked | choice, allow_redirects=False) as back:
            code = back.headers["location"].partition("code=")[2].partition("&")[0]
        given = await self.plain.oauth_v2_access(client_id=CLIENT_ID, client_secret=CLIENT_SECRET, code=code)
        now = self.services.clock.now()
        ends = (now + timedelta(seconds=given["expires_in"])).timestamp() if given.get("expires_in") else None
        installation = Installation(
            app_id=given["app_id"],
            team_id=given["team"]["id"],
            team_name=given["team"]["name"],
            bot_token=given["access_token"],
            bot_user_id=given["bot_user_id"],
            bot_id="B1",
            bot_refresh_token=given.get("refresh_token"),
            bot_token_expires_at=int(ends) if ends else None,
            user_id=given["authed_user"]["id"],
            installed_at=now.timestamp(),
        )
        await self.store.async_save(installation)
        return installation


@pytest.fixture
async def desk(database: str, sandbox_server: Sandbox, tmp_path: Path) -> AsyncIterator[Desk]:
    await sandbox_server.reset(NOW, "http://127.0.0.1:9")
    services = open_at(sandbox_server, database, tmp_path, "http://127.0.0.1:9")
    async with ClientSession() as http:
        yield Desk(services, sandbox_server, http)
    await services.close()
    await sandbox_server.leave()


async def test_each_team_is_spoken_to_with_its_own_token(desk: Desk) -> None:
    for team in (HOME.id, NEIGHBOUR.id):
        await desk.installed(team)
    client = desk.client(desk.access())
    for team in (HOME, NEIGHBOUR):
        with for_team(team.id):
            assert (await client.auth_test())["team"] == team.name
    with pytest.raises(Gone):
        await client.auth_test()  # nobody said whom it is for
    with for_team("T0STRANGER"), pytest.raises(Gone):
        await client.auth_test()


async def test_what_is_stored_does_not_open_without_the_key_or_in_another_place(desk: Desk) -> None:
    given = await desk.installed(HOME.id, seconds=TWELVE_HOURS)
    async with desk.services.db.transaction() as session:
        row = (await session.execute(select(SlackBot))).scalar_one()
        assert given.bot_token and given.bot_token not in f"{row.bot_token}{row.bot_refresh_token}"
        row.team_id = NEIGHBOUR.id
    with pytest.raises(SettingsProblem):
        await desk.store.async_find_bot(enterprise_id=None, team_id=NEIGHBOUR.id)
    assert (await reseal_slack(desk.services.db, desk.services.vault)).unopened == 2


async def test_a_token_that_ends_is_exchanged_once_however_many_want_it(desk: Desk) -> None:
    await desk.installed(HOME.id, seconds=TWELVE_HOURS)
    move(desk, hours=11)
    processes = [desk.access() for _ in range(4)]
    tokens = await asyncio.gather(*(process.token(HOME.id) for process in processes))
    assert (await desk.sandbox.do("slack/rotation"))["exchanges"] == 1
    assert len(set(tokens)) <= 2  # those who found it under way go on with the old one, which still works
    move(desk, hours=2)
    for process in processes:
        with for_team(HOME.id):
            assert (await desk.client(process).auth_test())["ok"]
    assert (await desk.sandbox.do("slack/rotation"))["exchanges"] == 1


async def test_nobody_exchanges_a_token_while_somebody_else_does(desk: Desk) -> None:
    given = await desk.installed(HOME.id, seconds=TWELVE_HOURS)
    move(desk, hours=11)
    assert await claim_rotation(desk.services, f"/{HOME.id}")
    assert await desk.access().token(HOME.id) == given.bot_token
    assert (await desk.sandbox.do("slack/rotation"))["exchanges"] == 0


async def test_a_token_exchanged_by_another_process_is_found_once_the_old_one_is_refused(desk: Desk) -> None:
    await desk.installed(HOME.id, seconds=TWELVE_HOURS)
    slow = desk.access()
    await slow.token(HOME.id)
    move(desk, hours=11)
    await desk.access().token(HOME.id)
    move(desk, hours=2)
    with for_team(HOME.id):
        assert (await desk.client(slow).auth_test())["ok"]


async def test_a_token_that_was_taken_back_is_no_token(desk: Desk) -> None:
    await desk.installed(HOME.id)
    access = desk.access()
    assert await access.works(HOME.id)
    await desk.sandbox.do("slack/uninstall")
    assert not await access.works(HOME.id)
    with for_team(HOME.id), pytest.raises(SlackApiError):
        await desk.client(access).auth_test()


async def test_the_fixed_token_speaks_for_its_own_team_only(desk: Desk) -> None:
    await desk.installed(NEIGHBOUR.id)
    access = desk.access(desk.sandbox.world.config.slack_bot_token)
    assert await access.token(HOME.id) == desk.sandbox.world.config.slack_bot_token
    assert await access.token(NEIGHBOUR.id) != desk.sandbox.world.config.slack_bot_token
    assert (await access.is_own(HOME.id), await access.is_own(NEIGHBOUR.id)) == (True, False)


async def test_a_state_lets_one_browser_in_once(desk: Desk) -> None:
    states = States(600, desk.services.db.engine)
    state = await states.async_issue()
    assert sorted(await asyncio.gather(*(states.async_consume(state) for _ in range(3)))) == [False, False, True]
    assert not await States(-1, desk.services.db.engine).async_consume(
        await States(-1, desk.services.db.engine).async_issue()
    )


def move(desk: Desk, *, hours: int) -> None:
    clock = desk.services.clock
    clock.move_to(clock.now() + timedelta(hours=hours))  # type: ignore[attr-defined]  # the machine's is movable
