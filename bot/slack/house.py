"""Rite in Slack: one Bolt app for all teams, listening over HTTP or Socket Mode."""

import asyncio
from typing import Any

import structlog
from aiohttp import ClientSession, ClientTimeout
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.houses import Gone, Messenger
from bot.slack.access import Access, AppSecret
from bot.slack.clients import AppClient, TeamClient, current_team
from bot.slack.desk import Desk
from bot.slack.door import Door
from bot.slack.home_tab import HomeTabs
from bot.slack.install import Installing
from bot.slack.installations import SealedInstallations
from bot.slack.late import Late
from bot.slack.leaving import Leaving
from bot.slack.listeners import Listeners
from bot.slack.messenger import SlackMessenger
from bot.slack.pace import Pace
from bot.slack.people import UNNAMED
from bot.slack.requests import handle
from bot.slack.welcome import Welcome
from core.installs.leave import come_back
from core.installs.teams import let_in
from core.services import Services
from core.settings import Settings
from core.workspaces.members import workspace_for_team

RETRY_SECONDS = 5.0
ANSWERS_WITHIN_SECONDS = 60.0
"""An upload included; what takes longer is taken for unanswered."""

log = structlog.get_logger(__name__)


class SlackHouse:
    """Opened when there is a bot token, or an app that teams can install."""

    def __init__(self, services: Services) -> None:
        settings, base = services.settings, services.settings.slack_api_url.rstrip("/") + "/"
        self._services = services
        self._plain = AppClient(base)
        app, store = _app_secret(settings), None
        if app is not None:
            store = SealedInstallations(app.client_id, services.db, services.vault)
        fixed = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else None
        self._access = Access(services, self._plain, fixed, store, app)
        self._client = TeamClient(base, self._access, Pace(settings.slack_messages_per_second))
        self._door = Door(services, **self._as_bolt_wants_it(settings))
        messenger = SlackMessenger(self._client, services.media)
        self.messenger: Messenger = messenger
        desk = Desk(services, self._client, messenger)
        self.late = Late(services, self._client, services.http, desk)
        self.homes = HomeTabs(services, self._client)
        self._listeners = Listeners(services, self._client, desk, self.late, self.homes)
        Leaving(services, self._access, store).register(self._door)
        self._listeners.register(self._door)
        welcome = Welcome(services, self._access, self._client, messenger)
        self._installing = Installing(services, self._plain, store, app, welcome) if store and app else None
        self._socket: AsyncSocketModeHandler | None = None
        self._session: ClientSession | None = None
        self._introduction: asyncio.Task[None] | None = None

    def _as_bolt_wants_it(self, settings: Settings) -> dict[str, Any]:
        secret = settings.slack_signing_secret

        async def authorized(context: Any) -> AuthorizeResult | None:
            return await self._authorized(context)  # Bolt looks at the names of arguments, and takes no method

        return {
            "client": self._plain,
            "authorize": authorized,
            "signing_secret": secret.get_secret_value() if secret else "",
            "request_verification_enabled": settings.slack_app_token is None,
            "ignoring_self_events_enabled": True,
            "raise_error_for_unhandled_request": False,
        }

    async def _authorized(self, context: Any) -> AuthorizeResult | None:
        """Who we are where this comes from; None where Rite is not installed. The signature was looked at before."""
        team = current_team()
        try:
            await self._access.learn(team, context.enterprise_id, org_wide=bool(context.is_enterprise_install))
            rights = await self._access.rights(team)
        except Gone as gone:
            log.info("a team that has not installed Rite was heard", team=team, reason=str(gone))
            return None
        return AuthorizeResult(
            enterprise_id=context.enterprise_id,
            team_id=team,
            bot_user_id=rights.bot_user,
            bot_id=rights.bot,
            bot_token=rights.token,
        )

    def routes(self) -> list[BaseRoute]:
        async def events(request: Request) -> Response:
            return await handle(self._door, request)

        more = self._installing.routes() if self._installing else []
        return [Route("/slack/events", events, methods=["POST"]), *more]

    async def start(self) -> None:
        """One HTTP session for all calls; with an app token also the socket."""
        self._session = ClientSession(timeout=ClientTimeout(total=ANSWERS_WITHIN_SECONDS))
        self._client.session = self._plain.session = self._session
        if self._services.settings.slack_bot_token is not None:
            self._introduction = asyncio.create_task(self._introduce())
        app_token = self._services.settings.slack_app_token
        if app_token is not None:
            self._socket = AsyncSocketModeHandler(self._door, app_token.get_secret_value(), web_client=self._plain)
            await self._socket.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped

    async def _introduce(self) -> None:
        """Learn which workspace the fixed token belongs to, so that it is known before anybody speaks."""
        while True:
            try:
                me = await self._access.own()
                break
            except Exception as error:
                log.warning("slack is out of reach", reason=f"{type(error).__name__}: {error}")
                await asyncio.sleep(RETRY_SECONDS)
        now = self._services.clock.now()
        async with self._services.db.transaction() as session:
            workspace = await workspace_for_team(session, me.team, me.name, now, moves_in=True)
            if workspace.name == UNNAMED:  # somebody spoke to us first
                workspace.name = me.name[:120]
            if await let_in(session, me.team, None):
                await come_back(session, me.team)

    async def stop(self) -> None:
        if self._introduction is not None:
            self._introduction.cancel()
        await self._door.settle()
        await self._listeners.settle()
        if self._socket is not None:
            await self._socket.close_async()  # type: ignore[no-untyped-call]  # as above
        if self._session is not None:
            await self._session.close()


def _app_secret(settings: Settings) -> AppSecret | None:
    if not (settings.slack_client_id and settings.slack_client_secret):
        return None
    return AppSecret(settings.slack_client_id, settings.slack_client_secret.get_secret_value())
