"""Colours as an eye sorts them: lightness, strength and hue (OKLCH), to say "the same, but in our red"."""

from dataclasses import dataclass
from functools import cache
from math import atan2, cos, degrees, hypot, radians, sin

from core.templates.colours import BLACK, WHITE, Rgb, contrast

GREYISH = 0.04
"""Strength (chroma) up to which a colour reads as a grey, a black or a white."""


@dataclass(frozen=True)
class Perceived:
    """Lightness 0 to 1, chroma 0 (grey) to about 0.32, hue in degrees."""

    light: float
    chroma: float
    hue: float

    @property
    def greyish(self) -> bool:
        return self.chroma <= GREYISH


@cache
def perceived(rgb: Rgb) -> Perceived:
    red, green, blue = (_linear(channel / 255) for channel in rgb)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    light = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return Perceived(light, hypot(a, b), degrees(atan2(b, a)) % 360)


def shown(colour: Perceived) -> Rgb:
    """The colour on a screen; one that is too strong to be shown becomes weaker, never another hue."""
    light = min(max(colour.light, 0.0), 1.0)
    chroma = max(colour.chroma, 0.0)
    for _ in range(40):
        channels = _channels(light, chroma, colour.hue)
        if all(-0.002 <= channel <= 1.002 for channel in channels):
            break
        chroma *= 0.93
    red, green, blue = (round(255 * _encoded(min(max(channel, 0.0), 1.0))) for channel in channels)
    return red, green, blue


def pushed(colour: Rgb, on: Rgb, ratio: float) -> Rgb:
    """The colour made lighter or darker just far enough to reach `ratio` on `on`; it keeps its hue as far as it can."""
    to_light = contrast(WHITE, on) >= contrast(BLACK, on)
    own = perceived(colour)
    for step in range(51):
        light = own.light + ((1.0 if to_light else 0.0) - own.light) * step / 50
        found = shown(Perceived(light, own.chroma, own.hue))
        if contrast(found, on) >= ratio:
            return found
    return WHITE if to_light else BLACK


def apart(first: float, second: float) -> float:
    """Degrees from the first hue to the second, -180 to 180."""
    return (second - first + 180) % 360 - 180


def distance(first: Rgb, second: Rgb) -> float:
    """How different two colours look, 0 (the same) to 1 (black and white)."""
    one, two = perceived(first), perceived(second)
    across = cos(radians(one.hue)) * one.chroma - cos(radians(two.hue)) * two.chroma
    down = sin(radians(one.hue)) * one.chroma - sin(radians(two.hue)) * two.chroma
    return hypot(one.light - two.light, across, down)


def _channels(light: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _encoded(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else float(1.055 * value ** (1 / 2.4) - 0.055)
