"""Paint every template with its sample event in every layout, side by side: `python -m core.templates --out DIR`.

An entry point of its own, hence free to pick the painter; nothing in the package imports it.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from core.adapters.pillow_painter import PillowPainter
from core.adapters.pillow_painter.sheet import contact_sheet
from core.adapters.pillow_painter.stage import stage_photo
from core.templates.catalog import all_templates, sample
from core.templates.model import Template
from core.templates.scene import Brand, Layout

_ORDER = (Layout.PORTRAIT, Layout.STORY, Layout.SQUARE)


def main(arguments: Sequence[str] | None = None) -> None:
    asked = _parser().parse_args(arguments)
    asked.out.mkdir(parents=True, exist_ok=True)
    painter = PillowPainter()
    chosen = [each for each in all_templates() if not asked.only or each.id in asked.only]
    rows = []
    for template in chosen:
        rows.append((template.id, _paint(painter, template, asked.out, None, asked.debug)))
        if any("photo" in layer.when or layer.kind == "image" for layer in template.layers[Layout.PORTRAIT]):
            pictures = _paint(painter, template, asked.out, stage_photo(), asked.debug)
            rows.append((f"{template.id}, with a photo", pictures))
    sheet = asked.out / "sheet.jpg"
    sheet.write_bytes(contact_sheet(rows, across=min(3, len(rows))))
    sys.stdout.write(f"{len(chosen)} templates on {sheet}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m core.templates", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("var/templates"), help="folder for the sheet and the flyers")
    parser.add_argument("--debug", action="store_true", help="draw the box of every layer")
    parser.add_argument("--only", nargs="*", metavar="ID", help="these templates alone")
    return parser


def _paint(painter: PillowPainter, template: Template, out: Path, photo: bytes | None, debug: bool) -> list[bytes]:
    """The template in all layouts; each flyer is also written on its own, notes go to the terminal."""
    scene = replace(sample(template.id), photo=photo)
    pictures = []
    for layout in _ORDER:
        painted = painter.paint_now(template, layout, scene, Brand(), boxes=debug)
        name = f"{template.id}-{layout}{'-photo' if photo else ''}.jpg"
        (out / name).write_bytes(painted.jpeg)
        pictures.append(painted.jpeg)
        for note in painted.notes:
            sys.stdout.write(f"{name}: {note}\n")
    return pictures


if __name__ == "__main__":
    main()
