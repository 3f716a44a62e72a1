"""An account was connected."""

from collections.abc import Sequence

from bot.cards.card import Card, Small, Text


def connected_card(username: str, missing: Sequence[str]) -> Card:
    """Say which account, and which rights were left out."""
    text = f"@{username} is connected. What you approve goes out there."
    lines: tuple[Text | Small, ...] = (Text(text),)
    if missing:
        left_out = ", ".join(scope.removeprefix("instagram_business_").replace("_", " ") for scope in missing)
        lines = (*lines, Small(f"Not granted: {left_out}. Connect again to change that."))
    return Card(summary=text, lines=lines)
