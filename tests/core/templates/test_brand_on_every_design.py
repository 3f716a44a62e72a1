"""A brand on every design: words readable, the logo there and clear of them, nothing but the brand's colours."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from brands import BRANDS, label, wine_bar
from flyer_scenes import jpeg
from PIL import Image

from core.adapters.pillow_painter import PillowPainter
from core.adapters.pillow_painter.compose import compose
from core.adapters.pillow_painter.easel import Easel
from core.adapters.pillow_painter.mark import shape_of
from core.adapters.pillow_painter.ruler import Ruler
from core.templates.brand import branded_palette
from core.templates.catalog import all_templates, sample, template
from core.templates.colours import SMALL_TEXT, contrast, from_hex
from core.templates.dressing import ROLES, dress
from core.templates.layout.arrange import Arranged, arrange
from core.templates.layout.boxes import Box
from core.templates.layout.lettering import Hand
from core.templates.layout.placed import Placed
from core.templates.layout.signing import size_of, with_handle, with_logo
from core.templates.model import BadgeLayer, GridLayer, Layer, LogoLayer, QrLayer, Template, TextLayer
from core.templates.perceived import apart, perceived
from core.templates.scene import Brand, Layout

EVERY_DESIGN = pytest.mark.parametrize("chosen", all_templates(), ids=[each.id for each in all_templates()])
EVERY_BRAND = pytest.mark.parametrize("brand", [make() for make in BRANDS.values()], ids=list(BRANDS))
RULER = Ruler()
PHOTO = jpeg(Image.linear_gradient("L").resize((900, 1200)).convert("RGB"))


def laid_out(chosen: Template, layout: Layout, brand: Brand) -> Arranged:
    assert brand.logo
    arranged = arrange(chosen, layout, sample(chosen.id), brand, RULER)
    return with_logo(arranged, layout, shape_of(brand.logo))[0]


def words(arranged: Arranged) -> list[Box]:
    """Where letters, badges and codes are; type that is ornament may lie behind a logo."""
    placed = [each for each in arranged.placed if not getattr(each.layer, "decor", False) and not each.turn]
    letters = [line.ink for each in placed if isinstance(each.layer, TextLayer | GridLayer) for line in each.lines]
    return [*letters, *(each.box for each in placed if isinstance(each.layer, BadgeLayer | QrLayer))]


def logo_of(arranged: Arranged) -> Placed:
    return next(each for each in arranged.placed if isinstance(each.layer, LogoLayer))


def without(chosen: Template, left_out: Callable[[Layer], bool]) -> Template:
    """The design without some layers, as somebody might send one; what hung on them hangs on nothing."""

    def freed(own: tuple[Layer, ...]) -> tuple[Layer, ...]:
        stay = tuple(each for each in own if not left_out(each))
        ids = {each.id for each in stay}
        return tuple(
            replace(
                each,
                after=tuple(other for other in each.after if other in ids),
                before=tuple(other for other in each.before if other in ids),
                until=tuple(other for other in each.until if other in ids),
                level=each.level if each.level in ids else "",
            )
            for each in stay
        )

    return replace(chosen, layers={layout: freed(own) for layout, own in chosen.layers.items()})


def without_logo(chosen: Template) -> Template:
    return without(chosen, lambda layer: isinstance(layer, LogoLayer))


@EVERY_BRAND
@EVERY_DESIGN
def test_the_logo_is_there_clear_of_all_words_and_inside_what_shows(chosen: Template, brand: Brand) -> None:
    for layout in Layout:
        arranged = laid_out(chosen, layout, brand)
        box = logo_of(arranged).box
        top, bottom = layout.safe
        assert box.left >= 0 and box.right <= layout.size[0] and box.top >= top and box.bottom <= bottom
        assert not [other for other in words(arranged) if box.overlap(other) > 0]


@EVERY_DESIGN
def test_a_design_without_a_place_for_a_logo_gets_one_in_a_free_corner_or_says_so(chosen: Template) -> None:
    bare = without_logo(chosen)
    assert wine_bar().logo
    for layout in Layout:
        arranged = arrange(bare, layout, sample(chosen.id), wine_bar(), RULER)
        signed, (change,) = with_logo(arranged, layout, 1.0)
        if change.sentence == "This design has no room for the logo.":
            assert signed is arranged
            continue
        box = logo_of(signed).box
        assert box.width >= 60
        assert not [other for other in words(signed) if box.grown(20).overlap(other) > 0]
        assert not change.told


@pytest.mark.parametrize("layout", list(Layout))
def test_a_design_that_does_not_say_who_you_are_gets_the_handle_in_a_free_corner(layout: Layout) -> None:
    chosen = template("rack")
    silent = without(chosen, lambda layer: "{handle}" in getattr(layer, "text", ()))
    hand = Hand(RULER, dict(chosen.fonts))
    arranged = laid_out(silent, layout, wine_bar())
    signed, (change,) = with_handle(arranged, layout, "@lila.weinbar", hand)
    (line,) = signed.placed[-1].lines
    assert line.text == "@lila.weinbar" and not change.told
    assert not [other for other in [*words(arranged), logo_of(arranged).box] if line.ink.overlap(other) > 0]
    assert layout.safe[0] <= line.ink.top and line.ink.bottom <= layout.safe[1]
    spoken = arrange(chosen, layout, sample("rack"), wine_bar(), RULER)
    assert with_handle(spoken, layout, "@lila.weinbar", hand) == (spoken, ())


def test_a_round_logo_and_a_wide_one_weigh_the_same() -> None:
    areas = [width * height for width, height in map(size_of, (1.0, 2.5, 6.0))]
    assert max(areas) < 1.3 * min(areas)
    assert size_of(12.0)[0] <= 360


@EVERY_BRAND
@EVERY_DESIGN
def test_words_can_be_read_in_the_brands_colours(chosen: Template, brand: Brand) -> None:
    for photo in (False, True):
        palette, _ = branded_palette(chosen, brand, photo=photo)
        dressed = dress(chosen, {role: from_hex(getattr(brand, role)) for role in ROLES}, photo=photo)
        if dressed.printed:
            continue  # the words stand on paper, judged where they are painted
        assert contrast(palette.rgb("ink"), palette.rgb("background")) >= SMALL_TEXT


@EVERY_DESIGN
def test_a_brand_of_one_colour_leaves_paper_and_words_as_they_are(chosen: Template) -> None:
    palette, _ = branded_palette(chosen, Brand(primary="#1f4ee6"))
    own, _ = branded_palette(chosen, Brand())
    greys = [
        name for name, rgb in own.colours.items() if perceived(rgb).greyish and chosen.colours.get(name, "")[:1] == "#"
    ]
    assert {name: palette.rgb(name) for name in greys if name != "primary"} == {
        name: own.rgb(name) for name in greys if name != "primary"
    }


def test_a_yellow_accent_on_white_stays_yellow_and_its_words_become_readable() -> None:
    brand = Brand(primary="#ffd500", accent="#ffd500", background="#ffffff", ink="#111111")
    scene = sample("rack")
    painted = PillowPainter().paint_now(template("rack"), Layout.SQUARE, scene, brand)
    assert any(change.sentence.startswith("The accent colour cannot be read on #ffffff") for change in painted.changes)
    palette, _ = branded_palette(template("rack"), brand)
    assert palette.rgb("accent") == from_hex("#ffd500")
    easel = Easel(Image.new("RGB", (1, 1)), palette, RULER, scene, brand)
    compose(
        easel, arrange(template("rack"), Layout.SQUARE, scene, brand, RULER), Layout.SQUARE, PillowPainter().grounds
    )
    assert easel.mended


@EVERY_DESIGN
def test_what_a_design_adds_takes_the_hue_of_the_brand(chosen: Template) -> None:
    brand = Brand(primary="#e10f1f", accent="#b00010", background="#ffffff", ink="#1a1a1a")
    palette, changes = branded_palette(chosen, brand)
    red = perceived(from_hex("#e10f1f")).hue
    own = [name for name, spec in chosen.colours.items() if spec.startswith("#") and name not in ROLES]
    for name in own:
        found = perceived(palette.rgb(name))
        assert found.chroma < 0.05 or abs(apart(found.hue, red)) < 40, name
    assert len([change for change in changes if change.what == "match"]) <= len(own)
    assert not [change for change in changes if change.what == "match" and change.told]


def test_light_on_a_wall_keeps_its_dark_wall_and_says_so() -> None:
    palette, changes = branded_palette(template("neon-room"), wine_bar())
    assert palette.rgb("background") == from_hex("#3c2530")
    assert palette.rgb("ink") == from_hex("#f9efe6")
    assert palette.rgb("accent") == from_hex("#c98a9b")  # the plum of the light ground would not be seen
    assert [change for change in changes if change.what == "ground" and change.told]
    assert not [change for change in branded_palette(template("neon-room"), label())[1] if change.what == "ground"]


@pytest.mark.parametrize("template_id", ["front-row", "blue-note", "cut-paper"])
def test_a_photo_never_becomes_a_negative(template_id: str) -> None:
    white_over_black = Image.new("RGB", (900, 1200), "white")
    white_over_black.paste("black", (0, 600, 900, 1200))
    scene = replace(sample(template_id), photo=jpeg(white_over_black), title="T")
    for brand in (label(), wine_bar()):
        palette, _ = branded_palette(template(template_id), brand, photo=True)
        easel = Easel(Image.new("RGB", (1, 1)), palette, RULER, scene, brand)
        arranged = arrange(template(template_id), Layout.PORTRAIT, scene, brand, RULER)
        pictures = [each for each in arranged.placed if each.layer.kind == "image"]
        compose(easel, Arranged(tuple(pictures), ()), Layout.PORTRAIT, PillowPainter().grounds)
        box = pictures[0].box
        middle = round(box.centre[0])
        upper = easel.canvas.convert("L").getpixel((middle, max(0, round(box.top + box.height * 0.2))))
        lower = easel.canvas.convert("L").getpixel((middle, round(box.top + box.height * 0.75)))
        assert isinstance(upper, int) and isinstance(lower, int)
        assert upper >= lower


@EVERY_BRAND
def test_every_flyer_in_a_brand_is_painted_with_and_without_a_photo(brand: Brand) -> None:
    painter = PillowPainter()
    for template_id, photo in (("stub", None), ("whisper", PHOTO)):
        scene = replace(sample(template_id), photo=photo)
        painted = painter.paint_now(template(template_id), Layout.SQUARE, scene, brand)
        assert painted.changes
        assert set(painted.notes) >= {change.sentence for change in painted.changes if change.told}


def test_a_face_without_the_letters_of_the_title_is_told() -> None:
    def told(title: str, face: str) -> list[str]:
        scene = replace(sample("strobe"), title=title)
        painted = PillowPainter().paint_now(template("strobe"), Layout.SQUARE, scene, Brand(display_font=face))
        return [change.sentence for change in painted.changes if change.what == "font" and change.told]

    assert told("Белые ночи", "syne") == ["Syne has no Cyrillic letters: another face sets the title."]
    assert "lacks some letters of the title (ш)" in told("Techno ш", "syne")[0]
    assert told("Белые ночи", "unbounded") == []
    assert told("Weiße Nächte", "syne") == []
