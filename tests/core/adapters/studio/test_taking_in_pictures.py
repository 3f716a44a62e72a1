"""Any phone's picture becomes one that Instagram takes, and every change to it is told."""

from io import BytesIO
from random import Random
from typing import Any

import pillow_heif
import pytest
from PIL import Image, ImageCms, ImageStat

from core.adapters.studio.fitting import canvas_size
from core.adapters.studio.studio import FileStudio
from core.ports.studio import Prepared, UnreadableUpload
from core.posts.model import Format
from core.posts.preflight import Planned, check

pillow_heif.register_heif_opener()

RED, BLUE, GREEN = (220, 30, 40), (20, 40, 210), (30, 220, 40)
MEGABYTE = 1024 * 1024


def two_halves(width: int = 800, height: int = 640, mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    return picture.convert(mode)


def saved(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def noted(*, orientation: int = 1, place: bool = False) -> Image.Exif:
    """What a camera writes into its pictures."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Camera"
    if place:
        exif.get_ifd(0x8825)[1] = "N"
    return exif


def swapped_profile() -> bytes:
    """A profile in which red and green have changed places, under the name of sRGB."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"____").replace(b"gXYZ", b"rXYZ").replace(b"____", b"gXYZ")


def noise(width: int, height: int) -> Image.Image:
    """A picture no coder can make small."""
    return Image.frombytes("RGB", (width, height), Random(7).randbytes(3 * width * height))  # noqa: S311 - the same each time


def animation(kind: str) -> bytes:
    return saved(two_halves(), kind, save_all=True, append_images=[Image.new("RGB", (800, 640), GREEN)])


async def taken_in(data: bytes) -> tuple[Prepared, Image.Image]:
    ready = await FileStudio().take_in(data)
    picture = Image.open(BytesIO(ready.data))
    picture.load()
    assert (picture.format, picture.mode, ready.ending) == ("JPEG", "RGB", "jpg")
    assert (picture.width, picture.height) == (ready.facts.width, ready.facts.height)
    assert (ready.facts.format, ready.facts.colour, ready.facts.baseline) == ("JPEG", "sRGB", True)
    assert len(ready.data) == ready.facts.size
    return ready, picture


def close(colour: object, wanted: tuple[int, int, int], within: int = 40) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(one - two) <= within for one, two in zip(colour, wanted, strict=True))


# what is sent, what it looks like on the left, what is told
SENT: dict[str, tuple[bytes, tuple[int, int, int], tuple[str, ...]]] = {
    "png": (saved(two_halves(), "PNG"), RED, ("Converted from PNG.",)),
    "webp": (saved(two_halves(), "WEBP"), RED, ("Converted from WebP.",)),
    "heic": (saved(two_halves(), "HEIF"), RED, ("Converted from HEIC.",)),
    "avif": (saved(two_halves(), "AVIF"), RED, ("Converted from AVIF.",)),
    "gif": (
        animation("GIF"),
        RED,
        ("Converted from GIF.", "Only the first picture of the animation is used."),
    ),
    "two pictures in one": (
        saved(two_halves(), "MPO", save_all=True, append_images=[two_halves()]),
        RED,
        ("Converted from multi-picture JPEG.",),
    ),
    "progressive": (saved(two_halves(), progressive=True), RED, ("Converted from progressive JPEG.",)),
    "print": (saved(two_halves(mode="CMYK")), RED, ("Colours converted from CMYK.",)),
    "other colours": (
        saved(two_halves(), icc_profile=swapped_profile()),
        GREEN,
        ("Colours converted from sRGB built-in.",),
    ),
    "see-through": (
        saved(Image.new("RGBA", (800, 640), (255, 0, 0, 0)), "PNG"),
        (255, 255, 255),
        ("Converted from PNG.", "Transparent parts made white."),
    ),
    "large": (saved(two_halves(4000, 3200)), RED, ("Made smaller, from 4000 to 1440 pixels in width.",)),
    "small": (saved(two_halves(200, 160)), RED, ("Made larger, from 200 to 320 pixels in width.",)),
    "with a place": (saved(two_halves(), exif=noted(place=True)), RED, ("Removed where it was taken.",)),
}


@pytest.mark.parametrize(("data", "left", "told"), SENT.values(), ids=list(SENT))
async def test_every_picture_is_made_fit_and_every_change_is_told(
    data: bytes, left: tuple[int, int, int], told: tuple[str, ...]
) -> None:
    ready, picture = await taken_in(data)
    assert ready.notes == told
    assert close(picture.getpixel((picture.width // 5, picture.height // 2)), left)
    assert check(Planned(format=Format.FEED, files=(ready.facts,))) == ()
    assert not picture.getexif()
    assert await FileStudio().take_in(data) == ready


async def test_a_picture_taken_with_the_phone_on_its_side_is_turned_upright() -> None:
    ready, picture = await taken_in(saved(two_halves(), exif=noted(orientation=6)))
    assert (picture.size, ready.notes) == ((640, 800), ("Turned upright.",))
    assert close(picture.getpixel((320, 100)), RED)
    assert close(picture.getpixel((320, 700)), BLUE)


async def test_what_is_fit_stays_as_it_is_byte_for_byte() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for data in (saved(two_halves(), quality=77), saved(two_halves(), icc_profile=srgb)):
        assert (await FileStudio().take_in(data)) == Prepared(data, await FileStudio().facts(data))


async def test_what_the_camera_noted_goes_and_the_pixels_stay() -> None:
    data = saved(two_halves(), quality=77, exif=noted(place=True))
    ready, picture = await taken_in(data)
    assert b"Camera" in data
    assert b"Camera" not in ready.data
    assert picture.tobytes() == Image.open(BytesIO(data)).tobytes()


async def test_a_heavy_picture_is_compressed_until_it_is_light_enough() -> None:
    ready, _ = await taken_in(saved(noise(1440, 7000), "BMP"))
    assert ready.facts.size <= 8 * MEGABYTE
    assert ready.notes == ("Converted from BMP.", "Compressed to stay below 8 MB.")


async def test_a_grey_picture_keeps_its_tones() -> None:
    ready, picture = await taken_in(saved(Image.linear_gradient("L").resize((800, 640))))
    assert ready.notes == ()
    assert close(picture.getpixel((400, 4)), (2, 2, 2), within=12)
    assert close(picture.getpixel((400, 636)), (253, 253, 253), within=12)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "I can't read"),
        (b"MZ\x90\x00", "I can't read"),
        (b"%PDF-1.7", "That is a PDF"),
        (saved(two_halves())[:6000], "damaged or was only sent in part"),
        (saved(noise(400, 300), "PNG")[:90_000], "damaged or was only sent in part"),
        (saved(two_halves(), "TIFF").replace(b"\x01\x01", b"\x01\x7f"), "I can't read"),
        (saved(two_halves(1000, 64)), "ten times as long"),
        (saved(two_halves()) + bytes(41 * MEGABYTE), "larger than 40 MB"),
        (b"\x1a\x45\xdf\xa3webm", "a WebM or Matroska video"),
        (b"RIFF\x00\x00\x00\x00AVI ", "an AVI video"),
    ],
    ids=["nothing", "program", "pdf", "cut off", "cut off png", "no height", "strip", "41 MB", "webm", "avi"],
)
async def test_what_cannot_be_used_is_refused_in_words(data: bytes, told: str) -> None:
    with pytest.raises(UnreadableUpload) as refused:
        await FileStudio().take_in(data)
    assert told in refused.value.message
    assert refused.value.message.endswith(".")


async def test_facts_tell_what_a_picture_is_before_anything_is_done_to_it() -> None:
    studio = FileStudio()
    turned = await studio.facts(saved(two_halves(), exif=noted(orientation=8)))
    assert (turned.width, turned.height) == (640, 800)
    assert (await studio.facts(saved(two_halves(), progressive=True))).baseline is False
    assert (await studio.facts(saved(two_halves(), "HEIF"))).format == "HEIC"
    assert (await studio.facts(saved(two_halves(mode="CMYK")))).colour == "CMYK"


@pytest.mark.parametrize("ratio", [4 / 5, 1.0, 1.91, 9 / 16], ids=["4:5", "1:1", "1.91:1", "9:16"])
@pytest.mark.parametrize("size", [(1440, 400), (700, 1440), (330, 330), (2000, 3000)])
async def test_a_picture_gets_exactly_the_ratio_and_loses_nothing(size: tuple[int, int], ratio: float) -> None:
    frame = Image.new("RGB", size, (250, 250, 250))
    frame.paste((128, 128, 128), (size[0] // 10, size[1] // 10, size[0] * 9 // 10, size[1] * 9 // 10))
    ready = await FileStudio().fit(saved(frame), ratio)
    assert ready.facts.ratio == pytest.approx(ratio, abs=1e-9)
    assert 320 <= ready.facts.width <= 1440
    shown = Image.open(BytesIO(ready.data)).convert("L").point(lambda value: 255 * (value > 200))
    left, top, right, bottom = shown.getbbox() or (0, 0, 0, 0)
    assert (right - left) / (bottom - top) == pytest.approx(size[0] / size[1], rel=0.03)
    assert abs(left + right - ready.facts.width) <= 4
    assert abs(top + bottom - ready.facts.height) <= 4
    assert (left <= 2 and right >= ready.facts.width - 2) or (top <= 2 and bottom >= ready.facts.height - 2)


async def test_bars_show_a_darker_blur_of_the_picture_itself() -> None:
    ready = await FileStudio().fit(saved(two_halves(1000, 500)), 1.0)
    assert ready.notes == ("Bars added above and below; nothing was cut off.",)
    picture = Image.open(BytesIO(ready.data))
    bar = picture.crop((0, 0, picture.width // 4, 100))
    red, _, blue = ImageStat.Stat(bar).mean
    assert blue < 60 < red < RED[0] * 0.8


async def test_a_picture_of_the_right_ratio_stays_as_it_is() -> None:
    data = saved(two_halves(1080, 1350))
    ready = await FileStudio().fit(data, 4 / 5)
    assert (ready.data, ready.notes) == (data, ())


def test_an_odd_ratio_is_met_as_well_as_whole_pixels_can() -> None:
    width, height = canvas_size((1080, 1080), 0.80321)
    assert abs(width / height - 0.80321) < 0.0005
