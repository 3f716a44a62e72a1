"""rite slack-manifest: what to paste into Slack to make the app of this installation."""

import json

from bot.slack.manifest import manifest
from core.settings import read_settings


def without_address() -> str:
    """As JSON, for an app that Rite reaches by itself (Socket Mode)."""
    return json.dumps(manifest("http://127.0.0.1", socket=True), indent=2)


def slack_manifest(address: str) -> str:
    """As JSON, for this address, or else for the one of the settings."""
    settings = read_settings()
    return json.dumps(manifest(address or settings.public_url, socket=settings.slack_app_token is not None), indent=2)
