"""How single designs meet awkward events; what holds for all of them stands in test_hard_data.py."""

from dataclasses import replace
from pathlib import Path

import pytest
from flyer_scenes import EIGHTY, HARD, NAMES

from core.adapters.pillow_painter.ruler import Ruler
from core.templates.catalog import all_templates, sample, template
from core.templates.layout.arrange import Arranged, arrange
from core.templates.scene import Brand, Layout, Scene

RULER = Ruler(Path("/nonexistent"))


def laid_out(template_id: str, layout: Layout, scene: Scene) -> Arranged:
    return arrange(template(template_id), layout, scene, Brand(), RULER)


def said(arranged: Arranged) -> str:
    return " ".join(line.text for each in arranged.placed for line in each.lines)


@pytest.mark.parametrize("template_id", [each.id for each in all_templates()])
def test_a_title_of_eighty_characters_is_never_cut(template_id: str) -> None:
    assert len(EIGHTY) == 80
    for layout in Layout:
        notes = laid_out(template_id, layout, replace(sample(template_id), title=EIGHTY)).notes
        assert not [note for note in notes if EIGHTY.upper() in note.upper()]


def test_forty_names_stand_on_a_festival_poster() -> None:
    for layout in Layout:
        arranged = laid_out("mainstage", layout, replace(sample("mainstage"), lineup=NAMES))
        assert not arranged.notes
        assert all(name.upper() in said(arranged) for name in NAMES)


def test_names_that_do_not_fit_are_counted_on_the_flyer_and_told() -> None:
    arranged = laid_out("block-party", Layout.PORTRAIT, replace(sample("block-party"), lineup=NAMES))
    (note,) = [note for note in arranged.notes if "names" in note]
    shown = int(note.split()[1])
    assert note == f"Only {shown} of 40 names fit on the picture."
    assert f"+{40 - shown}" in said(arranged)


def test_an_empty_field_closes_the_gap_it_leaves() -> None:
    full = laid_out("front-row", Layout.PORTRAIT, sample("front-row"))
    without = laid_out("front-row", Layout.PORTRAIT, replace(sample("front-row"), lineup=()))
    title = {name: next(each for each in one.placed if each.layer.id == "title") for name, one in
             (("full", full), ("without", without))}  # fmt: skip
    assert title["without"].box.bottom > title["full"].box.bottom + 50
    assert "names" not in [each.layer.id for each in without.placed]


def test_a_hebrew_flyer_is_mirrored_but_its_countdown_keeps_its_digits_in_order() -> None:
    scene = replace(HARD["hebrew"](sample("split-flap")), days_left=12)
    tiles = next(each for each in laid_out("split-flap", Layout.PORTRAIT, scene).placed if each.layer.id == "days")
    assert [line.text for line in sorted(tiles.lines, key=lambda line: line.x)] == ["1", "2"]
    latin = laid_out("running-order", Layout.PORTRAIT, sample("running-order"))
    hebrew = laid_out("running-order", Layout.PORTRAIT, HARD["hebrew"](sample("running-order")))
    edge = {
        name: next(each for each in one.placed if each.layer.id == "kicker").lines[0].ink
        for name, one in (("latin", latin), ("hebrew", hebrew))
    }
    assert edge["latin"].left == pytest.approx(1080 - edge["hebrew"].right)


def test_times_of_a_running_order_stand_in_one_column() -> None:
    placed = next(
        each
        for each in laid_out("running-order", Layout.PORTRAIT, sample("running-order")).placed
        if each.layer.id == "names"
    )
    times = [line for line in placed.lines if line.text[0].isdigit()]
    names = [line for line in placed.lines if not line.text[0].isdigit()]
    assert len(times) == len(names) == 6
    assert max(time.ink.right for time in times) < min(name.ink.left for name in names)
    assert len({round(name.ink.left) for name in names}) == 1


def test_beside_a_giant_number_the_kicker_does_not_repeat_it() -> None:
    scene = replace(sample("orbit"), kicker="7 days to go", days_left=7)
    assert "7 DAYS" not in said(laid_out("orbit", Layout.STORY, scene))
    german = replace(scene, kicker="Noch 7 Tage")
    assert "NOCH 7 TAGE" in said(laid_out("orbit", Layout.STORY, german))
