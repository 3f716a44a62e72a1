"""One client for all teams: each call goes out with the token of the team it is for, paced, and never with another's.

Which team that is stands around the call (`for_team`), not in its arguments: whoever answers a delivery or tells a
notice knows it once, at the door, and nothing in between can mix two teams up.
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

from aiohttp import encode_basic_auth
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.houses import Place
from bot.slack.answering import code_of, retry_after
from bot.slack.pace import Pace

Call = TypeVar("Call", bound=Callable[..., Awaitable[Any]])

STALE = {"token_expired", "token_revoked", "invalid_auth", "account_inactive", "not_authed"}
"""The token is not, or no longer, the team's: another process may have exchanged it."""
TRIES = 3

_team: ContextVar[str] = ContextVar("slack_team", default="")


@contextmanager
def for_team(team: str) -> Iterator[None]:
    """Every call inside goes out in this team; an unnamed one changes nothing."""
    token = _team.set(team or _team.get())
    try:
        yield
    finally:
        _team.reset(token)


def current_team() -> str:
    """The team spoken for; "" outside of any."""
    return _team.get()


def in_its_team(call: Call) -> Call:
    """A messenger's method speaks in the team of its place, which is its first argument."""

    @wraps(call)
    async def inside(self: Any, place: Place, *args: Any, **more: Any) -> Any:
        with for_team(place.team):
            return await call(self, place, *args, **more)

    return cast(Call, inside)


class AppClient(AsyncWebClient):
    """Slack's Web API in the name of the app itself, which has no team."""

    def __init__(self, base_url: str) -> None:
        super().__init__(base_url=base_url, retry_handlers=[])

    async def oauth_v2_access(self, *, client_id: str, client_secret: str, **asked: Any) -> AsyncSlackResponse:
        """As the SDK asks, but for a way of signing in that aiohttp gives up."""
        headers = {"Authorization": encode_basic_auth(client_id, client_secret)}
        given = {name: value for name, value in asked.items() if value is not None}
        return await self.api_call("oauth.v2.access", data=given, headers=headers)


class Tokens(Protocol):
    """Where tokens come from (bot/slack/access.py)."""

    async def token(self, team: str) -> str:
        """The team's token, exchanged in time; "" the fixed one. Raises Gone where Rite is not installed."""
        ...

    async def is_own(self, team: str) -> bool:
        """Whether it is the operator's own team, the one of the fixed token."""
        ...

    def forget(self, team: str) -> None:
        """What was known did not work: look again."""
        ...


class TeamClient(AsyncWebClient):
    """Slack's Web API in the name of whichever team is spoken for."""

    def __init__(self, base_url: str, tokens: Tokens, pace: Pace) -> None:
        super().__init__(base_url=base_url, retry_handlers=[])
        self._tokens, self._pace = tokens, pace

    async def bearer(self) -> str:
        """The token for what is no method: a file's download."""
        return await self._tokens.token(_team.get())

    async def is_own(self) -> bool:
        """Whether the operator's own team is spoken for."""
        return await self._tokens.is_own(_team.get())

    async def api_call(self, api_method: str, **asked: Any) -> AsyncSlackResponse:
        """Raises RateLimited when it has to wait longer than a person would: other methods and teams go on."""
        team = _team.get()
        token = await self._tokens.token(team)
        for _ in range(TRIES - 1):
            try:
                return await self._called(team, token, api_method, asked)
            except SlackApiError as error:
                if code_of(error) == "ratelimited":
                    self._pace.put_off(team, api_method, retry_after(error))
                    continue
                if code_of(error) not in STALE:
                    raise
                self._tokens.forget(team)
                token, refused = await self._tokens.token(team), token
                if token == refused:
                    raise
        return await self._called(team, token, api_method, asked)

    async def _called(self, team: str, token: str, method: str, asked: dict[str, Any]) -> AsyncSlackResponse:
        await self._pace.turn(team, method, _channel(asked))
        return await super().api_call(method, **_with_token(asked, token))


async def bearer_of(client: AsyncWebClient) -> str:
    """The token that lets a file of the team spoken for be read."""
    return await client.bearer() if isinstance(client, TeamClient) else client.token or ""


async def is_own(client: AsyncWebClient) -> bool:
    """Whether the operator's own team is spoken for; a client of one token knows no other."""
    return await client.is_own() if isinstance(client, TeamClient) else True


def _channel(asked: dict[str, Any]) -> str:
    said = asked.get("json") or asked.get("params") or {}
    return str(said.get("channel") or said.get("channel_id") or "")


def _with_token(asked: dict[str, Any], token: str) -> dict[str, Any]:
    """As the SDK takes it along: it reads the token out of what is sent."""
    where = "json" if asked.get("json") is not None else "params"
    return {**asked, where: {**(asked.get(where) or {}), "token": token}}
