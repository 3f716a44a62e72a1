"""How the bot hears: getUpdates or a webhook, never both; and saying goodbye."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sandbox.telegram.call import Call
from sandbox.telegram.refusal import bad_request, conflict
from sandbox.telegram.state import State
from sandbox.telegram.updates import LONGEST_POLL_SECONDS, MOST_AT_ONCE, WEBHOOK_ACTIVE
from sandbox.telegram.webhook import DEFAULT_CONNECTIONS

LONGEST_SECRET = 256
MOST_CONNECTIONS = 100
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_LOCAL = ("127.0.0.1", "localhost", "::1", "0.0.0.0")  # noqa: S104 - compared with, not listened on
_PORTS = (443, 80, 88, 8443)


@dataclass(frozen=True)
class Answer:
    """A result that comes with a word of explanation."""

    result: Any
    description: str


async def _get_updates(state: State, call: Call) -> list[dict[str, Any]]:
    if state.webhook.url:
        raise conflict(WEBHOOK_ACTIVE)
    _remember_kinds(state, call)
    limit = call.number("limit", MOST_AT_ONCE, 1, MOST_AT_ONCE)
    timeout = call.number("timeout", 0, 0, LONGEST_POLL_SECONDS)
    updates = await state.updates.poll(call.number("offset"), limit, timeout)
    return [update.wire() for update in updates]


def _remember_kinds(state: State, call: Call) -> None:
    """What is left out stays as it was; what was queued before stays queued."""
    if call.has("allowed_updates"):
        kinds = call.value("allowed_updates", "can't parse allowed_updates JSON object")
        if not isinstance(kinds, list):
            raise bad_request("expected an Array of String as allowed updates")
        state.updates.allow(str(kind) for kind in kinds)


async def _set_webhook(state: State, call: Call) -> Answer:
    address, secret = call.text("url"), call.text("secret_token")
    if not address:
        return await _delete_webhook(state, call)
    _check_address(state, address)
    if len(secret) > LONGEST_SECRET:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    _remember_kinds(state, call)
    if call.flag("drop_pending_updates"):
        state.updates.drop()
    connections = call.number("max_connections", DEFAULT_CONNECTIONS, 1, MOST_CONNECTIONS)
    wish = (address, secret, connections, call.text("ip_address"))
    hook = state.webhook
    if (hook.url, hook.secret, hook.connections, hook.address) == wish:
        return Answer(True, "Webhook is already set")
    state.updates.stop_poll("terminated by setWebhook request")
    await hook.set(*wish)
    state.world.touch()
    return Answer(True, "Webhook was set")


def _check_address(state: State, address: str) -> None:
    """The platform wants https on four ports; on this machine plain http will do, as the service has no certificate."""
    try:
        parts = urlsplit(address)
        port = parts.port or 443
    except ValueError as error:
        raise bad_request("invalid webhook URL specified") from error
    if not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    if parts.hostname in _LOCAL or address.startswith(state.world.config.service_url):
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


async def _delete_webhook(state: State, call: Call) -> Answer:
    if call.flag("drop_pending_updates"):
        state.updates.drop()
    if not state.webhook.url:
        return Answer(True, "Webhook is already deleted")
    await state.webhook.set("", "", DEFAULT_CONNECTIONS, "")
    state.world.touch()
    return Answer(True, "Webhook was deleted")


def _webhook_info(state: State, _: Call) -> dict[str, Any]:
    return state.webhook.info()


async def _log_out(state: State, _: Call) -> bool:
    """After this every method answers "Logged out", until the sandbox is reset."""
    await state.webhook.set("", "", DEFAULT_CONNECTIONS, "")
    state.logged_out = True
    return True


def _close(_: State, __: Call) -> bool:
    return True


METHODS = {
    "getUpdates": _get_updates,
    "setWebhook": _set_webhook,
    "deleteWebhook": _delete_webhook,
    "getWebhookInfo": _webhook_info,
    "logOut": _log_out,
    "close": _close,
}
