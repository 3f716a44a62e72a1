"""A new campaign's slots keep apart from each other and from what the account has planned already: pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from core.campaigns.plan import Slot
from core.events.moments import to_local
from core.posts.model import Format
from core.timing.gaps import Gaps, Placed, is_over_quota, too_close, yields
from core.timing.room import room_for
from core.timing.suggest import free_moment

NEW = UUID(int=0)
"""The campaign that is being planned; its slots are numbered from 1 as ids."""


def spread(
    slots: Sequence[Slot],
    busy: Sequence[Placed],
    gaps: Gaps,
    *,
    zone: str,
    evening: date,
    now: datetime,
    beside: Sequence[datetime] = (),
) -> tuple[Slot, ...]:
    """Shift what stands too close, within its window and the order of phases; posts of the day first.

    beside: when posts of the same campaign go out that stay where they are.

    What finds no free moment stays where it is: its card says so.
    """
    placed = {number: _placed(number, slot, zone, evening) for number, slot in enumerate(slots, start=1)}
    settled = list(busy)
    for number in sorted(placed, key=lambda number: (not placed[number].day_of, placed[number].due_at)):
        post, slot = placed[number], slots[number - 1]
        if not _must_move(post, settled, gaps):
            settled.append(post)
            continue
        siblings = [*beside, *(other.due_at for key, other in placed.items() if key != number)]
        room = room_for(
            post.due_at, slot.not_after, siblings, zone=zone, evening=evening, now=now, phase=slot.phase.key
        )
        moment = free_moment(post, room, settled, gaps)
        placed[number] = post if moment is None else replace(post, due_at=moment)
        settled.append(placed[number])
    return tuple(_at(slot, placed[number].due_at, zone) for number, slot in enumerate(slots, start=1))


def _at(slot: Slot, due_at: datetime, zone: str) -> Slot:
    if due_at == slot.due_at:
        return slot
    return replace(slot, due_at=due_at, local=to_local(due_at, zone), note="", aside=True)


def _must_move(post: Placed, others: Sequence[Placed], gaps: Gaps) -> bool:
    clashing = any(too_close(post, other, gaps) and yields(post, other) for other in others)
    return clashing or is_over_quota(post, others, gaps)


def _placed(number: int, slot: Slot, zone: str, evening: date) -> Placed:
    day = slot.due_at.astimezone(ZoneInfo(zone)).date()
    return Placed(UUID(int=number), NEW, slot.due_at, slot.format is Format.STORY, day == evening)
