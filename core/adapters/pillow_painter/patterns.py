"""Patterns that make a background without a photo: lines, dots, rays, waves, grain. Masks, all from the layer alone."""

from collections.abc import Callable
from math import ceil, cos, hypot, pi, radians, sin
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from core.adapters.pillow_painter.outlines import SCALE
from core.templates.model import ShapeLayer


def _large(width: int, height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    large = Image.new("L", (width * SCALE, height * SCALE))
    return large, ImageDraw.Draw(large)


def _stripes(layer: ShapeLayer, width: int, height: int) -> Image.Image:
    """Parallel bars `step` apart and `stroke` thick, running at `angle`."""
    large, draw = _large(width, height)
    reach = hypot(large.width, large.height)
    across, down = cos(radians(layer.angle)), sin(radians(layer.angle))
    step, half = layer.step * SCALE, (layer.stroke or layer.step / 2) * SCALE / 2
    for number in range(-ceil(reach / step), ceil(reach / step) + 1):
        x, y = large.width / 2 - down * number * step, large.height / 2 + across * number * step
        ends = [(x - across * reach, y - down * reach), (x + across * reach, y + down * reach)]
        corners = [(ends[0][0] - down * half, ends[0][1] + across * half),
                   (ends[0][0] + down * half, ends[0][1] - across * half),
                   (ends[1][0] + down * half, ends[1][1] - across * half),
                   (ends[1][0] - down * half, ends[1][1] + across * half)]  # fmt: skip
        draw.polygon(corners, fill=255)
    return large.reduce(SCALE)


def _scanlines(layer: ShapeLayer, width: int, height: int) -> Image.Image:
    mask = Image.new("L", (width, height))
    draw = ImageDraw.Draw(mask)
    for y in range(0, height, max(2, round(layer.step))):
        draw.rectangle((0, y, width, y + max(1, round(layer.stroke)) - 1), fill=255)
    return mask


def _dots(layer: ShapeLayer, width: int, height: int) -> Image.Image:
    large, draw = _large(width, height)
    radius = (layer.stroke or layer.step / 3) * SCALE / 2
    for row in range(ceil(height / layer.step) + 1):
        for column in range(ceil(width / layer.step) + 1):
            _dot(draw, (column + 0.5) * layer.step * SCALE, (row + 0.5) * layer.step * SCALE, radius)
    return large.reduce(SCALE)


def _dot(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float) -> None:
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)


def _halftone(layer: ShapeLayer, width: int, height: int) -> Image.Image:
    """Printer's dots that grow along `angle`, every second row shifted by half."""
    large, draw = _large(width, height)
    across, down = cos(radians(layer.angle)), sin(radians(layer.angle))
    corners = [x * across + y * down for x in (0, width) for y in (0, height)]
    low, span = min(corners), max(corners) - min(corners)
    pitch = layer.step * 0.866
    for row in range(-1, ceil(height / pitch) + 1):
        for column in range(-1, ceil(width / layer.step) + 1):
            x, y = (column + 0.5 * (row % 2)) * layer.step, row * pitch
            share = min(1.0, max(0.0, (x * across + y * down - low) / span))
            if share > 0.04:
                _dot(draw, x * SCALE, y * SCALE, layer.step * 0.62 * share * SCALE)
    return large.reduce(SCALE)


def _grain(layer: ShapeLayer, width: int, height: int) -> Image.Image:
    """Film grain; `stroke` is the size of a grain in pixels, 1 if not given."""
    size = max(1, round(layer.stroke))
    small = (ceil(width / size), ceil(height / size))
    noise = Random(layer.seed).randbytes(small[0] * small[1])  # noqa: S311  # a pattern, not a secret
    grain = Image.frombytes("L", small, noise).filter(ImageFilter.GaussianBlur(0.6))
    strong = grain.point([min(255, max(0, (value - 128) * 5 + 40)) for value in range(256)])
    return strong.resize((width, height), Image.Resampling.BILINEAR) if size > 1 else strong


def _checker(layer: ShapeLayer, width: int, height: int) -> Image.Image:
    mask = Image.new("L", (width, height))
    draw = ImageDraw.Draw(mask)
    step = layer.step
    for row in range(ceil(height / step)):
        for column in range(row % 2, ceil(width / step), 2):
            draw.rectangle((column * step, row * step, (column + 1) * step - 1, (row + 1) * step - 1), fill=255)
    return mask


def _rays(layer: ShapeLayer, width: int, height: int) -> Image.Image:
    """`count` rays from a point given in shares of the box."""
    large, draw = _large(width, height)
    x, y = layer.points[:2] if len(layer.points) >= 2 else (0.5, 0.5)
    centre, reach = (x * large.width, y * large.height), hypot(large.width, large.height)
    for ray in range(layer.count):
        start = radians(layer.angle) + 2 * pi * ray / layer.count
        end = start + pi / layer.count
        draw.polygon(
            [centre, *[(centre[0] + cos(turn) * reach, centre[1] + sin(turn) * reach) for turn in (start, end)]],
            fill=255,
        )
    return large.reduce(SCALE)


def _rings(layer: ShapeLayer, width: int, height: int) -> Image.Image:
    """`count` circles around a point given in shares of the box, `step` px apart."""
    large, draw = _large(width, height)
    x, y = layer.points[:2] if len(layer.points) >= 2 else (0.5, 0.5)
    thick = max(1, round((layer.stroke or layer.step / 4) * SCALE))
    for number in range(1, layer.count + 1):
        reach = number * layer.step * SCALE
        box = (x * large.width - reach, y * large.height - reach, x * large.width + reach, y * large.height + reach)
        draw.ellipse(box, outline=255, width=thick)
    return large.reduce(SCALE)


def _waves(layer: ShapeLayer, width: int, height: int) -> Image.Image:
    """`count` lines across, swinging `step` px and drifting apart downwards like a pressed record."""
    large, draw = _large(width, height)
    random = Random(layer.seed)  # noqa: S311  # a pattern, not a secret
    phase, drift = random.random() * 2 * pi, 0.6 + random.random() * 0.5
    for line in range(layer.count):
        base = (line + 0.5) * large.height / layer.count
        swing = layer.step * SCALE * (0.4 + 0.6 * sin(pi * (line + 0.5) / layer.count))
        points = [
            (x, base + swing * sin(2 * pi * x / large.width * 1.15 + phase + line * drift * 0.22)
             + 0.35 * swing * sin(2 * pi * x / large.width * 2.7 + line * 0.31))
            for x in range(-12, large.width + 13, 12)
        ]  # fmt: skip
        draw.line(points, fill=255, width=max(1, round((layer.stroke or 3) * SCALE)), joint="curve")
    return large.reduce(SCALE)


def _mesh(layer: ShapeLayer, width: int, height: int) -> Image.Image:
    """A floor of squares running to a horizon at the top of the box."""
    large, draw = _large(width, height)
    thick = max(1, round((layer.stroke or 2) * SCALE))
    middle = large.width / 2
    for number in range(-layer.count, layer.count + 1):
        foot = middle + number * layer.step * SCALE * 4
        draw.line([(middle + number * layer.step * SCALE * 0.5, 0), (foot, large.height)], fill=255, width=thick)
    rows = max(4, layer.count)
    for number in range(rows + 1):
        y = large.height * (number / rows) ** 2.2
        draw.line([(0, y), (large.width, y)], fill=255, width=thick)
    return large.reduce(SCALE)


def _shards(layer: ShapeLayer, width: int, height: int) -> Image.Image:
    """`count` bars of random length: a picture that lost its signal."""
    mask = Image.new("L", (width, height))
    draw = ImageDraw.Draw(mask)
    random = Random(layer.seed)  # noqa: S311  # a pattern, not a secret
    for _ in range(layer.count):
        y, long = random.random() * height, (0.08 + random.random() ** 2 * 0.6) * width
        x, tall = random.random() * (width + long) - long, 2 + random.random() ** 3 * layer.step
        draw.rectangle((x, y, x + long, y + tall), fill=110 + int(random.random() * 145))
    return mask


def _bulbs(layer: ShapeLayer, width: int, height: int) -> Image.Image:
    """Lamps around the edge of the box, about `step` px apart, `stroke` px large."""
    large, draw = _large(width, height)
    radius = (layer.stroke or layer.step / 3) * SCALE / 2
    wide, tall = large.width - 2 * radius - 2, large.height - 2 * radius - 2
    for side, other, upright in ((wide, tall, False), (tall, wide, True)):
        lamps = max(2, round(side / (layer.step * SCALE)))
        for number in range(lamps + 1):
            along = radius + 1 + side * number / lamps
            for across in (radius + 1, radius + 1 + other):
                _dot(draw, *((across, along) if upright else (along, across)), radius)
    return large.reduce(SCALE)


def _sprockets(layer: ShapeLayer, width: int, height: int) -> Image.Image:
    """Holes of a film strip along both long sides."""
    large, draw = _large(width, height)
    upright = height > width
    length, depth = (large.height, large.width) if upright else (large.width, large.height)
    hole, step = (layer.stroke or layer.step * 0.55) * SCALE, layer.step * SCALE
    for number in range(ceil(length / step)):
        start = (number + 0.5) * step - hole / 2
        for edge in (hole * 0.45, depth - hole * 1.2):
            box = (edge, start, edge + hole * 0.75, start + hole)
            draw.rounded_rectangle(box if upright else (box[1], box[0], box[3], box[2]), hole * 0.18, fill=255)
    return large.reduce(SCALE)


def _torn(layer: ShapeLayer, width: int, height: int) -> Image.Image:
    """A sheet torn along top and bottom; `step` is how ragged in pixels."""
    large, draw = _large(width, height)
    random = Random(layer.seed)  # noqa: S311  # a pattern, not a secret
    depth = layer.step * SCALE

    def edge() -> list[float]:
        level, steps = 0.5, []
        for _ in range(large.width // (7 * SCALE) + 2):
            level = min(1.0, max(0.0, level + (random.random() - 0.5) * 0.5))
            steps.append(level * depth + random.random() * 2 * SCALE)
        return steps

    upper = [(number * 7 * SCALE, y) for number, y in enumerate(edge())]
    lower = [(number * 7 * SCALE, large.height - y) for number, y in enumerate(edge())]
    draw.polygon([*upper, *lower[::-1]], fill=255)
    return large.reduce(SCALE)


PATTERNS: dict[str, Callable[[ShapeLayer, int, int], Image.Image]] = {
    "stripes": _stripes,
    "scanlines": _scanlines,
    "dots": _dots,
    "halftone": _halftone,
    "grain": _grain,
    "checker": _checker,
    "rays": _rays,
    "rings": _rings,
    "waves": _waves,
    "mesh": _mesh,
    "shards": _shards,
    "bulbs": _bulbs,
    "sprockets": _sprockets,
    "torn": _torn,
}
