"""Cards about hours: good ones, proposals, and posts that stand too close."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from uuid import UUID

from bot.cards.card import Card, plain
from bot.cards.review import review_card
from bot.cards.times import clash_in_words, proposal_card, times_card, way_out
from core.posts.queries import PostView
from core.posts.repeats import Repeat, Same
from core.timing.clashes import Clash, Crowd
from core.timing.knowledge import Why
from core.timing.optimal import OptimalTime
from core.timing.proposal import ProposalState
from core.timing.proposal_view import MoveView, ProposalView

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LOCAL = datetime(2026, 11, 27, 22, 0)  # noqa: DTZ001 - wall time at the venue
ZONE = "America/Argentina/ComodRivadavia"
WHYS = (
    Why(1.4, False, 28, 6, 1.3, "clubs"),
    Why(1.0, True, 8, 1, 0.8, "clubs"),
    Why(1.0, False, 3, 2, 1.0, "nights out"),
)


def time_cards(wild: str, waiting: PostView) -> Iterator[tuple[str, Card]]:
    """`wild` is text people should not write; `waiting` a post in review with everything there can be."""
    for state, number, full in product(ProposalState, (0, 1, 5), (False, True)):
        what = f"proposal {state.value} of {number} {'full' if full else 'bare'}"
        yield what, proposal_card(_proposal(state, number, wild if full else ""))
    hours = tuple(OptimalTime(day, 20, 2.5, WHYS[day]) for day in range(3))
    for number, found in product((0, 1, 12), (0, 5)):
        accounts = [("@" + "w" * 30, hours)] * number
        yield f"best times of {number}, {found} moves", times_card(accounts, ZONE, found=found, settings=True)
    for crowd, own, free in product(Crowd, (False, True), (None, LOCAL)):
        what = f"{crowd.value} {'own' if own else 'other'} {'free' if free else 'full'}"
        near = Clash(
            crowd,
            mover=waiting.id,
            mover_title=wild[:40],
            own=own,
            other=wild[:40],
            event=wild[:120],
            other_local=LOCAL,
            hours=36,
            a_day=100,
            free_at=NOW if free else None,
            free_local=free,
        )
        yield f"clash {what}", plain(clash_in_words(near), *way_out(near))
        repeat = Repeat(wild[:40], wild[:120], LOCAL, own, Same.NEARLY_WORDS)
        yield f"post with clash {what}", review_card(replace(waiting, clash=near, repeat=repeat))


def _proposal(state: ProposalState, number: int, wild: str) -> ProposalView:
    words = (wild[:40], wild[:120], "@" + "w" * 30) if wild else ("Line-up", "Night", "")
    moves = tuple(
        MoveView(*words, ZONE, LOCAL, LOCAL, 1.4, WHYS[n % 3], made=n == 1, approved=bool(wild)) for n in range(number)
    )
    return ProposalView(UUID(int=9), state, moves, wild[:40])
