"""Who gave the app which rights in which workspace: tokens and OAuth codes."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from sandbox.slack.refused import Refused
from sandbox.slack.team import CLIENT_ID, CLIENT_SECRET, HOME, Team

ALL_SCOPES = frozenset(
    (
        "app_mentions:read",
        "assistant:write",
        "channels:history",
        "channels:join",
        "channels:read",
        "chat:write",
        "commands",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:read",
        "im:write",
        "links:read",
        "links:write",
        "mpim:history",
        "mpim:read",
        "reactions:read",
        "reactions:write",
        "team:read",
        "users:read",
        "users:read.email",
    )
)
"""What the fixed token may do. chat:write.public is missing on purpose: the bot must be invited."""


@dataclass
class Installation:
    """One bot token. Revoked ones stay known, so that they are answered with token_revoked."""

    token: str
    team: Team
    scopes: frozenset[str]
    is_revoked: bool = False
    ends_at: datetime | None = None
    """With token rotation: when it ends, and what it is exchanged with before, once."""
    refresh_token: str = ""
    lasts_seconds: int = 0


@dataclass(frozen=True)
class Grant:
    """What stands behind an OAuth code until it is exchanged."""

    team: Team
    user: str
    scopes: frozenset[str]
    redirect_uri: str


class Installations:
    """Every token and every open code."""

    def __init__(self, first_token: str, now: Callable[[], datetime]) -> None:
        self._first_token, self._now = first_token, now
        self.lasts = timedelta()
        """With token rotation: how long tokens last that are given from now on."""
        self.exchanges = 0
        self._numbers = count(2)
        self._tokens = {first_token: Installation(first_token, HOME, ALL_SCOPES)}
        self._grants: dict[str, Grant] = {}

    def authenticate(self, token: str) -> Installation:
        """Raises Refused with not_authed, invalid_auth or token_revoked."""
        if not token:
            raise Refused("not_authed")
        installation = self._tokens.get(token)
        if installation is None:
            raise Refused("invalid_auth")
        if installation.is_revoked:
            raise Refused("token_revoked")
        if installation.ends_at is not None and installation.ends_at <= self._now():
            raise Refused("token_expired")
        return installation

    def living(self, team: Team) -> list[Installation]:
        return [one for one in self._tokens.values() if one.team == team and not one.is_revoked]

    def may(self, team: Team, scope: str) -> bool:
        """Whether a living token of the team has this right."""
        return any(scope in one.scopes for one in self.living(team))

    def revoke(self, team: Team) -> None:
        for installation in self.living(team):
            installation.is_revoked = True

    def restore(self) -> None:
        """Install the fixed token once more, with all rights."""
        self._tokens[self._first_token] = Installation(self._first_token, HOME, ALL_SCOPES)

    def grant(self, grant: Grant) -> str:
        """A code for the redirect."""
        code = secrets.token_hex(16)
        self._grants[code] = grant
        return code

    def exchange(self, code: str, client_id: str, client_secret: str, redirect_uri: str) -> tuple[Grant, Installation]:
        """Turn a code into a token, once. Raises Refused with Slack's own codes."""
        if client_id != CLIENT_ID:
            raise Refused("invalid_client_id")
        if client_secret != CLIENT_SECRET:
            raise Refused("bad_client_secret")
        grant = self._grants.get(code)
        if grant is None:
            raise Refused("invalid_code")
        if redirect_uri and redirect_uri != grant.redirect_uri:
            raise Refused("bad_redirect_uri")
        del self._grants[code]
        return grant, self._given(grant.team, grant.scopes)

    def refresh(self, refresh_token: str, client_id: str, client_secret: str) -> Installation:
        """A fresh token for one that ends, once; the old one works to its end. Raises Refused."""
        if (client_id, client_secret) != (CLIENT_ID, CLIENT_SECRET):
            raise Refused("bad_client_secret")
        old = next((one for one in self._tokens.values() if refresh_token and one.refresh_token == refresh_token), None)
        if old is None:
            raise Refused("invalid_refresh_token")
        if old.is_revoked:
            raise Refused("token_revoked")
        old.refresh_token = ""
        self.exchanges += 1
        return self._given(old.team, old.scopes)

    def _given(self, team: Team, scopes: frozenset[str]) -> Installation:
        number = next(self._numbers)
        installation = Installation(f"{self._first_token}-{number}", team, scopes)
        if self.lasts:
            installation.ends_at, installation.refresh_token = self._now() + self.lasts, f"xoxe-1-sandbox-{number}"
            installation.lasts_seconds = int(self.lasts.total_seconds())
        self._tokens[installation.token] = installation
        return installation
