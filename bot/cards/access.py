"""Access to an account ends, has ended, or was given up."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from bot.cards.card import Action, Card, Style, Text
from bot.tokens import Token
from bot.words import count

FORGOTTEN = (
    "The owner of an Instagram account asked to be forgotten: its name, access, numbers and comments are erased here."
)
STAYS = "Events, drafts and approvals stay for when it is reconnected."


def access_card(username: str, account_id: UUID, details: Mapping[str, Any]) -> Card:
    """`details` are the notice's: days_left, or held with disconnected_by, taken_back or erased."""
    if "disconnected_by" in details:
        text = _disconnected(username, str(details["disconnected_by"]), int(details.get("held", 0)))
    elif "taken_back" in details:
        text = _taken_back(username, int(details.get("held", 0)))
    elif "erased" in details:
        text = f"{FORGOTTEN} {_held(int(details.get('held', 0)))}. Connect an account to go on."
    else:
        text = _ending(username, int(details.get("days_left", 0)))
    reconnect = Action("Reconnect", Token("account.connect", account_id), style=Style.PRIMARY)
    return Card(summary=text, lines=(Text(text),), actions=(reconnect,))


def _ending(username: str, days: int) -> str:
    if days <= 0:
        return (
            f"Instagram access to @{username} has ended, so nothing can go out there. Reconnect it, and what is "
            "approved and still in time goes out by itself."
        )
    return (
        f"Instagram access to @{username} ends in {count(days, 'day')}. I renew it by myself, and that has not worked "
        "yet. Unless somebody reconnects it, nothing goes out there after that."
    )


def _disconnected(username: str, name: str, held: int) -> str:
    return f"{name} disconnected @{username}. {_held(held)}. {STAYS}"


def _taken_back(username: str, held: int) -> str:
    return f"Somebody took my access to @{username} back on Instagram. {_held(held)}. {STAYS}"


def _held(held: int) -> str:
    return f"{count(held, 'approved post')} {'is' if held == 1 else 'are'} held" if held else "No post was waiting"
