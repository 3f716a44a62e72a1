"""Flyers as they were last looked at. RITE_UPDATE_GOLDEN=1 takes new ones; look at them before committing."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from flyer_scenes import HARD, far_apart, forty_names, jpeg, opened
from PIL import Image

from core.adapters.pillow_painter import PillowPainter
from core.adapters.pillow_painter.stage import stage_photo
from core.templates.catalog import sample, template
from core.templates.fonts.faces import SYSTEM_FONTS, system_faces
from core.templates.scene import Brand, Layout, Scene

SHELF = Path(__file__).parents[2] / "golden" / "flyers"
UPDATE = bool(os.environ.get("RITE_UPDATE_GOLDEN"))
WIDTH = 540
"""Goldens are kept at half size; what one must see on a phone is seen there, too."""
MEAN, PATCH = 2.5, 34.0
"""How far the whole picture, and the worst of its patches, may be off: other releases of the libraries draw edges
a little differently, up to 24; another letter in a name gives 45 and more, an empty box far more."""
PATCHES = 72
"""Across the flyer: about as wide as a letter in a name."""
KNOWN_FONTS = {
    "cjk": ("fonts-noto-cjk", "faa5f3656a78b2e2d450d27fe8382c778bc2b6bb5ea29c986664a6a435056ceb"),
    "emoji": ("fonts-noto-color-emoji", "e5899ed38b8ed83e08bd3ac5de09791e9d19d288333a796de1d35ad17396f1ec"),
}
"""Debian's packages, and the SHA-256 of the font files the goldens were painted with."""
OTHER_FONT = 3.0
"""How much further a flyer may be off where the machine has another release of such a font."""


@dataclass(frozen=True)
class Case:
    name: str
    template: str
    layout: Layout
    change: Callable[[Scene], Scene] | None = None
    photo: bool = False
    brand: Brand | None = None
    font: str = ""
    """A font of the system it needs."""


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
    Case("names-stacked", "cypher", Layout.SQUARE),
    Case("one-name-stacked", "cypher", Layout.PORTRAIT, HARD["one name"]),
    Case("forty-names-story", "drift", Layout.STORY, forty_names),
    Case("missing-photo", "keepsake", Layout.SQUARE),
    Case("recap-without-photo", "encore", Layout.PORTRAIT),
    Case("arches-with-photo", "heatwave", Layout.STORY, photo=True),
    Case("map", "cross-street", Layout.STORY),
    Case("no-line-up", "liner-notes", Layout.SQUARE, HARD["no line-up"]),
    Case("two-digits", "t-minus", Layout.SQUARE, HARD["twelve days"]),
    Case("thai", "grid-mono", Layout.PORTRAIT, HARD["thai"]),
    Case("turkish", "strobe", Layout.STORY, HARD["turkish"]),
    Case("mixed-directions", "split-flap", Layout.PORTRAIT, HARD["mixed directions"]),
    Case("japanese", "neon-room", Layout.STORY, HARD["japanese"], font="cjk"),
    Case("korean", "mainstage", Layout.SQUARE, HARD["korean"], font="cjk"),
    Case("chinese", "liner-notes", Layout.PORTRAIT, HARD["chinese"], font="cjk"),
    Case("emoji", "photocopy", Layout.PORTRAIT, HARD["emoji"], font="emoji"),
    Case("one-name", "blue-note", Layout.PORTRAIT, HARD["one name"]),
    Case("ticket-with-code", "stub", Layout.STORY),
    Case(
        "brand-colours", "rack", Layout.SQUARE, brand=Brand(primary="#0b6e4f", accent="#f2c14e", background="#08240f")
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_flyer_looks_as_it_did(case: Case, tmp_path: Path) -> None:
    slack = _slack(case.font)
    painter = PillowPainter(system_fonts=SYSTEM_FONTS if case.font else tmp_path)
    small = _painted(painter, case)
    golden, failed = SHELF / f"{case.name}.jpg", SHELF / f"{case.name}.failed.jpg"
    if UPDATE:
        golden.write_bytes(jpeg(small))
    expected = opened(golden.read_bytes())
    if small.size != expected.size or differs(small, expected, slack):
        failed.write_bytes(jpeg(small))
        pytest.fail(f"{case.name} looks different: compare {failed.name} with {golden.name} in tests/golden/flyers")
    failed.unlink(missing_ok=True)


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Warehouse Nightz"},
        {"lineup": ("Mara Voss", "Ion Kesslen", "DJ Alba", "Nightform", "Hexa")},
        {"time": "22:30"},
        {"call": ""},
    ],
    ids=["a letter of the title", "a letter of a name", "a digit of the time", "a missing line"],
)
def test_a_changed_letter_is_noticed(changed: dict[str, Any], tmp_path: Path) -> None:
    case = Case("industrial-announcement", "strobe", Layout.PORTRAIT, lambda scene: replace(scene, **changed))
    small = _painted(PillowPainter(system_fonts=tmp_path), case)
    assert differs(small, opened((SHELF / f"{case.name}.jpg").read_bytes()))


def test_empty_boxes_instead_of_letters_are_noticed_even_with_another_font(tmp_path: Path) -> None:
    case = next(case for case in CASES if case.name == "japanese")
    boxes = _painted(PillowPainter(system_fonts=tmp_path), case)
    assert differs(boxes, opened((SHELF / "japanese.jpg").read_bytes()), OTHER_FONT)


def _slack(font: str) -> float:
    """1 where the machine has the font the golden was painted with; skips where it has none."""
    if not font:
        return 1.0
    package, known = KNOWN_FONTS[font]
    found = next((each for each in system_faces() if each.key == font), None)
    if found is None:
        pytest.skip(f"{package} is not installed: this flyer cannot be painted here")
    return 1.0 if sha256(found.path.read_bytes()).hexdigest() == known else OTHER_FONT


def _painted(painter: PillowPainter, case: Case) -> Image.Image:
    """The case's flyer at the goldens' size."""
    scene = sample(case.template)
    scene = case.change(scene) if case.change else scene
    if case.photo:
        scene = replace(scene, photo=stage_photo())
    painted = opened(painter.paint_now(template(case.template), case.layout, scene, case.brand or Brand()).jpeg)
    assert painted.size == case.layout.size
    return painted.resize((WIDTH, painted.height * WIDTH // painted.width), Image.Resampling.LANCZOS)


def differs(first: Image.Image, second: Image.Image, slack: float = 1.0) -> bool:
    size = (first.width // 3, first.height // 3)  # at which grain and JPEG's own noise have averaged out
    near, far = (each.resize(size, Image.Resampling.BOX) for each in (first, second))
    return far_apart(near, far) > MEAN * slack or worst_patch(first, second) > PATCH * slack


def worst_patch(first: Image.Image, second: Image.Image) -> float:
    """Largest difference of two patches' mean colours."""
    size = (PATCHES, PATCHES * first.height // first.width)
    one, two = (each.resize(size, Image.Resampling.BOX).convert("RGB").tobytes() for each in (first, second))
    return max(abs(a - b) for a, b in zip(one, two, strict=True))
