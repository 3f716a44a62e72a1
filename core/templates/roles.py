"""From the colours found in a picture to the four parts they play in a brand: pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from core.templates.colours import BLACK, LARGE_TEXT, WHITE, Rgb, contrast, to_hex
from core.templates.perceived import GREYISH, Perceived, distance, perceived, pushed, shown

WELL = 7.0
"""Contrast of words on their ground."""
_ALIKE = 0.07
_APART = 0.14
"""Distance from which on two colours are two."""
_BRIGHT = 0.72
"""Lightness from which on a colour looks best on a dark ground."""


@dataclass(frozen=True)
class Swatch:
    """A colour and the share of the picture it covers, 0 to 1."""

    rgb: Rgb
    share: float


@dataclass(frozen=True)
class Roles:
    """Four colours that can be read on one another, as "#rrggbb"."""

    primary: str
    accent: str
    background: str
    ink: str


def roles_of(found: Sequence[Swatch], *, cut_out: bool) -> Roles:
    """The parts colours play; `cut_out` for a mark without a ground of its own (its ground is then made up).

    A small colour counts when it is strong: the yellow dot of a grey logo is its accent.
    """
    swatches = merged(found)
    vivid = sorted((each for each in swatches if perceived(each.rgb).chroma > GREYISH), key=_pull, reverse=True)
    main = vivid[0].rgb if vivid else max(swatches, key=lambda each: each.share).rgb
    ground = _made_ground(swatches, main) if cut_out else _own_ground(swatches)
    others = [each for each in vivid if distance(each.rgb, ground) >= _APART]
    ink = _ink(swatches, ground)
    primary = pushed(others[0].rgb, ground, LARGE_TEXT) if others else ink
    second = next((each.rgb for each in others[1:] if distance(each.rgb, others[0].rgb) >= _APART), None)
    accent = pushed(second, ground, LARGE_TEXT) if second else _sister(primary, ground)
    return Roles(to_hex(primary), to_hex(accent), to_hex(ground), to_hex(ink))


def merged(found: Sequence[Swatch]) -> list[Swatch]:
    """Neighbours made one, the larger one's colour kept; largest first."""
    kept: list[Swatch] = []
    for swatch in sorted(found, key=lambda each: -each.share):
        near = next((place for place, each in enumerate(kept) if distance(each.rgb, swatch.rgb) < _ALIKE), None)
        if near is None:
            kept.append(swatch)
        else:
            stronger = perceived(swatch.rgb).chroma > 1.3 * perceived(kept[near].rgb).chroma + 0.01
            rgb = swatch.rgb if stronger and swatch.share > kept[near].share / 2 else kept[near].rgb
            kept[near] = Swatch(rgb, kept[near].share + swatch.share)
    return kept


def _pull(swatch: Swatch) -> float:
    """How much a colour draws the eye: strong ones do it with little."""
    return float(swatch.share**0.35) * perceived(swatch.rgb).chroma


def _own_ground(swatches: Sequence[Swatch]) -> Rgb:
    """What covers most; pushed a little where no words could be read on it."""
    ground = max(swatches, key=lambda each: each.share).rgb
    end = max((WHITE, BLACK), key=lambda each: contrast(each, ground))
    return pushed(ground, end, WELL)


def _made_ground(swatches: Sequence[Swatch], main: Rgb) -> Rgb:
    """A light or a dark ground, with a breath of the main colour, on which most of the mark can be seen."""
    hue, chroma = perceived(main).hue, perceived(main).chroma
    dark = shown(Perceived(0.17, min(chroma, 0.02), hue))
    light = shown(Perceived(0.975, min(chroma, 0.008), hue))

    def seen_on(ground: Rgb) -> float:
        return sum(each.share * min(contrast(each.rgb, ground), WELL) for each in swatches)

    if perceived(main).chroma > GREYISH and perceived(main).light >= _BRIGHT:
        return dark if seen_on(dark) >= 0.8 * seen_on(light) else light
    return light if seen_on(light) >= seen_on(dark) else dark


def _ink(swatches: Sequence[Swatch], ground: Rgb) -> Rgb:
    """A quiet colour of the picture in which words read well, or one that goes with the ground."""
    fitting = [each for each in swatches if contrast(each.rgb, ground) >= WELL and perceived(each.rgb).chroma < 0.08]
    if fitting:
        best = max(fitting, key=lambda each: sqrt(each.share) * contrast(each.rgb, ground))
        if best.share >= 0.01:
            return best.rgb
    own = perceived(ground)
    light = 0.97 if contrast(WHITE, ground) >= contrast(BLACK, ground) else 0.18
    made = shown(Perceived(light, min(own.chroma, 0.015), own.hue))
    return made if contrast(made, ground) >= WELL else max((WHITE, BLACK), key=lambda end: contrast(end, ground))


def _sister(primary: Rgb, ground: Rgb) -> Rgb:
    """A second colour for a brand that has only one: the same hue, clearly lighter or darker, still to be read."""
    own = perceived(primary)
    away = 0.17 if contrast(WHITE, ground) >= contrast(BLACK, ground) else -0.17
    steps = (own.light + away, own.light - away)
    made = [shown(Perceived(light, own.chroma * 0.85, own.hue)) for light in steps if 0.2 < light < 0.96]
    return next((each for each in made if contrast(each, ground) >= LARGE_TEXT), primary)
