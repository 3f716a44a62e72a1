"""What every engine finds in the folder it is given: photo, logo, fonts, and the events of both flyers as JSON."""

import json
from pathlib import Path
from typing import Any

from bench.render.drawing import drawing
from bench.render.work import LAYOUT, NAMES, event, flyer, logo, photo
from core.adapters.pillow_painter.painter import PillowPainter
from core.adapters.pillow_painter.photo import covering
from core.templates.fonts.faces import face
from core.templates.scene import Brand, Scene

EVENTS = 400
FONTS = {"anton": "Anton", "inter-bold": "Inter"}
"""Faces of the two flyers by the names browsers and fontconfig know."""
_FONTCONFIG = '<?xml version="1.0"?><fontconfig>{}<cachedir>{}</cachedir></fontconfig>'


def lay_out(folder: Path, events: int = EVENTS) -> None:
    """Fill the folder."""
    (folder / "photo.jpg").write_bytes(photo())
    (folder / "logo.png").write_bytes(logo())
    width, height = LAYOUT.size
    covering(photo(), width, height).save(folder / "cropped.jpg", quality=95, subsampling=0)
    for name in NAMES:
        scenes = [event(number, name, photo(), logo()) for number in range(events)]
        drawings = [drawing(name, scene) for scene in scenes]
        (folder / f"{name}.json").write_text(json.dumps(drawings), encoding="utf-8")
        (folder / f"{name}.scenes.json").write_text(json.dumps([_words(scene) for scene in scenes]), encoding="utf-8")
        painted = PillowPainter().paint_now(flyer(name), LAYOUT, scenes[0], Brand())
        (folder / f"{name}.jpg").write_bytes(painted.jpeg)
    files = {key: str(face(key).path) for key in FONTS}
    (folder / "fonts.json").write_text(json.dumps(files), encoding="utf-8")
    folders = "".join(f"<dir>{Path(file).parent}</dir>" for file in files.values())
    (folder / "fonts.conf").write_text(_FONTCONFIG.format(folders, folder / "fontconfig"), encoding="utf-8")


def _words(scene: Scene) -> dict[str, Any]:
    return {key: value for key, value in vars(scene).items() if key not in ("photo", "logo")}
