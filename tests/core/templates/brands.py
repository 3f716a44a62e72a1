"""Brands as different as teams are, with logos drawn here: a wide wordmark, a round badge, a dark mark on nothing."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from core.templates.fonts.faces import face
from core.templates.scene import Brand


def as_png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def wordmark(colour: str = "#c6ff00", ground: str | None = None) -> bytes:
    """One colour, seven times as wide as high, with wide margins."""
    mark = Image.new("RGBA", (1400, 400), ground or (0, 0, 0, 0))
    font = ImageFont.truetype(face("anton").path, 170)
    ImageDraw.Draw(mark).text((700, 200), "KLANGWERK", font=font, fill=colour, anchor="mm")
    return as_png(mark)


def badge() -> bytes:
    """A plum disc with cream letters and a small copper word."""
    mark = Image.new("RGBA", (600, 600))
    draw = ImageDraw.Draw(mark)
    draw.ellipse((20, 20, 580, 580), fill="#8c4a5e")
    draw.text((300, 270), "Lila", font=ImageFont.truetype(face("abril").path, 180), fill="#f6e7dc", anchor="mm")
    draw.rectangle((200, 390, 400, 430), fill="#e8a46a")
    return as_png(mark)


def dark_mark() -> bytes:
    """Black letters over a red bar, on nothing."""
    mark = Image.new("RGBA", (800, 500))
    draw = ImageDraw.Draw(mark)
    draw.text((400, 200), "ROTE BAR", font=ImageFont.truetype(face("anton").path, 190), fill="#1a1a1a", anchor="mm")
    draw.rectangle((60, 380, 740, 430), fill="#e10f1f")
    return as_png(mark)


def label() -> Brand:
    return Brand(
        primary="#c6ff00", accent="#c6ff00", background="#000000", ink="#ffffff", display_font="syne", logo=wordmark()
    )


def wine_bar() -> Brand:
    return Brand(
        primary="#c98a9b", accent="#8c4a5e", background="#f9efe6", ink="#3c2530", display_font="abril", logo=badge()
    )


def red_bar() -> Brand:
    return Brand(
        primary="#e10f1f", accent="#e10f1f", background="#ffffff", ink="#1a1a1a", display_font="anton", logo=dark_mark()
    )


BRANDS = {"label": label, "wine bar": wine_bar, "red bar": red_bar}
