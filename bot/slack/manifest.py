"""The app as Slack is told about it: what it is called, what it asks for and why, and where it listens."""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from bot.commands import COMMANDS

EVENTS_PATH = "/slack/events"
INSTALL_PATH, REDIRECT_PATH = "/slack/install", "/slack/oauth_redirect"
NAME = "Rite"
DESCRIPTION = "Promotes your events on Instagram from the chat you already live in."
LONG_DESCRIPTION = (
    "Tell Rite about an event in one sentence or in a short form. It plans the posts, writes the captions, paints the "
    "flyers and shows each post here with its picture, its whole caption, the account and the hour it goes out. You "
    "approve, ask for changes in your own words, move a post or stop it. Nothing goes out without a yes. What you "
    "approve goes live on Instagram at its hour, and a daily digest tells how it did."
)
SCOPES: dict[str, str] = {
    "app_mentions:read": "hears `@Rite ...` in channels",
    "channels:history": "hears replies in the threads of its cards, in public channels; finds a message of its own "
    "whose answer was lost; reads nothing else",
    "channels:read": "sees whether it was invited to a public channel, and greets when it is",
    "chat:write": "posts cards, redraws them, answers privately",
    "commands": "`/rite` and the shortcuts *New event* and *Promote this*",
    "files:read": "sees when an upload is ready, and reads the flyer somebody puts into the form",
    "files:write": "uploads flyers and charts, so that they show inside cards",
    "groups:history": "the same in private channels",
    "groups:read": "the same in private channels",
    "im:history": "hears what is typed to it directly; as above, finds a message of its own",
    "im:write": "opens the direct conversation in which it answers from the Home tab and global shortcuts",
    "users:read": "name, time zone, language, whether somebody is an admin, and when Slack deactivates somebody",
}
"""What the bot may do, and what it needs that for: docs/going-live.md says the same."""
SCOPES_OF_LINKS: dict[str, str] = {
    "links:read": "hears when somebody shows a link of this very installation, and of no other site",
    "links:write": "says under such a link what it leads to",
}
EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_deleted",
    "channel_left",
    "channel_unarchive",
    "group_archive",
    "group_deleted",
    "group_left",
    "group_unarchive",
    "member_joined_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "tokens_revoked",
    "user_change",
)
LINK_SHARED = "link_shared"
SHORTCUTS = (
    ("New event", "global", "new_event", "Open the form for a new event"),
    ("Promote this", "message", "promote_this", "Make an event out of what this message says"),
)


def manifest(address: str, *, socket: bool = False) -> dict[str, Any]:
    """For the installation at this address; socket: Slack is listened to over a socket, and knows no address."""
    domain = domain_of(address)
    features = _features(None if socket else address) | ({"unfurl_domains": [domain]} if domain else {})
    return {
        "display_information": {
            "name": NAME,
            "description": DESCRIPTION,
            "long_description": LONG_DESCRIPTION,
            "background_color": "#1d1b26",
        },
        "features": features,
        "oauth_config": {
            **({} if socket else {"redirect_urls": [f"{address.rstrip('/')}{REDIRECT_PATH}"]}),
            "scopes": {"bot": scopes_for(address)},
        },
        "settings": _settings(None if socket else address, sorted((*EVENTS, *([LINK_SHARED] if domain else [])))),
    }


def scopes_for(address: str) -> list[str]:
    """What the app of the installation at this address asks for."""
    return sorted(SCOPES | (SCOPES_OF_LINKS if domain_of(address) else {}))


def domain_of(address: str) -> str:
    """The domain whose links Slack shows us; "" for this machine and for bare numbers, which Slack does not take."""
    host = urlsplit(address).hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host if "." in host.strip(".") else ""
    return ""


def _listening(key: str, address: str | None) -> dict[str, str]:
    return {key: f"{address.rstrip('/')}{EVENTS_PATH}"} if address else {}


def _features(address: str | None) -> dict[str, Any]:
    words = " | ".join([f"{COMMANDS[0].word} [the event in a sentence]", *(known.word for known in COMMANDS[1:])])
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": NAME, "always_online": True},
        "shortcuts": [
            {"name": name, "type": kind, "callback_id": callback_id, "description": about}
            for name, kind, callback_id, about in SHORTCUTS
        ],
        "slash_commands": [
            {
                "command": "/rite",
                **_listening("url", address),
                "description": "Promote events, see what goes out next, stop it",
                "usage_hint": words,
                "should_escape": False,
            }
        ],
    }


def _settings(address: str | None, events: list[str]) -> dict[str, Any]:
    return {
        "event_subscriptions": {**_listening("request_url", address), "bot_events": events},
        "interactivity": {"is_enabled": True, **_listening("request_url", address)},
        "org_deploy_enabled": False,
        "socket_mode_enabled": address is None,
        "token_rotation_enabled": False,
    }
