"""rite tasks: what the background has to do, and what becomes of tasks that were given up."""

from datetime import timedelta

from core.masking import masked
from core.operations.backlog import Listed, State, drop, given_up, listed, replay, standings
from rite.opened import opened

SHOWN = 50
ERROR_SHOWN = 100


async def show() -> list[str]:
    """The lines to print: how many there are of each kind, then the most pressing ones."""
    async with opened() as services:
        clock = services.clock
        async with services.db.reading() as session:
            standing = await standings(session, clock)
            rows = await listed(session, clock, SHOWN)
    if not rows:
        return ["Nothing waits, nothing was given up."]
    total = sum(one.count for one in standing)
    lines = [", ".join(f"{one.count} {one.state} in {one.queue}" for one in standing) + "."]
    lines += [_line(row) for row in rows]
    if total > len(rows):
        lines.append(f"... and {total - len(rows)} more.")
    if any(row.state is State.GIVEN_UP for row in rows):
        lines.append("Run one again with `rite tasks replay ID`, or `all`; forget one with `rite tasks drop ID`.")
    return lines


async def run_again(which: str) -> list[str]:
    """Give what was given up all its chances anew."""
    async with opened() as services, services.db.transaction() as session:
        count = await replay(session, await given_up(session, which), services.clock)
    return [f"{_tasks(count)} will run again as soon as a clock and a worker run."]


async def forget(which: str) -> list[str]:
    """Delete what was given up."""
    async with opened() as services, services.db.transaction() as session:
        count = await drop(session, await given_up(session, which))
    return [f"Dropped {_tasks(count)}."]


def _line(row: Listed) -> str:
    error = masked(row.error).splitlines()[0][:ERROR_SHOWN] if row.error else ""
    tries = f"{row.tries} {'try' if row.tries == 1 else 'tries'}"
    age = _spoken(row.age)
    return f"{str(row.id)[:8]}  {row.state:<8}  {row.name:<18}  {row.queue:<8}  {age:>5}  {tries:<8}  {error}".rstrip()


def _spoken(age: timedelta) -> str:
    seconds = max(0, int(age.total_seconds()))
    for unit, size in (("d", 86_400), ("h", 3600), ("min", 60)):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def _tasks(count: int) -> str:
    return "1 task" if count == 1 else f"{count} tasks"
