"""Paint every template with its sample event in every layout, side by side: `python -m core.templates --out DIR`.

With `--brand kit.toml` all are painted in a brand, and what had to be changed for it is listed: a table with any of
primary, accent, background, ink ("#rrggbb"), headline (the key of a face), handle, and logo (a file beside it).

An entry point of its own, hence free to pick the painter; nothing in the package imports it.
"""

import argparse
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from core.adapters.pillow_painter import PillowPainter
from core.adapters.pillow_painter.logo import prepare_logo
from core.adapters.pillow_painter.sheet import contact_sheet
from core.adapters.pillow_painter.stage import stage_photo
from core.templates.catalog import all_templates, sample
from core.templates.dressing import ROLES
from core.templates.model import Template
from core.templates.parse import TemplateProblem
from core.templates.scene import Brand, Layout

_ORDER = (Layout.PORTRAIT, Layout.STORY, Layout.SQUARE)


def main(arguments: Sequence[str] | None = None) -> None:
    asked = _parser().parse_args(arguments)
    painter = PillowPainter()
    brand = _brand(asked.brand) if asked.brand else Brand()
    try:
        known = all_templates()
    except TemplateProblem as problem:
        sys.exit(problem.message)
    if unknown := set(asked.only or ()) - {each.id for each in known}:
        sys.exit(f"There is no template named {', '.join(sorted(unknown))}.")
    asked.out.mkdir(parents=True, exist_ok=True)
    chosen = [each for each in known if not asked.only or each.id in asked.only]
    rows = []
    for template in chosen:
        rows.append((template.id, _paint(painter, template, asked.out, None, brand, asked.debug)))
        if any("photo" in layer.when or layer.kind == "image" for layer in template.layers[Layout.PORTRAIT]):
            pictures = _paint(painter, template, asked.out, stage_photo(), brand, asked.debug)
            rows.append((f"{template.id}, with a photo", pictures))
    sheet = asked.out / "sheet.jpg"
    sheet.write_bytes(contact_sheet(rows, across=min(3, len(rows))))
    sys.stdout.write(f"{len(chosen)} templates on {sheet}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m core.templates", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("var/templates"), help="folder for the sheet and the flyers")
    parser.add_argument("--debug", action="store_true", help="draw the box of every layer")
    parser.add_argument("--only", nargs="*", metavar="ID", help="these templates alone")
    parser.add_argument("--brand", type=Path, metavar="KIT.toml", help="paint in this brand, and list what it changed")
    return parser


def _brand(file: Path) -> Brand:
    """A brand from a file; its logo as it would be kept from an upload."""
    kit = tomllib.loads(file.read_text(encoding="utf-8"))
    logo = prepare_logo((file.parent / kit["logo"]).read_bytes()) if kit.get("logo") else None
    colours = {role: kit.get(role) for role in ROLES}
    return Brand(**colours, display_font=kit.get("headline"), handle=kit.get("handle", ""), logo=logo)


def _paint(
    painter: PillowPainter, template: Template, out: Path, photo: bytes | None, brand: Brand, debug: bool
) -> list[bytes]:
    """The template in all layouts; each flyer is also written on its own, notes go to the terminal."""
    scene = replace(sample(template.id), photo=photo)
    pictures = []
    for layout in _ORDER:
        painted = painter.paint_now(template, layout, scene, brand, boxes=debug)
        name = f"{template.id}-{layout}{'-photo' if photo else ''}.jpg"
        (out / name).write_bytes(painted.jpeg)
        pictures.append(painted.jpeg)
        for note in dict.fromkeys((*painted.notes, *(change.sentence for change in painted.changes))):
            sys.stdout.write(f"{name}: {note}\n")
    return pictures


if __name__ == "__main__":
    main()
