"""What can be shown about somebody's data."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

from bot.cards.card import Card
from bot.cards.privacy import Standing, export_card, privacy_card
from core.privacy.model import PrivacyRequest, Whose, Wish

AT = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
ADDRESS = f"https://rite.example/media/{'a' * 64}.zip?expires=1795939200&signature={'b' * 43}"


def request(whose: Whose, *, held: bool = False, files: bool = False) -> PrivacyRequest:
    return PrivacyRequest(
        id=UUID(int=1),
        wish=Wish.ERASE,
        whose=whose,
        code="c" * 20,
        due_at=AT,
        held=["a post"] if held else [],
        files=["a file"] if files else [],
    )


def every_privacy_card() -> Iterator[tuple[str, Card]]:
    """(what it is, the card)."""
    for grace in (0, 1, 7):
        yield f"privacy, {grace} days", privacy_card(Standing(None, None, grace == 7, grace, "Europe/Berlin"))
    waiting = Standing(request(Whose.PERSON), request(Whose.TEAM, held=True), True, 7, "Europe/Berlin")
    yield "privacy, both asked for", privacy_card(waiting)
    for whose in Whose:
        yield f"export of a {whose.value}", export_card(request(whose, files=True), ADDRESS, AT, "Europe/Berlin")
    yield "export that failed", export_card(request(Whose.TEAM), "", AT, "Europe/Berlin")
