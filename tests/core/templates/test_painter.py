"""The painter: same in, same out; words readable on any photo; marks of others seen; never a silent loss."""

import asyncio
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from flyer_scenes import east_asian, jpeg, opened, png
from PIL import Image, ImageDraw

from core.adapters.pillow_painter import PillowPainter
from core.adapters.pillow_painter.compose import Grounds, compose
from core.adapters.pillow_painter.easel import Easel
from core.adapters.pillow_painter.legible import ground, needed, shade
from core.adapters.pillow_painter.ruler import Ruler
from core.adapters.pillow_painter.stage import stage_photo
from core.errors import InvalidAnswer
from core.ports.painter import Painted, UnreadablePicture
from core.templates.__main__ import main as show_all
from core.templates.brand import branded_palette
from core.templates.catalog import all_templates, sample, template
from core.templates.colours import contrast, from_hex
from core.templates.fonts.faces import system_faces
from core.templates.layout.arrange import arrange
from core.templates.layout.boxes import Box
from core.templates.scene import Brand, Layout

INSTAGRAM_LIMIT = 8 * 1024 * 1024


def paint(template_id: str, layout: Layout = Layout.SQUARE, brand: Brand | None = None, **changes: object) -> Painted:
    scene = replace(sample(template_id), **changes)  # type: ignore[arg-type]  # names of scene fields
    return PillowPainter().paint_now(template(template_id), layout, scene, brand or Brand())


def noise() -> bytes:
    pixels = bytes(place * place * 31 % 251 for place in range(60 * 80 * 3))
    return jpeg(Image.frombytes("RGB", (60, 80), pixels).resize((900, 1200), Image.Resampling.BICUBIC))


@pytest.mark.parametrize("layout", list(Layout))
async def test_a_flyer_is_a_baseline_jpeg_of_its_format_that_instagram_takes(layout: Layout) -> None:
    painted = await PillowPainter().paint(template("strobe"), layout, sample("strobe"), Brand())
    picture = opened(painted.jpeg)
    assert (painted.width, painted.height) == picture.size == layout.size
    assert (picture.format, picture.mode) == ("JPEG", "RGB")
    assert "progression" not in picture.info
    assert len(painted.jpeg) < INSTAGRAM_LIMIT
    assert not painted.notes


@pytest.mark.parametrize("template_id", ["strobe", "front-row", "cut-paper"])
def test_the_same_event_gives_the_same_bytes_whatever_was_painted_before(template_id: str) -> None:
    used = PillowPainter()
    scene = replace(sample(template_id), photo=stage_photo())
    used.paint_now(template(template_id), Layout.STORY, replace(scene, title="Another night"), Brand())
    first = used.paint_now(template(template_id), Layout.SQUARE, scene, Brand())
    again = used.paint_now(template(template_id), Layout.SQUARE, scene, Brand())
    fresh = PillowPainter().paint_now(template(template_id), Layout.SQUARE, scene, Brand())
    assert first.jpeg == again.jpeg == fresh.jpeg


async def test_many_flyers_at_once_come_out_as_one_by_one() -> None:
    painter = PillowPainter()
    titles = [f"Night {number}" for number in range(6)]

    async def one(title: str) -> bytes:
        scene = replace(sample("rack"), title=title)
        return (await painter.paint(template("rack"), Layout.SQUARE, scene, Brand())).jpeg

    together = await asyncio.gather(*map(one, titles))
    assert together == [await one(title) for title in titles]


async def test_a_broken_photo_is_refused_in_words() -> None:
    with pytest.raises(UnreadablePicture):
        await PillowPainter().paint(
            template("rack"), Layout.SQUARE, replace(sample("rack"), photo=b"not a photo"), Brand()
        )


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize("template_id", [each.id for each in all_templates()])
def test_no_design_needs_its_own_colours_mended(template_id: str, layout: Layout) -> None:
    chosen, scene = template(template_id), sample(template_id)
    palette, _ = branded_palette(chosen, Brand())
    ruler = Ruler()
    easel = Easel(Image.new("RGB", (1, 1)), palette, ruler, scene, Brand())
    compose(easel, arrange(chosen, layout, scene, Brand(), ruler), layout, Grounds())
    assert not easel.mended


@pytest.mark.parametrize("photo", [noise(), jpeg(Image.new("RGB", (900, 1200), "white"))], ids=["noise", "white"])
def test_words_on_a_difficult_photo_are_helped(photo: bytes) -> None:
    chosen, scene = template("front-row"), replace(sample("front-row"), photo=photo)
    palette, _ = branded_palette(chosen, Brand())
    ruler = Ruler()
    easel = Easel(Image.new("RGB", (1, 1)), palette, ruler, scene, Brand())
    arranged = arrange(chosen, Layout.PORTRAIT, scene, Brand(), ruler)
    compose(easel, arranged, Layout.PORTRAIT, Grounds())
    assert easel.veil > 0 or easel.mended


def test_shade_is_laid_until_the_contrast_holds() -> None:
    canvas = Image.new("RGB", (600, 200), "#e0e0e0")
    box = Box(100, 60, 400, 60)
    shade(canvas, box, (255, 255, 255), 30)
    assert ground(canvas, box).contrast((255, 255, 255)) >= needed(30)
    assert canvas.getpixel((4, 4)) == (224, 224, 224)


def test_letters_no_font_can_show_are_told(tmp_path: Path) -> None:
    painter = PillowPainter(system_fonts=tmp_path)
    painted = painter.paint_now(template("strobe"), Layout.SQUARE, east_asian(sample("strobe")), Brand())
    assert any("東 京 の 夜" in note for note in painted.notes)
    assert any("🔥" in note for note in painted.notes)


def test_letters_the_machine_has_fonts_for_are_shown() -> None:
    able = {each.key for each in system_faces()}
    notes = " ".join(paint("strobe", kicker="今夜 🔥").notes)
    assert ("今" in notes) == ("cjk" not in able)
    assert ("🔥" in notes) == ("emoji" not in able)


def test_brand_colours_take_the_place_of_the_designs() -> None:
    painted = opened(paint("grid-mono", brand=Brand(background="#0b3d2e", ink="#fdf6e3", accent="#ffd166")).jpeg)
    corner, dot = painted.getpixel((5, 5)), painted.getpixel((860, 340))
    assert isinstance(corner, tuple) and isinstance(dot, tuple)
    assert contrast((corner[0], corner[1], corner[2]), from_hex("#0b3d2e")) < 1.1
    assert contrast((dot[0], dot[1], dot[2]), from_hex("#ffd166")) < 1.1


def test_a_brand_colour_that_cannot_be_read_is_changed_and_told() -> None:
    changes = paint("grid-mono", brand=Brand(background="#ffffff", ink="#eeeeee")).changes
    assert any(change.sentence.startswith("The text colour became #") for change in changes)


def test_a_brand_colour_that_is_none_is_asked_for_again() -> None:
    with pytest.raises(InvalidAnswer, match="accent colour should look like #1a2b3c"):
        paint("grid-mono", brand=Brand(accent="reddish"))


def mark(colour: tuple[int, int, int, int], second: tuple[int, int, int, int] | None = None) -> bytes:
    logo = Image.new("RGBA", (300, 120))
    ImageDraw.Draw(logo).rectangle((20, 20, 140, 100), fill=colour)
    ImageDraw.Draw(logo).rectangle((160, 20, 280, 100), fill=second or colour)
    return png(logo)


def test_a_dark_logo_is_made_light_on_a_dark_flyer() -> None:
    painted = paint("rack", logo=mark((10, 10, 20, 255)))
    assert "The logo was recoloured so that it can be seen on this background." in painted.notes


def test_a_logo_of_several_colours_keeps_them_on_a_plate() -> None:
    painted = paint("rack", logo=mark((120, 0, 10, 255), (0, 30, 110, 255)))
    assert "The logo was put on a plate so that it can be seen on this background." in painted.notes


def test_a_logo_that_can_be_seen_is_left_as_it_is() -> None:
    assert not paint("rack", logo=mark((250, 250, 240, 255))).notes


def test_the_brands_logo_stands_in_when_the_event_has_none() -> None:
    logo = mark((250, 250, 240, 255))
    assert paint("rack", brand=Brand(logo=logo)).jpeg == paint("rack", logo=logo).jpeg


def test_a_ticket_code_is_drawn_only_with_a_link() -> None:
    with_code, without = paint("stub").jpeg, paint("stub", link="").jpeg
    box = (716, 600, 946, 830)
    dark = [min(opened(data).crop(box).convert("L").tobytes()) for data in (with_code, without)]
    assert dark[0] < 50 < dark[1]


def test_memory_of_grounds_stays_bounded() -> None:
    painter = PillowPainter()
    for number in range(12):
        photo = BytesIO()
        Image.new("RGB", (200, 250), (number * 20, 80, 120)).save(photo, "JPEG")
        scene = replace(sample("front-row"), photo=photo.getvalue())
        painter.paint_now(template("front-row"), Layout.SQUARE, scene, Brand())
    for store in (painter.grounds.pictures, painter.grounds.small):
        full = store.held()
        assert 0 < full.bytes <= full.most_bytes
    assert painter.grounds.pictures.held().count < 12


def test_all_designs_can_be_looked_at_on_one_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    show_all(["--only", "rack", "--out", str(tmp_path), "--debug"])
    assert opened((tmp_path / "sheet.jpg").read_bytes()).width > 1000
    assert len(list(tmp_path.glob("rack-*.jpg"))) == 2 * len(Layout)
    assert "1 templates on" in capsys.readouterr().out
