"""An account was connected."""

from collections.abc import Sequence

from bot.cards.card import Action, Card, Small, Text
from bot.tokens import Token

PUBLISH = "content_publish"


def connected_card(username: str, missing: Sequence[str]) -> Card:
    """Say which account, and which rights were left out."""
    left_out = [scope.removeprefix("instagram_business_") for scope in missing]
    text = f"@{username} is connected. What you approve goes out there."
    if PUBLISH in left_out:
        text = f"@{username} is connected, but I may not publish there, so nothing can go out yet."
    if not left_out:
        return Card(summary=text, lines=(Text(text),))
    names = ", ".join(scope.replace("_", " ") for scope in left_out)
    cure = Small(f"Not granted: {names}. Connect again and leave every box ticked to change that.")
    return Card(summary=text, lines=(Text(text), cure), actions=(Action("Connect again", Token("account.connect")),))
