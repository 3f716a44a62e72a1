"""The floor: what nobody who ends with a JPEG can save. A copy of the finished ground and its encoding; with a new
photo decoding and cropping it. Pillow alone, no words."""

from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image

from bench.render.engines.serving import FOLDER, main


@cache
def _ground(flyer: str) -> Image.Image:
    """A flyer as it was painted, so that what is encoded is as rich as what we encode."""
    with Image.open(FOLDER / f"{flyer}.jpg") as painted:
        return painted.convert("RGB")


def floor(flyer: str, event: dict[str, Any], photo: bytes, cold: bool) -> bytes:
    picture = _cropped(photo, event) if cold else _ground(flyer).copy()
    out = BytesIO()
    picture.save(out, "JPEG", quality=92)
    return out.getvalue()


def _cropped(photo: bytes, drawing: dict[str, Any]) -> Image.Image:
    width, height = drawing["size"]
    opened = Image.open(BytesIO(photo))
    whole = opened.width
    opened.draft("RGB", (width, height))
    left, top, wide, tall = (side * opened.width / whole for side in drawing["crop"])
    return opened.resize((width, height), Image.Resampling.BILINEAR, (left, top, left + wide, top + tall))


if __name__ == "__main__":
    main(floor)
