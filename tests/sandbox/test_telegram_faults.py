"""Things that go wrong on request."""

from collections.abc import AsyncIterator

import pytest
from telegram_stand import ADA, Stand, in_memory

from sandbox.world import Fault


@pytest.fixture
async def stand() -> AsyncIterator[Stand]:
    async with in_memory() as one:
        await one.greet("ada")
        yield one


async def test_a_bot_that_is_too_fast_is_told_to_wait(stand: Stand) -> None:
    stand.world.faults.append(Fault("telegram", "sendMessage", "retry_after", details={"retry_after": 7}))
    assert await stand.ask("sendMessage", chat_id=ADA, text="Hi") == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }
    assert (await stand.call("sendMessage", chat_id=ADA, text="Hi"))["message_id"] == 2


async def test_a_server_error_happens_before_anything_is_done(stand: Stand) -> None:
    stand.world.faults.append(Fault("telegram", "*", "error_500"))
    assert await stand.refused("sendMessage", chat_id=ADA, text="Hi") == "Internal Server Error"
    assert len(stand.shown()) == 1


async def test_a_timeout_can_hide_that_the_message_was_sent(stand: Stand) -> None:
    stand.world.faults.append(Fault("telegram", "sendMessage", "timeout_after_effect"))
    answer = await stand.ask("sendMessage", chat_id=ADA, text="Hi")
    assert answer["error_code"] == 504
    assert stand.shown()[-1]["text"] == "Hi"


async def test_any_refusal_can_be_asked_for(stand: Stand) -> None:
    details = {"code": 403, "description": "Forbidden: user is deactivated"}
    stand.world.faults.append(Fault("telegram", "sendMessage", "refuse", details=details))
    assert await stand.refused("sendMessage", chat_id=ADA, text="Hi") == "Forbidden: user is deactivated"


async def test_a_poll_does_not_use_up_a_fault_meant_for_any_call(stand: Stand) -> None:
    stand.world.faults.append(Fault("telegram", "*", "error_500"))
    assert await stand.call("getUpdates") == []
    assert await stand.refused("getMe") == "Internal Server Error"
    stand.world.faults.append(Fault("telegram", "getUpdates", "error_500"))
    assert await stand.refused("getUpdates") == "Internal Server Error"


async def test_a_download_can_fail(stand: Stand) -> None:
    sent = await stand.call("sendDocument", chat_id=ADA, files={"document": ("a.txt", b"words")})
    offered = await stand.call("getFile", file_id=sent["document"]["file_id"])
    path = f"/telegram/file/bot{stand.token}/{offered['file_path']}"
    stand.world.faults.append(Fault("telegram", "download", "error_500"))
    assert (await stand.client.get(path)).status_code == 500
    assert (await stand.client.get(path)).content == b"words"
