"""What one looks at in a photo, and the part of it that a crop should keep: faces before walls, whole before cut."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from PIL import Image, ImageChops, ImageFilter

_LOOK = 48
"""Side of the little picture in which it is sought."""
_RIM = 2
"""Pixels of it along the edge that count for nothing: frames, vignettes."""
_SKIN = 3.0
"""How much more a pixel of skin is worth than one that merely stands out."""
_SKIN_CB, _SKIN_CR = range(77, 128), range(135, 181)
"""Where skin of every shade lies among colours, brightness left aside."""
_DARKEST = 40
_CUT = 0.8
"""What is lost of what lies in the outermost part of a crop, where faces would be cut."""
_MARGIN = 0.07
"""That part, as a share of the crop on either side."""
_EYES = 0.45
"""How far down in a crop its content should lie: people look better a little above the middle."""
_OFF_CENTRE = 0.12
"""Price of a crop whose content leans all the way to one side."""


@dataclass(frozen=True)
class Interest:
    """How much there is to see in every column and row of the photo, in 48 steps."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]


def interest_of(photo: Image.Image) -> Interest:
    """Rare colours and what differs from its surroundings count, skin among them most."""
    little = photo.resize((_LOOK, _LOOK), Image.Resampling.BOX, reducing_gap=2.0)
    weights = _weights(little)
    rows = tuple(sum(weights[place : place + _LOOK]) for place in range(0, len(weights), _LOOK))
    return Interest(tuple(sum(weights[column::_LOOK]) for column in range(_LOOK)), rows)


def _weights(little: Image.Image) -> list[float]:
    pixels = little.tobytes()
    shades = [(red >> 5, green >> 5, blue >> 5) for red, green, blue in zip(*[iter(pixels)] * 3, strict=True)]
    common = Counter(shades)
    rare = {shade: 1 - log(count + 1) / log(len(shades) + 1) for shade, count in common.items()}
    around = ImageChops.difference(little, little.filter(ImageFilter.GaussianBlur(8))).convert("L").tobytes()
    light, bluish, reddish = (band.tobytes() for band in little.convert("YCbCr").split())
    found = []
    for place, shade in enumerate(shades):
        row, column = divmod(place, _LOOK)
        if min(column, row, _LOOK - 1 - column, _LOOK - 1 - row) < _RIM:
            found.append(0.0)
            continue
        skin = light[place] > _DARKEST and bluish[place] in _SKIN_CB and reddish[place] in _SKIN_CR
        found.append(rare[shade] ** 2 * (around[place] / 255 + (_SKIN if skin else 0.0)))
    return found


def crop_box(size: tuple[int, int], seen: Interest, width: int, height: int) -> tuple[float, float, float, float]:
    """The part of a photo of `size` that has the shape of `width` x `height`: left, top, right, bottom."""
    scale = min(size[0] / width, size[1] / height)
    wide, tall = width * scale, height * scale
    left = best_start(seen.columns, wide / size[0]) * size[0]
    top = best_start(seen.rows, tall / size[1], _EYES) * size[1]
    return left, top, min(left + wide, size[0]), min(top + tall, size[1])


def best_start(profile: Sequence[float], share: float, middle: float = 0.5) -> float:
    """Where a crop should begin that keeps `share` of a photo's width or height; both in shares of it.

    `middle` is where in the crop its content should lie, 0.5 in the centre.
    """
    length = len(profile)
    inside = share * length
    if inside >= length - 0.5:
        return max(0.0, (1 - share) / 2)
    starts = [step / 2 for step in range(int((length - inside) * 2) + 1)] + [length - inside]
    best = max(starts, key=lambda start: _worth(profile, start, inside, middle))
    return best / length


def _worth(profile: Sequence[float], start: float, inside: float, middle: float) -> float:
    """What a crop shows, less what its edges cut, less how far its content leans."""
    shown = [
        (place + 0.5 - start, weight) for place, weight in enumerate(profile) if 0 <= place + 0.5 - start <= inside
    ]
    total = sum(weight for _, weight in shown)
    if total <= 0:
        return -abs(start + inside / 2 - len(profile) / 2)
    margin = max(1.0, inside * _MARGIN)
    edge = sum(weight for at, weight in shown if at < margin or at > inside - margin)
    lean = abs(sum(at * weight for at, weight in shown) / total / inside - middle)
    return total * (1 - _OFF_CENTRE * 2 * lean) - _CUT * edge
