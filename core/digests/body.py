"""What a digest says, as it is stored: values only."""

from dataclasses import dataclass, field

YESTERDAY, LAST_DIGEST, WEEK = "yesterday", "digest", "week"
"""Since when something is new: usually since yesterday; longer where a digest did not come, or is weekly."""


@dataclass(frozen=True)
class Told:
    """One post in a digest. `reach` is None while Instagram has not said; at, clock: wall time at the venue."""

    title: str
    event: str
    at: str
    reach: int | None = None
    likes: int | None = None
    permalink: str | None = None
    new: bool = False
    views: int | None = None
    interactions: int | None = None
    visits: int | None = None
    taps: int | None = None
    post_id: str = ""
    clock: str = ""
    verdict: str = ""
    """Against those before it of its account, phase and format, at the same age (core/insights/compare.py)."""
    earlier: int = 0
    """How many those are."""
    usual: int | None = None
    usual_low: int = 0
    usual_high: int = 0
    """Half of them lie between."""


@dataclass(frozen=True)
class Ending:
    """An account that has to be signed in again; days: until it is too late, 0 when it is."""

    account_id: str
    username: str
    days: int


@dataclass(frozen=True)
class Countdown:
    """An event to come and how far its first goal is; goal: "" where nobody set one."""

    event: str
    days: int
    goal: str = ""
    wanted: int = 0
    so_far: int | None = None
    measured: int = 0
    live: int = 0


@dataclass(frozen=True)
class Body:
    """A digest as it is stored: what it says about one local day, or about the seven before it."""

    workspace: str
    live: list[Told] = field(default_factory=list)
    """Of the last seven days; `new` are those the digest is about."""
    next: list[Told] = field(default_factory=list)
    waiting: list[Told] = field(default_factory=list)
    trouble: list[Told] = field(default_factory=list)
    endings: list[Ending] = field(default_factory=list)
    countdown: list[Countdown] = field(default_factory=list)
    weekly: bool = False
    since: str = YESTERDAY
    """What `new` means."""
    to: list[str] = field(default_factory=list)
    """Members without whom something of today stops."""
    clicks: int | None = None
    """On the team's short links since then; None where there are none."""

    @property
    def empty(self) -> bool:
        """Nothing went out since the last digest, nothing will today, and nobody has to do anything."""
        return not (any(told.new for told in self.live) or self.next or self.needs_somebody)

    @property
    def needs_somebody(self) -> bool:
        return bool(self.waiting or self.trouble or self.endings)
