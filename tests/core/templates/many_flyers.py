"""Paint 200 flyers in a process of its own: other events, photos and layouts each time. Run by test_painter_bounds.py.

Says in JSON how much memory the process held after the first and the second hundred, and what two known flyers came to
in the end.
"""

import json
import sys
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from random import Random

from PIL import Image

from core.adapters.pillow_painter.painter import PillowPainter
from core.templates.catalog import sample, template
from core.templates.scene import Brand, Layout, Scene

SHOWN = (
    *(("front-row", layout) for layout in Layout),
    *(("rack", Layout.SQUARE), ("grid-mono", Layout.PORTRAIT)) * 5,
)
"""Designs and layouts: the first with a new photo each time."""
DESIGNS = ("front-row", "rack")
ACTS = ("Mara Voss", "Żółć", "DJ Alba", "22:00 Kolto", "Hexa & the Long Names", "Ελένη", "Otto Lune", "नाम", "ليلة")


def main() -> None:
    painter, held = PillowPainter(), []
    for number in range(200):
        design, layout = SHOWN[number % len(SHOWN)]
        painter.paint_now(template(design), layout, scene(design, number), Brand())
        held.append(resident())
    known = [painted(painter, design) for design in DESIGNS]
    sys.stdout.write(json.dumps({"held": [least(held[:100]), least(held[100:])], "known": known}))


def least(held: list[int]) -> int:
    """What was held at least over the last fifty flyers; more is borrowed for moments, and given back."""
    return min(held[-50:])


def scene(design: str, number: int) -> Scene:
    random = Random(number)  # noqa: S311 - made-up events
    names = tuple(f"{random.choice(ACTS)} {random.randint(1, 999)}" for _ in range(random.randint(1, 8)))
    title = " ".join(random.choice(ACTS) for _ in range(random.randint(1, 3)))
    shown = photo(number) if design == "front-row" else None
    return replace(sample(design), title=f"{title} {number}", lineup=names, venue=f"Hall {number}", photo=shown)


def photo(number: int) -> bytes:
    """A JPEG nobody has seen before, tall, wide, large or small."""
    random = Random(number)  # noqa: S311 - made-up photos
    size = (random.randint(200, 1400), random.randint(200, 1400))
    noise = Image.frombytes("RGB", (24, 24), random.randbytes(24 * 24 * 3))
    out = BytesIO()
    noise.resize(size, Image.Resampling.BILINEAR).save(out, "JPEG", quality=80)
    return out.getvalue()


def painted(painter: PillowPainter, design: str) -> str:
    """The fingerprint of a flyer that every process knows."""
    shown = scene(design, 7)
    return sha256(painter.paint_now(template(design), Layout.SQUARE, shown, Brand()).jpeg).hexdigest()


def resident() -> int:
    """Bytes of memory of this process."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) * 1024


if __name__ == "__main__":
    main()
