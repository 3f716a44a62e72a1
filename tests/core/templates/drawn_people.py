"""Photos drawn by hand: people of many complexions before walls, trees and lights."""

from dataclasses import dataclass
from random import Random

from PIL import Image, ImageDraw, ImageFilter

Box = tuple[float, float, float, float]

_SKINS = ((241, 194, 167), (224, 172, 125), (141, 85, 54), (96, 60, 40), (255, 220, 200))
_SHIRTS = ((30, 60, 120), (20, 20, 20), (230, 230, 230), (170, 30, 60))


@dataclass(frozen=True)
class Person:
    """Where a head is and how large, in shares of the photo's width, height and shorter side."""

    x: float
    y: float
    head: float


def drawn(size: tuple[int, int], people: tuple[Person, ...], ground: str, cast: int) -> tuple[Image.Image, list[Box]]:
    """The photo and the box of every face; `cast` picks who stands there."""
    photo = _GROUNDS[ground](*size)
    faces = []
    for place, person in enumerate(people):
        x, y, radius = person.x * size[0], person.y * size[1], person.head * min(size)
        _draw(photo, x, y, radius, _SKINS[(cast + place) % 5], _SHIRTS[(cast + place) % 4])
        faces.append((x - 0.85 * radius, y - 1.1 * radius, x + 0.85 * radius, y + 1.15 * radius))
    return photo, faces


def _draw(photo: Image.Image, x: float, y: float, r: float, skin: tuple[int, int, int], shirt: object) -> None:
    draw = ImageDraw.Draw(photo)
    draw.ellipse((x - 2.2 * r, y + 1.1 * r, x + 2.2 * r, y + 5 * r), fill=shirt)  # type: ignore[arg-type]  # a colour
    draw.rectangle((x - 0.4 * r, y + 0.6 * r, x + 0.4 * r, y + 1.6 * r), fill=skin)
    draw.ellipse((x - 1.1 * r, y - 1.35 * r, x + 1.1 * r, y + r), fill=(40, 25, 20))
    draw.ellipse((x - 0.85 * r, y - 1.1 * r, x + 0.85 * r, y + 1.15 * r), fill=skin)
    for side in (-0.35, 0.35):
        draw.ellipse((x + (side - 0.1) * r, y - 0.2 * r, x + (side + 0.1) * r, y), fill=(20, 20, 20))
    draw.arc(
        (x - 0.4 * r, y + 0.2 * r, x + 0.4 * r, y + 0.7 * r), 20, 160, fill=(120, 30, 30), width=max(2, int(r / 12))
    )


def _studio(width: int, height: int) -> Image.Image:
    return Image.new("RGB", (width, height), (190, 195, 200))


def _lights(width: int, height: int) -> Image.Image:
    photo, random = Image.new("RGB", (width, height), (30, 30, 45)), Random(1)  # noqa: S311 - a picture, not a secret
    draw = ImageDraw.Draw(photo)
    for _ in range(60):
        x, y, r = random.random() * width, random.random() * height / 2, random.random() * width * 0.02 + 4
        draw.ellipse((x - r, y - r, x + r, y + r), fill=tuple(random.randrange(90, 255) for _ in range(3)))
    return photo.filter(ImageFilter.GaussianBlur(3))


def _bricks(width: int, height: int) -> Image.Image:
    photo, step = Image.new("RGB", (width, height), (150, 70, 50)), height // 24
    draw = ImageDraw.Draw(photo)
    for row, y in enumerate(range(0, height, step)):
        draw.line((0, y, width, y), fill=(120, 50, 38), width=2)
        for x in range(row % 2 * width // 32, width, width // 16):
            draw.line((x, y, x, y + step), fill=(120, 50, 38), width=2)
    return photo


def _trees(width: int, height: int) -> Image.Image:
    photo, random = Image.new("RGB", (width, height), (60, 110, 50)), Random(2)  # noqa: S311 - a picture, not a secret
    draw = ImageDraw.Draw(photo)
    draw.rectangle((0, 0, width, height * 0.4), fill=(150, 190, 230))
    for _ in range(700):
        x, y, r = random.random() * width, height * (0.3 + random.random() * 0.7), random.random() * width * 0.01 + 2
        green = random.randrange(40, 140)
        draw.ellipse((x - r, y - r, x + r, y + r), fill=(green // 2, green, green // 3))
    return photo


_GROUNDS = {"studio": _studio, "lights": _lights, "bricks": _bricks, "trees": _trees}
GROUNDS = tuple(_GROUNDS)
