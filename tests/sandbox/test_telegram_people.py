"""What people do in the app, and what of it the bot gets to hear."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram_stand import ADA, GROUP, Stand, as_base64, buttons, in_memory, picture


@pytest.fixture
async def stand() -> AsyncIterator[Stand]:
    async with in_memory() as one:
        yield one


async def group_heard(stand: Stand, text: str, **wish: Any) -> bool:
    told = await stand.person("say", user="ben", chat="group", text=text, **wish)
    return told["update_id"] is not None


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("hello everybody", False),
        ("/new", True),
        ("/new@rite_sandbox_bot winter", True),
        ("/new@another_bot", False),
        ("ask @rite_sandbox_bot about it", True),
        ("ask @another_bot about it", False),
        ("mail me@rite_sandbox_bot.example", False),
    ],
)
async def test_in_a_group_the_bot_hears_only_what_is_meant_for_it(stand: Stand, text: str, heard: bool) -> None:
    assert await group_heard(stand, text) is heard


async def test_in_a_group_the_bot_hears_answers_to_itself(stand: Stand) -> None:
    question = await stand.call("sendMessage", chat_id=GROUP, text="Which day?")
    assert await group_heard(stand, "Friday", reply_to=question["message_id"])
    assert not await group_heard(stand, "as I said", reply_to=question["message_id"] + 1)


async def test_a_selective_wish_for_a_reply_is_meant_for_one(stand: Stand) -> None:
    asked = await stand.person("say", user="ada", chat="group", text="/new")
    wish = {"force_reply": True, "selective": True}
    answer = {"message_id": asked["message_id"]}
    await stand.call("sendMessage", chat_id=GROUP, text="Name?", reply_parameters=answer, reply_markup=wish)
    assert not await group_heard(stand, "just chatting")
    told = await stand.person("say", user="ada", chat="group", text="Winter Market")
    assert told["update_id"] is not None


async def test_a_file_in_the_group_is_heard_when_its_caption_names_the_bot(stand: Stand) -> None:
    wish = {"user": "ada", "chat": GROUP, "kind": "photo", "name": "f.jpg", "base64": as_base64(picture(120, 120))}
    silent = await stand.person("send_file", **wish)
    spoken = await stand.person("send_file", **wish, caption="/new")
    assert silent["update_id"] is None
    assert spoken["update_id"] is not None


async def test_a_message_carries_its_commands_and_links(stand: Stand) -> None:
    await stand.person("say", user="ada", text="/new 🎪 https://example.com")
    message = (await stand.heard())[0]["message"]
    assert message["entities"] == [
        {"type": "bot_command", "offset": 0, "length": 4},
        {"type": "url", "offset": 8, "length": 19},
    ]
    assert message["from"]["language_code"] == "en"


async def test_a_start_link_offers_start_until_it_is_pressed(stand: Stand) -> None:
    await stand.person("start_link", token="join-42_x")
    assert stand.telegram.view()["start_token"] == "join-42_x"
    await stand.person("say", user="ada", text="/start join-42_x")
    assert stand.telegram.view()["start_token"] is None
    assert (await stand.heard())[0]["message"]["text"] == "/start join-42_x"
    assert await stand.impossible("start_link", token="not a token") == 400


async def test_blocking_and_unblocking_are_told(stand: Stand) -> None:
    await stand.greet("ada")
    await stand.person("block", user="ada")
    assert await stand.impossible("say", user="ada", text="hello?") == 409
    await stand.person("unblock", user="ada")
    changes = [update["my_chat_member"] for update in await stand.heard()]
    statuses = [(one["old_chat_member"]["status"], one["new_chat_member"]["status"]) for one in changes]
    assert statuses == [("member", "kicked"), ("kicked", "member")]
    assert changes[0]["from"]["id"] == changes[0]["chat"]["id"] == ADA
    assert (await stand.person("unblock", user="ada"))["update_id"] is None


async def test_the_bot_can_be_put_out_of_the_group_and_back(stand: Stand) -> None:
    await stand.person("kick", user="ada")
    assert not await group_heard(stand, "/new")
    await stand.person("invite", user="ada")
    assert await group_heard(stand, "/new")
    kinds = [list(update)[1] for update in await stand.heard()]
    assert kinds == ["my_chat_member", "my_chat_member", "message", "message"]


async def test_a_press_carries_the_message_and_its_data(stand: Stand) -> None:
    await stand.greet("ada")
    await stand.call("sendMessage", chat_id=ADA, text="Approve?", reply_markup=buttons([("Yes", "y"), ("No", "n")]))
    await stand.person("press", user="ada", message_id=2, data="n")
    query = (await stand.heard())[0]["callback_query"]
    assert (query["data"], query["from"]["id"], query["message"]["text"]) == ("n", ADA, "Approve?")
    assert stand.telegram.view()["waiting"][str(ADA)] == 1
    alert = {"callback_query_id": query["id"], "text": "Not you", "show_alert": True}
    await stand.call("answerCallbackQuery", **alert)
    assert stand.telegram.view()["answers"] == {str(ADA): [{"text": "Not you", "show_alert": True}]}
    assert stand.telegram.view()["waiting"][str(ADA)] == 0


async def test_only_buttons_that_are_there_can_be_pressed(stand: Stand) -> None:
    await stand.greet("ada")
    await stand.call("sendMessage", chat_id=ADA, text="Approve?", reply_markup=buttons([("Yes", "y")]))
    assert await stand.impossible("press", user="ada", message_id=2, data="z") == 404
    assert await stand.impossible("press", user="ada", message_id=9, data="y") == 404
    await stand.person("press", user="ada", message_id=2, data="old", force=True)
    await stand.person("press", user="ada", message_id=9, data="old", force=True)
    seen, gone = [update["callback_query"]["message"] for update in await stand.heard()]
    assert seen["text"] == "Approve?"
    assert gone == {"chat": seen["chat"], "message_id": 9, "date": 0}


async def test_people_edit_their_own_messages(stand: Stand) -> None:
    await stand.person("say", user="ada", text="Fryday")
    await stand.person("edit", user="ada", message_id=1, text="Friday")
    edited = (await stand.heard())[-1]["edited_message"]
    assert (edited["text"], edited["message_id"]) == ("Friday", 1)
    assert edited["edit_date"] >= edited["date"]
    await stand.call("sendMessage", chat_id=ADA, text="Mine")
    assert await stand.impossible("edit", user="ada", message_id=2, text="Yours") == 409


async def test_what_cannot_be_done_is_said(stand: Stand) -> None:
    assert await stand.impossible("say", user="nobody", text="x") == 404
    assert await stand.impossible("say", user="ada") == 404
    assert await stand.impossible("say", user="ada", text="  ") == 400
    assert await stand.impossible("say", user="ada", text="x" * 4097) == 400
    assert await stand.impossible("say", user="ada", chat=100002, text="x") == 404
    assert await stand.impossible("say", user="ada", text="x", reply_to=77) == 404


async def test_a_page_sees_who_is_there(stand: Stand) -> None:
    await stand.greet("ada")
    view = stand.telegram.view()
    ada = next(chat for chat in view["chats"] if chat["id"] == ADA)
    group = next(chat for chat in view["chats"] if chat["type"] == "supergroup")
    assert ada == {
        "id": ADA,
        "type": "private",
        "title": "Ada Albrecht",
        "user": ADA,
        "started": True,
        "blocked": False,
    }
    assert (group["id"], group["title"]) == (GROUP, "Warehouse crew")
    assert view["messages"][str(ADA)][0]["from"] == {"id": ADA, "name": "Ada Albrecht", "is_bot": False}


async def test_a_reset_brings_back_the_first_day(stand: Stand) -> None:
    await stand.greet("ada")
    stand.telegram.reset()
    assert stand.shown() == []
    assert (await stand.ask("sendMessage", chat_id=ADA, text="Hi"))["error_code"] == 403
