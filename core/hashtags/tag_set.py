"""A team's own set of hashtags as a value, and on which posts it is used. Pure."""

import enum
from dataclasses import dataclass

from core.events.moments.folding import fold
from core.ports.copywriter import Brief


class Scope(enum.Enum):
    """What a set is bound to."""

    ALWAYS = "always"
    GENRE = "genre"
    CITY = "city"
    PHASE = "phase"


@dataclass(frozen=True)
class TagSet:
    """A name, tags with their "#" in order of weight, and what it is bound to. value: "" for every post."""

    name: str
    tags: tuple[str, ...]
    scope: Scope = Scope.ALWAYS
    value: str = ""

    def fits(self, brief: Brief) -> bool:
        """Whether a post gets it."""
        if self.scope is Scope.ALWAYS:
            return True
        said = {Scope.GENRE: brief.genre, Scope.CITY: brief.city, Scope.PHASE: brief.phase}[self.scope]
        return fold(said).strip() == fold(self.value).strip()
