"""The measure of the fact lock: it lies as it says, tells the truth otherwise, and gives the same figures again."""

import random
import re

import pytest

from bench.facts.__main__ import honest, lying
from bench.facts.captions import caption, told_of
from bench.facts.events import made_up
from bench.facts.lies import LIES
from bench.facts.several import honest_in_two, lying_in_two, options
from core.copy.languages import LANGUAGES

SEED = 7


def dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - variety, no secrets


def test_every_lie_is_told_in_every_language_and_caught() -> None:
    told = list(lying(2 * len(LIES) * len(LANGUAGES), SEED))
    assert {each.kind for each in told} == set(LIES)
    assert {(each.kind, each.brief.language) for each in told} >= {
        (kind, language) for kind in LIES for language in LANGUAGES if kind not in ("changed doors",)
    }
    assert [each.text for each in told if not each.findings] == []


def test_the_honest_are_left_alone() -> None:
    told = list(honest(100, SEED))
    assert [each.text for each in told if each.findings] == []


def test_a_lie_in_either_language_is_caught_and_options_are_true() -> None:
    told = list(lying_in_two(len(LIES) * len(LANGUAGES), SEED))
    assert {each.kind for each in told} == set(LIES)
    assert [each.text for each in told if not each.findings] == []
    assert [each.text for each in (*honest_in_two(40, SEED), *options(30, SEED)) if each.findings] == []


@pytest.mark.parametrize("kind", LIES)
def test_a_lie_changes_what_the_caption_says(kind: str) -> None:
    """A lie that lands in no caption would be caught by nobody and count as the truth."""
    for number in range(40):
        brief = made_up(SEED + number, "en")
        told = told_of(brief, dice(number))
        lie = LIES[kind](brief, told, dice(number))
        if lie is not None and not lie.line:
            assert caption(lie.told, "en", dice(number)) != caption(told, "en", dice(number))


def test_the_same_seed_gives_the_same_captions() -> None:
    assert [each.text for each in honest(10, SEED)] == [each.text for each in honest(10, SEED)]
    assert not any(re.search(r"[{}]", each.text) for each in lying(50, SEED))
