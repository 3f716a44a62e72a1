"""Which photos are picked: measured on small ones that we paint."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageFilter

from core.adapters.photo_judge.measuring import measured
from core.adapters.photo_judge.sheet import contact_sheet
from core.ports.painter import UnreadablePicture
from core.recaps.photos import Photo, best, distance
from core.recaps.worked import Shown, what_worked


def jpeg(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=90)
    return out.getvalue()


def crowd(seed: int, *, light: int = 120, skin: bool = False, blurred: float = 0.0) -> Image.Image:
    """Blocks of light and dark, perhaps with a face's colours, perhaps out of focus."""
    blocks = np.random.default_rng(seed).integers(0, 2, (6, 8)).repeat(50, 0).repeat(50, 1)
    grey = (blocks * light + light // 2).clip(0, 255).astype(np.uint8)
    picture = Image.fromarray(np.stack([grey] * 3, axis=2))
    if skin:
        picture.paste((205, 150, 125), (120, 60, 280, 240))
    return picture.filter(ImageFilter.GaussianBlur(blurred)) if blurred else picture


def photo(name: str, picture: Image.Image) -> Photo:
    return measured(name, jpeg(picture))


def test_what_is_sharp_bright_and_of_people_counts_more() -> None:
    plain, blurred, dark = photo("a", crowd(1)), photo("b", crowd(1, blurred=30)), photo("c", crowd(1, light=10))
    people = photo("d", crowd(1, skin=True))
    assert plain.sharp > 10 * blurred.sharp
    assert plain.bright > 3 * dark.bright
    assert people.people > 0.15 > plain.people
    assert people.score > plain.score > blurred.score
    assert plain.usable and not blurred.usable and not dark.usable


def test_of_two_shots_of_one_moment_the_better_one_is_taken() -> None:
    twin = crowd(1).crop((2, 2, 398, 298))
    assert distance(photo("a", crowd(1)), photo("b", twin)) <= 10 < distance(photo("a", crowd(1)), photo("c", crowd(2)))
    taken = best([photo("a", crowd(1, blurred=2)), photo("b", twin), photo("c", crowd(2)), photo("d", crowd(3))])
    assert {one.key for one in taken} == {"b", "c", "d"}


def test_six_are_enough_and_one_bad_photo_is_better_than_none() -> None:
    assert len(best([photo(str(seed), crowd(seed)) for seed in range(20)])) == 6
    assert [one.key for one in best([photo("a", crowd(1, blurred=30))])] == ["a"]
    assert best([]) == ()


def test_what_is_no_picture_is_said_so() -> None:
    with pytest.raises(UnreadablePicture):
        measured("a", b"no picture")


@pytest.mark.parametrize(("count", "columns"), [(1, 2), (4, 2), (7, 3), (30, 5)])
def test_the_contact_sheet_shows_all_and_dims_what_is_not_picked(count: int, columns: int) -> None:
    white = jpeg(Image.new("RGB", (60, 60), "#ffffff"))
    sheet = Image.open(BytesIO(contact_sheet([white] * count, [1])))
    side = (1200 - 14 * (columns + 1)) // columns
    middle = 14 + side // 2
    assert min(sheet.getpixel((middle, middle))) > 240
    if count > 1:
        assert max(sheet.getpixel((middle + 14 + side, middle))) < 140
    assert sheet.size[0] == 1200


def test_what_worked_needs_more_than_one_post_and_a_clear_lead() -> None:
    evening = [Shown("Reminder", 18, "feed", "riso", 900), Shown("Line-up", 18, "feed", "riso", 800)]
    noon = [Shown("Tonight", 11, "story", "strobe", 300), Shown("Countdown", 11, "story", "strobe", 200)]
    found = {one.kind: (one.value, one.times, one.posts, one.of) for one in what_worked([*evening, *noon])}
    assert found == {
        "hour": ("18:00", 1.5, 2, 4),
        "format": ("feed", 1.5, 2, 4),
        "design": ("riso", 1.5, 2, 4),
    }
    assert what_worked(evening[:1]) == ()
    assert what_worked([]) == ()
    assert what_worked([Shown("A", 18, "feed", "x", 100), Shown("B", 19, "feed", "y", 900)]) == ()
