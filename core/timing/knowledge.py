"""What is known of an account's good hours, as one value that scores any wall time and says why: pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from core.timing.online import Online, online
from core.timing.prior import Prior, prior_of
from core.timing.record import Past, Result, against_usual, around, is_clear
from core.timing.week import place

ENOUGH_DAYS, ENOUGH_POSTS = 7, 8
"""Less than both is too little to speak of an account's own followers."""


@dataclass(frozen=True)
class Why:
    """Values for a sentence. online: how many followers are online then, against the hour before the move (or the
    week's average, where nothing moves); most: no hour has more of them. days, posts: the sample. times: how often the
    usual those posts reached. about: of whom the prior is true.
    """

    online: float
    most: bool
    days: int
    posts: int
    times: float
    about: str
    clear: bool = False
    """Whether that is more, or less, than chance alone would bring about."""

    @property
    def own(self) -> bool:
        """Whether it speaks of this account's followers, not of everybody's."""
        return self.days >= ENOUGH_DAYS or self.posts >= ENOUGH_POSTS


@dataclass(frozen=True)
class Knowledge:
    """Of one account, in the wall time of one zone, for one genre."""

    prior: Prior
    online: Online
    past: tuple[Past, ...] = ()

    @property
    def enough(self) -> bool:
        """Whether there is something to learn from that is worth proposing unasked."""
        return self.online.days >= ENOUGH_DAYS or len(self.past) >= ENOUGH_POSTS

    def score(self, local: datetime, *, story: bool = False) -> float:
        """How good an hour is, 1.0 being the week's average."""
        return self.online.curve[place(local)] * around(self.past, local, story=story).factor

    def why(self, local: datetime, *, story: bool = False, instead_of: datetime | None = None) -> Why:
        known, curve = around(self.past, local, story=story), self.online.curve
        here, before = curve[place(local)], curve[place(instead_of)] if instead_of else 1.0
        return Why(
            online=here / before if before else 1.0,
            most=here >= max(curve),
            days=self.online.days,
            posts=known.posts,
            times=known.times,
            about=self.prior.about,
            clear=is_clear(self.past, local, story=story),
        )


def knowledge(told: Mapping[str, int], results: Iterable[Result], zone: str, genre: str = "") -> Knowledge:
    """told: hour (ISO, UTC) -> followers online; results: what past posts came to."""
    prior = prior_of(genre)
    return Knowledge(prior, online(told, zone, prior.curve), against_usual(results))
