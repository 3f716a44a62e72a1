"""Whatever somebody plays and whatever a post is about, there is a flyer made for it."""

import pytest

from core.templates.catalog import CATEGORIES, all_templates, choose, template
from core.templates.model import CountdownLayer, Genre, GridLayer, TextLayer, Theme
from core.templates.scene import Layout

GENRES: tuple[Genre, ...] = ("techno", "house", "hip-hop", "indie", "jazz", "ambient")
THEMES: tuple[Theme, ...] = ("dark", "neon", "minimal", "paper", "sunset", "mono")
AT_LEAST_DESIGNS = 12
"""Times three layouts: 36 pictures, each in its own right."""
ORDINARY = ("announcement", "lineup")
"""What a genre expects a design of its own for; what else is posted suits any music."""


@pytest.mark.parametrize("genre", GENRES)
@pytest.mark.parametrize("category", ORDINARY)
def test_a_genre_has_designs_of_its_own_for_what_is_posted_most(genre: str, category: str) -> None:
    own = [each.id for each in all_templates() if each.genre == genre and category in (each.category, *each.suits)]
    assert own


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("genre", [*GENRES, "any"])
def test_what_is_chosen_was_made_for_the_post_and_the_music(genre: str, category: str) -> None:
    chosen = template(choose(genre, category, "a seed"))
    assert chosen.genre in (genre, "any")
    assert category in (chosen.category, *chosen.suits) or category == "custom"


@pytest.mark.parametrize("category", [each for each in CATEGORIES if each != "custom"])
def test_every_category_has_a_choice_of_designs(category: str) -> None:
    suited = [each for each in all_templates() if category in (each.category, *each.suits)]
    assert len(suited) >= 3
    assert any(each.category == category for each in suited)


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_has_a_choice_of_designs(theme: str) -> None:
    assert len([each for each in all_templates() if each.theme == theme]) >= 2


def test_there_are_many_designs_each_in_every_layout() -> None:
    assert len(all_templates()) >= AT_LEAST_DESIGNS
    assert all(each.layers[layout] for each in all_templates() for layout in Layout)


def test_no_two_designs_share_their_colours_or_their_name() -> None:
    designs = all_templates()
    assert len({each.name for each in designs}) == len(designs)
    assert len({(each.colours["background"], each.colours["accent"]) for each in designs}) == len(designs)


def test_the_components_are_found_by_what_they_are() -> None:
    """An event card (a title, when and where), a line-up grid and a countdown timer."""
    for each in all_templates():
        layers = each.layers[Layout.PORTRAIT]
        if each.category == "countdown":
            assert any(isinstance(layer, CountdownLayer) for layer in layers), each.id
        if each.category in ("lineup", "set times"):
            assert any(isinstance(layer, GridLayer) for layer in layers), each.id
        bound = " ".join(piece for layer in layers if isinstance(layer, (TextLayer, GridLayer)) for piece in layer.text)
        assert "{title}" in bound, each.id
