"""Names beside the line-up that are not in it: found in any language, and nothing else taken for a name."""

from dataclasses import replace

import pytest
from briefs import PLAIN

from core.copy.facts import check_facts

BRIEF = replace(PLAIN, lineup=("Mara Voss", "Dr. Rubinstein", "Above & Beyond"), city="Berlin")
SAID = "Warehouse Night. Friday 27 November, 22:00, Halle 7. {}"


def unknown(said: str, language: str = "en") -> list[str]:
    findings = check_facts(SAID.format(said), replace(BRIEF, language=language))
    return [finding.said for finding in findings if finding.code == "unknown_name"]


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("With Mara Voss and Ghost Rider.", "en"),
        ("With Dr. Rubinstein, Above & Beyond, and Ghost Rider.", "en"),
        ("Mara Voss joined by Ghost Rider.", "en"),
        ("Line-up:\nMara Voss\nGhost Rider\nAbove & Beyond", "en"),
        ("Mit Ghost Rider und Mara Voss.", "de"),
        ("An den Decks: Ghost Rider, Mara Voss und Dr. Rubinstein.", "de"),
        ("Mara Voss y Ghost Rider nos llevan por la noche.", "es"),
        ("Aux platines : Ghost Rider et Dr. Rubinstein.", "fr"),
        ("Above & Beyond e Ghost Rider in consolle.", "it"),
    ],
)
def test_an_added_name_is_found(said: str, language: str) -> None:
    assert unknown(said, language) == ["Ghost Rider"]


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Halle 7.\nWith Mara Voss and Dr. Rubinstein.\nBring friends", "en"),
        ("Mit Mara Voss und Freunden. Keine Handys, nur Musik.", "de"),
        ("Heute Abend, Mara Voss und Dr. Rubinstein.", "de"),
        ("Mara Voss, Berlin. Above & Beyond, Warehouse Night.", "en"),
        ("Torna Warehouse Night.\nMara Voss e Dr. Rubinstein", "it"),
    ],
)
def test_other_words_with_a_capital_are_no_names(said: str, language: str) -> None:
    assert unknown(said, language) == []
