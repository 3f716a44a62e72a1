"""Presses of inline buttons that wait for an answer."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.telegram.refusal import QUERY_TOO_OLD, bad_request

SECONDS_TO_ANSWER = 60.0
LONGEST_ANSWER = 200


@dataclass
class Press:
    """One callback query: who pressed, and when in real seconds."""

    id: str
    user_id: int
    at: float
    answered: bool = False


class Callbacks:
    """Who pressed what, and what was answered. real_seconds is a monotonic clock, not the sandbox's."""

    def __init__(self, real_seconds: Callable[[], float] = time.monotonic) -> None:
        self.real_seconds = real_seconds
        self.answers: dict[int, list[dict[str, Any]]] = {}
        self._presses: dict[str, Press] = {}

    def ask(self, user_id: int) -> Press:
        number = 4_500_000_000_000_001 + len(self._presses)
        press = Press(str(number), user_id, self.real_seconds())
        self._presses[press.id] = press
        return press

    def answer(self, query_id: str, text: str, show_alert: bool) -> None:
        """Stop the button's spinner and show the text. Raises Refusal: unknown, late, answered before, too long."""
        press = self._presses.get(query_id)
        late = press is None or self.real_seconds() - press.at > SECONDS_TO_ANSWER
        if press is None or late or press.answered:
            raise bad_request(QUERY_TOO_OLD)
        if len(text) > LONGEST_ANSWER:
            raise bad_request("MESSAGE_TOO_LONG")
        press.answered = True
        if text:
            self.answers.setdefault(press.user_id, []).append({"text": text, "show_alert": show_alert})

    def spinning(self, user_id: int) -> int:
        """How many of a person's presses still wait, the ones that timed out not counted."""
        now = self.real_seconds()
        waiting = (one for one in self._presses.values() if not one.answered and one.user_id == user_id)
        return sum(1 for one in waiting if now - one.at <= SECONDS_TO_ANSWER)
