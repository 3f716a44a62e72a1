"""Which news about tickets are worth a post, each once: pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from core.tickets.state import FAST_SHARE, Tickets

FAST, LAST, TIER, SOLD_OUT = "selling_fast", "last_tickets", "new_tier", "sold_out"
"""As phases of a campaign (core/campaigns/cadence), and as what the copywriter is told."""


@dataclass(frozen=True)
class Milestone:
    """key: what is remembered, so that it is told once; phase: the post that tells it."""

    key: str
    phase: str


def reached(before: Tickets, now: Tickets, told: Collection[str]) -> tuple[Milestone, ...]:
    """What is new and was not told yet, the strongest news first.

    What is sold out has no last tickets, and who has only the last ones does not speak of selling fast: of these the
    strongest alone is worth a post.
    """
    strongest = next(_loudest(now), None)
    found = [strongest] if strongest and strongest.key not in told else []
    if not now.sold_out:
        found += [one for one in _tiers(before, now) if one.key not in told]
    return tuple(found)


def passed(now: Tickets) -> tuple[str, ...]:
    """Keys of everything that holds by now: weaker news is not told later, when a number is put right."""
    return tuple(one.key for one in _loudest(now))


def _loudest(now: Tickets) -> Iterator[Milestone]:
    if now.sold_out:
        yield Milestone(SOLD_OUT, SOLD_OUT)
    if now.few or now.sold_out:
        yield Milestone(LAST, LAST)
    if now.few or now.sold_out or (now.share or 0) >= FAST_SHARE:
        yield Milestone(FAST, FAST)


def _tiers(before: Tickets, now: Tickets) -> Iterator[Milestone]:
    for name in now.over:
        if name not in before.over:
            yield Milestone(f"{TIER}:{name.casefold()}"[:80], TIER)
    if before.tier and now.tier.casefold() != before.tier.casefold():
        yield Milestone(f"{TIER}:{before.tier.casefold()}"[:80], TIER)
