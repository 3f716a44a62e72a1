"""What people type about accounts, and whom a post may name."""

from datetime import datetime

import pytest

from core.copy.facts import check_facts
from core.copy.lineup import names_text
from core.errors import InvalidAnswer
from core.people.names import Named, handles_beside, key_of, only_handles, plain_names, read_people, write_people
from core.people.put_on import with_people
from core.people.remember import Known
from core.ports.copywriter import Brief
from core.posts.details import NO_DETAILS, Details
from core.posts.model import Format

STARTS = datetime(2026, 11, 27, 22, 0)  # noqa: DTZ001 - wall time at the venue
LINEUP = ("23:00 Mara Voss", "Jonas Reh")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mara Voss @mara.voss", [("Mara Voss", "mara.voss")]),
        ("mara voss is @mara.voss, Jonas Reh = @jonas_reh", [("Jonas Reh", "jonas_reh"), ("Mara Voss", "mara.voss")]),
        ("@mara.voss ist Mara Voss", [("Mara Voss", "mara.voss")]),
        ("Mara Voss (@mara.voss)", [("Mara Voss", "mara.voss")]),
        ("ask Mara Voss for the photo", []),
        ("mail mara@voss.example to Mara Voss", []),
    ],
)
def test_an_account_is_learnt_from_where_it_stands(text: str, found: list[tuple[str, str]]) -> None:
    known = handles_beside(text, plain_names(LINEUP))
    assert sorted((one.name, one.handle) for one in known) == found


def test_a_message_of_names_and_accounts_is_told_from_a_wish() -> None:
    assert only_handles("Mara Voss is @mara.voss", plain_names(LINEUP))
    assert not only_handles("mention Mara Voss @mara.voss in the caption", plain_names(LINEUP))


def test_the_form_is_read_as_it_was_written() -> None:
    text = write_people(("Mara Voss", "Halle 7"), {key_of("MARA VOSS"): "mara.voss"})
    assert text == "Mara Voss: @mara.voss\nHalle 7:"
    assert read_people(f"{text}\nPromoter: night.office") == (
        Named("Mara Voss", "mara.voss"),
        Named("Halle 7", ""),
        Named("Promoter", "night.office", promoter=True),
    )
    for wrong in ("Mara Voss", "Mara Voss: @mara voss", "Mara Voss: @" + "m" * 31):
        with pytest.raises(InvalidAnswer):
            read_people(wrong)


PEOPLE = tuple(Known(name, name.lower()) for name in ("A", "B", "C", "D"))


def test_people_go_where_instagram_takes_them() -> None:
    shared = with_people(NO_DETAILS, PEOPLE, "announcement", Format.FEED)
    assert shared.collaborators == ("a", "b", "c")
    assert [(tag.username, tag.x) for tag in shared.tags] == [("a", 0.2), ("b", 0.4), ("c", 0.6), ("d", 0.8)]
    assert with_people(NO_DETAILS, PEOPLE, "reminder", Format.FEED).collaborators == ()
    assert with_people(NO_DETAILS, PEOPLE, "announcement", Format.STORY) == NO_DETAILS
    assert with_people(NO_DETAILS, PEOPLE, "announcement", Format.REEL).tags == ()
    chosen = Details(collaborators=("z",), tags=shared.tags[:1])
    assert with_people(chosen, PEOPLE, "announcement", Format.FEED) == chosen


def test_captions_mention_accounts_that_are_known_and_no_others() -> None:
    brief = Brief(
        name="Warehouse Night",
        starts_local=STARTS,
        time_zone="Europe/Berlin",
        venue="Halle 7",
        lineup=LINEUP,
        phase="lineup",
        people=(("Mara Voss", "@mara.voss"),),
    )
    assert names_text(brief) == "23:00 Mara Voss @mara.voss\nJonas Reh"
    assert [one.said for one in check_facts("With @mara.voss and @somebody.else.", brief) if one.said] == [
        "@somebody.else"
    ]
