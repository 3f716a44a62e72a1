"""One present for all processes: whatever their own clocks say, and whatever is done to them while they run."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import formatdate

import pytest
from servers import database_url
from stages.world import PATIENCE_SECONDS

from core.clock import MovableClock, SystemClock, instant, steady_seconds, wall_seconds
from core.database import open_engine
from core.shared_clock import HOLD_AT_MOST_SECONDS, LocalClock, SharedClock, clock_of, kept
from core.witness import Witness, gap_in_words

HOUR = 3600.0
NEAR = 2.0
"""What is the same time here: whole seconds of a date, and a machine that is busy."""


@dataclass
class World:
    """Real time, a server that may be wrong about it, and an Instagram that may be out of reach."""

    server_ahead: float = 0.0
    reachable: bool = True
    asked: int = 0

    def __post_init__(self) -> None:
        self.witness = Witness(self.answer)

    async def ask_server(self) -> float:
        return self.real() + self.server_ahead - steady_seconds()

    async def answer(self) -> dict[str, str]:
        """Any answer of Instagram's."""
        self.asked += 1
        if not self.reachable:
            raise ConnectionError
        return {"date": formatdate(self.real(), usegmt=True)}

    def real(self) -> float:
        return wall_seconds()

    def clock(self, *, wall_ahead: float = 0.0) -> SharedClock:
        """A process of its own, with a wall clock of its own."""
        return SharedClock(self.ask_server, self.witness, wall=lambda: wall_seconds() + wall_ahead)

    def off(self, clock: SystemClock) -> float:
        """How far a clock is ahead of real time."""
        return (clock.now() - instant(self.real())).total_seconds()


@pytest.mark.parametrize("wall_ahead", [-300.0, 0.0, 300.0])
async def test_a_process_whose_wall_clock_is_minutes_off_has_the_servers_time(wall_ahead: float) -> None:
    world = World()
    clock = world.clock(wall_ahead=wall_ahead)
    await clock.read()
    assert abs(world.off(clock)) < NEAR
    assert clock.now() == pytest.approx(clock.steady(), abs=timedelta(seconds=NEAR))


async def test_postgresql_tells_the_time_to_every_process_alike() -> None:
    engine = open_engine(database_url())
    world = World()

    def process(wall_ahead: float) -> SharedClock:
        return SharedClock(clock_of(engine), world.witness, wall=lambda: wall_seconds() + wall_ahead)

    first, second = process(0.0), process(HOUR)
    try:
        async with kept(first), kept(second):
            assert abs((first.now() - second.now()).total_seconds()) < NEAR
            assert abs(world.off(first)) < NEAR
    finally:
        await engine.dispose()


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
async def test_a_server_whose_clock_jumps_is_not_followed_against_instagram(jump: float) -> None:
    world = World()
    clock = world.clock()
    await clock.read()
    world.server_ahead = jump
    await clock.read()
    assert abs(world.off(clock)) < NEAR
    assert world.witness.apart(clock.reported()) == pytest.approx(timedelta(seconds=jump), abs=timedelta(seconds=NEAR))
    world.server_ahead = 0.0
    await clock.read()
    assert abs(world.off(clock)) < NEAR
    assert world.witness.apart(clock.reported()) is None


@pytest.mark.parametrize("wrong", [HOUR, -HOUR])
async def test_a_server_that_is_set_right_is_followed_at_once(wrong: float) -> None:
    world = World(server_ahead=wrong, reachable=False)
    clock = world.clock(wall_ahead=wrong)
    await clock.read()
    assert abs(world.off(clock) - wrong) < NEAR  # nobody said otherwise
    world.server_ahead, world.reachable = 0.0, True
    await clock.read()
    assert abs(world.off(clock)) < NEAR


async def test_a_process_that_starts_beside_a_wrong_server_has_the_others_time() -> None:
    world = World(server_ahead=HOUR)
    clock = world.clock()
    await clock.read()
    assert abs(world.off(clock)) < NEAR


async def test_the_first_answer_of_instagram_sets_a_process_right_that_knew_no_better() -> None:
    world = World(server_ahead=HOUR)
    clock = world.clock(wall_ahead=HOUR)
    await clock.read()
    assert abs(world.off(clock) - HOUR) < NEAR
    world.witness.hear(await world.answer())
    await clock.read()
    assert abs(world.off(clock)) < NEAR


async def test_with_nobody_to_ask_a_jump_is_held_for_a_while_and_then_believed() -> None:
    world = World(reachable=False)
    clock = world.clock()
    await clock.read()
    world.server_ahead = HOUR
    await clock.read()
    await clock.read()
    assert abs(world.off(clock)) < NEAR
    clock._in_doubt_since = steady_seconds() - HOLD_AT_MOST_SECONDS - 1  # minutes later
    await clock.read()
    assert abs(world.off(clock) - HOUR) < NEAR


async def test_a_server_that_is_away_changes_nothing() -> None:
    engine = open_engine("postgresql://nobody@127.0.0.1:1/nothing")
    world = World()
    clock = SharedClock(clock_of(engine), world.witness)
    await clock.read()
    assert abs(world.off(clock)) < NEAR
    await engine.dispose()


async def test_small_differences_are_followed_without_asking_anybody() -> None:
    world = World()
    clock = world.clock()
    await clock.read()
    world.server_ahead = 0.4
    await clock.read()
    assert abs(world.off(clock) - 0.4) < 0.2
    assert world.asked == 0


class Wall:
    """A machine's clock that somebody sets."""

    ahead = 0.0

    def __call__(self) -> float:
        return wall_seconds() + self.ahead


@pytest.mark.parametrize("step", [HOUR, -HOUR])
async def test_on_one_machine_a_step_of_its_clock_ends_no_lease_and_prolongs_none(step: float) -> None:
    world, wall = World(), Wall()
    clock = LocalClock(world.witness, wall=wall)
    await clock.read()
    lease_until = clock.steady() + timedelta(seconds=20)
    wall.ahead = step
    await clock.read()
    left = (lease_until - clock.steady()).total_seconds()
    assert abs(left - 20) < NEAR
    assert abs(world.off(clock)) < NEAR  # and nothing is due that was not


@pytest.mark.parametrize(
    "clock", [SystemClock, lambda: MovableClock(datetime(2030, 1, 1, tzinfo=UTC))], ids=["system", "movable"]
)
async def test_every_clock_wakes_up_at_or_just_after_the_moment(clock: Callable[[], SystemClock]) -> None:
    opened = clock()
    wake = opened.now() + timedelta(milliseconds=20)
    await opened.sleep_until(wake)
    assert opened.now() >= wake


async def test_a_moved_sandbox_leaves_real_time_alone() -> None:
    clock = MovableClock(datetime(2030, 1, 1, tzinfo=UTC))
    before = clock.steady()
    clock.move_to(datetime(2031, 1, 1, tzinfo=UTC))
    assert clock.now() >= datetime(2031, 1, 1, tzinfo=UTC)
    assert clock.steady() - before < timedelta(minutes=1)
    assert abs(clock.reported() - clock.steady()) < timedelta(minutes=1)


@pytest.mark.parametrize(
    "headers",
    [{}, {"date": "soon"}, {"date": ""}, {"date": "Mon, 30 Nov 2026 25:00:00 GMT"}, {"age": "90", "date": "now"}],
)
def test_an_answer_without_a_usable_date_says_nothing(headers: dict[str, str]) -> None:
    witness = Witness()
    witness.hear(headers)
    assert witness.offset() is None
    assert witness.apart(SystemClock().now()) is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (3600, "60 minutes ahead of"),
        (-45, "45 seconds behind"),
        (86400, "24 hours ahead of"),
        (-150, "2 minutes behind"),
    ],
)
def test_how_far_clocks_are_apart_is_said_in_words(seconds: float, words: str) -> None:
    assert gap_in_words(timedelta(seconds=seconds)) == words


async def test_a_clock_is_kept_until_its_process_ends() -> None:
    world = World()
    clock = world.clock(wall_ahead=HOUR)
    async with kept(clock, 0.01), asyncio.timeout(PATIENCE_SECONDS):
        assert abs(world.off(clock)) < NEAR
        world.server_ahead = 0.6
        while world.off(clock) < 0.3:  # noqa: ASYNC110 - a clock tells nobody that it was read
            await asyncio.sleep(0.01)
    world.server_ahead = 0.0
    await asyncio.sleep(0.05)
    assert world.off(clock) > 0.3
    async with kept(SystemClock()):  # nothing to keep
        await asyncio.sleep(0)
