"""A template: one visual pattern as data. Layers are painted in order; lengths are pixels of a 1080 px wide canvas."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal, NewType, get_args

from core.templates.scene import Layout

Colour = NewType("Colour", str)
"""What `Palette.tint` reads: "accent", "ink@0.4", "#ff2d95", "on accent", "mix primary ink 0.3"."""
FaceRole = NewType("FaceRole", str)
"""A role of the template's `[fonts]` ("display", "text", "strong", "hand") or the key of a face."""

Anchor = Literal[
    "top-left", "top-center", "top-right",
    "middle-left", "middle-center", "middle-right",
    "bottom-left", "bottom-center", "bottom-right",
]  # fmt: skip
Align = Literal["start", "center", "end"]
Case = Literal["as written", "upper", "lower"]
Category = Literal[
    "teaser", "announcement", "lineup", "countdown", "venue", "tickets", "set times", "tonight", "recap", "custom"
]
Genre = Literal["any", "techno", "house", "hip-hop", "indie", "jazz", "ambient"]
Theme = Literal["dark", "neon", "minimal", "paper", "sunset", "mono"]
GENRES: tuple[str, ...] = get_args(Genre)
THEMES: tuple[str, ...] = get_args(Theme)
Outline = Literal["rect", "ellipse", "arch", "pill", "burst", "ticket", "tape"]
"""Outlines a box can have: of pictures, of badges, of plates."""
Figure = Literal[
    "rect", "ellipse", "arch", "pill", "burst", "ticket", "tape", "ring", "polygon", "line", "stripes", "scanlines",
    "dots", "halftone", "grain", "checker", "rays", "rings", "waves", "mesh", "shards", "bulbs", "sprockets", "torn",
]  # fmt: skip
"""What a shape layer can draw: outlines, and patterns that make a background without a photo."""


@dataclass(frozen=True, kw_only=True)
class Glow:
    colour: Colour
    radius: float = 18
    strength: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Shadow:
    colour: Colour = Colour("black")
    radius: float = 0
    dx: float = 0
    dy: float = 0
    strength: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Echo:
    """Outlines of the same letters trailing off, each `dx`, `dy` px further and fainter."""

    colour: Colour
    count: int = 3
    dx: float = 0
    dy: float = 18
    stroke: float = 2


@dataclass(frozen=True, kw_only=True)
class Plate:
    """A strip behind every line of a text, like a label."""

    colour: Colour
    x: float = 18
    y: float = 14
    corner: float = 0


@dataclass(frozen=True, kw_only=True)
class Scrim:
    """A veil over a photo so that text can be read; the painter strengthens it until the contrast holds."""

    colour: Colour = Colour("background")
    side: Literal["bottom", "top", "both", "all", "left"] = "bottom"
    reach: float = 0.7
    """Share of the picture the veil fades over."""
    strength: float = 0.6


@dataclass(frozen=True, kw_only=True)
class Layer:
    """Where a layer stands, and when it is there at all.

    `x`, `y` count inwards from the anchor's corner of the area: "safe" (a story without its covered zones) or
    "canvas". Width 0 leaves `x` free on both sides; height 0 takes what room there is. Words never take more than
    they need, unless `valign` says so. `after`, `before` put the layer `gap` px below or above others (the nearest of
    them counts) instead of at `y`; `until` ends its room there; `level` shares a baseline. A layer with nothing to
    show takes no room, and what hangs on it closes up.
    """

    kind: ClassVar[str]
    id: str
    when: tuple[str, ...] = ()
    """Scene fields that must be present ("photo"), or absent ("!photo")."""
    show: bool = True
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0
    anchor: Anchor = "top-left"
    area: Literal["safe", "canvas"] = "safe"
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    level: str = ""
    gap: float = 24
    group: str = ""
    """Layers of one group keep their distances and are centred together in the group's room."""
    rotate: float = 0
    """Degrees anticlockwise around the middle; at 90 and 270 width and height are those on the canvas."""
    opacity: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Lettering(Layer):
    """What all layers that hold words share."""

    text: tuple[str, ...] = ()
    """Pieces like "{venue}"; a piece whose field is empty is left out."""
    join: str = " "
    case: Case = "as written"
    face: FaceRole = FaceRole("text")
    size: float = 40
    floor: float = 26
    lines: int = 1
    leading: float = 1.1
    tracking: float = 0.0
    align: Align = "start"
    valign: Literal["hug", "middle", "bottom"] = "hug"
    """A hugging layer is as high as its content; the others take all their room and stand in it."""
    colour: Colour = Colour("ink")
    glow: Glow | None = None
    shadow: Shadow | None = None
    echo: Echo | None = None
    stroke: float = 0
    """Pixels added around every letter, in `stroke_colour`."""
    stroke_colour: Colour = Colour("")
    hollow: bool = False
    """Only the stroke is drawn, in `colour`."""


@dataclass(frozen=True, kw_only=True)
class TextLayer(Lettering):
    kind: ClassVar[str] = "text"
    mode: Literal["wrap", "stack"] = "wrap"
    colour_to: Colour = Colour("")
    """Second colour of a gradient from top to bottom of the whole text."""
    plate: Plate | None = None
    decor: bool = False
    """Type as ornament: may bleed and overlap, is never checked for contrast or told about."""


@dataclass(frozen=True, kw_only=True)
class BadgeLayer(Lettering):
    """Words in a shape that hugs them; shadow and glow are the shape's."""

    kind: ClassVar[str] = "badge"
    outline: Outline = "pill"
    fill: Colour = Colour("accent")
    rim: float = 0
    """Thickness of a line along the shape's edge, in `rim_colour` or the colour of the words."""
    rim_colour: Colour = Colour("")
    pad_x: float = 28
    pad_y: float = 20
    corner: float = 0


@dataclass(frozen=True, kw_only=True)
class GridLayer(Lettering):
    """The line-up: 1 to 40 names.

    "list": one below the other, in more columns when there are many; "poster": tiers of shrinking rows; "cells": a
    ruled table; "schedule": times and names in two columns.
    """

    kind: ClassVar[str] = "grid"
    text: tuple[str, ...] = ("{lineup}",)
    style: Literal["list", "poster", "cells", "schedule"] = "list"
    columns: int = 3
    heads: int = 0
    """How many names at the top are headliners: set in `head_face` and `head_colour`, larger on posters."""
    head_face: FaceRole = FaceRole("")
    head_colour: Colour = Colour("")
    separator: str = " · "
    rule: float = 0
    """Thickness of the lines between rows."""
    rule_colour: Colour = Colour("ink@0.35")
    plate: Plate | None = None


@dataclass(frozen=True, kw_only=True)
class CountdownLayer(Lettering):
    """The days left: a bare number, split-flap tiles or a ring that closes as the day comes near."""

    kind: ClassVar[str] = "countdown"
    text: tuple[str, ...] = ("{days_left}",)
    style: Literal["plain", "tiles", "ring"] = "plain"
    fill: Colour = Colour("primary")
    spacing: float = 24
    corner: float = 24
    thickness: float = 28
    """Of the ring, in pixels."""
    passed: Colour = Colour("accent")
    """The part of the ring that is closed."""


@dataclass(frozen=True, kw_only=True)
class ShapeLayer(Layer):
    kind: ClassVar[str] = "shape"
    figure: Figure = "rect"
    colour: Colour = Colour("primary")
    colour_to: Colour = Colour("")
    angle: float = 90
    """Direction of the gradient in degrees: 0 to the right, 90 downwards."""
    radial: bool = False
    corner: float = 0
    stroke: float = 0
    """Line thickness; 0 fills."""
    step: float = 40
    count: int = 12
    points: tuple[float, ...] = ()
    """x, y, x, y ... of a polygon in shares of the box, 0 to 1."""
    fade: Literal["", "up", "down", "left", "right", "centre", "edges"] = ""
    """Where the shape dissolves towards."""
    blur: float = 0
    glow: Glow | None = None
    seed: int = 7
    blend: Literal["normal", "multiply", "screen"] = "normal"


@dataclass(frozen=True, kw_only=True)
class ImageLayer(Layer):
    """The event's photo, cropped to cover its box."""

    kind: ClassVar[str] = "image"
    outline: Outline = "rect"
    corner: float = 0
    treatment: Literal["none", "mono", "duotone", "halftone", "soft"] = "none"
    dark: Colour = Colour("background")
    light: Colour = Colour("ink")
    step: float = 12
    """Distance of halftone dots."""
    scrim: Scrim | None = None


@dataclass(frozen=True, kw_only=True)
class LogoLayer(Layer):
    kind: ClassVar[str] = "logo"
    when: tuple[str, ...] = ("logo",)
    clear: float = 12
    """Space kept free around the mark."""
    colour: Colour = Colour("ink")
    """What a one-coloured mark is recoloured to where it could not be seen."""


@dataclass(frozen=True, kw_only=True)
class QrLayer(Layer):
    kind: ClassVar[str] = "qr"
    when: tuple[str, ...] = ("link",)
    colour: Colour = Colour("black")
    fill: Colour = Colour("white")
    corner: float = 16


@dataclass(frozen=True, kw_only=True)
class Group:
    """Room of layers centred together; `top` and `bottom` px inwards from the safe area."""

    top: float = 64
    bottom: float = 64
    lean: float = 0.5
    """0 keeps to the top of the room, 0.5 to its middle, 1 to the bottom."""


@dataclass(frozen=True, kw_only=True)
class Template:
    id: str
    name: str
    category: Category
    genre: Genre
    theme: Theme
    suits: tuple[Category, ...] = ()
    """Further categories it serves."""
    tags: tuple[str, ...] = ()
    sharp_colour: bool = False
    """Saturated letters on dark: encoded without colour subsampling."""
    colours: Mapping[str, str]
    fonts: Mapping[str, str]
    groups: Mapping[str, Group] = field(default_factory=dict)
    layers: Mapping[Layout, tuple[Layer, ...]]
