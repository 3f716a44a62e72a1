"""What a picture must be: a baseline JPEG of at most 8 MiB, in a feed between 4:5 and 1.91:1."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont, UnidentifiedImageError

from sandbox.instagram.errors import GraphError
from sandbox.instagram.fetching import Fetched, unfetchable

MOST_BYTES = 8 * 1024 * 1024
JPEG_START = b"\xff\xd8\xff"
NARROWEST, WIDEST = 4 / 5, 1.91
ROUNDING = 0.01  # 1080x1351 is still taken for 4:5


def check_picture(fetched: Fetched, *, in_feed: bool) -> None:
    """Decode the whole picture (10-30 ms; call it in a thread).

    Raises GraphError image_too_big, image_format, aspect_ratio, or unfetchable for what is no picture,
    broken off, or progressive.
    """
    if len(fetched.content) > MOST_BYTES:
        raise GraphError("image_too_big")
    try:
        with Image.open(BytesIO(fetched.content)) as picture:
            if picture.format != "JPEG" or not fetched.content.startswith(JPEG_START):
                raise GraphError("image_format", format=picture.format)
            if picture.info.get("progressive"):
                raise unfetchable(fetched.url, "progressive JPEG")
            picture.load()
            ratio = picture.width / picture.height
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise unfetchable(fetched.url, "not a picture, or broken off") from error
    if in_feed and not NARROWEST - ROUNDING <= ratio <= WIDEST + ROUNDING:
        raise GraphError("aspect_ratio", ratio=f"{ratio:.2f}")


def initial_picture(letter: str, colour: tuple[int, int, int]) -> bytes:
    """A profile picture: one colour and a letter, 150 x 150 JPEG."""
    picture = Image.new("RGB", (150, 150), colour)
    ImageDraw.Draw(picture).text((75, 75), letter, fill="white", anchor="mm", font=ImageFont.load_default(72))
    out = BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()
