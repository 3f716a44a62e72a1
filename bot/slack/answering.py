"""Slack's and the network's answers in our words."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from aiohttp import ClientConnectorError, ClientError
from slack_sdk.errors import SlackApiError

from bot.houses import Gone, Unanswered
from core.database import outside_transaction
from core.errors import NetworkTrouble, RateLimited

T = TypeVar("T")

GONE = {
    "channel_not_found",
    "not_in_channel",
    "is_archived",
    "account_inactive",
    "token_revoked",
    "message_not_found",
    "cant_update_message",
    "user_not_in_channel",
    "user_not_found",
    "users_not_found",
    "user_not_visible",
    "user_disabled",
}
USUAL_WAIT_SECONDS = 30.0
TROUBLED = {"", "internal_error", "fatal_error", "service_unavailable", "request_timeout"}
"""Slack broke, perhaps after doing it; "" is an answer that is not Slack's own, such as a gateway's page."""


async def translated(call: Callable[[], Awaitable[T]]) -> T:
    """Raises RateLimited, Gone, Unanswered, NetworkTrouble; what we do not know is our bug and passes through."""
    outside_transaction()
    try:
        return await call()
    except SlackApiError as error:
        code = code_of(error)
        if code == "ratelimited":
            after = timedelta(seconds=retry_after(error))
            raise RateLimited("Slack asks me to slow down.", after=after) from error
        if code in GONE:
            raise Gone(code) from error
        if code in TROUBLED:
            raise Unanswered("Slack is not available at the moment.") from error
        raise
    except ClientConnectorError as error:
        raise NetworkTrouble("Slack could not be reached.") from error
    except (ClientError, TimeoutError, OSError) as error:
        raise Unanswered("Slack did not answer.") from error


def code_of(error: SlackApiError) -> str:
    data = getattr(error.response, "data", None)
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def retry_after(error: SlackApiError) -> float:
    """How many seconds Slack wants us to wait."""
    try:
        return float(error.response.headers.get("Retry-After", USUAL_WAIT_SECONDS))
    except ValueError:
        return USUAL_WAIT_SECONDS
