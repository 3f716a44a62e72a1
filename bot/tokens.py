"""What a button carries: verb, subject and revision in at most 64 bytes (Telegram's limit)."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from core.errors import NotNow

NOBODY = UUID(int=0)
UNKNOWN = "I don't know that button any more."

Done = TypeVar("Done")


@dataclass(frozen=True)
class Token:
    """`number` is the revision the person saw, or the index of a choice."""

    verb: str
    subject: UUID = NOBODY
    number: int = 0

    def encode(self) -> str:
        """ "post.approve:AAAA...:3"; raises ValueError over 64 bytes."""
        text = f"{self.verb}:{base64.urlsafe_b64encode(self.subject.bytes).decode().rstrip('=')}:{self.number}"
        if len(text.encode()) > 64:
            raise ValueError(f"A button cannot carry {text!r}.")
        return text

    @staticmethod
    def decode(text: str) -> "Token":
        """Read a token back; raises NotNow for anything that is not ours."""
        try:
            verb, subject, number = text.split(":")
            return Token(verb, UUID(bytes=base64.urlsafe_b64decode(subject + "==")), int(number))
        except ValueError as error:
            raise NotNow(UNKNOWN) from error


def meant_by(verb: str, deeds: Mapping[str, Done]) -> Done:
    """What a table of presses holds for a verb; raises NotNow for a button that means nothing any more."""
    if verb not in deeds:
        raise NotNow(UNKNOWN)
    return deeds[verb]
