"""What a person reads of two versions: the words that changed, and what changed around them."""

from typing import Any

import pytest

from core.posts.difference import Change, Part, Swap, difference, words_changed
from core.posts.model import Revision

CAPTION = "Friday we dance at Halle 7.\n\nDoors open at 22:00, first record at 23:00.\n\nTickets: link in bio."


@pytest.mark.parametrize(
    ("old", "new", "swaps"),
    [
        pytest.param("Doors 22:00. Come.", "Doors 23:00. Come.", [("22:00", "23:00")], id="an hour, not its dot"),
        pytest.param(CAPTION, CAPTION[:-23], [("Tickets: link in bio.", "")], id="a paragraph less"),
        pytest.param(
            f"{CAPTION}\n\nBye.",
            f"{CAPTION}\n\nOne.\n\nTwo.",
            [("Bye.", ""), ("", "One."), ("", "Two.")],
            id="one for two",
        ),
        pytest.param(CAPTION, f"{CAPTION}\n\nOne.\n\nTwo.", [("", "One."), ("", "Two.")], id="two paragraphs more"),
        pytest.param(CAPTION, f"{CAPTION}\n\nAfters: Kater.", [("", "Afters: Kater.")], id="a paragraph more"),
        pytest.param(
            "The night is long and warm here",
            "The day is short and warm here",
            [("night is long", "day is short")],
            id="two words with one between are one change",
        ),
        pytest.param("See you 🪩👩‍🎤 there then", "See you there then", [("🪩👩‍🎤", "")], id="an emoji is never torn"),
        pytest.param("Café ouvert ce soir", "Cafe\u0301 ouvert ce soir", [("Café", "Cafe\u0301")], id="accents"),
        pytest.param("one line here\n\ntwo", "one line here\ntwo", [], id="blank lines alone are no words"),
    ],
)
def test_only_the_words_that_changed_are_told(old: str, new: str, swaps: list[tuple[str, str]]) -> None:
    found, anew = words_changed(old, new)
    assert (found, anew) == (tuple(Swap(*swap) for swap in swaps), False)


def test_a_caption_with_hardly_a_word_left_was_written_anew() -> None:
    swaps, anew = words_changed("We dance on Friday until the lights go on.", "Techno pur. Keine Pausen. Halle 7.")
    assert anew
    assert len(swaps) == 1


SOON, LATER = "2026-11-26T18:00:00+00:00", "2026-11-27T18:00:00+00:00"


def revision(caption: str = "Hi.", picture: str = "a", **frame: Any) -> Revision:
    usual = {"format": "feed", "film": False, "template": "poster", "media": [], "details": {}, "account": "1"}
    times = {"due_at": SOON, "not_after": "2026-11-27T06:00:00+00:00"}
    return Revision(caption=caption, picture_hash=picture, frame={**usual, **times, **frame})


TAGS = {"tags": [{"username": "mara", "slide": 1, "x": 0.5, "y": 0.5}]}


@pytest.mark.parametrize(
    ("new", "changes"),
    [
        (revision(picture="b"), [Change(Part.PICTURE)]),
        (revision(format="carousel"), [Change(Part.FORMAT, "feed", "carousel")]),
        (revision(due_at=LATER), [Change(Part.SLOT, SOON, LATER)]),
        (revision(details=TAGS), [Change(Part.TAGS, "", "mara")]),
        (revision(details={"first_comment": "First."}), [Change(Part.FIRST_COMMENT, "", "First.")]),
        (revision(template="wall"), [Change(Part.DESIGN)]),
        (revision(), []),
    ],
    ids=lambda value: None if isinstance(value, Revision) else "+".join(one.part.value for one in value) or "nothing",
)
def test_what_changed_around_the_words_is_told(new: Revision, changes: list[Change]) -> None:
    assert difference(revision(), new).changes == tuple(changes)


def test_what_was_not_kept_of_old_versions_is_not_made_up() -> None:
    old = Revision(caption="Hi.", picture_hash=None, frame={})
    assert not difference(old, revision(format="reel", details=TAGS))
