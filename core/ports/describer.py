"""The describer: what is to be seen in a picture somebody uploaded."""

from dataclasses import dataclass
from typing import Protocol

from core.ports.model import UNLIMITED, Allowance, ModelCall, ModelTrouble


@dataclass(frozen=True)
class Seen:
    """What a picture shows, in a sentence or two; text "" when nobody could tell, and then why says it as a clause.

    calls, trouble: as in core.ports.copywriter.Draft.
    """

    text: str = ""
    why: str = ""
    calls: tuple[ModelCall, ...] = ()
    trouble: ModelTrouble | None = None


class Describer(Protocol):
    """Looks at pictures for people who do not see them; may be called from many tasks at once."""

    async def describe(self, picture: bytes, language: str, allowance: Allowance = UNLIMITED) -> Seen:
        """Look at a JPEG and tell it in that language. Never raises for a model's trouble."""
        ...
