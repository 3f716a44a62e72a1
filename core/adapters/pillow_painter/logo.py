"""A logo from whatever file somebody has: upright, in the colours of screens, without margins, its ground taken out."""

from io import BytesIO

from PIL import Image, ImageChops, ImageOps, ImageStat

from core.adapters.pillow_painter.mark import span
from core.adapters.studio.colours import to_srgb
from core.adapters.studio.opening import open_upload, whole
from core.ports.painter import UnreadablePicture

LONGEST = 1000
"""No flyer shows a logo larger than a third of this."""
LEAST = 100
"""Longest side of what is drawn; less is blurred on a flyer."""
_WIDEST = 16
"""How many times as wide as high a mark may be."""
_FAINT = 24
"""Up to this much of 255 a pixel counts as empty, or as the ground."""
_TWO_COLOURS = 9.0
"""Mean difference up to which a picture is a mark in one colour on its ground."""


def prepare_logo(upload: bytes) -> bytes:
    """A PNG with transparency, at most 1000 px a side; raises UnreadablePicture with a sentence."""
    picture = open_upload(upload, least=1)
    with whole():
        logo = _decoded(picture)
    drawn = _trimmed(logo)
    if max(drawn.size) < LEAST:
        raise UnreadablePicture(
            f"What is drawn in that logo is only {drawn.width} × {drawn.height} pixels; please send it larger, "
            "500 pixels wide or more."
        )
    if max(drawn.size) > _WIDEST * min(drawn.size):
        raise UnreadablePicture("That logo is more than sixteen times as long as wide; please crop it.")
    if max(drawn.size) > LONGEST:
        drawn = ImageOps.contain(drawn, (LONGEST, LONGEST), Image.Resampling.LANCZOS)
    out = BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()


def _decoded(picture: Image.Image) -> Image.Image:
    """The first frame as RGBA in sRGB."""
    picture.draft("RGB", (2 * LONGEST, 2 * LONGEST))
    picture.load()
    if max(picture.size) > 2 * LONGEST:
        if picture.mode == "P":
            picture = picture.convert("RGBA")
        picture.thumbnail((2 * LONGEST, 2 * LONGEST), Image.Resampling.BICUBIC, reducing_gap=2.0)
    upright = ImageOps.exif_transpose(picture)
    if not upright.has_transparency_data:
        return to_srgb(upright).convert("RGBA")
    clear = upright.convert("RGBA")
    opaque = clear.convert("RGB")
    opaque.info = {key: value for key, value in upright.info.items() if key == "icc_profile"}
    logo = to_srgb(opaque).convert("RGBA")
    logo.putalpha(clear.getchannel("A"))
    return logo


def _trimmed(logo: Image.Image) -> Image.Image:
    """What is drawn, without the empty rim; raises UnreadablePicture when there is nothing."""
    alpha = logo.getchannel("A")
    if span(alpha)[0] < 250:
        drawn = alpha.point([0] * _FAINT + [255] * (256 - _FAINT)).getbbox()
    else:
        logo, drawn = _without_ground(logo)
    if drawn is None:
        raise UnreadablePicture("There is nothing to be seen in that logo; please send another file.")
    return logo.crop(drawn)


def _without_ground(logo: Image.Image) -> tuple[Image.Image, tuple[int, int, int, int] | None]:
    """(the logo, where it is drawn) of a picture without transparency.

    A mark in one colour on an even ground loses its ground. Anything else keeps it, as its owner drew it, and only the
    rim is cut off.
    """
    opaque = logo.convert("RGB")
    ground = _even_rim(opaque)
    if ground is None:
        return logo, (0, 0, *logo.size)
    far = ImageChops.difference(opaque, Image.new("RGB", opaque.size, ground))
    height = ImageChops.lighter(ImageChops.lighter(far.getchannel(0), far.getchannel(1)), far.getchannel(2))
    drawn = height.point([0] * _FAINT + [255] * (256 - _FAINT)).getbbox()
    if drawn is None:
        return logo, None
    peak = span(height)[1]
    core = height.point([0 if value < 0.85 * peak else 255 for value in range(256)])
    mean = ImageStat.Stat(opaque, core).mean
    ink = (round(mean[0]), round(mean[1]), round(mean[2]))
    alpha = height.point([min(255, round(255 * value / peak)) for value in range(256)])
    again = Image.composite(Image.new("RGB", opaque.size, ink), Image.new("RGB", opaque.size, ground), alpha)
    if max(ImageStat.Stat(ImageChops.difference(again, opaque)).mean) > _TWO_COLOURS:
        return logo, drawn
    mark = Image.new("RGBA", logo.size, ink)
    mark.putalpha(alpha)
    return mark, drawn


def _even_rim(opaque: Image.Image) -> tuple[int, int, int] | None:
    """The colour of the outermost pixels, where they all have one."""
    width, height = opaque.size
    around = ((0, 0, width, 1), (0, height - 1, width, height), (0, 0, 1, height), (width - 1, 0, width, height))
    rims = [opaque.crop(box) for box in around]
    for band in range(3):
        spans = [span(rim.getchannel(band)) for rim in rims]
        if max(high for _, high in spans) - min(low for low, _ in spans) > _FAINT:
            return None
    red, green, blue = opaque.crop((0, 0, 1, 1)).tobytes()
    return red, green, blue
