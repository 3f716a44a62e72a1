"""rite keys rotate: a new key for everything that is sealed, without stopping anything."""

from dataclasses import replace
from pathlib import Path

from core.accounts.reseal import Resealed, reseal_tokens
from core.adapters.key_ring import HOW_TO_MAKE_ONE, add_key, open_ring, own_ring
from core.adapters.vault import KeyRingVault
from core.errors import SettingsProblem
from core.installs.reseal import reseal_slack
from core.resealing import reseal_secrets
from core.services import open_services
from core.settings import read_settings
from core.tickets.model import TicketShop
from core.tickets.model import secret_place as place_of_shop
from core.webhooks.model import WebhookEndpoint
from core.webhooks.model import secret_place as place_of_webhook
from rite.reachable import check_reachable

HOW_TO_ROTATE = (
    "RITE_SECRET_KEYS is yours, so I add no key to it. To change the key: put a fresh entry in front of the others, "
    f"restart every process, then run this again. {HOW_TO_MAKE_ONE.replace('k1:', 'k2:')}"
)


async def rotate() -> list[str]:
    """The lines to print. Raises SettingsProblem when a stored token cannot be opened, after all others were done."""
    settings = read_settings()
    services = open_services(settings)
    try:
        await check_reachable(services)
        ring_file = own_ring(settings)
        lines = [_added(ring_file)] if ring_file else []
        vault = KeyRingVault(open_ring(settings))
        done = await reseal_tokens(services.db, vault)
        shops = await reseal_secrets(services.db, vault, TicketShop, place_of_shop)
        hooks = await reseal_secrets(services.db, vault, WebhookEndpoint, place_of_webhook)
        slack = await reseal_slack(services.db, vault)
    finally:
        await services.close()
    lines += _told(replace(done, needed=done.needed | shops.needed | hooks.needed | slack.needed), vault, ring_file)
    if shops.count:
        lines.append(f"Sealed the secrets of {shops.count} ticket shops anew, too.")
    if hooks.count:
        lines.append(f"Sealed the secrets of {hooks.count} webhooks anew, too.")
    if hooks.unopened:
        lines.append(f"No key opens the secrets of {hooks.unopened} webhooks: end them and make new ones.")
    if slack.count:
        lines.append(f"Sealed {slack.count} tokens of Slack teams anew, too.")
    if slack.unopened:
        lines.append(f"No key opens {slack.unopened} tokens of Slack teams: these teams install Rite once more.")
    if shops.unopened:
        lines.append(f"No key opens the secrets of {shops.unopened} ticket shops: make new ones with tickets in chat.")
    if done.unopened:
        names = ", ".join(f"@{name}" for name in done.unopened)
        raise SettingsProblem(" ".join([*lines, f"No key opens the tokens of {names}: reconnect these accounts."]))
    return lines


def _added(ring_file: Path) -> str:
    return f"Made a fresh key, {add_key(ring_file)}, in {ring_file}."


def _told(done: Resealed, vault: KeyRingVault, ring_file: Path | None) -> list[str]:
    newest, *older = vault.keys
    tokens = "1 token" if done.count == 1 else f"{done.count} tokens"
    lines = [f"Sealed {tokens} anew with {newest}."]
    unused = [key for key in older if key not in done.needed]
    if unused and ring_file is None:
        lines.append(
            f"No token needs {', '.join(unused)} any more. Take it out of RITE_SECRET_KEYS in a day or later, "
            "when the last picture links signed with it have run out."
        )
    elif unused:
        lines.append(f"No token needs {', '.join(unused)} any more.")
    if not older and ring_file is None:
        lines.append(HOW_TO_ROTATE)
    return lines
