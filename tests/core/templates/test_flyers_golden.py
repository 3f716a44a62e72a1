"""Flyers as they were last looked at. RITE_UPDATE_GOLDEN=1 takes new ones; look at them before committing."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from flyer_scenes import HARD, far_apart, forty_names, jpeg, opened
from PIL import Image

from core.adapters.pillow_painter import PillowPainter
from core.adapters.pillow_painter.stage import stage_photo
from core.templates.catalog import sample, template
from core.templates.scene import Brand, Layout, Scene

SHELF = Path(__file__).parents[2] / "golden" / "flyers"
UPDATE = bool(os.environ.get("RITE_UPDATE_GOLDEN"))
WIDTH = 540
"""Goldens are kept at half size; what one must see on a phone is seen there, too."""
MEAN, PATCH = 2.5, 14.0
"""How far the whole picture, and the worst of its patches, may be off: other releases of the libraries draw edges
a little differently, a missing word is far beyond."""


@dataclass(frozen=True)
class Case:
    name: str
    template: str
    layout: Layout
    change: Callable[[Scene], Scene] | None = None
    photo: bool = False
    brand: Brand | None = None


CASES = (
    Case("industrial-announcement", "strobe", Layout.PORTRAIT),
    Case("photo-announcement", "front-row", Layout.PORTRAIT, photo=True),
    Case("neon-story", "neon-room", Layout.STORY),
    Case("collage-with-photo", "cut-paper", Layout.SQUARE, photo=True),
    Case("forty-names", "mainstage", Layout.PORTRAIT, forty_names),
    Case("long-words", "block-party", Layout.PORTRAIT, HARD["long words"]),
    Case("arabic-running-order", "running-order", Layout.STORY, HARD["arabic"]),
    Case("hebrew-grid", "grid-mono", Layout.SQUARE, HARD["hebrew"]),
    Case("many-scripts", "afterglow", Layout.PORTRAIT, HARD["many scripts"]),
    Case("countdown", "split-flap", Layout.PORTRAIT),
    Case("one-name", "blue-note", Layout.PORTRAIT, HARD["one name"]),
    Case("ticket-with-code", "stub", Layout.STORY),
    Case(
        "brand-colours", "rack", Layout.SQUARE, brand=Brand(primary="#0b6e4f", accent="#f2c14e", background="#08240f")
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_flyer_looks_as_it_did(case: Case, tmp_path: Path) -> None:
    painter = PillowPainter(system_fonts=tmp_path)
    scene = sample(case.template)
    scene = case.change(scene) if case.change else scene
    if case.photo:
        scene = Scene(**{**vars(scene), "photo": stage_photo()})
    painted = opened(painter.paint_now(template(case.template), case.layout, scene, case.brand or Brand()).jpeg)
    assert painted.size == case.layout.size
    small = painted.resize((WIDTH, painted.height * WIDTH // painted.width), Image.Resampling.LANCZOS)
    golden, failed = SHELF / f"{case.name}.jpg", SHELF / f"{case.name}.failed.jpg"
    if UPDATE:
        golden.write_bytes(jpeg(small))
    expected = opened(golden.read_bytes())
    if small.size != expected.size or differs(small, expected):
        failed.write_bytes(jpeg(small))
        pytest.fail(f"{case.name} looks different: compare {failed.name} with {golden.name} in tests/golden/flyers")
    failed.unlink(missing_ok=True)


def differs(first: Image.Image, second: Image.Image) -> bool:
    size = (first.width // 3, first.height // 3)  # at which grain and JPEG's own noise have averaged out
    near, far = (each.resize(size, Image.Resampling.BOX) for each in (first, second))
    return far_apart(near, far) > MEAN or worst_patch(first, second) > PATCH


def worst_patch(first: Image.Image, second: Image.Image) -> float:
    """Largest mean difference in any of about 200 patches."""
    size = (12, 12 * first.height // first.width)
    one, two = (each.resize(size, Image.Resampling.BOX).convert("RGB").tobytes() for each in (first, second))
    return max(abs(a - b) for a, b in zip(one, two, strict=True))
