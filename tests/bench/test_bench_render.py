"""make bench-render, very small: engines paint what they are told, and the same picture; the table says so."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from bench.peer_packages import NotToBeHad
from bench.processes import python
from bench.render.engine import Engine, started
from bench.render.engines.line_up import LINE_UP, floor, ours, plain_pillow
from bench.render.measure import WORKS, Found, measure
from bench.render.stock import lay_out
from bench.render.table import lines
from bench.rounds import Measured
from bench.sheet import Line

ALIKE = 5.0
"""Mean difference of two painters' pictures, 0 to 255, at a sixth of the size: edges, and light over or under shadow.
Without its title a flyer is 20 off."""


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("stock")
    lay_out(folder, events=3)
    yield folder
    shutil.rmtree(folder)


def test_engines_take_turns_and_paint_the_same_picture(stock: Path, tmp_path: Path) -> None:
    line_up = {"floor": floor, "ours": ours, "pillow": plain_pillow}
    found = measure(line_up, stock, rounds=1, share=0.03, looks=tmp_path)
    assert not found.missing
    assert all(cost > 0 for work in WORKS for costs in found.cpu[work.name].by_arm.values() for cost in costs)
    assert found.process.by_arm.keys() == found.memory.keys() == line_up.keys()
    assert all(size > 10_000_000 for size in found.memory.values())
    for flyer in ("complex", "typical"):
        mine, theirs = (_small(tmp_path / f"{flyer}-{name}.jpg") for name in ("ours", "pillow"))
        assert max(ImageStat.Stat(ImageChops.difference(mine, theirs)).mean) < ALIKE


def _small(file: Path) -> Image.Image:
    with Image.open(file) as picture:
        return picture.reduce(6)


def test_an_engine_that_does_not_run_is_told_with_its_last_words(stock: Path) -> None:
    lame = Engine("lame", python("-c", "raise ValueError('no letters here')"))
    with started(lame, stock) as running, pytest.raises(NotToBeHad, match="no letters here"):
        running.paint("typical", 1)


def test_the_table_holds_ours_to_floor_and_peers_and_names_who_is_missing() -> None:
    warm = Measured({"floor": (1.0, 2.0), "ours": (3.0, 8.0), "satori": (150.0, 300.0)})
    cold = Measured({"floor": (10.0,), "ours": (12.0,), "satori": (60.0,)})
    found = Found(
        cpu={"complex, warm": warm, "complex, new photo": cold, "typical, warm": warm},
        wall={"complex, warm": warm, "complex, new photo": cold, "typical, warm": warm},
        process=Measured({"ours": (0.25,)}),
        process_wall=Measured({"ours": (0.3,)}),
        memory={"ours": 130 * 1024 * 1024},
        missing={"napi": "no node here"},
    )
    told = {line.what: line for line in lines(found)}
    assert told["ours to the floor: complex, warm"].measured == "3.50x"
    assert told["ours to the floor: complex, warm"].goal == "≤ 3.5: kept"
    assert told["ours to the floor: complex, new photo"].goal == "≤ 1.3: kept"
    assert told["ours to the floor: typical, warm"].goal == "≤ 2.3: missed"
    assert told["satori to ours: complex, warm"].goal == "≥ 40: kept"
    assert told["satori to ours: complex, new photo"].goal == "≥ 10: missed"
    assert told["ours: a process for one complex flyer"].goal == "≤ 0.3 s: kept"
    assert told["ours, most memory of the process"].goal == "≤ 120 MB: missed"
    assert told["napi"] == Line("napi", "not run", "", "no node here")


def test_every_peer_the_goals_name_can_be_asked_for() -> None:
    assert {"floor", "ours", "satori", "chromium", "napi"} <= LINE_UP.keys()
