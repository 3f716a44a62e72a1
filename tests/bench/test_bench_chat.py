"""make bench-chat, very small: presses are signed as Slack signs them, all are answered, and a yes comes last."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from slack_sdk.signature import SignatureVerifier

from bench.chat.cards import APPROVE, MODALS, MODALS_A_CARD, Shown, drawn_up
from bench.chat.measure import EMPTY, OURS, Backing, Found, lines_of
from bench.chat.pressing import Door, press_all
from bench.spread import Spread

SECRET = "only-slack-and-we"


@asynccontextmanager
async def served(status: str, seen: list[bytes]) -> AsyncIterator[Door]:
    """Somebody who answers every request in the same way."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        seen.append(head + await reader.readexactly(_length(head)))
        writer.write(f"HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n".encode())
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield Door(server.sockets[0].getsockname()[1], SECRET)


def _length(head: bytes) -> int:
    return next(int(line.split(b":")[1]) for line in head.splitlines() if line.startswith(b"content-length"))


async def test_every_press_reaches_every_door_with_a_signature_that_slack_would_make() -> None:
    ours, theirs = list[bytes](), list[bytes]()
    async with served("200 OK", ours) as one, served("200 OK", theirs) as other:
        found = await press_all({OURS: one, EMPTY: other}, ["{}", '{"a": 1}'], a_second=1000)
    assert [len(found[name].seconds) for name in (OURS, EMPTY)] == [len(ours), len(theirs)] == [2, 2]
    head, _, body = ours[0].partition(b"\r\n\r\n")
    headers = dict(line.decode().split(": ", 1) for line in head.splitlines()[1:])
    assert SignatureVerifier(SECRET).is_valid_request(body, headers)
    assert abs(int(headers["x-slack-request-timestamp"]) - time.time()) < 60


async def test_a_press_that_is_refused_counts_as_no_acknowledgement() -> None:
    async with served("401 Unauthorized", []) as door:
        with pytest.raises(AssertionError, match="was not acknowledged"):
            await press_all({OURS: door}, ["{}"], a_second=1000)


def test_every_card_is_approved_once_after_its_modals() -> None:
    shown = [Shown(str(number), {}) for number in range(20)]
    presses = drawn_up(shown, seed=7)
    for card in shown:
        labels = [label for one, label in presses if one is card]
        assert labels[-1] == APPROVE
        assert len(set(labels[:-1]) & set(MODALS)) == MODALS_A_CARD
    assert presses != [(card, label) for card in shown for label in (*MODALS[:2], APPROVE)]
    assert presses == drawn_up(shown, seed=7)


def test_the_table_says_the_target_and_the_ratio_and_judges_nothing() -> None:
    spreads = {OURS: Spread.of([0.02, 0.4]), EMPTY: Spread.of([0.01, 0.02])}
    found = Found(Backing("SQLite", "", None, ()), 50.0, spreads, painted=3, painting=False, settled_after=1.5)
    ours, ratio = lines_of(found)
    assert (ours.measured, ours.goal) == ("20.0 / 400 / 400 ms (n = 2)", "p99 under 300 ms")
    assert "had come to an end" in ours.beside
    assert ratio.measured == "2.0x, 20.0x"
