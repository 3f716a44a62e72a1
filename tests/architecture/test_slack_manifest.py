"""The Slack app manifest asks for what the code needs, and for nothing else."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from papers import PAGES, nodes, table_rows
from slack_sdk.web.async_client import AsyncWebClient

from bot.commands import COMMANDS
from bot.slack.manifest import LINK_SHARED, SCOPES_OF_LINKS, manifest
from bot.slack.manifest import SCOPES as REASONS

ADDRESS = "https://rite.example.org"
MANIFEST: dict[str, Any] = manifest(ADDRESS)
SCHEMA = json.loads((Path(__file__).parent / "slack_manifest.schema.json").read_text(encoding="utf-8"))
SCOPES: list[str] = MANIFEST["oauth_config"]["scopes"]["bot"]
SUBSCRIBED: list[str] = MANIFEST["settings"]["event_subscriptions"]["bot_events"]

METHODS: dict[str, set[str]] = {
    "auth_test": set(),
    "chat_postEphemeral": {"chat:write"},
    "chat_postMessage": {"chat:write"},
    "chat_unfurl": {"links:write"},
    "chat_update": {"chat:write"},
    "conversations_history": {"channels:history", "groups:history", "im:history"},
    "conversations_info": {"channels:read", "groups:read"},
    "conversations_open": {"im:write"},
    "conversations_replies": {"channels:history", "groups:history", "im:history"},
    "files_info": {"files:read"},
    "files_upload_v2": {"files:write"},
    "files_getUploadURLExternal": {"files:write"},
    "files_completeUploadExternal": {"files:write"},
    "users_info": {"users:read"},
    "views_open": set(),
    "views_publish": set(),
    "views_update": set(),
}
"""Slack's methods that the code calls, and the scopes Slack wants for them."""
EVENTS: dict[str, set[str]] = {
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "app_uninstalled": set(),
    "channel_archive": {"channels:read"},
    "channel_deleted": {"channels:read"},
    "channel_left": {"channels:read"},
    "channel_unarchive": {"channels:read"},
    "group_archive": {"groups:read"},
    "group_deleted": {"groups:read"},
    "group_left": {"groups:read"},
    "group_unarchive": {"groups:read"},
    "link_shared": {"links:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "tokens_revoked": set(),
    "user_change": {"users:read"},
}
"""Slack's events we subscribe to, and the scopes Slack wants for them."""
FAMILIES = {"auth", "chat", "conversations", "files", "pins", "reactions", "team", "users", "views"}


def methods_called() -> set[str]:
    """Every method of Slack's client that the code names."""
    known = {name for name in dir(AsyncWebClient) if name.partition("_")[0] in FAMILIES and "_" in name}
    return known & {node.attr for node in nodes("bot/slack") if isinstance(node, ast.Attribute)}


def first_words(function: str) -> Iterator[str]:
    """The text that calls of this function or method begin with."""
    for node in nodes("bot/slack"):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name == function:
                yield str(node.args[0].value)


def test_it_asks_for_the_scopes_of_the_methods_and_events_the_code_uses() -> None:
    assert methods_called() == METHODS.keys()
    assert set(SUBSCRIBED) == EVENTS.keys()
    needed = set().union(*METHODS.values(), *EVENTS.values())
    assert set(SCOPES) == needed | {"commands"}


def test_every_scope_has_its_reason_and_the_docs_say_the_same() -> None:
    told = table_rows(PAGES["going-live.md"])
    reasons = REASONS | SCOPES_OF_LINKS
    assert set(SCOPES) == reasons.keys()
    assert {scope: told[scope][0] for scope in SCOPES} == reasons


def test_every_event_the_code_listens_for_is_subscribed() -> None:
    listened = set(first_words("event"))
    assert listened >= {"message", "app_home_opened"}
    assert [heard for heard in listened if not any(name.partition(".")[0] == heard for name in SUBSCRIBED)] == []


def test_everything_is_sent_to_the_address_that_listens() -> None:
    (command,) = MANIFEST["features"]["slash_commands"]
    settings = MANIFEST["settings"]
    addresses = {
        command["url"],
        settings["event_subscriptions"]["request_url"],
        settings["interactivity"]["request_url"],
    }
    assert addresses == {f"{ADDRESS}{path}" for path in first_words("Route")}
    assert settings["interactivity"]["is_enabled"] is True


def test_the_command_hints_at_every_word_people_can_type() -> None:
    (command,) = MANIFEST["features"]["slash_commands"]
    assert command["command"] == "/rite"
    assert re.findall(r"(?:^|\| )([a-z]+)", command["usage_hint"]) == [known.word for known in COMMANDS]


def test_the_shortcuts_are_named_as_promised() -> None:
    shortcuts = {(found["name"], found["type"], found["callback_id"]) for found in MANIFEST["features"]["shortcuts"]}
    assert shortcuts == {("New event", "global", "new_event"), ("Promote this", "message", "promote_this")}


def test_both_tabs_of_the_apps_home_are_open() -> None:
    assert MANIFEST["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }


@pytest.mark.parametrize("address", [ADDRESS, "https://rite.example.org:8443/", "https://192.0.2.7"])
@pytest.mark.parametrize("socket", [False, True])
def test_slack_takes_it_wherever_rite_is(address: str, socket: bool) -> None:
    assert list(Draft202012Validator(SCHEMA).iter_errors(manifest(address, socket=socket))) == []


def test_an_installation_without_a_domain_asks_for_nothing_about_links() -> None:
    bare = manifest("http://127.0.0.1:8080", socket=True)
    assert "unfurl_domains" not in bare["features"]
    assert not SCOPES_OF_LINKS.keys() & set(bare["oauth_config"]["scopes"]["bot"])
    assert LINK_SHARED not in bare["settings"]["event_subscriptions"]["bot_events"]
    assert bare["settings"]["socket_mode_enabled"] is True
