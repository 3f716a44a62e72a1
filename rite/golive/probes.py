"""The cheapest call each platform has, to see whether it takes a token. No answer of it holds what was asked with."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import httpx

from core.settings import Settings
from rite.finding import Finding

OPENAI = "https://api.openai.com/v1"
PATIENCE_SECONDS = 10
Values = Mapping[str, str]
"""Setting -> what was pasted, or stands in the settings."""


async def probe_slack(http: httpx.AsyncClient, at: Settings, values: Values) -> Finding:
    """auth.test: which workspace and which bot."""
    headers = {"authorization": f"Bearer {values['RITE_SLACK_BOT_TOKEN']}"}
    told = await _told(http, "POST", f"{at.slack_api_url.rstrip('/')}/auth.test", headers)
    if isinstance(told, Finding):
        return _named("Slack", told)
    if not told.get("ok"):
        return Finding(False, f"Slack: reachable, but it refuses the token{_because(told.get('error'))}.")
    return Finding(True, f"Slack: the token works, for {told.get('team', 'a workspace')}.")


async def probe_telegram(http: httpx.AsyncClient, at: Settings, values: Values) -> Finding:
    """getMe: which bot."""
    url = f"{at.telegram_api_url.rstrip('/')}/bot{values['RITE_TELEGRAM_BOT_TOKEN']}/getMe"
    told = await _told(http, "POST", url, {})
    if isinstance(told, Finding):
        return _named("Telegram", told)
    if not told.get("ok"):
        return Finding(False, f"Telegram: reachable, but it refuses the token{_because(told.get('description'))}.")
    return Finding(True, f"Telegram: the token works, for @{told.get('result', {}).get('username', 'a bot')}.")


async def probe_instagram(http: httpx.AsyncClient, at: Settings, values: Values) -> Finding:
    """/me with a token of the app's own page; the app's ID and secret can only be tried by connecting an account."""
    token = values.get("access_token")
    if not token:
        said = "Instagram: nothing to ask with. Meta takes ID and secret only when somebody connects; paste an access "
        return Finding(False, f"{said}token to see whether Instagram can be reached, or go on without.", optional=True)
    url = f"{at.instagram_graph_url.rstrip('/')}/{at.instagram_api_version}/me?fields=user_id,username"
    told = await _told(http, "GET", url, {"authorization": f"Bearer {token}"})
    if isinstance(told, Finding):
        return _named("Instagram", told)
    if "username" not in told:
        return Finding(False, "Instagram: reachable, but it refuses the token.")
    return Finding(True, f"Instagram: reachable, and the token works, for @{told['username']}.")


async def probe_openai(http: httpx.AsyncClient, at: Settings, values: Values) -> Finding:
    """The list of models."""
    base = values.get("OPENAI_BASE_URL") or at.openai_base_url or OPENAI
    told = await _told(
        http, "GET", f"{base.rstrip('/')}/models", {"authorization": f"Bearer {values['OPENAI_API_KEY']}"}
    )
    if isinstance(told, Finding):
        return _named("OpenAI", told)
    if "error" in told:
        return Finding(False, "OpenAI: reachable, but it refuses the key.")
    models = told.get("data")
    count = len(models) if isinstance(models, list) else 0
    return Finding(True, f"OpenAI: the key works; {count} models are there.")


Probe = Callable[[httpx.AsyncClient, Settings, Values], Awaitable[Finding]]
PROBES: Mapping[str, Probe] = {
    "slack": probe_slack,
    "telegram": probe_telegram,
    "instagram": probe_instagram,
    "openai": probe_openai,
}


async def _told(http: httpx.AsyncClient, method: str, url: str, headers: Mapping[str, str]) -> dict[str, Any] | Finding:
    """What a platform answers, whatever its status; a Finding when nobody does, or nothing that can be read."""
    try:
        answer = await http.request(method, url, headers=dict(headers), timeout=PATIENCE_SECONDS)
        told = answer.json()
    except (httpx.HTTPError, httpx.InvalidURL):
        return Finding(False, "not reachable.")
    except ValueError:
        return Finding(False, "something answers there, but not this platform.")
    return told if isinstance(told, dict) else Finding(False, "something answers there, but not this platform.")


def _named(name: str, finding: Finding) -> Finding:
    return Finding(finding.well, f"{name}: {finding.what}")


def _because(why: object) -> str:
    """A platform's own short word for it; nothing long is passed on."""
    return f" ({why})" if isinstance(why, str) and len(why) < 60 else ""
