"""What people type under a campaign when they mean all of its posts."""

import pytest

from core.bulk.model import BulkKind
from core.bulk.shift import Shift
from core.bulk.words import Wish, shift_in, wish_for_all

K = BulkKind
MEANT = {
    "hold all": Wish(K.HOLD),
    "Please hold everything.": Wish(K.HOLD),
    "halte alle": Wish(K.HOLD),
    "skip all posts": Wish(K.SKIP),
    "Resume all!": Wish(K.RESUME),
    "approve all": Wish(K.APPROVE),
    "shift everything by 2 days": Wish(K.SHIFT, Shift(days=2)),
    "move all posts three hours earlier": Wish(K.SHIFT, Shift(minutes=-180)),
    "push everything back by a week": Wish(K.SHIFT, Shift(days=7)),
    "bring everything forward by a day": Wish(K.SHIFT, Shift(days=-1)),
    "alles um zwei Tage verschieben": Wish(K.SHIFT, Shift(days=2)),
    "décale tout de 3 heures": Wish(K.SHIFT, Shift(minutes=180)),
    "sposta tutto di un giorno": Wish(K.SHIFT, Shift(days=1)),
    "mueve todo 2 días": Wish(K.SHIFT, Shift(days=2)),
    "segurar tudo": Wish(K.HOLD),
    "mover tudo dois dias": Wish(K.SHIFT, Shift(days=2)),
    "postpone everything": Wish(K.SHIFT),
}
WISHES_FOR_ONE = (
    "make it shorter",
    "hold on, is that the right date?",
    "move the countdown by 2 days",
    "stop",
    "pause everything",
    "all good",
    "shift the tone",
    "para todos",
    "mention all artists",
)


@pytest.mark.parametrize("text", MEANT, ids=list(MEANT))
def test_it_is_meant_for_all(text: str) -> None:
    assert wish_for_all(text) == MEANT[text]


@pytest.mark.parametrize("text", WISHES_FOR_ONE, ids=list(WISHES_FOR_ONE))
def test_it_is_a_wish_like_any_other(text: str) -> None:
    assert wish_for_all(text) is None


def test_amounts_add_up_and_nothing_is_none() -> None:
    assert shift_in("1 day and 2 hours") == Shift(days=1, minutes=120)
    assert shift_in("-3h") == Shift(minutes=-180)
    assert shift_in("soon") is None
