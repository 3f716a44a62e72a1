"""A template's colours in those of a brand: what the brand names is taken, all the rest is made to match.

A template is more than four colours: paper, dusk, a second red. Each of them keeps its part (how near to the ground
or to the words it is, how it leans from the main colour) and gets the brand's hue.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from core.templates.colours import BLACK, LARGE_TEXT, SMALL_TEXT, WHITE, Rgb, contrast, mix, palette_of, to_hex
from core.templates.model import ImageLayer, Template
from core.templates.perceived import Perceived, apart, distance, perceived, pushed, shown

ROLES = ("background", "ink", "primary", "accent")

Colours = Mapping[str, Rgb]

_SAME = 0.07
"""Distance up to which two colours side by side look like one."""
_SHADE = 2.0
"""Contrast with the ground up to which a template's main colour is a shade of it, meant to lie behind words."""
_LEAN = 12.0
"""Degrees a matching colour may lean away from the brand's own hue."""


@dataclass(frozen=True)
class Dress:
    """The colours as a template would write them, and which of its own were given the brand's look."""

    colours: Mapping[str, str]
    matched: Mapping[str, str]
    """Name to new colour, for all that the brand does not name itself."""
    turned: bool = False
    """Ground and words changed places because the design needs a dark ground."""
    printed: bool = False
    """The words stand on paper, not on the background."""


def dress(template: Template, wanted: Colours, *, photo: bool = False) -> Dress:
    """Lay the roles a brand names over a template; with nothing wanted the template stays as it is.

    `photo`: the flyer has one.
    """
    if not wanted:
        return Dress(template.colours, {})
    own = palette_of(template.colours).colours
    new = {role: wanted.get(role, own[role]) for role in ROLES}
    turned = _is_light(new) and not _is_light(own) and needs_dark(template, photo)
    if turned:
        new["background"], new["ink"] = new["ink"], new["background"]
        new["accent"] = _on_the_other_ground(new)
    ends = {} if _is_light(new) == _is_light(own) else _NEGATIVE
    papers = _papers(template, own)
    surface = {}
    if papers and {"background", "ink"} <= wanted.keys():
        new, sheet = _printed(own, new)
        surface = dict.fromkeys(papers, sheet)
    if "primary" in wanted:
        new["primary"] = _main(own, new)
    if "accent" in wanted:
        new["accent"] = _second(new)
    matched = {
        name: to_hex(matching)
        for name, spec in template.colours.items()
        if spec.startswith("#") and name not in ROLES
        if (matching := surface.get(name) or _matching(own[name], own, new, wanted)) != own[name]
    }
    roles = {role: to_hex(new[role]) for role in ROLES}
    return Dress({**ends, **template.colours, **roles, **matched}, matched, turned, bool(surface))


_NEGATIVE = {"black": to_hex(WHITE), "white": to_hex(BLACK)}
"""What darkened a dark design lightens a light one."""


def needs_dark(template: Template, photo: bool) -> bool:
    """Light on a wall needs a dark wall; a photo that fills the canvas is veiled with dark, or it turns to fog."""
    return template.theme == "neon" or (
        photo
        and any(
            isinstance(layer, ImageLayer) and layer.scrim and layer.area == "canvas" and not layer.height
            for layers in template.layers.values()
            for layer in layers
        )
    )


def _is_light(colours: Colours) -> bool:
    return perceived(colours["background"]).light > perceived(colours["ink"]).light


def _on_the_other_ground(new: Colours) -> Rgb:
    """An accent was chosen for the brand's own ground; on the turned one the lighter main colour may take its part."""
    ground, accent = new["background"], new["accent"]
    if contrast(accent, ground) >= LARGE_TEXT:
        return accent
    return new["primary"] if contrast(new["primary"], ground) >= LARGE_TEXT else pushed(accent, ground, SMALL_TEXT)


def _papers(template: Template, own: Colours) -> list[str]:
    """Colours the words are printed on, where they could not be read on the background itself."""
    if contrast(own["ink"], own["background"]) >= SMALL_TEXT:
        return []
    written = [name for name, spec in template.colours.items() if spec.startswith("#") and name not in ROLES]
    return [name for name in written if contrast(own["ink"], own[name]) >= SMALL_TEXT]


def _printed(own: Colours, new: Colours) -> tuple[dict[str, Rgb], Rgb]:
    """(roles, paper) for words printed on paper that lies on a ground: the brand's light and dark take these parts.

    The ground keeps the brand's background where it is not the paper's colour already; there it is the main colour.
    """
    dark, light = sorted((new["background"], new["ink"]), key=lambda colour: perceived(colour).light)
    ink, paper = (dark, light) if perceived(own["ink"]).light < 0.5 else (light, dark)
    ground = new["background"] if new["background"] != paper else new["primary"]
    if distance(ground, paper) < 2 * _SAME:
        ground = mix(paper, ink, 0.2)
    return {**new, "ink": ink, "background": ground}, paper


def _main(own: Colours, new: Colours) -> Rgb:
    """The brand's main colour; a shade of it where words lie on it, another one where it would not show at all."""
    ground, ink, main = new["background"], new["ink"], new["primary"]
    behind_words = (
        contrast(own["primary"], own["background"]) < _SHADE and contrast(own["ink"], own["primary"]) >= SMALL_TEXT
    )
    if behind_words and contrast(ink, main) < SMALL_TEXT:
        shares = (share / 20 for share in range(12, 0, -1))
        shades = (mix(ground, main, share) for share in shares)
        return next(
            (s for s in shades if contrast(ink, s) >= 1.5 * SMALL_TEXT and contrast(s, ground) < _SHADE), ground
        )
    if distance(main, ground) < _SAME:
        return new["accent"] if distance(new["accent"], ground) >= _SAME else mix(ground, ink, 0.3)
    return main


def _second(new: Colours) -> Rgb:
    """The brand's accent; the main colour where it would not show."""
    if distance(new["accent"], new["background"]) >= _SAME:
        return new["accent"]
    return new["primary"] if distance(new["primary"], new["background"]) >= _SAME else new["ink"]


def _matching(colour: Rgb, own: Colours, new: Colours, wanted: Collection[str]) -> Rgb:
    """One of the template's further colours, as it would be had the template been made for this brand."""
    here = perceived(colour)
    grounded = {"background", "ink"} & set(wanted)
    light = _lightness(here.light, own, new) if grounded else here.light
    if here.greyish:
        if not grounded:
            return colour
        ground = perceived(new["background"])
        return shown(Perceived(light, min(here.chroma, ground.chroma), ground.hue))
    leading = [role for role in ("primary", "accent", "background") if not perceived(own[role]).greyish]
    nearest = min(leading, key=lambda role: abs(apart(perceived(own[role]).hue, here.hue)), default="primary")
    if nearest not in wanted and not grounded:
        return colour
    before = perceived(own[nearest])
    lead = next(
        (hue for role in (nearest, "primary", "accent") if not (hue := perceived(new[role])).greyish), perceived(WHITE)
    )
    lean = min(max(apart(before.hue, here.hue), -_LEAN), _LEAN) if lead.chroma > 0.001 else 0.0
    strength = lead.chroma * min(here.chroma / max(before.chroma, 0.02), 1.1)
    return shown(Perceived(light, strength, lead.hue + lean))


def _lightness(light: float, own: Colours, new: Colours) -> float:
    """As near to the ground, or to the words, as it was."""
    ground, ink = perceived(own["background"]).light, perceived(own["ink"]).light
    to_ground, to_ink = perceived(new["background"]).light, perceived(new["ink"]).light
    span = ink - ground if abs(ink - ground) > 0.15 else 0.5
    share = min(max((light - ground) / span, -0.2), 1.05)
    found = to_ground + share * (to_ink - to_ground)
    beyond_white_or_black = not 0.03 <= found <= 0.99
    return to_ground - share / 3 * (to_ink - to_ground) if beyond_white_or_black else found
