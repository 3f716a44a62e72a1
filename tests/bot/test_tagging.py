"""What people type about who is in a picture, and what is understood."""

import pytest

from bot.flows.tagging import (
    in_the_middle,
    read_lines,
    read_names,
    read_place,
    read_second,
    read_tags,
    write_lines,
    write_names,
    write_second,
    write_tags,
)
from core.errors import InvalidAnswer
from core.posts.details import PlacedTag


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("@mara 0.5 0.3, @jonas", [PlacedTag("mara", 1, 0.5, 0.3), PlacedTag("jonas")]),
        ("mara.voss 0,5 0,3; jonas_reh", [PlacedTag("mara.voss", 1, 0.5, 0.3), PlacedTag("jonas_reh")]),
        ("@a1 1 0\n@b2", [PlacedTag("a1", 1, 1.0, 0.0), PlacedTag("b2")]),
        (
            "2: @mara 0.5/0.3, @jonas\n10: kim",
            [PlacedTag("mara", 2, 0.5, 0.3), PlacedTag("jonas", 2), PlacedTag("kim", 10)],
        ),
        ("\n @mara , \n", [PlacedTag("mara")]),
        ("", []),
    ],
)
def test_tags_are_read_the_way_people_type_them(typed: str, understood: list[PlacedTag]) -> None:
    assert list(read_tags(typed)) == understood


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("@mara 0.5", "I can't read “@mara 0.5”"),
        ("@mara 5 3", "outside of the picture"),
        ("@mära", "I can't read"),
        ("123", "can't be the name"),
        ("@" + "a" * 31, "can't be the name"),
        ("mara voss", "I can't read “mara voss”"),
    ],
)
def test_a_tag_that_makes_no_sense_is_said_back(typed: str, said: str) -> None:
    with pytest.raises(InvalidAnswer, match=said.replace("(", "\\(")):
        read_tags(typed)


def test_tags_are_shown_again_as_they_are_read() -> None:
    tags = (PlacedTag("mara", 2, 0.5, 0.25), PlacedTag("jonas", 10))
    assert write_tags(tags, slides=True) == "2: @mara 0.5 0.25\n10: @jonas"
    assert read_tags(write_tags(tags, slides=True)) == tags
    assert write_tags(tags[:1]) == "@mara 0.5 0.25"


def test_whoever_has_no_place_stands_in_the_middle() -> None:
    assert in_the_middle((PlacedTag("mara"), PlacedTag("jonas", 2, 0.1, 0.2))) == (
        PlacedTag("mara", 1, 0.5, 0.5),
        PlacedTag("jonas", 2, 0.1, 0.2),
    )


@pytest.mark.parametrize("typed", ["@mara, @jonas", "mara jonas", "mara\n@jonas, mara"])
def test_names_lose_their_at_sign_and_come_once(typed: str) -> None:
    assert read_names(typed) == ("mara", "jonas")
    assert write_names(read_names(typed)) == "@mara, @jonas"


def test_alt_texts_are_a_line_for_each_picture() -> None:
    assert read_lines("A red door\n-\n A crowd ") == ("A red door", "", "A crowd")
    assert write_lines(("A red door", "", "A crowd")) == "A red door\n-\nA crowd"


def test_a_place_is_a_number_and_people_are_told_where_to_find_it() -> None:
    assert read_place(" 110843418940484 ") == "110843418940484"
    with pytest.raises(InvalidAnswer, match="Facebook Page of the place"):
        read_place("Halle 7")


@pytest.mark.parametrize(
    ("typed", "milliseconds"), [("2.5", 2500), ("0:12", 12_000), ("1:02,5", 62_500), ("3 s", 3000)]
)
def test_a_moment_in_a_video_is_read_in_seconds(typed: str, milliseconds: int) -> None:
    assert read_second(typed) == milliseconds
    assert read_second(write_second(milliseconds)) == milliseconds


def test_a_moment_that_makes_no_sense_is_said_back() -> None:
    with pytest.raises(InvalidAnswer, match="Write seconds"):
        read_second("at the drop")
