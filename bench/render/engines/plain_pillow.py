"""Pillow as most people write it: whole layers laid over each other, a photo decoded whole, letters one by one."""

import re
from functools import cache
from io import BytesIO
from json import loads
from typing import Any

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from bench.render.engines.serving import FOLDER, logo, main

Drawing = dict[str, Any]


@cache
def _font_file(key: str) -> str:
    return str(loads((FOLDER / "fonts.json").read_text())[key])


@cache
def _kept_photo(size: tuple[int, int]) -> Image.Image:
    return Image.open(FOLDER / "cropped.jpg").convert("RGBA").resize(size)


def plain_pillow(flyer: str, event: dict[str, Any], photo: bytes, cold: bool) -> bytes:
    drawing: Drawing = event
    size = (drawing["size"][0], drawing["size"][1])
    canvas = Image.new("RGBA", size, _rgba(drawing["ground"]))
    if "crop" in drawing:
        canvas.alpha_composite(_photo(photo, drawing, size) if cold else _kept_photo(size))
        canvas.alpha_composite(_veil(drawing["veil"], size))
    for box in drawing["boxes"]:
        x, y, width, height = box["at"]
        ImageDraw.Draw(canvas).rounded_rectangle((x, y, x + width, y + height), box["radius"], fill=_rgba(box["fill"]))
    lit = [line for line in drawing["lines"] if "glow" in line]
    for light in ("glow", "shadow"):
        if lit:
            canvas.alpha_composite(_halo(lit, light, size))
    for line in drawing["lines"]:
        _write(ImageDraw.Draw(canvas), line, line["fill"])
    x, y, width, height = drawing["logo"]
    mark = Image.open(BytesIO(logo())).convert("RGBA").resize((width, height), Image.Resampling.LANCZOS)
    canvas.alpha_composite(mark, (x, y))
    out = BytesIO()
    canvas.convert("RGB").save(out, "JPEG", quality=92)
    return out.getvalue()


def _photo(photo: bytes, drawing: Drawing, size: tuple[int, int]) -> Image.Image:
    left, top, width, height = drawing["crop"]
    whole = Image.open(BytesIO(photo)).convert("RGBA")
    return whole.crop((left, top, left + width, top + height)).resize(size, Image.Resampling.LANCZOS)


def _veil(stops: list[list[Any]], size: tuple[int, int]) -> Image.Image:
    """Row by row, the usual way."""
    layer = Image.new("RGBA", size)
    draw = ImageDraw.Draw(layer)
    for y in range(size[1]):
        share = y / size[1]
        before = max((stop for stop in stops if stop[0] <= share), key=lambda stop: stop[0], default=stops[0])
        after = min((stop for stop in stops if stop[0] > share), key=lambda stop: stop[0], default=stops[-1])
        (red, green, blue, low), high = _rgba(before[1]), _rgba(after[1])[3]
        way = (share - before[0]) / (after[0] - before[0]) if after[0] > before[0] else 0
        alpha = 0 if share < stops[0][0] else round(low + (high - low) * way)
        draw.line((0, y, size[0], y), fill=(red, green, blue, alpha))
    return layer


def _halo(lines: list[dict[str, Any]], light: str, size: tuple[int, int]) -> Image.Image:
    layer = Image.new("RGBA", size, (*_rgba(lines[0][light][2])[:3], 0))
    for line in lines:
        down, _, colour = line[light]
        _write(ImageDraw.Draw(layer), {**line, "baseline": line["baseline"] + down}, colour)
    return layer.filter(ImageFilter.GaussianBlur(lines[0][light][1]))


def _write(draw: ImageDraw.ImageDraw, line: dict[str, Any], colour: str) -> None:
    font = ImageFont.truetype(_font_file(line["font"]), line["size"])
    if not line["spacing"]:
        draw.text((line["x"], line["baseline"]), line["text"], fill=_rgba(colour), font=font, anchor="ls")
        return
    x = line["x"]
    for letter in line["text"]:
        draw.text((x, line["baseline"]), letter, fill=_rgba(colour), font=font, anchor="ls")
        x += font.getlength(letter) + line["spacing"]


def _rgba(css: str) -> tuple[int, int, int, int]:
    red, green, blue, alpha = (float(number) for number in re.findall(r"[\d.]+", css))
    return int(red), int(green), int(blue), round(255 * alpha)


if __name__ == "__main__":
    main(plain_pillow)
