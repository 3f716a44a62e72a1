"""A made-up photo of a night: haze, light beams and a crowd, to show templates with a photo when nobody has one."""

from io import BytesIO
from math import cos, radians, sin
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from core.adapters.pillow_painter.effects import gradient
from core.adapters.pillow_painter.soften import soften
from core.templates.colours import Rgb, mix

_WIDTH, _HEIGHT = 1500, 1900
_LAMPS: tuple[Rgb, ...] = ((255, 70, 150), (90, 120, 255), (255, 170, 80), (120, 240, 255))


def stage_photo(seed: int = 3) -> bytes:
    """A JPEG of 1500 x 1900 px; the same seed gives the same bytes."""
    random = Random(seed)  # noqa: S311  # a pattern, not a secret
    photo = Image.composite(
        Image.new("RGB", (_WIDTH, _HEIGHT), (58, 18, 66)), Image.new("RGB", (_WIDTH, _HEIGHT), (8, 7, 20)),
        gradient((_WIDTH, _HEIGHT), 90),
    )  # fmt: skip
    for lamp in range(9):
        photo = _beam(photo, random, _WIDTH * (lamp + 0.5) / 9, _LAMPS[lamp % len(_LAMPS)])
    photo = ImageChops.screen(photo, _haze(random))
    _booth(photo)
    for row in range(5):
        _crowd(photo, random, row)
    photo = photo.filter(ImageFilter.GaussianBlur(1.6))
    out = BytesIO()
    photo.save(out, "JPEG", quality=88)
    return out.getvalue()


def _beam(photo: Image.Image, random: Random, x: float, lamp: Rgb) -> Image.Image:
    """Light from a lamp in the rig, screened over the picture."""
    angle, spread = radians(90 + (random.random() - 0.5) * 50), radians(2.5 + random.random() * 3)
    reach, y = 1700, 190 + random.random() * 40
    ends = [(x + cos(angle + side) * reach, y + sin(angle + side) * reach) for side in (-spread, spread)]
    mask = Image.new("L", photo.size)
    ImageDraw.Draw(mask).polygon([(x - 5, y), (x + 5, y), ends[1], ends[0]], fill=125)
    mask = ImageChops.multiply(soften(mask, 12, 0), ImageChops.invert(gradient(photo.size, 90)))
    lit = Image.new("RGB", photo.size)
    lit.paste(lamp, (0, 0), mask)
    ImageDraw.Draw(lit).ellipse((x - 13, y - 13, x + 13, y + 13), fill=mix(lamp, (255, 255, 255), 0.8))
    return ImageChops.screen(photo, lit)


def _haze(random: Random) -> Image.Image:
    small = Image.frombytes("L", (10, 13), random.randbytes(130)).point([value // 3 for value in range(256)])
    cloud = small.resize((_WIDTH, _HEIGHT), Image.Resampling.BICUBIC)
    haze = Image.new("RGB", cloud.size)
    haze.paste((170, 90, 190), (0, 0), cloud)
    return haze


def _booth(photo: Image.Image) -> None:
    draw = ImageDraw.Draw(photo)
    draw.rectangle((430, 1020, 1070, 1240), fill=(10, 8, 18))
    draw.rectangle((430, 1020, 1070, 1027), fill=(255, 120, 190))
    draw.ellipse((700, 800, 790, 905), fill=(24, 14, 26))
    draw.rounded_rectangle((640, 905, 850, 1080), 60, fill=(20, 12, 24))
    draw.line((655, 940, 560, 1010), fill=(20, 12, 24), width=38)
    draw.line((835, 940, 930, 800), fill=(20, 12, 24), width=36)


def _crowd(photo: Image.Image, random: Random, row: int) -> None:
    """One row of heads and raised hands, nearer rows larger and darker."""
    draw = ImageDraw.Draw(photo)
    near = row / 4
    size, level = 34 + 66 * near, 1190 + 150 * row
    tone = mix((48, 20, 58), (3, 3, 8), near)
    x = -size
    while x < _WIDTH + size:
        y = level + (random.random() - 0.5) * size
        draw.ellipse((x - size * 0.42, y - size * 0.55, x + size * 0.42, y + size * 0.55), fill=tone)
        draw.rounded_rectangle((x - size, y + size * 0.45, x + size, y + size * 5), size * 0.7, fill=tone)
        if random.random() < 0.3:
            hand = (x + size * (0.5 + random.random()), y - size * (1.4 + random.random()))
            draw.line((x + size * 0.7, y + size, *hand), fill=tone, width=round(size * 0.3))
            draw.ellipse((hand[0] - size * 0.2, hand[1] - size * 0.26, hand[0] + size * 0.2, hand[1] + size * 0.26),
                         fill=tone)  # fmt: skip
        x += size * (1.5 + random.random() * 0.9)
