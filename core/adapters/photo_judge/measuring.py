"""What can be told of a photo by counting: how sharp and bright it is, how much skin shows, what it looks like."""

from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.ports.painter import UnreadablePicture
from core.recaps.photos import Photo

SIDE = 512
"""All are measured at this size: a large photo is not sharper for being large."""
_SKIN_CB, _SKIN_CR, _DARKEST = (77, 127), (133, 180), 40
"""Where skin of every shade lies among colours, brightness left aside."""

Pixels = NDArray[np.float32]


def measured(key: str, jpeg: bytes) -> Photo:
    try:
        with Image.open(BytesIO(jpeg)) as opened:
            opened.draft("RGB", (SIDE, SIDE))
            photo = opened.convert("RGB")
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise UnreadablePicture from error
    photo.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
    grey = np.asarray(photo.convert("L"), dtype=np.float32)
    return Photo(
        key=key,
        sharp=round(_sharpness(grey), 2),
        bright=round(float(grey.mean()), 2),
        people=round(_skin(photo), 4),
        alike=_difference_hash(photo),
    )


def _sharpness(grey: Pixels) -> float:
    """Variance of the Laplacian, in the sharpest ninth: a sharp face before a blurred wall is a sharp photo."""
    if min(grey.shape) < 9:
        return 0.0
    edges = grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:] - 4 * grey[1:-1, 1:-1]
    parts = [part for row in np.array_split(edges, 3, axis=0) for part in np.array_split(row, 3, axis=1)]
    return float(max(part.var() for part in parts))


def _skin(photo: Image.Image) -> float:
    light, bluish, reddish = np.moveaxis(np.asarray(photo.convert("YCbCr")), 2, 0)
    skin = (
        (light > _DARKEST)
        & (bluish >= _SKIN_CB[0])
        & (bluish <= _SKIN_CB[1])
        & (reddish >= _SKIN_CR[0])
        & (reddish <= _SKIN_CR[1])
    )
    return float(skin.mean())


def _difference_hash(photo: Image.Image) -> str:
    """64 bits: whether each of 8 x 8 fields is brighter than its right neighbour."""
    little = np.asarray(photo.convert("L").resize((9, 8), Image.Resampling.LANCZOS), dtype=np.int16)
    bits = (little[:, 1:] > little[:, :-1]).flatten()
    return f"{int(''.join('1' if bit else '0' for bit in bits), 2):016x}"
