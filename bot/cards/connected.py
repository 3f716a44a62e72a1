"""An account was connected, or taken away."""

from collections.abc import Sequence

from bot.cards.accounts import not_granted
from bot.cards.card import Action, Card, Small, Text
from bot.language import tr
from bot.tokens import Token
from core.accounts.rights import Right


def connected_card(username: str, missing: Sequence[Right]) -> Card:
    """Say which account, and what cannot work for want of a right."""
    text = tr("@{username} is connected. What you approve goes out there.", username=username)
    if Right.PUBLISH in missing:
        text = tr(
            "@{username} is connected, but I may not publish there, so nothing can go out yet.", username=username
        )
    if not missing:
        return Card(summary=text, lines=(Text(text),))
    again = Action(tr("Connect again"), Token("account.connect"))
    return Card(summary=text, lines=(Text(text), Small(not_granted(missing))), actions=(again,))
