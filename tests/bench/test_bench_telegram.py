"""make bench-telegram, very small: its Telegram refuses what is too fast, and ours is not refused."""

import pytest
from telegram.request import RequestData

from bench.telegram.clockwork import Clockwork
from bench.telegram.judge import AMONG_ALL, BURST, IN_GROUP, Judge, least_seconds
from bench.telegram.measure import SORTS, deliver, line_of


class Given(RequestData):
    """The parameters of a call, and nothing else."""

    def __init__(self, chat: str) -> None:
        self._chat = chat

    @property
    def parameters(self) -> dict[str, object]:  # type: ignore[override]  # it says less
        return {"chat_id": self._chat, "text": "Card"}


async def hurried(chats: list[str], apart: float = 0.0) -> int:
    """How many of these messages, so many seconds apart, are refused."""
    time = Clockwork()
    judge = Judge(time)

    async def call(number: int, chat: str) -> None:
        await time.sleep(number * apart)
        await judge.do_request("https://somewhere/bot1/sendMessage", "POST", Given(chat))

    await time.run(*(call(number, chat) for number, chat in enumerate(chats)))
    return judge.refused


async def test_what_is_too_fast_is_refused() -> None:
    assert await hurried(["1"] * (BURST + 2)) == 2
    assert await hurried([str(chat) for chat in range(1, AMONG_ALL + 4)]) == 3
    assert await hurried(["-1"] * (IN_GROUP + 1), apart=1.0) == 1
    assert await hurried(["1"] * (IN_GROUP + 1), apart=1.0) == 0


@pytest.mark.parametrize("sort", SORTS, ids=[one.name for one in SORTS])
async def test_ours_is_not_refused_and_keeps_the_order(sort: object) -> None:
    chosen = next(one for one in SORTS if one is sort)
    found = await deliver(chosen, cards=60, chats=20)
    assert "none refused" in line_of(found).beside
    assert found.seconds >= found.least


def test_the_least_is_what_the_narrowest_limit_allows() -> None:
    assert least_seconds(200, 5, calls=5, groups=False) == 33
    assert least_seconds(1, 10, calls=10, groups=False) == 6
    assert least_seconds(1, 41, calls=41, groups=True) == 120
