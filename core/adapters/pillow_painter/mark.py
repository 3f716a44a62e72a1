"""Logos and QR codes: marks that must be seen as their owner means them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from PIL import Image, ImageChops, ImageFilter, ImageOps, ImageStat

from core.adapters.pillow_painter.kept import Kept, keeping, weight
from core.adapters.pillow_painter.prints import print_of
from core.adapters.studio.opening import open_upload
from core.ports.painter import UnreadablePicture
from core.templates.colours import Rgb, contrast_of_luminance, luminances

_VISIBLE = 1.6
"""Contrast below which a mark drowns in its ground."""
_DROWNED = 0.3
"""Share of a mark's edge that may drown before something is done about it."""
_LOOK = 96
"""Longest side of the little picture in which the edge is looked at."""
_ENOUGH = 96
"""Pixels of the edge that are looked at, evenly spread."""
_ONE_COLOUR = 28.0
"""Spread of its channels up to which a mark counts as one-coloured."""


@dataclass(frozen=True)
class Edge:
    """Where a mark ends and what is behind it begins, looked at small."""

    size: tuple[int, int]
    places: tuple[int, ...]
    """Pixels of a picture of this size, row by row."""
    lights: tuple[float, ...]
    """The mark's luminance at each of them."""


@dataclass(frozen=True, eq=False)
class Mark:
    """A logo as large as its box allows, RGBA; what has to be known about it is found once."""

    picture: Image.Image

    @cached_property
    def edge(self) -> Edge:
        logo = self.picture
        little = ImageOps.contain(logo, (_LOOK, _LOOK), Image.Resampling.BOX) if max(logo.size) > _LOOK else logo
        alpha = little.getchannel("A")
        half = max(1, span(alpha)[1] // 2)
        drawn = ImageOps.expand(alpha.point([0] * half + [255] * (256 - half)), 1, 0)
        inner = drawn.filter(ImageFilter.MinFilter(3))
        rim = ImageChops.subtract(drawn, inner).crop((1, 1, little.width + 1, little.height + 1))
        rims = [place for place, value in enumerate(rim.tobytes()) if value]
        places = tuple(rims[:: 1 + len(rims) // _ENOUGH])
        return Edge(little.size, places, tuple(_lights(little.convert("RGB"), places)))

    @cached_property
    def colours(self) -> Image.Image:
        return self.picture.convert("RGB")

    @cached_property
    def shape(self) -> Image.Image:
        return self.picture.getchannel("A")

    @cached_property
    def one_coloured(self) -> bool:
        """Whether it is a silhouette that may take another colour."""
        drawn = ImageStat.Stat(self.colours, self.shape.point([0] * 128 + [255] * 128))
        return self.shape.getextrema() != (255, 255) and max(drawn.stddev) <= _ONE_COLOUR


_OPENED: Kept[Image.Image] = Kept("mark.opened", 6_000_000, weight)
_FITTED: Kept[Mark] = Kept("mark.fitted", 3_000_000, lambda mark: 3 * weight(mark.picture))


def opened_logo(data: bytes) -> Image.Image:
    """The logo as RGBA without empty rim; raises UnreadablePicture."""
    return _OPENED.get((print_of(data),), lambda: _opened(data))


def _opened(data: bytes) -> Image.Image:
    picture = open_upload(data, least=1)
    try:
        logo = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, ValueError, SyntaxError) as error:
        raise UnreadablePicture("I can't read the logo; please send it as PNG or JPEG.") from error
    drawn = logo.getchannel("A").point([0] * 16 + [255] * 240).getbbox()
    return logo.crop(drawn) if drawn else logo


def fitted_logo(data: bytes, width: int, height: int) -> Mark:
    """The logo as large as the box allows; raises UnreadablePicture."""
    size = (max(1, width), max(1, height))

    def fit() -> Mark:
        return Mark(ImageOps.contain(opened_logo(data), size, Image.Resampling.LANCZOS))

    return _FITTED.get((print_of(data), *size), fit)


def drowns(mark: Mark, behind: Image.Image) -> bool:
    """Whether too much of the mark's edge could hardly be told from what is behind it; both have one size."""
    edge = mark.edge
    under = _lights(behind.resize(edge.size, Image.Resampling.BOX), edge.places)
    pairs = zip(edge.lights, under, strict=True)
    lost = sum(contrast_of_luminance(over, light) < _VISIBLE for over, light in pairs)
    return lost > _DROWNED * len(edge.places)


def _lights(picture: Image.Image, places: Sequence[int]) -> list[float]:
    """The luminance of some pixels."""
    data = picture.tobytes()
    red, green, blue = (bytes(data[3 * place + band] for place in places) for band in range(3))
    return luminances(red, green, blue)


def span(band: Image.Image) -> tuple[int, int]:
    """Lowest and highest value of a picture with one band."""
    values = [value for value, count in enumerate(band.histogram()) if count]
    return values[0], values[-1]


def shape_of(data: bytes) -> float:
    """Width by height of what is drawn; raises UnreadablePicture."""
    logo = opened_logo(data)
    return logo.width / logo.height


def recoloured(mark: Mark, ink: Rgb) -> Mark:
    """The silhouette in another colour."""
    again = Image.new("RGBA", mark.picture.size, (*ink, 0))
    again.putalpha(mark.shape)
    return Mark(again)


@keeping(2_000_000, weight)
def qr_mask(link: str, side: int) -> Image.Image:
    """Modules of a QR code as a mask of `side` px, without the quiet zone around it."""
    import segno  # only some flyers have a code, and it takes its time to load

    rows = segno.make(link, error="m", micro=False).matrix
    modules = Image.frombytes("L", (len(rows), len(rows)), bytes(255 * module for row in rows for module in row))
    return modules.resize((side, side), Image.Resampling.NEAREST)
