"""Words measured where they were painted: on white, black, busy and glaring photos all of them can be read."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from drawn_people import Person, drawn
from flyer_scenes import jpeg
from PIL import Image, ImageChops, ImageFilter

from core.adapters.pillow_painter.compose import Grounds, compose
from core.adapters.pillow_painter.easel import Easel, Stencil, stencil
from core.adapters.pillow_painter.legible import needed
from core.adapters.pillow_painter.ruler import Ruler
from core.templates.brand import branded_palette
from core.templates.catalog import all_templates, sample
from core.templates.colours import contrast_of_luminance, luminance
from core.templates.layout.arrange import Arranged, arrange
from core.templates.layout.placed import Placed, PlacedLine
from core.templates.model import Template, TextLayer
from core.templates.scene import Brand, Layout

RULER = Ruler()
OUTLIERS = 0.1
"""Share of the pixels around letters, at either end, that do not count: edges, grain."""
CLOSE = 0.9
"""Share of the contrast asked for that the finest letters keep once their edges are smoothed."""


EVERY = 5
"""Pixels from one that is looked at to the next."""


def busy() -> Image.Image:
    random = Random(3)  # noqa: S311 - a picture, not a secret
    tiles = Image.frombytes("RGB", (18, 22), random.randbytes(18 * 22 * 3))
    return tiles.resize((1080, 1320), Image.Resampling.NEAREST)


def glaring() -> Image.Image:
    people, _ = drawn((1000, 1250), (Person(0.4, 0.4, 0.16),), "studio", 0)
    return people.point(lambda value: min(255, int(value * 1.35)))


PHOTOS = {
    "white": Image.new("RGB", (900, 1200), "white"),
    "black": Image.new("RGB", (900, 1200), "black"),
    "busy": busy(),
    "glaring": glaring(),
}


def painted(template: Template, layout: Layout, photo: Image.Image) -> tuple[Image.Image, Arranged]:
    """The flyer before it becomes a JPEG, and where its words are."""
    scene = replace(sample(template.id), photo=jpeg(photo))
    brand = Brand()
    arranged = arrange(template, layout, scene, brand, RULER)
    easel = Easel(Image.new("RGB", (1, 1)), branded_palette(template, brand)[0], RULER, scene, brand)
    compose(easel, arranged, layout, Grounds())
    return easel.canvas, arranged


def lines_to_read(arranged: Arranged) -> Iterator[tuple[Placed, PlacedLine]]:
    for each in arranged.placed:
        ornament = isinstance(each.layer, TextLayer) and each.layer.decor
        if not ornament and each.layer.rotate == 0:
            yield from ((each, line) for line in each.lines)


def lights(canvas: Image.Image, mask: Image.Image, corner: tuple[int, int]) -> list[float]:
    """Luminance of the pixels under a mask, sorted."""
    box = (*corner, corner[0] + mask.width, corner[1] + mask.height)
    pixels = canvas.crop(box).tobytes()
    wanted = mask.tobytes()
    return sorted(luminance((pixels[3 * at], pixels[3 * at + 1], pixels[3 * at + 2]))
                  for at in range(0, len(wanted), EVERY) if wanted[at])  # fmt: skip


def around(letters: Stencil) -> tuple[Image.Image, tuple[int, int]]:
    """The ring two to seven pixels off the letters."""
    pad = 8
    wide = Image.new("L", (letters.mask.width + 2 * pad, letters.mask.height + 2 * pad))
    wide.paste(letters.mask, (pad, pad))
    solid = wide.point(lambda value: 255 if value > 8 else 0)
    ring = ImageChops.subtract(solid.filter(ImageFilter.MaxFilter(13)), solid.filter(ImageFilter.MaxFilter(5)))
    return ring, (letters.corner[0] - pad, letters.corner[1] - pad)


def measured(canvas: Image.Image, line: PlacedLine) -> float:
    """Contrast of a line's letters to what is right around them, where they stand out least."""
    letters = stencil([line], RULER)
    inside = lights(canvas, letters.mask.point(lambda value: 255 if value > 250 else 0), letters.corner)
    outside = lights(canvas, *around(letters))
    if not inside or not outside:
        return 21.0
    own, cut = inside[len(inside) // 2], int(len(outside) * OUTLIERS)
    dark, light = outside[cut], outside[-1 - cut]
    if dark < own < light:
        return 1.0
    return min(contrast_of_luminance(own, dark), contrast_of_luminance(own, light))


OTHERS = ("white", "black", "glaring")
PAIRS = [(each, photo) for place, each in enumerate(all_templates()) for photo in ("busy", OTHERS[place % 3])]
"""Every design on the worst of photos, and on one of the others."""


@pytest.mark.parametrize(("template", "photo"), PAIRS, ids=lambda each: getattr(each, "id", each))
def test_words_can_be_read_on_any_photo(template: Template, photo: str) -> None:
    layout = list(Layout)[sum(map(ord, template.id + photo)) % 3]
    canvas, arranged = painted(template, layout, PHOTOS[photo])
    found = [(each, line, measured(canvas, line)) for each, line in lines_to_read(arranged)]
    poor = [f"{each.layer.id} ({layout}): {ratio:.2f} of {needed(line.size)}: {line.text}"
            for each, line, ratio in found if ratio < needed(line.size) * CLOSE]  # fmt: skip
    assert found
    assert not poor, "\n".join(poor)


def test_a_line_nobody_can_read_is_noticed() -> None:
    """The measure itself: grey letters on the same grey."""
    canvas, arranged = painted(all_templates()[0], Layout.SQUARE, PHOTOS["white"])
    _, line = next(lines_to_read(arranged))
    assert measured(Image.new("RGB", canvas.size, "grey"), line) < 1.1
