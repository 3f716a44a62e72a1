"""Access to an account ends, has ended, or was given up."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from bot.cards.card import Action, Card, Style, Text
from bot.language import mark, tr, tr_many
from bot.tokens import Token

FORGOTTEN = mark(
    "The owner of an Instagram account asked to be forgotten: its name, access, numbers and comments are erased here."
)
STAYS = mark("Events, drafts and approvals stay for when it is reconnected.")


def access_card(username: str, account_id: UUID, details: Mapping[str, Any]) -> Card:
    """`details` are the notice's: days_left, or held with disconnected_by, taken_back or erased."""
    held = int(details.get("held", 0))
    if "disconnected_by" in details:
        text = _disconnected(username, str(details["disconnected_by"]), held)
    elif "taken_back" in details:
        text = _taken_back(username, held)
    elif "erased" in details:
        text = f"{tr(FORGOTTEN)} {_held(held)} {tr('Connect an account to go on.')}"
    else:
        text = _ending(username, int(details.get("days_left", 0)))
    reconnect = Action(tr("Reconnect"), Token("account.connect", account_id), style=Style.PRIMARY)
    return Card(summary=text, lines=(Text(text),), actions=(reconnect,))


def _ending(username: str, days: int) -> str:
    if days <= 0:
        return tr(
            "Instagram access to @{username} has ended, so nothing can go out there. Reconnect it, and what is "
            "approved and still in time goes out by itself.",
            username=username,
        )
    return tr_many(
        "Instagram access to @{username} ends in {n} day. I renew it by myself, and that has not worked "
        "yet. Unless somebody reconnects it, nothing goes out there after that.",
        "Instagram access to @{username} ends in {n} days. I renew it by myself, and that has not worked "
        "yet. Unless somebody reconnects it, nothing goes out there after that.",
        days,
        username=username,
    )


def _disconnected(username: str, name: str, held: int) -> str:
    return f"{tr('{name} disconnected @{username}.', name=name, username=username)} {_held(held)} {tr(STAYS)}"


def _taken_back(username: str, held: int) -> str:
    taken = tr("Somebody took my access to @{username} back on Instagram.", username=username)
    return f"{taken} {_held(held)} {tr(STAYS)}"


def _held(held: int) -> str:
    if not held:
        return tr("No post was waiting.")
    return tr_many("{n} approved post is held.", "{n} approved posts are held.", held)
