"""Colours as people write them."""

import pytest

from core.errors import InvalidAnswer
from core.templates.colour_words import NAMES, read_colour
from core.templates.colours import from_hex


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("#C6FF00", "#c6ff00"),
        ("c6ff00", "#c6ff00"),
        ("#fa0", "#ffaa00"),
        (" Navy ", "#0b1f4b"),
        ("dark-red", "#8b0000"),
        ("rgb(26, 43, 60)", "#1a2b3c"),
        ("26 43 60", "#1a2b3c"),
    ],
)
def test_what_people_write_is_understood(written: str, meant: str) -> None:
    assert read_colour(written) == meant


@pytest.mark.parametrize(
    ("written", "said"),
    [("purpel", "Do you mean purple?"), ("#12345", "Write it like #c6ff00"), ("300 0 0", "I don't know"), ("🌈", "🌈")],
)
def test_what_is_none_is_asked_for_again(written: str, said: str) -> None:
    with pytest.raises(InvalidAnswer, match=said):
        read_colour(written)


def test_every_name_is_a_colour() -> None:
    assert all(from_hex(value) for value in NAMES.values())
