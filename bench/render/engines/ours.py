"""Our painter, as the worker uses it, without its event loop."""

from functools import cache
from pathlib import Path
from typing import Any

from bench.render.engines.serving import logo, main
from core.adapters.pillow_painter.painter import PillowPainter
from core.templates.catalog import load_template
from core.templates.model import Template
from core.templates.scene import Brand, Layout, Scene

_PAINTER = PillowPainter()


@cache
def _template(flyer: str) -> Template:
    file = Path(__file__).parents[1] / f"{flyer}.toml"
    return load_template(file.read_text(encoding="utf-8"), file.name)


def ours(flyer: str, event: dict[str, Any], photo: bytes, cold: bool) -> bytes:
    words = {**event, "lineup": tuple(event["lineup"])}
    scene = Scene(**words, photo=photo if flyer == "complex" else None, logo=logo())
    return _PAINTER.paint_now(_template(flyer), Layout.PORTRAIT, scene, Brand()).jpeg


if __name__ == "__main__":
    main(ours, "scenes.json")
