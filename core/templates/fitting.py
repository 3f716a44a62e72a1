"""Designs that fit a post, the likeliest first, and the one nearest to another for a post of another kind."""

from collections.abc import Sequence

from core.templates.genres import design_genre
from core.templates.library import Listed, Origin


def fitting(shelf: Sequence[Listed], genre: str, category: str, now_in: str) -> list[Listed]:
    """Everything on the shelf but the design the post has; what serves the post's kind first.

    Among those the team's own go first, then what was made for the genre, then what is liked.
    """
    genre = design_genre(genre)
    others = [each for each in shelf if each.design != now_in]
    return sorted(others, key=lambda each: _rank(each, genre, category))


def _rank(each: Listed, genre: str, category: str) -> tuple[bool, bool, bool, bool, bool, float, str]:
    return (
        category not in (each.category, *each.suits),
        each.origin is not Origin.OURS,
        each.genre != genre,
        each.genre != "any",
        each.category != category,
        -each.opinion.score,
        each.ref,
    )


def nearest(shelf: Sequence[Listed], like: Listed, category: str) -> Listed:
    """The design itself where it serves this kind of post, else the one most like it that does."""
    able = [each for each in shelf if category in (each.category, *each.suits)]
    if not able or any(each.ref == like.ref for each in able):
        return like
    return min(able, key=lambda each: (_distance(each, like), each.category != category, each.ref))


def _distance(each: Listed, like: Listed) -> int:
    same_tags = len(set(each.tags) & set(like.tags))
    family = each.base and each.base in (like.base, like.design)
    return 3 * (each.theme != like.theme) + 2 * (each.genre not in (like.genre, "any")) - same_tags - 4 * bool(family)
