"""Four colours of a brand from whatever picture there is: they are its own, and they can be read on one another."""

from io import BytesIO

import pytest
from brands import as_png, badge, dark_mark, wordmark
from flyer_scenes import jpeg
from PIL import Image, ImageDraw

from core.adapters.pillow_painter.logo import prepare_logo
from core.adapters.pillow_painter.palette import colours_of
from core.adapters.pillow_painter.stage import stage_photo
from core.templates.colours import LARGE_TEXT, contrast, from_hex
from core.templates.perceived import distance, perceived
from core.templates.roles import Roles


def flyer() -> bytes:
    """Mostly deep blue, white words, one small yellow dot."""
    picture = Image.new("RGB", (800, 1000), "#101c4a")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((80, 100, 720, 300), fill="#f8f8f8")
    draw.ellipse((600, 820, 680, 900), fill="#ffd500")
    return jpeg(picture)


def gradient() -> bytes:
    ramp = Image.linear_gradient("L").resize((600, 800))
    return jpeg(Image.composite(Image.new("RGB", ramp.size, "#ff5a36"), Image.new("RGB", ramp.size, "#3b0b52"), ramp))


PICTURES = {
    "wordmark on nothing": wordmark(),
    "badge": badge(),
    "dark mark": dark_mark(),
    "black logo": wordmark("#000000"),
    "white logo": wordmark("#ffffff"),
    "logo on white": wordmark("#0b4d2c", "#ffffff"),
    "photo": stage_photo(),
    "flyer": flyer(),
    "gradient": gradient(),
    "one colour": as_png(Image.new("RGB", (300, 300), "#d01050")),
    "grey": as_png(Image.new("RGB", (300, 300), "#808080")),
}


@pytest.mark.parametrize("picture", PICTURES.values(), ids=list(PICTURES))
def test_all_four_can_be_read_on_one_another(picture: bytes) -> None:
    roles = colours_of(picture)
    ground = from_hex(roles.background)
    assert contrast(from_hex(roles.ink), ground) >= 6.9
    assert contrast(from_hex(roles.primary), ground) >= LARGE_TEXT
    assert contrast(from_hex(roles.accent), ground) >= LARGE_TEXT


def near(one: str, other: str, most: float = 0.12) -> bool:
    return distance(from_hex(one), from_hex(other)) < most


def test_a_small_accent_survives_a_large_ground() -> None:
    roles = colours_of(flyer())
    assert near(roles.background, "#101c4a")
    assert near(roles.ink, "#f8f8f8")
    assert near(roles.primary, "#ffd500")


def test_a_lime_wordmark_gets_a_dark_ground_and_a_dark_mark_a_light_one() -> None:
    lime, dark = colours_of(wordmark()), colours_of(dark_mark())
    assert near(lime.primary, "#c6ff00")
    assert perceived(from_hex(lime.background)).light < 0.25
    assert near(dark.primary, "#e10f1f")
    assert near(dark.ink, "#1a1a1a")
    assert perceived(from_hex(dark.background)).light > 0.95


def test_a_logo_in_black_or_white_stays_without_colour() -> None:
    for colour, light in (("#000000", True), ("#ffffff", False)):
        roles = colours_of(wordmark(colour))
        values = (roles.primary, roles.accent, roles.background, roles.ink)
        assert all(perceived(from_hex(value)).greyish for value in values)
        assert (perceived(from_hex(roles.background)).light > 0.5) is light


def test_a_logo_drawn_on_white_gives_the_same_colours_as_on_nothing() -> None:
    def roles(data: bytes) -> Roles:
        return colours_of(prepare_logo(data))

    on_white, on_nothing = roles(wordmark("#0b4d2c", "#ffffff")), roles(wordmark("#0b4d2c"))
    assert near(on_white.primary, on_nothing.primary, 0.03)
    assert near(on_white.background, on_nothing.background, 0.03)


def test_the_same_picture_gives_the_same_colours() -> None:
    again = BytesIO(stage_photo()).getvalue()
    assert colours_of(stage_photo()) == colours_of(again)
