"""A house with a team in it, and all that a visitor needs to sign for: what fuzzing knocks at."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from builders import NOW, USERNAME, Team, settle_in
from publishing_machine import Machine, open_at
from pydantic import SecretStr
from stages.world import Sandbox
from starlette.applications import Starlette

from bot.front import Front
from bot.telegram.house import TelegramHouse
from bot.web.dashboard.visitors import proof_for
from core.calendar.feed import address_of as feed_address
from core.calendar.feed import feed_for
from core.notices.notify import get_conversation
from core.services import Services
from core.tickets.shop import Entrance, open_entrance
from core.visits.enter import address_of as visit_address
from core.visits.enter import enter, invite_in, visitor_with
from core.workspaces.members import get_workspace
from core.workspaces.model import Identity, Platform
from sandbox.slack.team import HOME

URL = "http://127.0.0.1:9"
TELEGRAM_SECRET = "telegram-webhook-secret-of-the-fuzz"


@dataclass(frozen=True)
class House:
    """The service's web as it is served, and what signs for a visitor."""

    services: Services
    front: Front
    machine: Machine
    sandbox: Sandbox
    slack_team: str
    shop: Entrance
    instagram_id: str
    cookie: str
    proof: str
    links: tuple[str, ...]
    subjects: tuple[str, ...]
    """Ids as buttons carry them."""
    ids: tuple[str, ...]
    """The same ids as forms and addresses carry them."""

    slack_user = "U0ADA00001"
    telegram_user = 100001
    channel = "C0EVENTS01"
    telegram_secret = TELEGRAM_SECRET
    url = URL

    @property
    def web(self) -> Starlette:
        return self.front.web

    @property
    def now(self) -> datetime:
        return self.services.clock.now()

    @property
    def sandbox_url(self) -> str:
        return self.sandbox.url

    @property
    def slack_secret(self) -> str:
        return self.sandbox.world.config.slack_signing_secret

    @property
    def meta_secret(self) -> str:
        return self.sandbox.world.config.instagram_app_secret


@asynccontextmanager
async def opened(sandbox: Sandbox, database: str, folder: Path) -> AsyncIterator[House]:
    """Ada owns the team, in both houses; a post waits for a yes, another one is on its way."""
    await sandbox.reset(NOW, URL)
    secret = SecretStr(TELEGRAM_SECRET)
    services = open_at(
        sandbox,
        database,
        folder,
        URL,
        telegram_webhook_secret=secret,
        requests_per_minute=0,
        member_requests_per_minute=0,
    )
    front = Front(services)
    signed_in = await sandbox.do("instagram/grant", username=USERNAME)
    team_id = HOME.id
    async with services.db.transaction() as session:
        team = await settle_in(session, services, signed_in, room="C0EVENTS01")
        workspace = await get_workspace(session, team.workspace_id)
        workspace.slack_team = team_id
        for platform, name, in_team in ((Platform.SLACK, "U0ADA00001", team_id), (Platform.TELEGRAM, "100001", "")):
            session.add(
                Identity(
                    id=uuid4(),
                    workspace_id=team.workspace_id,
                    member_id=team.ada.id,
                    platform=platform,
                    team=in_team,
                    external_id=name,
                )
            )
    machine = Machine(services, sandbox, team)
    waiting, queued = await machine.in_review(), await machine.scheduled()
    async with services.db.transaction() as session:
        place = await get_conversation(session, team.workspace_id, team.conversation_id)
        place.team = team_id
        feed = feed_address(services.vault, URL, await feed_for(session, team.ada, NOW))
    shop, cookie, proof, way_in = await _let_in(services, team)
    picture = services.media.public_url(await services.media.put(b"\xff\xd8picture"), width=None)
    links = tuple(one.removeprefix(URL) for one in (picture, feed, way_in))
    ids = (waiting, queued, team.campaign_id, team.account_id, team.ben.id, uuid4())
    subjects = tuple(_as_in_buttons(one.bytes) for one in ids)
    try:
        await front.start()
        for kept in front._houses.values():
            if isinstance(kept, TelegramHouse):
                await kept.ready.wait()
        yield House(
            services,
            front,
            machine,
            sandbox,
            team_id,
            shop,
            str(signed_in["user_id"]),
            cookie,
            proof,
            links,
            subjects,
            tuple(map(str, ids)),
        )
    finally:
        await front.stop()
        await services.close()
        sandbox.platforms["telegram"].state.complaints.clear()  # ids that nobody has are answered to, and refused
        await sandbox.leave()


async def renewed(house: House) -> House:
    """With a fresh way in for shops and visitors: hostile presses may have ended the one before."""
    shop, cookie, proof, _ = await _let_in(house.services, house.machine.team)
    return replace(house, shop=shop, cookie=cookie, proof=proof)


async def _let_in(services: Services, team: Team) -> tuple[Entrance, str, str, str]:
    """The shop's secret, a visitor's cookie and the proof of their forms, and the link they came by."""
    async with services.db.transaction() as session:
        shop = await open_entrance(session, team.ada, services.vault, NOW)
        place = await get_conversation(session, team.workspace_id, team.conversation_id)
        visit = await invite_in(session, team.ada, place, NOW)
        way_in = visit_address(services.vault, URL, visit)
        cookie = await enter(session, services.vault, way_in.rpartition("/")[2], NOW)
        visitor = await visitor_with(session, cookie, NOW)
        assert visitor is not None
    return shop, cookie, proof_for(services, visitor.visit), way_in


def _as_in_buttons(id_: bytes) -> str:
    import base64

    return base64.urlsafe_b64encode(id_).decode().rstrip("=")
