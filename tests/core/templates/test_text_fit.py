"""Text that never breaks its box: balanced, then smaller, then cut, and never silently."""

import pytest

from core.templates.layout.bidi import is_rtl
from core.templates.layout.breaks import atoms
from core.templates.layout.clusters import clusters, is_emoji
from core.templates.layout.fit import Block, Setting, fit
from core.templates.layout.measure import Extent
from core.templates.layout.table import times_of


class Typewriter:
    """Every character is half an em wide; capitals are 0.7 em high."""

    def extent(self, text: str, face: str, tracking: float) -> Extent:
        letters = len(clusters(text))
        low = 0.2 if any(letter in "gjpqy," for letter in text) else 0.0
        return Extent(0.5 * letters + tracking * max(0, letters - 1), 0.7, low)

    def cap_height(self, face: str) -> float:
        return 0.7


def set_in(text: str, width: float, height: float, **how: float) -> Block:
    setting = Setting("any", how.get("size", 100), how.get("floor", 20), int(how.get("lines", 3)))
    return fit(text, width, height, setting, Typewriter())


def rows(block: Block) -> list[str]:
    return [line.text for line in block.lines]


def test_short_text_is_set_at_its_full_size_on_one_line() -> None:
    block = set_in("Hexa", 1000, 500)
    assert rows(block) == ["Hexa"]
    assert block.lines[0].size == 100
    assert not block.cut


def test_lines_are_balanced_instead_of_leaving_one_word_alone() -> None:
    assert rows(set_in("aaaa bbbb cccc dddd", 1000, 160, size=80, lines=2)) == ["aaaa bbbb cccc dddd"]
    assert rows(set_in("aaaa bbbb cccc dddd", 500, 1000, lines=2)) == ["aaaa bbbb", "cccc dddd"]


def test_text_shrinks_until_it_fits_its_height() -> None:
    block = set_in("aaaa bbbb", 225, 120, lines=2)
    assert block.height + block.overhang <= 120
    assert block.width <= 225
    assert not block.cut


def test_what_does_not_fit_at_the_floor_is_cut_with_an_ellipsis() -> None:
    block = set_in("word " * 60, 200, 60, lines=2)
    assert block.cut
    assert rows(block)[-1].endswith("…")
    assert block.lines[0].size == 20
    assert block.width <= 200


def test_a_word_wider_than_its_box_is_broken_inside_rather_than_lost() -> None:
    block = set_in("Donaudampfschifffahrt", 110, 400)
    assert not block.cut
    assert "".join(rows(block)) == "Donaudampfschifffahrt"


def test_empty_text_takes_no_room() -> None:
    assert set_in("   ", 100, 100) == Block()


def test_ink_of_two_lines_never_touches() -> None:
    tight = Setting("any", 100, 20, 2, leading=0.5)
    block = fit("gypsy gypsy", 260, 600, tight, Typewriter())
    first, second = block.lines
    assert second.baseline - 0.7 * second.size >= first.baseline + 0.2 * first.size


def test_a_stack_makes_every_line_as_wide_as_the_box() -> None:
    block = fit("WAREHOUSE NIGHTS", 900, 900, Setting("any", 400, 20, 2, mode="stack"), Typewriter())
    assert [round(line.width) for line in block.lines] == [900, 900]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("e\u0301a", ["e\u0301", "a"]),
        ("👩‍👩‍👧🎉", ["👩‍👩‍👧", "🎉"]),
        ("🇩🇪🇫🇷", ["🇩🇪", "🇫🇷"]),
        ("👍🏽!", ["👍🏽", "!"]),
        ("नमस्ते", ["न", "म", "स्ते"]),
        ("กำ", ["กำ"]),
    ],
)
def test_letters_are_never_parted_from_their_marks(text: str, pieces: list[str]) -> None:
    assert clusters(text) == pieces


def test_a_heart_is_a_picture_only_when_asked_for() -> None:
    assert is_emoji("❤️")
    assert not is_emoji("❤")
    assert not is_emoji("a")


def test_lines_end_after_spaces_hyphens_and_between_ideographs_but_not_inside_loan_words() -> None:
    assert [atom.text for atom in atoms("drum-and bass")] == ["drum-", "and", "bass"]
    assert [atom.text for atom in atoms("東京の夜。")] == ["東", "京", "の", "夜。"]
    assert [atom.text for atom in atoms("東ナイト")] == ["東", "ナイト"]
    assert [atom.text for atom in atoms("Hall\u00a07 Berlin")] == ["Hall\u00a07", "Berlin"]


def test_the_first_strong_letter_decides_the_direction() -> None:
    assert is_rtl("22:00 לילה")
    assert not is_rtl("Night לילה")
    assert not is_rtl("22:00")


@pytest.mark.parametrize(
    ("entry", "parts"),
    [
        ("22:00 Mara Voss", ("22:00", "Mara Voss")),
        ("22:00 – 23:30 Hexa", ("22:00 – 23:30", "Hexa")),
        ("10.30 pm Kolto", ("10.30 pm", "Kolto")),
        ("Apparat 2000", ("", "Apparat 2000")),
    ],
)
def test_times_are_read_off_running_orders(entry: str, parts: tuple[str, str]) -> None:
    assert times_of([entry]) == [parts]
