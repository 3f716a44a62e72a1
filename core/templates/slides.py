"""Slides of a carousel: families of designs for opening, artists and closing, with what runs on from slide to slide.

A family is data like a template (catalog/<name>/slides.toml), with layers for four kinds of slides. It takes colours
and faces from the template of its post, so that carousel and flyer are of one kind. Two things cross the cut between
slides: words that run over all of them, and figures that stand on every border, one half on either side.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from core.templates.check import check
from core.templates.colours import palette_of, to_hex
from core.templates.layout.bidi import is_rtl
from core.templates.model import Layer, Template, TextLayer
from core.templates.parse import TemplateProblem, parse_template
from core.templates.scene import Layout

ROLES = ("background", "ink", "primary", "accent")
FONTS = ("display", "text", "strong")


class Slide(StrEnum):
    OPENING = "opening"
    ARTIST = "artist"
    ARTISTS = "artists"
    """Several names, where there are more of them than slides."""
    CLOSING = "closing"


@dataclass(frozen=True)
class Running:
    """How a layer crosses the cuts. across: words repeated so that each takes so many slides, 0: not words.

    border: it stands on every border instead; swing: pixels it lies lower and higher in turn.
    """

    across: int = 0
    border: bool = False
    swing: float = 0.0


@dataclass(frozen=True)
class SlideFamily:
    """Designs that belong together; `themes` are those of the templates they suit."""

    id: str
    name: str
    themes: tuple[str, ...]
    slides: Mapping[Slide, Template]
    running: Mapping[str, Running]

    def template_for(self, kind: Slide, page: int, pages: int, like: Template, title: str) -> Template:
        """The design of one slide in the colours and faces of the post's template; pages count from 1."""
        own = self.slides[kind]
        # a flyer that reads from right to left is mirrored, slide by slide: so the first one shows the last stretch
        place = pages + 1 - page if is_rtl(title) else page
        layers = [copy for layer in own.layers[Layout.PORTRAIT] for copy in self._copies(layer, place, pages)]
        palette = palette_of(like.colours)
        return replace(
            own,
            colours={**own.colours, **{role: to_hex(palette.rgb(role)) for role in ROLES}},
            fonts={**own.fonts, **{role: like.fonts[role] for role in FONTS if role in like.fonts}},
            sharp_colour=like.sharp_colour,
            layers=dict.fromkeys(Layout, tuple(layers)),
        )

    def _copies(self, layer: Layer, place: int, pages: int) -> tuple[Layer, ...]:
        running = self.running.get(layer.id)
        width = Layout.PORTRAIT.size[0]
        if running is None:
            return (layer,)
        if running.border:
            borders = [border for border in (place - 1, place) if 0 < border < pages]
            return tuple(
                replace(
                    layer,
                    id=f"{layer.id}-{border}",
                    x=layer.x + width * (border - place + 1),
                    y=layer.y + running.swing * (1 if border % 2 else -1),
                )
                for border in borders
            )
        long = width * pages
        run = replace(layer, x=layer.x - width * (place - 1), width=long - 2 * layer.x)
        if isinstance(run, TextLayer):
            run = replace(run, text=run.text * max(1, round(pages / running.across)))
        return (run,)


@cache
def families() -> tuple[SlideFamily, ...]:
    """Every family of the catalog; raises TemplateProblem when one is wrong."""
    catalog = files("core.templates").joinpath("catalog")
    folders = sorted((folder for folder in catalog.iterdir() if folder.is_dir()), key=lambda folder: folder.name)
    found = [(folder.name, folder.joinpath("slides.toml")) for folder in folders]
    return tuple(load_family(file.read_text(encoding="utf-8"), name) for name, file in found if file.is_file())


def choose_family(like: Template, seed: str) -> SlideFamily:
    """The family that suits a template; `seed` picks among equals. The same arguments always give the same one."""
    suited = [each for each in families() if like.theme in each.themes] or list(families())
    return min(suited, key=lambda each: sha256(f"{seed}/{each.id}".encode()).digest())


def load_family(text: str, name: str) -> SlideFamily:
    """Read a family from TOML; raises TemplateProblem naming file, layer and field."""
    file = f"{name}/slides.toml"
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TemplateProblem(file, "the file", "", f"is not TOML: {error}") from error
    if table.get("id") != name:
        raise TemplateProblem(file, "the head", "id", f"should be {name!r} like its folder")
    written = table.get("layers")
    if not isinstance(written, list) or not all(isinstance(entry, dict) for entry in written):
        raise TemplateProblem(file, "the head", "layers", "there should be at least one [[layers]]")
    running = {str(entry.get("id")): found for entry in written if (found := _running(entry, file))}
    head = {key: value for key, value in table.items() if key not in ("layers", "themes")}
    themes = table.get("themes")
    if not isinstance(themes, list) or not themes:
        raise TemplateProblem(file, "the head", "themes", "should name at least one theme")
    common = {"category": "lineup", "genre": "any", "theme": themes[0], **head}
    slides = {kind: _slide(kind, common, written, file) for kind in Slide}
    return SlideFamily(name, str(table["name"]), tuple(themes), slides, running)


def _slide(kind: Slide, head: Mapping[str, Any], written: list[dict[str, Any]], file: str) -> Template:
    layers = [_as_on(kind, entry) for entry in written if kind in entry.get("on", list(Slide))]
    return check(parse_template({**head, "layers": layers}, f"{file} ({kind})"), f"{file} ({kind})")


def _as_on(kind: Slide, entry: Mapping[str, Any]) -> dict[str, Any]:
    """One layer as it is on one kind of slide: what is written for that kind goes over the rest."""
    shared = {key: value for key, value in entry.items() if key not in (*Slide, "on", "across", "border", "swing")}
    return {**shared, **entry.get(kind.value, {})}


def _running(entry: Mapping[str, Any], file: str) -> Running | None:
    across, border, swing = entry.get("across", 0), entry.get("border", False), entry.get("swing", 0)
    if not isinstance(across, int) or not isinstance(border, bool) or not isinstance(swing, (int, float)):
        raise TemplateProblem(file, f"layer '{entry.get('id')}'", "across", "should be a whole number of slides")
    return Running(across, border, float(swing)) if across or border else None


def grouped(names: tuple[str, ...], most: int) -> tuple[tuple[str, ...], ...]:
    """A line-up in at most `most` groups, as even as can be; the first ones, who draw most, are the smaller."""
    count = min(len(names), max(1, most))
    if not count:
        return ()
    small, larger = divmod(len(names), count)
    groups, start = [], 0
    for place in range(count):
        size = small + (place >= count - larger)
        groups.append(names[start : start + size])
        start += size
    return tuple(groups)
