"""Slides of a line-up: families as data, what crosses the cuts, and who stands on which slide."""

import itertools
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageStat

from core.adapters.pillow_painter import PillowPainter
from core.posts.pictures.slides import pages_of
from core.templates.catalog import all_templates, sample, template
from core.templates.parse import TemplateProblem
from core.templates.scene import Brand, Layout, Scene
from core.templates.slides import Slide, SlideFamily, choose_family, families, grouped, load_family

PAINTER = PillowPainter()
NAMES = tuple(f"Artist {number}" for number in range(1, 41))


def scene(names: tuple[str, ...], title: str = "Warehouse Night") -> Scene:
    return replace(sample("strobe"), title=title, lineup=names)


def painted(
    family: SlideFamily, names: tuple[str, ...], like: str = "strobe", title: str = "Warehouse Night"
) -> list[Image.Image]:
    pages = pages_of(scene(names, title), {}, 10)
    found = []
    for number, page in enumerate(pages, start=1):
        design = family.template_for(page.kind, number, len(pages), template(like), title)
        jpeg = PAINTER.paint_now(design, Layout.PORTRAIT, page.scene, Brand()).jpeg
        found.append(Image.open(BytesIO(jpeg)).convert("RGB"))
    return found


@pytest.mark.parametrize("count", [1, 2, 7, 8, 9, 17, 40])
def test_every_name_stands_on_one_of_at_most_ten_slides(count: int) -> None:
    pages = pages_of(scene(NAMES[:count]), {}, 10)
    assert 2 <= len(pages) <= 10
    assert [name for page in pages for name in page.scene.lineup] == list(NAMES[:count])
    assert [page.scene.page for page in pages] == list(range(1, len(pages) + 1))
    assert (pages[0].kind, pages[-1].kind) == (Slide.OPENING, Slide.CLOSING)


def test_groups_are_even_and_the_first_ones_the_smaller() -> None:
    assert [len(group) for group in grouped(NAMES[:11], 8)] == [1, 1, 1, 1, 1, 2, 2, 2]


def test_a_time_stands_beside_its_name_and_a_photo_behind_it() -> None:
    opening, mara, jonas, _ = pages_of(scene(("22:00 Mara Voss", "Jonas")), {"Mara Voss": b"photo"}, 10)
    assert (mara.scene.lineup, mara.scene.time, mara.scene.photo) == (("Mara Voss",), "22:00", b"photo")
    assert (jonas.scene.lineup, jonas.scene.time, jonas.scene.photo) == (("Jonas",), "", None)
    assert opening.scene.lineup == ()


def test_every_theme_has_slides_of_its_own() -> None:
    chosen = {each.theme: choose_family(each, "seed") for each in all_templates()}
    assert all(theme in family.themes for theme, family in chosen.items())
    assert len({family.id for family in families()}) >= 3


@pytest.mark.parametrize("family", families(), ids=lambda family: family.id)
@pytest.mark.parametrize("title", ["Warehouse Night", "ليلة المستودع"])
def test_what_runs_on_meets_at_every_cut(family: SlideFamily, title: str) -> None:
    """The last column of a slide and the first one of the next show the same thing."""
    slides = painted(family, ("Mara Voss", "Jonas"), title=title)
    for left, right in itertools.pairwise(slides):
        ends = left.crop((1078, 0, 1080, 1350)).resize((1, 1350)), right.crop((0, 0, 2, 1350)).resize((1, 1350))
        assert max(ImageStat.Stat(ImageChops.difference(*ends)).mean) < 12
        assert len(set(ends[0].convert("L").reduce((1, 10)).tobytes())) > 1  # and it is not nothing


def test_slides_wear_the_colours_and_the_face_of_their_post() -> None:
    dressed = families()[0].template_for(Slide.ARTIST, 2, 4, template("marquee"), "Night")
    assert dressed.fonts["display"] == template("marquee").fonts["display"]
    assert {dressed.colours["accent"], dressed.colours["background"]}.isdisjoint(
        {families()[0].slides[Slide.ARTIST].colours["accent"]}
    )


@pytest.mark.parametrize("family", families(), ids=lambda family: family.id)
def test_long_names_and_many_of_them_fit_without_a_word_lost(family: SlideFamily) -> None:
    pages = pages_of(scene(tuple(f"{name} and the Wandering Orchestra" for name in NAMES)), {}, 10)
    for number, page in enumerate(pages, start=1):
        design = family.template_for(page.kind, number, len(pages), template("strobe"), "Night")
        assert PAINTER.paint_now(design, Layout.PORTRAIT, page.scene, Brand()).notes == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id = 'x'\nname = ", "is not TOML"),
        ("id = 'y'\nname = 'Y'", "like its folder"),
        ("id = 'x'\nname = 'X'\nlayers = []", "theme"),
    ],
)
def test_a_family_that_is_wrong_says_where(text: str, told: str) -> None:
    with pytest.raises(TemplateProblem, match=told):
        load_family(text, "x")
