"""The colours of a picture, counted: of a logo as it stands, of a photo or flyer as one remembers it."""

from PIL import Image

from core.adapters.pillow_painter.mark import opened_logo, span
from core.templates.roles import Roles, Swatch, roles_of

_COLOURS = 16
"""With fewer the small accent is averaged away."""
_SIDE = 200
_LEAST = 0.002
"""Share below which a colour is the blur between two others."""


def colours_of(data: bytes) -> Roles:
    """The four colours of a brand; raises UnreadablePicture."""
    picture = opened_logo(data)
    cut_out = span(picture.getchannel("A"))[0] < 128
    return roles_of(swatches_of(picture), cut_out=cut_out)


def swatches_of(picture: Image.Image) -> list[Swatch]:
    """At most 16 colours with their shares; what is transparent does not count."""
    little = picture.copy()
    little.thumbnail((_SIDE, _SIDE), Image.Resampling.BOX)
    alpha = little.getchannel("A").tobytes()
    rgb = little.convert("RGB").tobytes()
    drawn = b"".join(rgb[3 * place : 3 * place + 3] for place, value in enumerate(alpha) if value >= 200)
    if not drawn:
        drawn = rgb
    row = Image.frombytes("RGB", (len(drawn) // 3, 1), drawn)
    reduced = row.quantize(_COLOURS, Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.NONE)
    palette = reduced.getpalette() or []
    counted = reduced.getcolors() or []
    found = [
        Swatch((palette[3 * index], palette[3 * index + 1], palette[3 * index + 2]), count / row.width)
        for count, index in counted
        if isinstance(index, int)
    ]
    return [each for each in found if each.share >= _LEAST] or found
