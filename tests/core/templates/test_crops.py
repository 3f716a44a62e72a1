"""Nobody's face is cut: wherever people stand in a photo, every shape of picture shows them."""

import pytest
from drawn_people import GROUNDS, Box, Person, drawn
from PIL import Image

from core.adapters.pillow_painter.interest import best_start, crop_box, interest_of

LANDSCAPE, UPRIGHT = (900, 600), (600, 900)
SHAPES = ((1080, 1350), (1080, 1920), (1080, 1080), (1080, 560), (330, 520))
"""The layouts, and boxes that designs put a photo into."""
PLACES = {
    "far left": (LANDSCAPE, (Person(0.14, 0.4, 0.1),)),
    "far right": (LANDSCAPE, (Person(0.86, 0.35, 0.1),)),
    "in the middle": (LANDSCAPE, (Person(0.5, 0.4, 0.12),)),
    "close by": (LANDSCAPE, (Person(0.7, 0.45, 0.24),)),
    "two on the left": (LANDSCAPE, (Person(0.12, 0.4, 0.09), Person(0.33, 0.42, 0.09))),
    "two on the right": (LANDSCAPE, (Person(0.7, 0.4, 0.08), Person(0.88, 0.4, 0.08))),
    "a trio": (LANDSCAPE, (Person(0.35, 0.4, 0.07), Person(0.5, 0.38, 0.07), Person(0.65, 0.41, 0.07))),
    "at the top": (UPRIGHT, (Person(0.5, 0.12, 0.12),)),
    "at the bottom": (UPRIGHT, (Person(0.5, 0.8, 0.1),)),
    "upper left": (UPRIGHT, (Person(0.25, 0.2, 0.13),)),
}


def fit_together(faces: list[Box], crop: Box) -> bool:
    lefts, tops, rights, bottoms = zip(*faces, strict=True)
    return max(rights) - min(lefts) <= crop[2] - crop[0] and max(bottoms) - min(tops) <= crop[3] - crop[1]


def shown(face: Box, crop: Box) -> bool:
    left, top, right, bottom = face
    return left >= crop[0] - 1 and top >= crop[1] - 1 and right <= crop[2] + 1 and bottom <= crop[3] + 1


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("place", PLACES)
def test_every_face_that_fits_is_shown_whole(place: str, ground: str) -> None:
    size, people = PLACES[place]
    for cast in range(3):
        photo, faces = drawn(size, people, ground, cast)
        seen = interest_of(photo)
        for width, height in SHAPES:
            crop = crop_box(photo.size, seen, width, height)
            assert (crop[2] - crop[0]) / (crop[3] - crop[1]) == pytest.approx(width / height)
            whole = [face for face in faces if shown(face, crop)]
            if fit_together(faces, crop):
                assert whole == faces, (width, height)
            elif fit_together(faces[:1], crop):
                assert whole, (width, height)


def test_a_photo_of_nothing_is_cropped_in_its_middle() -> None:
    left, top, right, bottom = crop_box((900, 600), interest_of(Image.new("RGB", (900, 600), "grey")), 600, 600)
    assert (top, bottom) == (0, 600)
    assert abs(left - 150) < 12
    assert right - left == 600


def test_a_crop_never_leaves_the_photo() -> None:
    assert best_start([0.0] * 47 + [1.0], 0.3) == pytest.approx(0.7)
    assert best_start([1.0] + [0.0] * 47, 0.3) == 0
    assert best_start([1.0] * 48, 1.0) == 0
    for size in ((1001, 1333), (1333, 1001), (997, 499)):
        left, top, right, bottom = crop_box(size, interest_of(Image.new("RGB", size, "grey")), *size)
        assert (left, top, right, bottom) == (0, 0, *size)
        left, top, right, bottom = crop_box(size, interest_of(Image.new("RGB", size, "grey")), 7, 9)
        assert 0 <= left < right <= size[0]
        assert 0 <= top < bottom <= size[1]
