"""Colours by name, mixed and measured: the palette of a template with a brand laid over it."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import hexdigits

Rgb = tuple[int, int, int]

WHITE: Rgb = (255, 255, 255)
BLACK: Rgb = (0, 0, 0)
SMALL_TEXT = 4.5
"""WCAG AA contrast of small text; a ratio between 1 and 21."""
LARGE_TEXT = 3.0


@dataclass(frozen=True)
class Tint:
    """A colour and how much of it: alpha from 0 (nothing) to 1."""

    rgb: Rgb
    alpha: float = 1.0


def from_hex(text: str) -> Rgb:
    """Read "#rrggbb" or "#rgb"; raises ValueError."""
    digits = text.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    if len(digits) != 6 or not text.startswith("#") or not set(digits) <= set(hexdigits):
        raise ValueError(f"{text!r} is not a colour like #1a2b3c")
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def to_hex(rgb: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*rgb)


def mix(first: Rgb, second: Rgb, share: float) -> Rgb:
    """`first` with `share` (0 to 1) of `second` stirred in."""
    return (
        round(first[0] + (second[0] - first[0]) * share),
        round(first[1] + (second[1] - first[1]) * share),
        round(first[2] + (second[2] - first[2]) * share),
    )


def _linear(channel: int) -> float:
    value = channel / 255
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


_RED, _GREEN, _BLUE = ([share * _linear(value) for value in range(256)] for share in (0.2126, 0.7152, 0.0722))
"""What each value of a channel adds to the luminance."""


def luminance(rgb: Rgb) -> float:
    """Relative luminance as WCAG defines it, 0 (black) to 1 (white)."""
    return _RED[rgb[0]] + _GREEN[rgb[1]] + _BLUE[rgb[2]]


def luminances(reds: bytes, greens: bytes, blues: bytes) -> list[float]:
    """The luminance of many pixels, a byte for each channel of each."""
    return [_RED[red] + _GREEN[green] + _BLUE[blue] for red, green, blue in zip(reds, greens, blues, strict=True)]


def contrast(first: Rgb, second: Rgb) -> float:
    """WCAG contrast ratio, 1 to 21."""
    return contrast_of_luminance(luminance(first), luminance(second))


def contrast_of_luminance(first: float, second: float) -> float:
    light, dark = max(first, second), min(first, second)
    return (light + 0.05) / (dark + 0.05)


def most_readable(on: Rgb, *candidates: Rgb) -> Rgb:
    """The candidate (or black or white) that stands out best; the first good one wins."""
    for candidate in candidates:
        if contrast(candidate, on) >= SMALL_TEXT:
            return candidate
    return max((*candidates, WHITE, BLACK), key=lambda colour: contrast(colour, on))


def readable(colour: Rgb, on: Rgb, ratio: float) -> Rgb:
    """`colour`, pushed towards white or black just far enough to reach `ratio` on `on`."""
    towards = max((WHITE, BLACK), key=lambda end: contrast(end, on))
    for step in range(21):
        pushed = mix(colour, towards, step / 20)
        if contrast(pushed, on) >= ratio:
            return pushed
    return towards


@dataclass(frozen=True)
class Palette:
    """Names to colours. A layer writes "accent", "ink@0.4", "#ff2d95", "on accent" or "mix primary ink 0.3"."""

    colours: Mapping[str, Rgb]

    def tint(self, spec: str) -> Tint:
        """Resolve what a layer wrote; raises ValueError naming the part that is wrong."""
        name, _, alpha = spec.partition("@")
        return Tint(self.rgb(name.strip()), float(alpha) if alpha else 1.0)

    def rgb(self, spec: str) -> Rgb:
        words = spec.split()
        if spec.startswith("#"):
            return from_hex(spec)
        if len(words) == 2 and words[0] == "on":
            return most_readable(self.rgb(words[1]), self.colours["ink"], self.colours["background"])
        if len(words) == 4 and words[0] == "mix":
            share = float(words[3])
            if not 0 <= share <= 1:
                raise ValueError(f"the share in {spec!r} goes from 0 to 1")
            return mix(self.rgb(words[1]), self.rgb(words[2]), share)
        if spec not in self.colours:
            raise ValueError(f"there is no colour named {spec!r}")
        return self.colours[spec]


def palette_of(colours: Mapping[str, str]) -> Palette:
    """Resolve a template's `[colours]`, in order: a later one may mix earlier ones; raises ValueError."""
    resolved: dict[str, Rgb] = {"white": WHITE, "black": BLACK}
    for name, spec in colours.items():
        resolved[name] = Palette(resolved).rgb(spec)
    return Palette(resolved)
