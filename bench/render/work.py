"""The reference work: two flyers, made-up events, a 12 megapixel photo of 3 MB and a logo of 400 x 400 px."""

from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random

from PIL import Image, ImageChops, ImageDraw

from core.adapters.pillow_painter.stage import stage_photo
from core.templates.catalog import load_template
from core.templates.model import Template
from core.templates.scene import Layout, Scene

HERE = Path(__file__).parent
LAYOUT = Layout.PORTRAIT
PHOTO_SIZE = (4000, 3000)
QUALITY = 88
NAMES = {"complex": 12, "typical": 6}
"""The flyers, and how many artists stand on each."""

_TITLES = (
    "Warehouse Signal", "Concrete Bloom", "Midnight Assembly", "Low Frequency", "Paper Moon", "Static Garden",
    "Neon Harvest", "Second Sun", "Ghost Traffic", "The Long Weekend", "Velvet Engine", "Harbour Lights",
    "Kilo Watt Club", "Afterimage", "Dust & Chrome", "Red Room Session", "Open Air Opening", "Night Shift Vol. 7",
)  # fmt: skip
_ACTS = (
    "Mara Voss", "DJ Alba", "Juno Wray", "Silicon Heart", "Kolto", "Vera Stahl", "Nightform", "Hexa", "Nina Sol",
    "Otto Lune", "Paloma", "Big Remi", "Lady Cass", "Tape Kid", "Oz Bravo", "Aya Lind", "Hollow Coast", "Kite Season",
    "Nuit Claire", "Ion Kessler", "Mika Trent", "Pulse Width", "Anode", "Low Tide", "Foxglove", "Holly Weir",
)  # fmt: skip
_VENUES = (("Kraftwerk", "Leipzig"), ("Halle 9", "Hamburg"), ("The Old Mint", "Ghent"), ("Pier 41", "Porto"))
_DAYS = ("Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Mar", "May", "Sep", "Oct", "Nov")


@cache
def flyer(name: str) -> Template:
    """One of the two reference templates."""
    file = f"{name}.toml"
    return load_template((HERE / file).read_text(encoding="utf-8"), file)


def event(number: int, flyer_name: str, photo: bytes | None = None, mark: bytes | None = None) -> Scene:
    """Made-up event `number`: always the same one, never the same as another of the first few hundred."""
    random = Random(number)
    venue, city = random.choice(_VENUES)
    scene = Scene(
        title=f"{_TITLES[number % len(_TITLES)]}{'' if number < len(_TITLES) else f' {number}'}",
        day=f"{random.choice(_DAYS)} {random.randint(1, 30)} {random.choice(_MONTHS)}",
        venue=venue,
        city=city,
        lineup=tuple(random.sample(_ACTS, NAMES[flyer_name])),
        price=f"Tickets {random.randint(8, 39)} €",
        logo=mark,
    )
    return replace(scene, photo=photo) if flyer_name == "complex" else scene


@cache
def photo() -> bytes:
    """A JPEG of 12 megapixels and about 3 MB: a stage, with the grain of a camera in the dark."""
    whole = Image.open(BytesIO(stage_photo(seed=5)))
    stage = whole.resize(PHOTO_SIZE, Image.Resampling.BICUBIC, (0, 400, whole.width, 400 + whole.width * 3 / 4))
    noise = Image.frombytes("L", PHOTO_SIZE, Random(1).randbytes(PHOTO_SIZE[0] * PHOTO_SIZE[1]))
    grain = noise.point([118 + value // 12 for value in range(256)])
    grained = ImageChops.add(stage, Image.merge("RGB", (grain, grain, grain)), 1, -128)
    out = BytesIO()
    grained.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


@cache
def logo() -> bytes:
    """A PNG of 400 x 400 px with transparency."""
    mark = Image.new("RGBA", (1600, 1600))
    draw = ImageDraw.Draw(mark)
    draw.ellipse((0, 0, 1599, 1599), fill=(255, 255, 255, 255))
    draw.ellipse((300, 300, 1300, 1300), fill=(255, 43, 214, 255))
    draw.rectangle((720, 480, 880, 1120), fill=(255, 255, 255, 255))
    out = BytesIO()
    mark.reduce(4).save(out, "PNG")
    return out.getvalue()
