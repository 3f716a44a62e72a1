"""What the documentation says of methods and types is held against every call and every answer."""

import json
from typing import Any

import pytest
from telegram_stand import ADA, Stand, buttons, in_memory, picture

from sandbox.telegram.bot_api import bot_api

LONG = "é" * 33
"""66 bytes."""


@pytest.mark.parametrize(
    ("method", "arguments", "complaint"),
    [
        ("sendMessage", {"chat_id": ADA, "text": "Hi", "txet": "Hi"}, "there is no parameter txet"),
        ("sendMessage", {"chat_id": ADA}, "text is missing"),
        ("sendMessage", {"chat_id": ADA, "text": "Hi", "disable_notification": "perhaps"}, "is no Boolean"),
        ("sendMessage", {"chat_id": ADA, "text": "Hi", "message_thread_id": "x"}, "message_thread_id is no Integer"),
        ("sendMessage", {"chat_id": ADA, "text": "Hi", "reply_parameters": {}}, "message_id is missing"),
        ("sendMessage", {"chat_id": ADA, "text": "Hi", "reply_markup": buttons([("Go", LONG)])}, "not 1 to 64"),
        ("sendMessage", {"chat_id": ADA, "text": "Hi", "reply_markup": {"inline_keyboards": []}}, "is missing"),
        ("sendMessage", {"chat_id": ADA, "text": "x" * 4097}, "message is too long"),
        ("sendMessage", {"chat_id": ADA, "text": "<b>", "parse_mode": "HTML"}, "can't parse entities"),
        ("sendPhoto", {"chat_id": ADA, "caption": "No photo"}, "photo is missing"),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "text has 201, not 0 to 200"),
        ("setMyCommands", {"commands": [{"command": "new"}]}, "description is missing"),
        ("setMyCommands", {"commands": [], "scope": {"type": "chat"}}, "chat_id is missing"),
        ("editMessageText", {"chat_id": ADA, "message_id": 1, "text": "Hi", "replymarkup": "{}"}, "no parameter"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_call_that_the_documentation_does_not_know_is_noted(
    method: str, arguments: dict[str, Any], complaint: str
) -> None:
    async with in_memory() as stand:
        await stand.greet("ada")
        await stand.client.post(f"/telegram/bot{stand.token}/{method}", json=arguments)
        assert complaint in " ".join(stand.telegram.state.complaints)


async def test_whoever_calls_as_documented_hears_nothing_also_when_it_comes_too_late() -> None:
    async with in_memory() as stand:
        await stand.greet("ada")
        sent = await stand.call("sendPhoto", chat_id=ADA, caption="Hi", files={"photo": picture(300, 300)})
        await _edited(stand, sent["message_id"])
        await stand.client.post(f"/telegram/bot{stand.token}/deleteMessage", json={"chat_id": ADA, "message_id": 999})
        assert stand.telegram.state.complaints == []


async def _edited(stand: Stand, message_id: int) -> None:
    wish = {
        "chat_id": ADA,
        "message_id": message_id,
        "caption": "Ho",
        "reply_markup": json.dumps(buttons([("Go", "1")])),
    }
    for _ in range(2):  # the second time it is not modified
        await stand.client.post(f"/telegram/bot{stand.token}/editMessageCaption", data=wish)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"date": None}, "answer to sendMessage.date is no Integer: None"),
        ({"colour": "red"}, "Message has no colour"),
        ({"chat": {"id": 1}}, "answer to sendMessage.chat.type is missing"),
        ({"photo": [{"file_id": "A"}]}, "answer to sendMessage.photo[0].file_unique_id is missing"),
        ({"poll": {}}, "Poll is not in the table"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_answer_that_telegram_would_not_give_is_noted(change: dict[str, Any], complaint: str) -> None:
    message = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}
    assert list(bot_api().of_answer("sendMessage", message)) == []
    assert complaint in next(bot_api().of_answer("sendMessage", message | change))
