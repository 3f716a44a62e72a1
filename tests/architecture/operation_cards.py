"""What those who run Rite see: alerts, how it is, work that was given up; core's own English stands as `wild`."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from bot.cards.api_tokens import made_card, shown_card, tokens_card
from bot.cards.card import Card
from bot.cards.operations import alert_card, dead_letters_card, health_card
from core.api_tokens.model import ApiToken, Scope
from core.dead_letters import DeadLetter
from core.operations.alert import AlertView
from core.operations.report import Report

AT = datetime(2026, 11, 27, 22, 0, tzinfo=UTC)


def operation_cards(wild: str) -> Iterator[tuple[str, Card]]:
    yield "an alert", alert_card(AlertView(wild * 3, False, None))
    yield "an alert that is over", alert_card(AlertView("Over.", True, None))
    yield "an alert of a task", alert_card(AlertView(wild, False, UUID(int=2**128 - 1)))
    figure = f"{wild}: 1,234.5 s, {wild} 99,999.9 s " + "█" * 24
    for given_up in (0, 3):
        full = Report(False, wild, (wild * 2,) * 5, (figure,) * 9, (wild,) * 5, given_up)
        yield f"health with {given_up} given up", health_card(full)
    yield "health without figures", health_card(Report(True, wild, (f"{wild}: 3 ms",), (), (), 0))
    letter = DeadLetter(UUID(int=2**128 - 1), f"{wild}.", wild, AT, 4, wild * 30)
    for number in (0, 1, 3):
        yield f"{number} dead letters", dead_letters_card([letter] * number, 2**31, "Europe/Berlin", teams=number > 1)
    yield from token_cards(wild)


def token_cards(wild: str) -> Iterator[tuple[str, Card]]:
    """Tokens for programs, with the longest names there are."""
    held = [
        ApiToken(
            id=UUID(int=2**128 - number),
            name=(wild * 10)[:60],
            scopes=[scope.value for scope in Scope],
            token_hash=(number % 2 and "f" * 64) or None,
            expires_at=AT + timedelta(days=365),
            used_at=(number % 3 and AT) or None,
        )
        for number in range(1, 21)
    ]
    for number in (0, 1, 20):
        yield f"{number} tokens", tokens_card(held[:number], "Europe/Berlin", "https://rite.example/api/v1")
    yield "a token that was made", made_card(held[1], "Europe/Berlin")
    yield "a token as it is shown", shown_card(held[0], f"rite_{'w' * 43}", "Europe/Berlin")
