"""The token of each team: looked up, kept for a minute, exchanged before it ends.

Tokens that end are exchanged two hours ahead, so whoever finds an exchange under way goes on with the old one. Only
one process exchanges at a time: a refresh token works once, and the second to use it would lose the team.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.houses import Gone
from bot.slack.answering import code_of, translated
from bot.slack.clients import AppClient
from bot.slack.installations import SealedInstallations
from core.clock import steady_seconds
from core.errors import Busy
from core.installs.rotation import claim_rotation, release_rotation
from core.installs.teams import know_team, team_row
from core.ports.parts import Parts

log = structlog.get_logger(__name__)

AHEAD = timedelta(hours=2)
REMEMBERED_SECONDS = 60.0
"""How long a process goes on without looking: it notices sooner when a token is refused."""
NOT_INSTALLED = "not_installed"
REFUSED = {"invalid_auth", "token_expired", "token_revoked", "account_inactive", "not_authed"}
NO_USE = {"invalid_refresh_token", *REFUSED}
"""Asking once more gives the same answer."""


@dataclass(frozen=True)
class Rights:
    """What is known of a team's bot."""

    team: str
    token: str
    bot_user: str
    bot: str
    name: str = ""
    """What the team is called, where that was asked."""


@dataclass(frozen=True)
class AppSecret:
    """What proves to Slack that an exchange is asked for by our app."""

    client_id: str
    client_secret: str


class Access:
    """`fixed` is the token of the settings, `store` what teams have given; at least one of them is there."""

    def __init__(
        self,
        parts: Parts,
        plain: AppClient,
        fixed: str | None,
        store: SealedInstallations | None,
        app: AppSecret | None,
    ) -> None:
        self._parts, self._plain, self._store, self._app = parts, plain, store, app
        self._fixed = fixed
        self._own: Rights | None = None
        self._known: dict[str, tuple[float, Rights]] = {}
        self._learnt: dict[str, tuple[str | None, bool]] = {}

    async def learn(self, team: str, enterprise: str | None, *, org_wide: bool) -> None:
        """How Slack says a team has installed us: in its background nobody says it again."""
        if self._store is None or not team or self._learnt.get(team) == (enterprise, org_wide):
            return
        async with self._parts.db.transaction() as session:
            await know_team(session, team, enterprise, org_wide=org_wide)
        self._learnt[team] = enterprise, org_wide

    async def token(self, team: str) -> str:
        """Raises Gone where Rite is not installed, Busy while a token that has ended is being exchanged elsewhere."""
        if self._store is None and self._fixed:
            return self._fixed
        return (await self.rights(team)).token

    async def rights(self, team: str) -> Rights:
        """As `token`, with who we are there."""
        since, known = self._known.get(team, (0.0, None))
        if known is not None and steady_seconds() - since < REMEMBERED_SECONDS:
            return known
        found = await self._given(team) if self._store is not None and team else None
        if found is None:
            return await self._own_rights(team)
        self._known[team] = (steady_seconds(), found)
        return found

    def forget(self, team: str) -> None:
        self._known.pop(team, None)

    async def is_own(self, team: str) -> bool:
        """Whether it is the operator's own team: the fixed token's."""
        if self._fixed is None:
            return False
        return self._store is None or (await self.own()).team == team

    async def own(self) -> Rights:
        """Who the fixed token is. Raises Gone without one."""
        token = self._fixed
        if token is None:
            raise Gone(NOT_INSTALLED)
        if self._own is None:
            me = await translated(lambda: self._plain.auth_test(token=token))
            self._own = Rights(
                str(me["team_id"]), token, str(me["user_id"]), str(me.get("bot_id") or ""), str(me.get("team") or "")
            )
        return self._own

    async def works(self, team: str) -> bool:
        """Whether Slack takes our token still: news of an uninstallation may come late, or twice."""
        self.forget(team)
        try:
            token = await self.token(team)
            await translated(lambda: self._plain.auth_test(token=token))
        except Gone:
            return False
        except SlackApiError as error:
            if code_of(error) in REFUSED:
                return False
            raise
        return True

    async def _own_rights(self, team: str) -> Rights:
        """The fixed token's, where it is the only one or this is its team."""
        own = await self.own()
        if self._store is not None and team not in ("", own.team):
            raise Gone(NOT_INSTALLED)
        return own

    async def _given(self, team: str) -> Rights | None:
        found = await self._found(team)
        if found is None or not found.bot_token:
            return None
        if self._ends_soon(found, AHEAD):
            found = await self._exchanged(team, found)
        return Rights(team, found.bot_token or "", found.bot_user_id or "", found.bot_id or "", found.team_name or "")

    async def _found(self, team: str) -> Installation | None:
        """The team's own installation, or its organization's, which names no team."""
        assert self._store is not None  # noqa: S101 - asked only where teams install us
        async with self._parts.db.reading() as session:
            row = await team_row(session, team)
        if row is not None and row.gone_at is not None:
            return None
        enterprise = row.enterprise if row else None
        ways: list[tuple[str | None, str | None]] = [(None, team)]
        if enterprise:
            ways.insert(0, (enterprise, team))
        if row is not None and row.org_wide:
            ways.append((enterprise, None))
        for org, own in ways:
            found = await self._store.async_find_installation(
                enterprise_id=org, team_id=own, is_enterprise_install=own is None
            )
            if found is not None:
                return found
        return None

    def _ends_soon(self, found: Installation, within: timedelta) -> bool:
        ends = found.bot_token_expires_at
        return ends is not None and ends <= (self._parts.clock.now() + within).timestamp()

    async def _exchanged(self, team: str, found: Installation) -> Installation:
        """The same installation with a fresh token, whoever fetched it."""
        async with self._turn(found) as ours:
            if ours:
                latest = await self._found(team) or found
                return await self._exchange(latest) if self._ends_soon(latest, AHEAD) else latest
        if self._ends_soon(found, timedelta()):
            raise Busy(after=timedelta(seconds=1))
        return found

    @asynccontextmanager
    async def _turn(self, found: Installation) -> AsyncIterator[bool]:
        key = f"{found.enterprise_id or ''}/{found.team_id or ''}"
        ours = await claim_rotation(self._parts, key)
        try:
            yield ours
        finally:
            if ours:
                await release_rotation(self._parts, key)

    async def _exchange(self, old: Installation) -> Installation:
        assert self._store is not None  # noqa: S101 - as above
        try:
            fresh = await translated(lambda: self._asked(self._app, old.bot_refresh_token))
        except SlackApiError as error:
            if code_of(error) not in NO_USE or not self._ends_soon(old, timedelta()):
                log.warning("a slack token could not be exchanged", team=old.team_id, reason=code_of(error))
                return old
            raise Gone(code_of(error)) from error
        new = Installation(**old.to_dict_for_copying())
        new.bot_token, new.bot_refresh_token = fresh["access_token"], fresh.get("refresh_token")
        new.bot_token_expires_at = int(self._parts.clock.now().timestamp()) + int(fresh["expires_in"])
        await self._store.async_save(new)
        log.info("a slack token was exchanged", team=old.team_id)
        return new

    async def _asked(self, app: AppSecret | None, refresh_token: str | None) -> AsyncSlackResponse:
        """Slack's answer, before it can be somebody else's turn."""
        assert app is not None  # noqa: S101 - teams install us with an app
        async with asyncio.timeout(self._parts.lease.total_seconds() / 2):
            return await self._plain.oauth_v2_access(
                client_id=app.client_id,
                client_secret=app.client_secret,
                grant_type="refresh_token",
                refresh_token=refresh_token,
            )
