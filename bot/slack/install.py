"""Installing Rite from a browser: Slack's consent, the token, and a first word to whoever installed it."""

from collections.abc import Sequence
from typing import Any

import structlog
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.oauth import OAuthStateUtils
from slack_sdk.oauth.installation_store import Installation
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.errors import words_for
from bot.language import mark, tr
from bot.slack.access import AppSecret
from bot.slack.clients import AppClient
from bot.slack.installations import STATE_LASTS_SECONDS, SealedInstallations, States
from bot.slack.manifest import INSTALL_PATH, REDIRECT_PATH, scopes_for
from bot.slack.welcome import Welcome
from bot.web.pages import page
from core.clock import wall_seconds
from core.services import Services

log = structlog.get_logger(__name__)

REASONS = {
    "access_denied": mark("You did not let Rite in, so nothing was changed."),
    "invalid_browser": mark("This was begun in another browser. Begin again in this one."),
    "invalid_state": mark("This page was used already, or is older than ten minutes. Begin again."),
}
"""Slack's and Bolt's words for why it did not work."""
NOT_GIVEN = mark("Slack did not give me access. Begin again, and tell us if that does not help.")


class _Flow(AsyncOAuthFlow):
    """Bolt's flow, with the times of our own clock."""

    def __init__(self, services: Services, **settings: Any) -> None:
        super().__init__(**settings)
        self._services = services

    async def run_installation(self, code: str) -> Installation | None:
        found = await super().run_installation(code)
        if found is None:
            return None
        now = int(self._services.clock.now().timestamp())
        found.installed_at = float(now)
        if found.bot_token_expires_at is not None:
            found.bot_token_expires_at += now - int(wall_seconds())
        return found


class _Cookie(OAuthStateUtils):
    """Ties a consent to the browser that began it. Without TLS, as on one's own machine, there is no secure cookie."""

    def __init__(self, address: str) -> None:
        super().__init__(expiration_seconds=STATE_LASTS_SECONDS)
        self._kept = "Path=/slack; HttpOnly; SameSite=Lax" + ("; Secure" if address.startswith("https:") else "")

    def build_set_cookie_for_new_state(self, state: str) -> str:
        return f"{self.cookie_name}={state}; Max-Age={STATE_LASTS_SECONDS}; {self._kept}"

    def build_set_cookie_for_deletion(self) -> str:
        return f"{self.cookie_name}=; Max-Age=0; {self._kept}"


class Installing:
    """The two addresses a browser visits."""

    def __init__(
        self,
        services: Services,
        plain: AppClient,
        store: SealedInstallations,
        app: AppSecret,
        welcome: Welcome,
    ) -> None:
        settings = services.settings
        self._welcome, self._cookie = welcome, _Cookie(settings.public_url)
        self._address = f"{settings.public_url}{INSTALL_PATH}"
        options = AsyncOAuthSettings(
            authorization_url=settings.slack_authorize_url,
            client_id=app.client_id,
            client_secret=app.client_secret,
            scopes=scopes_for(settings.public_url),
            redirect_uri=f"{settings.public_url}{REDIRECT_PATH}",
            install_path=INSTALL_PATH,
            redirect_uri_path=REDIRECT_PATH,
            install_page_rendering_enabled=False,
            installation_store=store,
            state_store=States(STATE_LASTS_SECONDS, services.db.engine),
            callback_options=AsyncCallbackOptions(success=self._installed, failure=self._failed),
        )
        options.state_utils = self._cookie
        self._flow = _Flow(services, client=plain, settings=options)

    def routes(self) -> list[BaseRoute]:
        async def begin(request: Request) -> Response:
            return _answer(await self._flow.handle_installation(_asked(request)))

        async def finish(request: Request) -> Response:
            return _answer(await self._flow.handle_callback(_asked(request)))

        return [Route(INSTALL_PATH, begin, methods=["GET"]), Route(REDIRECT_PATH, finish, methods=["GET"])]

    async def _installed(self, done: AsyncSuccessArgs) -> BoltResponse:
        team = done.installation.team_name or done.installation.enterprise_name or "Slack"
        try:
            await self._welcome.installed(done.installation)
        except Exception as error:
            return self._page(500, tr("That did not work"), words_for(error))
        said = tr("I wrote to you in Slack: that is where everything else happens.")
        return self._page(200, tr("Rite is installed in {team}", team=team), said, tr(CLOSE))

    async def _failed(self, failed: AsyncFailureArgs) -> BoltResponse:
        log.info("rite was not installed in slack", reason=failed.reason, exc_info=failed.error)
        why = tr(REASONS.get(failed.reason, NOT_GIVEN))
        again = tr("Begin again at {address}.", address=self._address)
        return self._page(failed.suggested_status_code, tr("Rite is not installed"), why, again)

    def _page(self, status: int, title: str, *texts: str) -> BoltResponse:
        """The state is used up, whatever came of it."""
        shown = page(title, *texts, status=status)
        headers: dict[str, str | Sequence[str]] = {
            "content-type": "text/html; charset=utf-8",
            "set-cookie": [self._cookie.build_set_cookie_for_deletion()],
        }
        return BoltResponse(status=status, body=bytes(shown.body).decode(), headers=headers)


CLOSE = mark("You can close this page and go back to your chat.")


def _asked(request: Request) -> AsyncBoltRequest:
    return AsyncBoltRequest(body="", query=str(request.query_params), headers=dict(request.headers))


def _answer(answer: BoltResponse) -> Response:
    shown = Response(answer.body, status_code=answer.status, headers=answer.first_headers_without_set_cookie())
    shown.headers["cache-control"] = "no-store"
    for cookie in answer.headers.get("set-cookie", ()):
        shown.headers.append("set-cookie", cookie)
    return shown
