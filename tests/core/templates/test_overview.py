"""A post at a glance: all slides on one picture, in order, numbered, videos with a sign."""

from io import BytesIO

import pytest
from PIL import Image

from core.adapters.pillow_painter import PillowPainter

COLOURS = [(23 * number, 200 - 17 * number, 90) for number in range(10)]


def slide(colour: tuple[int, int, int], size: tuple[int, int] = (400, 500)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", quality=95)
    return out.getvalue()


async def sheet(count: int, videos: frozenset[int] = frozenset()) -> Image.Image:
    painted = await PillowPainter().overview([slide(colour) for colour in COLOURS[:count]], videos)
    return Image.open(BytesIO(painted)).convert("RGB")


def near(found: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(found, tuple)
    return all(abs(one - other) < 12 for one, other in zip(found, wanted, strict=True))


@pytest.mark.parametrize(("count", "columns", "rows"), [(2, 2, 1), (3, 3, 1), (4, 2, 2), (6, 3, 2), (10, 5, 2)])
async def test_slides_stand_in_their_order(count: int, columns: int, rows: int) -> None:
    picture = await sheet(count)
    for place, colour in enumerate(COLOURS[:count]):
        row, column = divmod(place, columns)
        # Low in the middle of its cell: above it are the number and the sign of a video.
        at = (round((column + 0.5) * picture.width / columns), round((row + 0.9) * picture.height / rows))
        assert near(picture.getpixel(at), colour), place


async def test_a_video_has_a_sign_and_a_picture_has_none() -> None:
    plain, film = await sheet(1), await sheet(1, frozenset({1}))
    middle = (plain.width // 2, plain.height // 2)
    assert near(plain.getpixel(middle), COLOURS[0])
    assert near(film.getpixel(middle), (255, 255, 255))


async def test_slides_of_another_shape_are_shown_as_instagram_crops_them() -> None:
    wide = slide(COLOURS[1], (800, 300))
    painted = await PillowPainter().overview([slide(COLOURS[0]), wide], frozenset())
    picture = Image.open(BytesIO(painted)).convert("RGB")
    assert near(picture.getpixel((picture.width - 20, picture.height - 20)), COLOURS[1])


async def test_the_same_slides_give_the_same_bytes() -> None:
    slides = [slide(colour) for colour in COLOURS[:3]]
    assert await PillowPainter().overview(slides, frozenset({2})) == await PillowPainter().overview(
        slides, frozenset({2})
    )
