"""Letters of the world in one line: the right face, the right direction, and a word about what cannot be shown."""

from pathlib import Path

import pytest

from core.adapters.pillow_painter.ruler import Ruler, can_shape
from core.templates.fonts.faces import FACES, chain, face, system_faces
from core.templates.layout.runs import itemize

NOWHERE = Path("/nonexistent")


def runs(text: str, key: str = "anton") -> list[tuple[str, str, bool]]:
    return [(run.text, run.face.key, run.rtl) for run in itemize(text, chain(key, NOWHERE)).runs]


def test_the_machine_can_shape_joining_scripts() -> None:
    assert can_shape()


def test_latin_stays_in_the_display_face() -> None:
    assert runs("Łódź Nights 22:00") == [("Łódź Nights 22:00", "anton", False)]


def test_a_word_is_never_set_half_in_one_face_and_half_in_another() -> None:
    assert runs("Ночь 7") == [("Ночь ", "oswald-bold", False), ("7", "anton", False)]


@pytest.mark.parametrize(
    ("text", "key"),
    [("ليلة", "arabic"), ("לילה", "hebrew"), ("ไฟกลางคืน", "thai"), ("संगीत", "devanagari"), ("Ελένη", "inter-black")],
)
def test_every_script_finds_a_shipped_face(text: str, key: str) -> None:
    line = itemize(text, chain("monoton" if key == "inter-black" else "anton", NOWHERE))
    assert not line.missing
    assert {run.face.key for run in line.runs} <= {key, "unbounded-light"}


def test_a_hebrew_line_runs_from_right_to_left_with_its_time_left_to_right() -> None:
    assert runs("לילה 22:00") == [("22:00", "anton", False), ("לילה ", "hebrew", True)]


def test_a_latin_name_inside_arabic_keeps_its_own_direction() -> None:
    drawn = [run for run in runs("ليلة DJ Alba الآن") if run[0].strip()]
    assert [text.strip() for text, _, _ in drawn] == ["الآن", "DJ Alba", "ليلة"]
    assert [rtl for _, _, rtl in drawn] == [True, False, True]


def test_a_handle_keeps_its_sign_in_front_in_a_line_that_runs_right_to_left() -> None:
    assert "@hall7" in [text.strip(" ·") for text, _, rtl in runs("כרטיסים · @hall7") if not rtl]


def test_a_zero_that_reads_as_an_eight_is_set_in_another_face() -> None:
    assert runs("10 EUR", "sedgwick") == [("10 ", "caveat-brush", False), ("EUR", "sedgwick", False)]


def test_what_no_face_can_show_is_told_and_emoji_are_left_out() -> None:
    line = itemize("東京 🎉", chain("anton", NOWHERE))
    assert line.missing == ("東", "京", "🎉")
    assert "🎉" not in "".join(run.text for run in line.runs)


def test_system_faces_are_used_where_the_machine_has_them() -> None:
    found = {each.key: each for each in system_faces()}
    line = itemize("東 🎉", chain("anton"))
    expected = [letter for key, letter in (("cjk", "東"), ("emoji", "🎉")) if key not in found]
    assert list(line.missing) == expected


def test_letter_spacing_widens_latin_and_leaves_joining_scripts_alone() -> None:
    ruler = Ruler(NOWHERE)
    assert ruler.extent("Night", "anton", 0.1).advance == pytest.approx(ruler.extent("Night", "anton", 0).advance + 0.4)
    assert ruler.extent("ليلة", "anton", 0.1).advance == ruler.extent("ليلة", "anton", 0).advance


def test_arabic_letters_join() -> None:
    ruler = Ruler(NOWHERE)
    apart = sum(ruler.extent(letter, "arabic", 0).advance for letter in "ليلة")
    assert ruler.extent("ليلة", "arabic", 0).advance < apart * 0.95


@pytest.mark.parametrize("key", sorted(FACES))
def test_every_shipped_face_opens_and_knows_latin_capitals(key: str) -> None:
    assert all(face(key).shows(letter) for letter in "ABCXYZ")
    assert 0.4 < Ruler(NOWHERE).cap_height(key) < 1.1
