"""One call at the Graph door: what was asked, by whom, and the reading of its parameters."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request

from sandbox.instagram.errors import GraphError
from sandbox.instagram.ledger import Ledger
from sandbox.instagram.records import Account, Moment, Token

Json = dict[str, Any]
PACIFIC = ZoneInfo("America/Los_Angeles")
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass
class Call:
    """A call that has passed the door; node is what its path names, account whose it is."""

    method: str
    path: str
    params: Mapping[str, Any]
    token: Token
    account: Account
    node: Any
    came: Moment
    lacks_slide: bool = field(default=False)
    """Set by a fault: a carousel shall lose its last slide."""
    failure: str = ""
    """Set by a fault: the container shall fail with this subcode."""

    def text(self, name: str, default: str = "") -> str:
        """A parameter as text, default when it is absent."""
        value = self.params.get(name)
        return default if value is None else str(value)

    def needed(self, name: str) -> str:
        """A parameter that must be there. Raises GraphError missing."""
        if not (value := self.text(name)):
            raise GraphError("missing", name=name)
        return value

    def flag(self, name: str) -> bool | None:
        """A boolean parameter, None when absent."""
        value = self.text(name).lower()
        return None if not value else value in ("true", "1")

    def whole(self, name: str, default: int) -> int:
        """A whole number. Raises GraphError invalid."""
        value = self.text(name, str(default))
        if not value.lstrip("-").isdigit():
            raise GraphError("invalid", why=f"Param {name} must be an integer")
        return int(value)

    def listed(self, name: str) -> list[Any]:
        """A list given as JSON, as a JSON array in text, or separated by commas."""
        value = self.params.get(name)
        if isinstance(value, list):
            return value
        text = str(value or "").strip()
        if text.startswith("["):
            return _array(name, text)
        return [part.strip() for part in text.split(",") if part.strip()]

    def when(self, name: str) -> datetime | None:
        """A time given in unix seconds, as a Pacific day, or in ISO form; aware UTC."""
        text = self.text(name)
        if not text:
            return None
        try:
            if text.lstrip("-").isdigit():
                return datetime.fromtimestamp(int(text), UTC)
            moment = datetime.fromisoformat(text)
        except (ValueError, OverflowError) as error:
            raise GraphError("invalid", why=f"Param {name} must be a valid timestamp") from error
        return (moment if moment.tzinfo else moment.replace(tzinfo=PACIFIC)).astimezone(UTC)


@dataclass(frozen=True)
class Operation:
    """What may be done with a node: name is what faults call it, scope what the token must hold."""

    name: str
    scope: str
    do: Callable[[Ledger, Call], Awaitable[Json]]


def _array(name: str, text: str) -> list[Any]:
    try:
        return list(json.loads(text))
    except ValueError as error:
        raise GraphError("invalid", why=f"Param {name} must be an array.") from error


async def parameters(request: Request) -> Json:
    """Everything a request says: its query, and its form or JSON body. Raises GraphError invalid."""
    params: Json = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0]
    if kind in FORM_TYPES:
        async with request.form() as form:
            params |= {name: value for name, value in form.items() if isinstance(value, str)}
    elif kind == "application/json" and (body := await request.body()):
        try:
            params |= json.loads(body)
        except (ValueError, TypeError) as error:
            raise GraphError("invalid", why="The request body is no JSON object") from error
    return params


def timestamp(moment: datetime) -> str:
    """As the Graph API writes times."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")
