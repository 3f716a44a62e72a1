"""Logos as people have them: every format, any size, with margins or on white; what cannot be used is said."""

from io import BytesIO

import pillow_heif
import pytest
from brands import as_png, badge, dark_mark, wordmark
from flyer_scenes import jpeg
from PIL import Image, ImageDraw, ImageOps

from core.adapters.pillow_painter.logo import LONGEST, prepare_logo
from core.adapters.pillow_painter.mark import Mark, drowns
from core.ports.painter import UnreadablePicture

pillow_heif.register_heif_opener()


def prepared(data: bytes) -> Image.Image:
    logo = Image.open(BytesIO(prepare_logo(data)))
    logo.load()
    assert (logo.format, logo.mode) == ("PNG", "RGBA")
    return logo


def corner(logo: Image.Image) -> int:
    return logo.getchannel("A").tobytes()[0]


def saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def test_empty_margins_are_cut_off() -> None:
    logo = prepared(wordmark())
    assert logo.width < 900 and logo.height < 200
    assert logo.getchannel("A").point([0] * 128 + [255] * 128).getbbox() is not None


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_mark_in_one_colour_on_white_loses_its_ground(kind: str) -> None:
    flat = Image.open(BytesIO(wordmark("#123a7a", "#ffffff"))).convert("RGB")
    logo = prepared(saved(flat, kind))
    assert corner(logo) < 60
    assert Mark(logo).one_coloured


def test_a_logo_of_several_colours_on_white_keeps_it() -> None:
    flat = Image.new("RGB", (700, 500), "white")
    draw = ImageDraw.Draw(flat)
    draw.rectangle((100, 100, 350, 400), fill="#e10f1f")
    draw.rectangle((350, 100, 600, 400), fill="#0b3d91")
    logo = prepared(jpeg(flat))
    assert corner(logo) == 255
    assert abs(logo.width - 500) < 8 and abs(logo.height - 300) < 8


def test_a_huge_one_becomes_small_and_print_colours_become_those_of_screens() -> None:
    cmyk = Image.new("CMYK", (5000, 3000), (0, 0, 0, 0))
    cmyk.paste((0, 255, 255, 0), (1000, 500, 4000, 2500))
    logo = prepared(saved(cmyk, "JPEG"))
    assert max(logo.size) <= LONGEST
    red, green, blue, _ = logo.resize((1, 1)).tobytes()
    assert red > 150 > 90 > max(green, blue)


@pytest.mark.parametrize("kind", ["HEIF", "WEBP", "GIF", "TIFF"])
def test_any_format_of_a_phone_or_a_designer_is_taken(kind: str) -> None:
    picture = Image.open(BytesIO(badge()))
    logo = prepared(saved(picture.convert("P") if kind == "GIF" else picture, kind))
    assert abs(logo.width - logo.height) < 12


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>', "That is an SVG drawing; please export it as PNG"),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "That is an SVG drawing"),
        (as_png(Image.new("RGBA", (300, 300))), "nothing to be seen"),
        (as_png(Image.new("RGB", (300, 300), "white")), "nothing to be seen"),
        (
            as_png(ImageOps.expand(Image.new("RGBA", (40, 30), "red"), 200)),
            "only 40 × 30 pixels; please send it larger",
        ),
        (as_png(ImageOps.expand(Image.new("RGBA", (2000, 60), "red"), 50)), "more than sixteen times"),
        (b"%PDF-1.7 a logo", "That is a PDF"),
        (wordmark()[:400], "damaged|can't read"),
        (b"", "can't read"),
    ],
    ids=["svg", "svg with a head", "transparent", "white", "tiny", "a line", "pdf", "cut off", "empty"],
)
def test_what_cannot_be_used_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(UnreadablePicture, match=said) as refused:
        prepare_logo(data)
    assert refused.value.message.endswith(".")


@pytest.mark.parametrize(
    ("logo", "ground", "lost"),
    [
        (dark_mark(), "#141414", True),
        (dark_mark(), "#ffffff", False),
        (badge(), "#8c4a5e", True),
        (badge(), "#f9efe6", False),
        (wordmark(), "#d8ff4a", True),
        (wordmark(), "#000000", False),
    ],
    ids=["dark on dark", "dark on white", "plum on plum", "plum on cream", "lime on lime", "lime on black"],
)
def test_a_mark_drowns_where_its_edge_does(logo: bytes, ground: str, lost: bool) -> None:
    mark = prepared(logo)
    assert drowns(Mark(mark), Image.new("RGB", mark.size, ground)) is lost
