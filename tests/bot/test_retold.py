"""What core says in English reaches a reader in their language, whatever stood in it."""

import pytest

from bot.language import speaking
from bot.retold import Retelling, places_of, retold

GERMAN = Retelling(
    {
        "That post is not here any more.": "Diesen Beitrag gibt es hier nicht mehr.",
        "This post is {status}, so it can't be {to} now.": "Der Beitrag ist {status}, er kann jetzt nicht {to} sein.",
        "waiting for a yes": "noch ohne Ja",
        "held": "angehalten",
        "Only approvers can release posts: {list}.": "Beiträge geben nur diese frei: {list}.",
        "{series} on {day} is set up already.": "{series} am {day} ist schon angelegt.",
        "Up to {most} characters are fine.": "Bis zu {most} Zeichen sind in Ordnung.",
        "It took {hours} hours.": "Das hat {hours} Stunden gedauert.",
        "I could not make its picture. {why}": "Ich konnte das Bild nicht machen. {why}",
        "{name} is paused: {reason}.": "{name} pausiert: {reason}.",
        "{listed} from {source}": "{listed} von {source}",
        "name": "Name",
        "the page {host}": "der Seite {host}",
        'Send an object like {"sold": 3}.': 'Schick ein Objekt wie {"sold": 3}.',
    }
)


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("That post is not here any more.", "Diesen Beitrag gibt es hier nicht mehr."),
        (
            "This post is waiting for a yes, so it can't be held now.",
            "Der Beitrag ist noch ohne Ja, er kann jetzt nicht angehalten sein.",
        ),
        ("Only approvers can release posts: Ada.", "Beiträge geben nur diese frei: Ada."),
        ("Salon {x} on Fri 27 Nov is set up already.", "Salon {x} am Fr., 27. Nov. ist schon angelegt."),
        ("Up to 2,200 characters are fine.", "Bis zu 2.200 Zeichen sind in Ordnung."),
        ("It took 4.5 hours.", "Das hat 4,5 Stunden gedauert."),
        ('Send an object like {"sold": 3}.', 'Schick ein Objekt wie {"sold": 3}.'),
        (
            "I could not make its picture. That post is not here any more.",
            "Ich konnte das Bild nicht machen. Diesen Beitrag gibt es hier nicht mehr.",
        ),
        (
            "That post is not here any more. Ada is paused: held.",
            "Diesen Beitrag gibt es hier nicht mehr. Ada pausiert: angehalten.",
        ),
        ("Name from the page ra.co", "Name von der Seite ra.co"),
        ("Sounds from Berlin", "Sounds from Berlin"),
        ("Something nobody has translated. held", "Something nobody has translated. angehalten"),
        ("An event called {held}", "An event called {held}"),
        ("", ""),
    ],
)
def test_a_sentence_is_told_again_with_what_stood_in_it(english: str, german: str) -> None:
    with speaking("de"):
        assert GERMAN.told(english) == german


def test_in_english_a_sentence_stays_what_it_is() -> None:
    assert retold("That post is not here any more.") == "That post is not here any more."


def test_a_text_too_long_for_a_sentence_is_left_alone_at_once() -> None:
    text = "Ada is paused: " * 400
    with speaking("de"):
        assert GERMAN.told(text) == text


def test_braces_are_places_only_where_they_hold_a_name() -> None:
    assert places_of("{one} of {two}") == {"one", "two"}
    assert places_of('{"sold": 3}') == places_of("none") == places_of("open {") == frozenset()
