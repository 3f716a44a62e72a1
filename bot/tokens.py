"""What a button carries: verb, subject and revision in at most 64 bytes (Telegram's limit)."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from bot.language import mark, tr
from core.errors import NotNow

LARGEST = 2**32
"""No number in a button is larger: a revision, a place in a list, a checksum."""
NOBODY = UUID(int=0)
UNKNOWN = mark("I don't know that button any more.")

Done = TypeVar("Done")


@dataclass(frozen=True)
class Token:
    """`number` is the revision the person saw, or the index of a choice."""

    verb: str
    subject: UUID = NOBODY
    number: int = 0

    def encode(self) -> str:
        """ "post.approve:AAAA...:3"; raises ValueError over 64 bytes, and for a number that is not read back."""
        if abs(self.number) > LARGEST:
            raise ValueError(f"A button cannot carry the number {self.number}.")
        text = f"{self.verb}:{base64.urlsafe_b64encode(self.subject.bytes).decode().rstrip('=')}:{self.number}"
        if len(text.encode()) > 64:
            raise ValueError(f"A button cannot carry {text!r}.")
        return text

    @staticmethod
    def decode(text: str) -> "Token":
        """Read a token back; raises NotNow for anything that is not ours."""
        try:
            verb, subject, written = text.split(":")
            number = int(written)
            if abs(number) > LARGEST:
                raise ValueError("That is no number of ours.")
            return Token(verb, UUID(bytes=base64.urlsafe_b64decode(subject + "==")), number)
        except ValueError as error:
            raise NotNow(tr(UNKNOWN)) from error


def id_in(about: str) -> UUID:
    """Whose id a form's subject begins with; raises NotNow for one that is none of ours."""
    try:
        return UUID(about.partition(":")[0])
    except ValueError as error:
        raise NotNow(tr(UNKNOWN)) from error


def number_in(about: str) -> int:
    """The number behind it, 0 for none; raises NotNow."""
    try:
        return int(about.partition(":")[2][:11] or 0)
    except ValueError as error:
        raise NotNow(tr(UNKNOWN)) from error


def day_in(number: int) -> date:
    """The day a button carries; raises NotNow."""
    try:
        return date.fromordinal(number)
    except (ValueError, OverflowError) as error:
        raise NotNow(tr(UNKNOWN)) from error


def meant_by(verb: str, deeds: Mapping[str, Done]) -> Done:
    """What a table of presses holds for a verb; raises NotNow for a button that means nothing any more."""
    if verb not in deeds:
        raise NotNow(tr(UNKNOWN))
    return deeds[verb]
