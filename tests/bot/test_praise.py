"""Friendly words under a card change nothing; wishes do."""

import pytest

from bot.flows.praise import only_praise


@pytest.mark.parametrize("text", ["Looks great!", "👍", "LGTM", "love it, thanks", "Sieht gut aus", "It's perfect"])
def test_praise_changes_nothing(text: str) -> None:
    assert only_praise(text)


@pytest.mark.parametrize(
    "text", ["shorter", "great, but mention the afters", "good, in German too", "make it 23:00", "no hashtags"]
)
def test_a_wish_is_a_wish_however_kindly_put(text: str) -> None:
    assert not only_praise(text)
