"""How the bot presents itself: commands per audience, name, descriptions, menu button."""

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Profile:
    """Kept over a reset of the sandbox: the service registers these once, when it starts."""

    commands: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)
    words: dict[tuple[str, str], str] = field(default_factory=dict)
    """(field, language code) -> text; field is "name", "description" or "short_description"."""
    menu_buttons: dict[int, dict[str, Any]] = field(default_factory=dict)

    def told(self, field_name: str, language: str = "") -> str:
        """The text for a language, the general one when there is none for it."""
        return self.words.get((field_name, language)) or self.words.get((field_name, ""), "")

    def private_commands(self) -> list[dict[str, Any]]:
        """What a person in a private chat is offered."""
        keys = [(scope_key({"type": kind}), "") for kind in ("all_private_chats", "default")]
        return next((self.commands[key] for key in keys if self.commands.get(key)), [])


def scope_key(scope: dict[str, Any]) -> str:
    return json.dumps(scope, sort_keys=True)
