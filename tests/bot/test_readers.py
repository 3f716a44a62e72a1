"""Who reads what: a person in their language, a room in its team's, a page in the browser's."""

import pytest

from bot.language import ENGLISH
from bot.web.reading import preferred


@pytest.mark.parametrize(
    ("accepts", "language"),
    [
        ("", ENGLISH),
        ("de", "de"),
        ("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", "fr"),
        ("nl, de;q=0.5, es;q=0.8", "es"),
        ("it;q=0, pt-BR;q=0.1", "pt"),
        ("de;q=loud, es;q=0.2", "es"),
        ("zh, ja", ENGLISH),
    ],
)
def test_a_page_speaks_the_language_the_browser_wants_most(accepts: str, language: str) -> None:
    assert preferred(accepts) == language
