"""A person's browser on Instagram's consent page."""

import re
from html import unescape

import httpx

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_GRANTED = re.compile(r'name="granted" value="([^"]+)"')


async def consent(connect_url: str, *usernames: str, decision: str = "allow", without: str = "") -> httpx.Response:
    """Open the connect link, press a button of the consent page, come back to Rite; returns Rite's page.

    Accounts that are named are chosen there, else warehouse.nights.
    """
    async with httpx.AsyncClient(timeout=30) as browser:
        started = await browser.get(connect_url)
        assert started.status_code == 302, started.text
        page = await browser.get(started.headers["location"])
        assert page.status_code == 200, page.text
        fields = {name: unescape(value) for name, value in _HIDDEN.findall(page.text) if name != "granted"}
        granted = [scope for scope in dict.fromkeys(_GRANTED.findall(page.text)) if not without or without not in scope]
        pressed = await browser.post(
            started.headers["location"].split("?")[0],
            data={**fields, "account": usernames or "warehouse.nights", "granted": granted, "decision": decision},
        )
        assert pressed.status_code in (302, 303), pressed.text
        return await browser.get(pressed.headers["location"])
