"""Any picture a phone sends becomes an upright sRGB JPEG; anything else is refused in words."""

import resource
import struct
import zlib
from io import BytesIO

import pillow_heif
import pytest
from flyer_scenes import jpeg, opened, png
from PIL import Image, ImageCms

from core.adapters.pillow_painter import PillowPainter
from core.adapters.studio.studio import FileStudio
from core.ports.painter import UnreadablePicture
from core.ports.studio import UnreadableUpload

pillow_heif.register_heif_opener()

MOST_GROWTH = 40 * 1024 * 1024
"""Unpacked, the smallest of the bombs would take 100 MB and more."""
RED, BLUE = (220, 30, 40), (20, 40, 210)


def two_halves(width: int = 400, height: int = 300, mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    return picture.convert(mode)


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def close(colour: object, wanted: tuple[int, int, int], within: int = 30) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(one - two) <= within for one, two in zip(colour, wanted, strict=True))


async def prepared(data: bytes) -> Image.Image:
    ready = await PillowPainter().prepare_photo(data)
    picture = opened(ready)
    assert picture.format == "JPEG"
    assert picture.mode == "RGB"
    return picture


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF", "TIFF", "BMP", "GIF"])
async def test_every_format_phones_use_is_taken(kind: str) -> None:
    picture = await prepared(saved(two_halves(), kind))
    assert picture.size == (400, 300)
    assert close(picture.getpixel((60, 150)), RED)
    assert close(picture.getpixel((340, 150)), BLUE)


async def test_a_picture_taken_with_the_phone_on_its_side_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = await prepared(saved(two_halves(), "JPEG", exif=exif))
    assert picture.size == (300, 400)
    assert close(picture.getpixel((150, 60)), RED)
    assert close(picture.getpixel((150, 340)), BLUE)


async def test_place_and_camera_do_not_leave_with_the_picture() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    exif.get_ifd(0x8825)[1] = "N"
    picture = await prepared(saved(two_halves(), "JPEG", exif=exif))
    assert not picture.getexif()


async def test_print_colours_become_screen_colours() -> None:
    picture = await prepared(saved(two_halves(mode="CMYK"), "JPEG"))
    assert close(picture.getpixel((60, 150)), RED, within=60)


async def test_the_first_frame_of_an_animation_is_taken() -> None:
    frames = [Image.new("RGB", (200, 200), colour) for colour in (RED, BLUE)]
    picture = await prepared(saved(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert close(picture.getpixel((100, 100)), RED)


async def test_what_is_transparent_becomes_white() -> None:
    picture = await prepared(png(Image.new("RGBA", (200, 200), (255, 0, 0, 0))))
    assert close(picture.getpixel((100, 100)), (255, 255, 255), within=3)


async def test_a_colour_profile_is_applied_and_dropped() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = await prepared(saved(two_halves(), "JPEG", icc_profile=profile))
    assert "icc_profile" not in picture.info
    assert close(picture.getpixel((60, 150)), RED)


async def test_a_phone_s_wide_colours_become_those_of_every_screen() -> None:
    wide = Image.new("RGB", (200, 200), (200, 60, 60))
    picture = await prepared(saved(wide, "JPEG", quality=95, icc_profile=display_p3()))
    assert close(picture.getpixel((100, 100)), (216, 43, 54), within=9)


async def test_a_heic_taken_on_its_side_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = await prepared(saved(two_halves(), "HEIF", exif=exif.tobytes()))
    assert picture.size == (300, 400)
    assert close(picture.getpixel((150, 60)), RED)


async def test_a_palette_with_a_transparent_colour_shows_white_there() -> None:
    picture = two_halves(200, 200).quantize(4)
    transparent = picture.getpixel((10, 100))
    ready = await prepared(saved(picture, "PNG", transparency=transparent))
    assert close(ready.getpixel((10, 100)), (255, 255, 255), within=6)
    assert close(ready.getpixel((190, 100)), BLUE)


async def test_sixteen_bits_a_channel_become_eight() -> None:
    row = b"\0" + struct.pack(">HHH", 220 * 257, 30 * 257, 40 * 257) * 100
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 100, 100, 16, 2, 0, 0, 0))
    data = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(row * 100)) + chunk(b"IEND", b"")
    assert close((await prepared(data)).getpixel((50, 50)), RED, within=6)


async def test_a_deep_grey_picture_keeps_its_tones() -> None:
    deep = Image.linear_gradient("L").convert("I").point(lambda value: value * 257).convert("I;16")
    picture = await prepared(png(deep))
    assert close(picture.getpixel((128, 4)), (4, 4, 4), within=12)
    assert close(picture.getpixel((128, 250)), (250, 250, 250), within=12)


async def test_a_huge_picture_is_made_smaller() -> None:
    assert max((await prepared(jpeg(Image.new("RGB", (5200, 2600), RED)))).size) == 4000


def display_p3() -> bytes:
    """A profile of Display P3 primaries, with a plain gamma."""
    primaries = {
        b"rXYZ": (0.51512, 0.24120, -0.00105),
        b"gXYZ": (0.29198, 0.69225, 0.04189),
        b"bXYZ": (0.15710, 0.06657, 0.78407),
        b"wtpt": (0.96420, 1.0, 0.82491),
    }
    tags = {name: b"XYZ \0\0\0\0" + b"".join(fixed(value) for value in values) for name, values in primaries.items()}
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256)) + b"\0\0"
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    name = b"Display P3"
    tags[b"desc"] = b"desc\0\0\0\0" + struct.pack(">I", len(name) + 1) + name + bytes(79)
    place, table, body = 128 + 4 + 12 * len(tags), b"", b""
    for tag, content in tags.items():
        padded = content + bytes(-len(content) % 4)
        table += tag + struct.pack(">II", place + len(body), len(content))
        body += padded
    size = place + len(body)
    head = (
        struct.pack(">I4sI4s4s4s", size, b"lcms", 0x02400000, b"mntr", b"RGB ", b"XYZ ")
        + bytes(12)
        + b"acsp"
        + bytes(28)
    )
    head += fixed(0.96420) + fixed(1.0) + fixed(0.82491)
    return head + bytes(128 - len(head)) + struct.pack(">I", len(tags)) + table + body


def fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def patched(kind: str, sign: bytes, at: int, form: str, *numbers: int) -> bytes:
    """A small picture of 200 x 200 whose head, `at` bytes after every `sign`, says it is something else."""
    data = bytearray(saved(Image.new("RGB", (200, 200), RED), kind))
    place = data.find(sign)
    while place >= 0:
        struct.pack_into(form, data, place + at, *numbers)
        place = data.find(sign, place + len(sign))
    return bytes(data)


BOMBS = {
    "PNG": lambda: claims_to_be(10000, 10000),
    "JPEG": lambda: patched("JPEG", b"\xff\xc0", 5, ">HH", 10000, 10000),
    "GIF": lambda: patched("GIF", b"GIF87a", 6, "<HH", 10000, 10000),
    "a GIF's frame": lambda: patched("GIF", b",\0\0\0\0", 5, "<HH", 20000, 20000),
    "WebP": lambda: patched("WEBP", b"\x9d\x01\x2a", 3, "<HH", 16000, 16000),
    "HEIC": lambda: patched("HEIF", b"ispe", 8, ">II", 12000, 12000),
    "AVIF": lambda: patched("AVIF", b"ispe", 8, ">II", 12000, 12000),
    "BMP": lambda: patched("BMP", b"BM", 18, "<ii", 10000, 10000),
    "TIFF": lambda: saved(Image.new("1", (11000, 11000)), "TIFF", compression="group4"),
}


@pytest.mark.parametrize("kind", BOMBS)
async def test_a_bomb_of_any_kind_is_refused_before_it_is_unpacked(kind: str) -> None:
    bomb = BOMBS[kind]()
    assert len(bomb) < 130_000
    before = most_memory()
    for take_in in (PillowPainter().prepare_photo, FileStudio().take_in):
        with pytest.raises(UnreadableUpload) as refused:
            await take_in(bomb)
        assert "too large" in refused.value.message
    assert most_memory() - before < MOST_GROWTH


def most_memory() -> int:
    """The most this process ever had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def claims_to_be(width: int, height: int) -> bytes:
    """The head of a PNG of a few bytes that would need gigabytes once decoded."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"%PDF-1.7 ...", "That is a PDF"),
        (b"PK\x03\x04../../etc", "I can't read that picture"),
        (b"", "I can't read that picture"),
        (jpeg(two_halves(2000, 2000))[:9000], "damaged or was only sent in part"),
        (claims_to_be(8000, 8000), "too large (8000 x 8000 pixels)"),
        (claims_to_be(10000, 10000), "at most 60 megapixels"),
        (claims_to_be(50000, 50000), "at most 60 megapixels"),
        (png(two_halves(40, 40)), "too small"),
        (jpeg(two_halves()) + bytes(41 * 1024 * 1024), "larger than 40 MB"),
    ],
    ids=["pdf", "zip", "nothing", "cut off", "64 MP", "100 MP", "2500 MP", "tiny", "41 MB"],
)
async def test_what_cannot_be_used_is_refused_in_words(data: bytes, told: str) -> None:
    with pytest.raises(UnreadablePicture) as refused:
        await PillowPainter().prepare_photo(data)
    assert told in refused.value.message
    assert refused.value.message.endswith(".")


async def test_a_thumbnail_has_the_width_asked_for_and_never_grows() -> None:
    painter = PillowPainter()
    assert opened(await painter.thumbnail(jpeg(two_halves(1080, 1350)), 320)).size == (320, 400)
    assert opened(await painter.thumbnail(jpeg(two_halves(200, 250)), 320)).size == (200, 250)
