"""Events that try a flyer's patience, made from any template's sample."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

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
COMPOUND = "Rindfleischetikettierungsüberwachungsfest"
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


def said_in(title: str, kicker: str, venue: str, city: str, *lineup: str) -> Callable[[Scene], Scene]:
    """The event in another language."""
    return lambda scene: replace(scene, title=title, kicker=kicker, venue=venue, city=city, lineup=lineup)


def without(**empty: Any) -> Callable[[Scene], Scene]:
    return lambda scene: replace(scene, **empty)


def names(count: int) -> Callable[[Scene], Scene]:
    return lambda scene: replace(scene, lineup=NAMES[:count])


def bare(scene: Scene) -> Scene:
    return Scene(title=scene.title, day=scene.day)


def long_names(scene: Scene) -> Scene:
    return replace(
        scene,
        lineup=(
            "The Royal Philharmonic Experimental Modular Synthesizer Orchestra of Lower Saxony",
            f"22:00 {COMPOUND} Soundsystem featuring the Paper Lanterns",
            "Ö",
            "Mara Voss b2b Ion Kessler b2b DJ Alba (all night long, vinyl only)",
        ),
    )


def east_asian(scene: Scene) -> Scene:
    return replace(scene, title="東京の夜 🎉", kicker="今夜 🔥")


HARD: dict[str, Callable[[Scene], Scene]] = {
    "long words": long_words,
    "a compound": without(title=COMPOUND, venue=COMPOUND, kicker=COMPOUND),
    "a long price": without(price="Early bird 12.50 EUR until 31 October, then 18 EUR, students 9 EUR at the door"),
    "a long venue": without(venue="Staatliches Museum für Kunst und Design, Großer Saal, Eingang Nord"),
    "a long day": without(day="Saturday 12 – Sunday 13 September", time="22:00 – 06:00", weekday="Donnerstag",
                          month="September", day_number="28"),
    "a long call": without(call="Tickets and all you need to know in bio", handle="@the.extraordinarily.long.name"),
    "forty names": forty_names,
    "seven names": names(7),
    "two names": names(2),
    "one name": one_name,
    "long names": long_names,
    "arabic": arabic,
    "hebrew": hebrew,
    "many scripts": many_scripts,
    "vietnamese": said_in("Đêm nhạc Sài Gòn ở phố Nguyễn Huệ", "Chỉ một đêm",
        "Nhà hát Lớn", "Hà Nội", "Đặng Thái Sơn", "Mỹ Linh", "Ngọt"),
    "polish": said_in("Zażółć gęślą jaźń", "Już dziś",
        "Żabi Kruk", "Łódź", "Łukasz Żółć", "Źdźbło", "Święty Bass"),
    "turkish": said_in("İstanbul'da ışıklı gece", "Bu gece",
        "Kadıköy Sahne", "İzmir", "Şebnem Işık", "Çınar İpek", "DJ Ağaç"),
    "cyrillic": said_in("Ночь электронной музыки", "Сегодня",
        "Клуб Жара", "Київ", "Їжак", "Щука", "Ёлка и друзья"),
    "greek": said_in("Νύχτα ηλεκτρονικής μουσικής", "Απόψε",
        "Θέατρο Βράχων", "Αθήνα", "Ελένη Παπαδάκη", "Ωδή"),
    "thai": said_in("คืนดนตรีอิเล็กทรอนิกส์ที่กรุงเทพ", "คืนนี้",
        "โรงละครแห่งชาติ", "กรุงเทพฯ", "ไฟกลางคืน", "ดีเจต้นไม้"),
    "devanagari": said_in("संगीत की रात दिल्ली में", "आज रात",
        "राष्ट्रीय रंगशाला", "नई दिल्ली", "क्षितिज शर्मा", "श्रुति"),
    "japanese": said_in("東京の夜、光と音の実験音楽祭", "今夜だけ",
        "渋谷クラブクアトロ", "東京", "坂本龍一トリビュート", "コーネリアス"),
    "korean": said_in("서울의 밤, 전자음악 축제", "오늘 밤", "블루스퀘어 마스터카드홀", "서울", "이날치", "잠비나이"),
    "chinese": said_in("上海电子音乐之夜第十二届", "今晚", "上海大剧院地下空间", "上海", "陈珊妮", "新裤子"),
    "emoji": said_in("Pride 🏳️‍🌈 night ❤️ 👩🏽‍🎤", "Tonight 🔥🔥",
        "Club 🌴", "São Paulo 🇧🇷", "DJ 👨‍👩‍👧‍👦", "🎉", "Ana ❤️ Bea"),
    "mixed directions": said_in("DJ Shadow في بيروت live", "الليلة 22:00",
        "Hall 7 قاعة", "بيروت", "DJ ألبا", "סטודיו 54", "Live מארה"),
    "no venue": without(venue=""),
    "no city": without(city=""),
    "no time": without(time="", doors=""),
    "no line-up": without(lineup=()),
    "no price": without(price=""),
    "no kicker": without(kicker=""),
    "no call": without(call=""),
    "no handle": without(handle=""),
    "no days left": without(days_left=None),
    "twelve days": without(days_left=12, kicker="12 days to go"),
    "a hundred days": without(days_left=123, kicker="123 days to go"),
    "a code": without(link="https://tickets.example/e/warehouse-nights-27-november-2026?ref=flyer"),
    "no code": without(link=""),
    "bare": bare,
    "no title": without(title=""),
}  # fmt: skip
"""Every awkward event by what is awkward about it."""


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
