"""However much is painted, memory stays bounded; and what was painted before never shows in a flyer."""

import json
import sys
from pathlib import Path
from typing import Any

import many_flyers
import pytest
from PIL import Image

from core.adapters.pillow_painter import PillowPainter
from core.adapters.pillow_painter.kept import Kept, forget_all, held, keeping, weight
from provision.commands import output_of
from provision.servers import ROOT

A_LITTLE = 8 * 1024 * 1024
"""By how much a hundred flyers may make a worker grow that has painted a hundred before."""


@pytest.fixture(scope="module")
def told() -> Any:
    """What a process said that painted 200 flyers."""
    # large pieces go back to the machine at once, so that what is seen is what is held
    environment = {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7", "MALLOC_MMAP_THRESHOLD_": "131072"}
    return json.loads(output_of([sys.executable, Path(many_flyers.__file__)], environment=environment))


def test_two_hundred_flyers_in_a_row_keep_memory_flat(told: Any) -> None:
    first, second = told["held"]
    assert second - first < A_LITTLE


def test_a_flyer_is_the_same_bytes_after_two_hundred_others_and_in_a_fresh_process(told: Any) -> None:
    forget_all()
    assert told["known"] == [many_flyers.painted(PillowPainter(), design) for design in many_flyers.DESIGNS]


def test_no_store_ever_holds_more_than_it_may() -> None:
    painter = PillowPainter()
    for design in many_flyers.DESIGNS:
        many_flyers.painted(painter, design)
    full = held()
    assert {"grounds", "photo.decoded", "text.ink_line"} <= {each.name for each in full}
    assert sum(each.bytes for each in full) > 0
    assert all(0 <= each.bytes <= each.most_bytes for each in full)
    assert sum(each.most_bytes for each in {each.name: each for each in full}.values()) < 100_000_000


def test_what_was_used_last_stays_and_the_rest_makes_room() -> None:
    store: Kept[bytes] = Kept("letters", 10, len)
    made: list[str] = []

    def get(name: str, size: int, room: int = 0) -> bytes:
        return store.get((name,), lambda: made.append(name) or bytes(size), room)  # type: ignore[func-returns-value]

    get("a", 4), get("b", 4), get("a", 4), get("c", 4), get("a", 4)
    assert made == ["a", "b", "c"]
    get("b", 4)
    assert made == ["a", "b", "c", "b"]
    get("huge", 11), get("huge", 11)
    assert made[4:] == ["huge", "huge"]
    assert store.held().bytes == 8
    get("d", 4, room=4)
    assert (store.held().count, store.held().bytes) == (2, 8)


def test_room_is_made_before_something_large_is_made() -> None:
    store: Kept[bytes] = Kept("photos", 10, len)
    store.get(("first",), lambda: bytes(8))
    seen = []

    def second() -> bytes:
        seen.append(store.held().bytes)
        return bytes(8)

    store.get(("second",), second, room=8)
    assert seen == [0]


def test_a_function_remembers_by_what_it_was_given() -> None:
    made = []

    @keeping(1_000_000, weight)
    def square(side: int, mode: str = "L") -> Image.Image:
        made.append((side, mode))
        return Image.new(mode, (side, side))

    assert square(10) is square(10)
    assert square(10, mode="RGB") is square(10, mode="RGB")
    assert square(10).mode == "L"
    assert made == [(10, "L"), (10, "RGB")]
