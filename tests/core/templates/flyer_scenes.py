"""Events that try a flyer's patience, made from any template's sample."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

from PIL import Image

from core.templates.scene import Scene

_BILL = """
Ada Finch, Low Tide, Kid Harbour, Paper Lanterns, Neon Choir, Foxglove, Tall Stories, Holly Weir
Mount Aster, Softlands, Bright Ideas, Marbles, Quiet Riots, The Extraordinarily Long Named Orchestra, Vera Stahl, Kolto
Anode, Silicon Heart, Juno Wray, Pulse Width, Mika Trent, DC Offset, Mara Voss, Ion Kessler
DJ Alba, Nightform, Hexa, Nina Sol, Otto Lune, Paloma, DJ Fennec, Big Remi
Lady Cass, Tape Kid, Oz Bravo, DJ Marlow, Aya Lind, Hollow Coast, Kite Season, Nuit Claire
"""
NAMES = tuple(name for row in _BILL.strip().splitlines() for name in row.split(", "))
EIGHTY = "The Twenty-Fifth Annual International Symposium of Experimental Loop Music Paris"


def long_words(scene: Scene) -> Scene:
    return replace(
        scene,
        title=EIGHTY,
        kicker="A very special anniversary announcement for everybody",
        venue="Kulturzentrum Alte Schlachthof Ost",
        city="Mönchengladbach",
        price="Early bird 12.50 EUR until 31 October",
    )


def forty_names(scene: Scene) -> Scene:
    return replace(scene, lineup=NAMES)


def one_name(scene: Scene) -> Scene:
    return replace(scene, lineup=NAMES[:1], title="Ö")


def arabic(scene: Scene) -> Scene:
    return replace(
        scene,
        title="ليلة الموسيقى في بيروت",
        kicker="الليلة",
        venue="قاعة النور",
        city="بيروت",
        day="الجمعة 27 نوفمبر",
        weekday="الجمعة",
        month="نوفمبر",
        lineup=("مارا فوس", "DJ ألبا", "22:00 سامي الأحمد"),
        price="تذكرة 12 يورو",
        call="التذاكر في البايو",
    )


def hebrew(scene: Scene) -> Scene:
    return replace(
        scene,
        title="לילה לבן בתל אביב",
        kicker="הלילה",
        venue="האנגר 11",
        city="תל אביב",
        day="יום ו׳ 27.11",
        weekday="שישי",
        month="נובמבר",
        lineup=("מארה ווס", "DJ אלבה"),
        price="80 ₪",
        call="כרטיסים בביו",
    )


def many_scripts(scene: Scene) -> Scene:
    return replace(
        scene,
        title="Ночь Żółć Ελένη",
        venue="Клуб Жара",
        city="กรุงเทพฯ",
        lineup=("संगीत की रात", "Ελένη Παπαδάκη", "Đặng Thái Sơn", "Łukasz Żółć", "ไฟกลางคืน"),
    )


def east_asian(scene: Scene) -> Scene:
    return replace(scene, title="東京の夜 🎉", kicker="今夜 🔥")


def bare(scene: Scene) -> Scene:
    return Scene(title=scene.title, day=scene.day)


def untitled(scene: Scene) -> Scene:
    return replace(scene, title="")


HARD: dict[str, Callable[[Scene], Scene]] = {
    "long words": long_words,
    "forty names": forty_names,
    "one name": one_name,
    "arabic": arabic,
    "hebrew": hebrew,
    "many scripts": many_scripts,
    "bare": bare,
    "no title": untitled,
}


def jpeg(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=90)
    return out.getvalue()


def png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


def far_apart(first: Image.Image, second: Image.Image) -> float:
    """Mean difference of two pictures of one size, 0 to 255 a channel."""
    pairs = zip(first.convert("RGB").tobytes(), second.convert("RGB").tobytes(), strict=True)
    return sum(abs(one - other) for one, other in pairs) / (first.width * first.height * 3)
