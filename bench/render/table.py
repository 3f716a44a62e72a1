"""What was measured as lines of the sheet: our goals first, then everybody beside the floor."""

from collections.abc import Iterator
from statistics import median

from bench.render.measure import FLOOR, OURS, Found
from bench.rounds import Measured
from bench.sheet import Goal, Line, at_least, at_most

TO_FLOOR = {"complex, warm": at_most(3.5), "complex, new photo": at_most(1.3), "typical, warm": at_most(2.3)}
"""What ours may come to, as a multiple of the floor."""
TO_PEERS = {
    ("satori", "complex, warm"): 40, ("satori", "typical, warm"): 10, ("satori", "complex, new photo"): 10,
    ("chromium", "complex, warm"): 4, ("napi", "complex, warm"): 2, ("napi", "complex, new photo"): 1.8,
}  # fmt: skip
"""How many times as much as ours a peer takes at least."""
PROCESS = at_most(0.30, " s")
MEMORY = at_most(120, " MB")
_MEGABYTE = 1024 * 1024


def lines(found: Found) -> list[Line]:
    return [*_goals(found), *_engines(found), *_missing(found)]


def _goals(found: Found) -> Iterator[Line]:
    if OURS not in next(iter(found.cpu.values())).by_arm:
        return
    for work, goal in TO_FLOOR.items():
        if FLOOR in found.cpu[work].by_arm:
            yield _ratio(f"ours to the floor: {work}", found.cpu[work], OURS, FLOOR, goal)
    for (peer, work), least in TO_PEERS.items():
        if peer in found.cpu[work].by_arm:
            yield _ratio(f"{peer} to ours: {work}", found.cpu[work], peer, OURS, at_least(least))
    seconds, wall = (each.middle(OURS) for each in (found.process, found.process_wall))
    told, beside = PROCESS.words(round(seconds, 3)), f"{wall:.2f} s on the clock"
    yield Line("ours: a process for one complex flyer", f"{seconds:.2f} s CPU", told, beside)
    megabytes = found.memory[OURS] / _MEGABYTE
    yield Line("ours, most memory of the process", f"{megabytes:.0f} MB", MEMORY.words(round(megabytes)))


def _engines(found: Found) -> Iterator[Line]:
    """Every engine and every work: CPU beside the floor's, or beside ours without one."""
    for work, measured in found.cpu.items():
        against = FLOOR if FLOOR in measured.by_arm else OURS
        for name in measured.by_arm:
            if name == against or against not in measured.by_arm:
                beside = f"{1000 * measured.middle(name):.1f} ms CPU"
                yield Line(f"{name}: {work}", "1.00x" if name == against else beside, "", beside)
            else:
                yield _ratio(f"{name}: {work}", measured, name, against, None, found.wall[work])
    for name, size in found.memory.items():
        process = found.process.middle(name) if name in found.process.by_arm else None
        started = "" if process is None else f"a process for one complex flyer: {process:.2f} s CPU"
        yield Line(f"{name}: memory", f"{size / _MEGABYTE:.0f} MB", "", started)


def _ratio(
    what: str, measured: Measured, arm: str, against: str, goal: Goal | None, walls: Measured | None = None
) -> Line:
    ratios = sorted(measured.ratios(arm, against))
    middle = median(ratios)
    spread = f"{ratios[0]:.2f} to {ratios[-1]:.2f}"
    mine, theirs = (1000 * measured.middle(each) for each in (arm, against))
    wall = f", {walls.ratio(arm, against):.1f}x on the clock" if walls else ""
    shown = f"{middle:.2f}x" if middle < 20 else f"{middle:.0f}x"
    told = goal.words(round(middle, 2)) if goal else ""
    return Line(what, shown, told, f"{spread}; {mine:.1f} | {theirs:.1f} ms{wall}")


def _missing(found: Found) -> Iterator[Line]:
    for name, why in found.missing.items():
        yield Line(name, "not run", "", why)
