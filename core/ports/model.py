"""A language model as the house knows it: what was asked of it, why it did not answer, whether it may be asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class ModelCall:
    """One question a model took, whether its answer was of use or not.

    purpose: what it was for, a word like "caption", "repair", "read" or "look". model: who says to have answered.
    input_tokens include the cached ones. None: nobody counted, as when the answer did not come in time.
    """

    purpose: str
    model: str
    input_tokens: int | None = None
    output_tokens: int | None = None
    cached_tokens: int = 0


class ModelTrouble(StrEnum):
    """Why a model gave no answer of use, by who can do something about it."""

    PASSING = "passing"
    """Nobody: it may work the next time."""
    SPENT = "spent"
    """An owner: the month's budget of the workspace is spent."""
    UNKNOWN_MODEL = "unknown_model"
    """Whoever runs Rite, as with the rest: the model is retired, or was never there."""
    WRONG_KEY = "wrong_key"
    NO_RIGHT = "no_right"
    """The key may not use this model."""
    NO_CREDIT = "no_credit"
    """The account at the model's server has nothing left to pay with."""


class Allowance(Protocol):
    """How much a model may still be asked."""

    async def lasts(self, asked: Sequence[ModelCall]) -> bool:
        """Whether one more question may be asked, after these that nobody has written down yet."""
        ...


class Unlimited:
    """An allowance without an end."""

    async def lasts(self, asked: Sequence[ModelCall]) -> bool:
        return True


UNLIMITED = Unlimited()
