"""What words under a card ask for, and how a difference and a step are said."""

from dataclasses import replace

import pytest
from shown_posts import LOCAL, POST, ZONE

from bot.cards.card import Bullet, Small
from bot.cards.difference import is_cut, told, what
from bot.cards.progress import bar, progress
from bot.cards.review import review_card
from bot.cards.why import difference_card
from bot.flows.asked import About, Asked, asked_for
from core.errors import Cure
from core.posts.difference import Change, Difference, Part, Swap
from core.posts.model import Format, PostStatus
from core.posts.queries import YesBefore

S = PostStatus


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("undo", Asked(About.UNDO)),
        ("Undo, please", Asked(About.UNDO)),
        ("zurück", Asked(About.UNDO)),
        ("mach das rückgängig", Asked(About.UNDO)),
        ("back to version 2", Asked(About.UNDO, 2)),
        ("why this post?", Asked(About.WHY)),
        ("Warum dieser Post", Asked(About.WHY)),
        ("¿Por qué?", Asked(About.WHY)),
        ("what changed?", Asked(About.DIFFERENCE)),
        ("Was hat sich geändert?", Asked(About.DIFFERENCE)),
        ("Desfazer", Asked(About.UNDO)),
        ("o que mudou?", Asked(About.DIFFERENCE)),
        ("shorter", None),
        ("why not shorter, and in German", None),
        ("undo the bold tone and make it shorter", None),
        ("mention that we are back", None),
    ],
)
def test_words_that_are_no_wish_are_known_in_several_languages(text: str, asked: Asked | None) -> None:
    assert asked_for(text) == asked


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Difference((Swap("22:00", "23:00"), Swap("", "Afters."))), "“22:00” → “23:00”; added “Afters.”"),
        (
            Difference((*(Swap("", f"P{n}.") for n in range(5)), Swap("Old.", ""))),
            "added “P0.”, “P1.” and 3 more paragraphs; removed “Old.”",
        ),
        (
            Difference(changes=(Change(Part.SLOT, "2026-11-26T18:00:00+00:00", "2026-11-26T19:00:00+00:00"),)),
            "Thu 26 Nov, 19:00 → Thu 26 Nov, 20:00",
        ),
        (Difference((Swap("a" * 700, "b" * 350),), anew=True), "the caption is written anew, 700 → 350 characters"),
        (
            Difference(changes=(Change(Part.TAGS, "mara", "jonas,kim"), Change(Part.FORMAT, "feed", "reel"))),
            "tagged @jonas and @kim; not tagged any more: @mara; feed post → reel",
        ),
        (Difference(tuple(Swap(str(n), f"{n}!") for n in range(9))), "“0” → “0!”; “1” → “1!”; “2” → “2!”; and 6 more"),
    ],
)
def test_a_difference_is_short_on_a_card(found: Difference, words: str) -> None:
    assert told(found, ZONE) == words


def test_a_long_removal_shows_where_it_began_and_ended_and_whole_on_demand() -> None:
    gone = "Doors open at ten and the first record spins " + "la " * 60 + "until the sun is up."
    found = Difference((Swap(gone, ""),))
    assert told(found, ZONE).startswith("removed “Doors open at ten")
    assert told(found, ZONE).endswith("sun is up.”")
    assert is_cut(found, ZONE)
    assert what(found) == "the caption"
    card = difference_card(replace(POST, revision=2, difference=found))
    assert Bullet(f"Removed: {gone}") in card.lines
    endless = Difference(tuple(Swap("🪩" * 500, "x" * 500) for _ in range(20)))
    card = difference_card(replace(POST, revision=2, difference=endless))
    assert card.lines[-1] == Small("There is more than fits into one message.")


@pytest.mark.parametrize(
    ("status", "changes", "words"),
    [
        (S.CHANGES_REQUESTED, {}, "Writing the caption ▓▓░░░░░░░░ 1 of 2, then the flyer"),
        (S.DRAFT, {"revision": 0, "format": Format.CAROUSEL}, "Writing the caption ▓▓░░░░░░░░ 1 of 2, then the slides"),
        (S.DRAFT, {"revision": 1}, "Drawing the flyer ▓▓▓▓▓▓▓▓░░ 2 of 2"),
        (S.DRAFT, {"revision": 2, "moves": True}, "Making the film, up to a minute ▓▓▓▓▓░░░░░"),
        (S.DRAFT, {"revision": 1, "cure": Cure.AGAIN}, ""),
        (S.IN_REVIEW, {}, ""),
    ],
)
def test_steps_are_said_in_words_and_end(status: PostStatus, changes: dict[str, object], words: str) -> None:
    assert progress(replace(POST, status=status, **changes)) == words  # type: ignore[arg-type]  # fields by name
    assert bar(0) == "░" * 10


def test_one_button_leads_back_and_says_where() -> None:
    yes = YesBefore("Ada", LOCAL, 2, same=False)

    def ways(**changes: object) -> list[str]:
        shown = review_card(replace(POST, revision=3, **changes))  # type: ignore[arg-type]  # fields by name
        return [
            action.label for action in shown.actions if action.token and action.token.verb in ("post.undo", "post.back")
        ]

    assert ways() == []
    assert ways(undo_to=2) == ["Undo"]
    assert ways(undo_to=2, yes_before=yes) == ["Back to the approved one"]
    assert ways(undo_to=1, yes_before=yes) == ["Undo"]
    assert ways(undo_to=2, yes_before=replace(yes, same=True)) == ["Undo"]
