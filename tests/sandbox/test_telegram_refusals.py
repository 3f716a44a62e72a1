"""What the Bot API refuses, in its own words, so that mistakes of the service show before the platform sees them."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram_stand import ADA, BEN, GROUP, Stand, buttons, in_memory, picture

from sandbox.telegram.refusal import NOT_MODIFIED, QUERY_TOO_OLD


@pytest.fixture
async def stand() -> AsyncIterator[Stand]:
    async with in_memory() as one:
        await one.greet("ada")
        yield one


def keyboard(*button: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(button)]}


TO_ADA: dict[str, Any] = {"chat_id": ADA}
SAY: dict[str, Any] = {**TO_ADA, "text": "Hi"}
LOCAL = "inline keyboard button URL 'http://localhost:8080/' is invalid: Wrong HTTP URL"
TEXT_BUTTON = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
NO_END_TAG = "can't parse entities: Can't find end tag corresponding to start tag \"b\""
HTML = {"parse_mode": "HTML"}


@pytest.mark.parametrize(
    ("method", "arguments", "reason"),
    [
        ("sendMessage", {**TO_ADA}, "message text is empty"),
        ("sendMessage", {**TO_ADA, "text": " \n "}, "message text is empty"),
        ("sendMessage", {**TO_ADA, "text": "<b></b>", **HTML}, "message text is empty"),
        ("sendMessage", {**TO_ADA, "text": "x" * 4097}, "message is too long"),
        ("sendMessage", {**TO_ADA, "text": "🎪" * 2049}, "message is too long"),
        ("sendMessage", {**TO_ADA, "text": "<b>x", **HTML}, NO_END_TAG),
        ("sendMessage", {**SAY, "parse_mode": "BBCode"}, "unsupported parse_mode"),
        ("sendMessage", {**SAY, "entities": [{"type": "bold", "offset": 0, "length": 9}]}, "ENTITY_BOUNDS_INVALID"),
        ("sendMessage", {"text": "Hi"}, "chat_id is empty"),
        ("sendMessage", {"text": "Hi", "chat_id": 5}, "chat not found"),
        ("sendMessage", {"text": "Hi", "chat_id": "@nobody"}, "chat not found"),
        ("sendMessage", {**SAY, "message_thread_id": 3}, "message thread not found"),
        ("sendMessage", {**SAY, "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ("sendMessage", {**SAY, "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ("sendMessage", {**SAY, "reply_markup": []}, "object expected as reply markup"),
        ("sendMessage", {**SAY, "reply_markup": buttons([("Go", "x" * 65)])}, "BUTTON_DATA_INVALID"),
        ("sendMessage", {**SAY, "reply_markup": buttons([("Go", "é" * 33)])}, "BUTTON_DATA_INVALID"),
        ("sendMessage", {**SAY, "reply_markup": keyboard({"text": "Go"})}, TEXT_BUTTON),
        ("sendMessage", {**SAY, "reply_markup": buttons([("Go", "")])}, TEXT_BUTTON),
        (
            "sendMessage",
            {**SAY, "reply_markup": buttons([("", "go")])},
            "inline keyboard button text must be non-empty",
        ),
        ("sendMessage", {**SAY, "reply_markup": keyboard({"text": "Go", "url": "http://localhost:8080/"})}, LOCAL),
        ("sendMessage", {**SAY, "reply_markup": buttons([("Go", "go")] * 9)}, "reply markup is too long"),
        ("sendMessage", {**SAY, "reply_markup": buttons(*[[("Go", "go")]] * 101)}, "reply markup is too long"),
        ("sendMessage", {**SAY, "reply_markup": {"keyboard": [[""]]}}, "keyboard button text must be non-empty"),
        ("sendPhoto", {**TO_ADA}, "there is no photo in the request"),
        ("sendPhoto", {**TO_ADA, "photo": "attach://missing"}, "there is no photo in the request"),
        ("sendPhoto", {**TO_ADA, "photo": "not-a-file"}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {**TO_ADA, "photo": "http://localhost/a.jpg"}, "wrong HTTP URL specified"),
        ("sendPhoto", {**TO_ADA, "photo": "http://127.0.0.1:1/a.jpg"}, "failed to get HTTP URL content"),
        ("sendPhoto", {**TO_ADA, "photo": "x", "caption": "x" * 1025}, "message caption is too long"),
        ("sendDocument", {**TO_ADA}, "there is no document in the request"),
        ("sendVideo", {**TO_ADA}, "there is no video in the request"),
        ("sendMediaGroup", {**TO_ADA}, 'parameter "media" is required'),
        ("sendMediaGroup", {**TO_ADA, "media": []}, "there are no messages to send"),
        ("sendMediaGroup", {**TO_ADA, "media": [{}] * 11}, "too many messages to send as an album"),
        (
            "sendMediaGroup",
            {**TO_ADA, "media": [{"type": "photo", "media": "a"}, {"type": "document", "media": "b"}]},
            "document can't be mixed with other media types",
        ),
        (
            "sendMediaGroup",
            {**TO_ADA, "media": [{"type": "photo", "media": "attach://a"}] * 2},
            "can't parse InputMedia: media not found",
        ),
        (
            "sendMediaGroup",
            {**TO_ADA, "media": [{"type": "sticker", "media": "a"}] * 2},
            'can\'t parse InputMedia: type "sticker" is unsupported',
        ),
        ("sendChatAction", {**TO_ADA, "action": "dancing"}, "wrong parameter action in request"),
        ("sendMessageDraft", {"chat_id": GROUP, "draft_id": 1, "text": "x"}, "TEXTDRAFT_PEER_INVALID"),
        ("editMessageText", {"text": "x"}, "message identifier is not specified"),
        ("editMessageText", {**SAY, "message_id": 99}, "message to edit not found"),
        ("editMessageText", {**SAY, "message_id": 1}, "message can't be edited"),
        ("editMessageText", {"inline_message_id": "x", "text": "x"}, "MESSAGE_ID_INVALID"),
        ("deleteMessage", {**TO_ADA, "message_id": 99}, "message to delete not found"),
        ("deleteMessage", {**TO_ADA}, "message identifier is not specified"),
        ("deleteMessages", {**TO_ADA, "message_ids": []}, "message identifiers are not specified"),
        ("answerCallbackQuery", {"callback_query_id": "1"}, QUERY_TOO_OLD),
        ("getFile", {}, "file_id not specified"),
        ("getFile", {"file_id": "x"}, "wrong file_id or the file is temporarily unavailable"),
        ("forwardMessage", {**TO_ADA, "from_chat_id": ADA, "message_id": 99}, "message to forward not found"),
        ("copyMessage", {**TO_ADA, "from_chat_id": ADA, "message_id": 99}, "message to copy not found"),
        ("pinChatMessage", {**TO_ADA, "message_id": 99}, "message to pin not found"),
        ("unpinChatMessage", {**TO_ADA}, "message to unpin not found"),
        (
            "pinChatMessage",
            {"chat_id": GROUP, "message_id": 1},
            "not enough rights to manage pinned messages in the chat",
        ),
        (
            "setMessageReaction",
            {**TO_ADA, "message_id": 1, "reaction": [{"type": "emoji", "emoji": "✅"}]},
            "REACTION_INVALID",
        ),
        ("getChatMember", {**TO_ADA, "user_id": BEN}, "PARTICIPANT_ID_INVALID"),
        ("getChatMember", {**TO_ADA}, "invalid user_id specified"),
        ("getChatAdministrators", {**TO_ADA}, "there are no administrators in the private chat"),
        ("setMyCommands", {"commands": [{"command": "New", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "new", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("setMyName", {"name": "x" * 65}, "bot name is too long"),
        ("setMyShortDescription", {"short_description": "x" * 121}, "bot short description is too long"),
        (
            "setWebhook",
            {"url": "http://example.com/hook"},
            "bad webhook: An HTTPS URL must be provided for webhook",
        ),
        (
            "setWebhook",
            {"url": "https://example.com:8444/hook"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        (
            "setWebhook",
            {"url": "https://example.com/hook", "secret_token": "not allowed"},
            "secret token contains unallowed characters",
        ),
    ],
)
async def test_a_bad_request_is_refused_in_the_platforms_words(
    stand: Stand, method: str, arguments: dict[str, Any], reason: str
) -> None:
    answer = await stand.ask(method, **arguments)
    assert answer == {"ok": False, "error_code": 400, "description": f"Bad Request: {reason}"}


@pytest.mark.parametrize(
    ("photo", "reason"),
    [
        (b"", "file must be non-empty"),
        (b"\xff\xd8\xff this is no picture", "IMAGE_PROCESS_FAILED"),
        (picture()[:2000], "IMAGE_PROCESS_FAILED"),
        (picture(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
        (picture(5200, 5000), "PHOTO_INVALID_DIMENSIONS"),
        (b"x" * (10 * 1024 * 1024 + 1), "file is too big"),
    ],
    ids=["empty", "not a picture", "cut off", "too narrow", "too large", "too heavy"],
)
async def test_a_picture_that_cannot_be_shown_is_refused(stand: Stand, photo: bytes, reason: str) -> None:
    description = await stand.refused("sendPhoto", **TO_ADA, files={"photo": ("flyer.jpg", photo)})
    assert description == f"Bad Request: {reason}"


async def test_an_album_says_which_picture_is_broken(stand: Stand) -> None:
    media = [{"type": "photo", "media": "attach://good"}, {"type": "photo", "media": "attach://bad"}]
    files = {"good": ("a.jpg", picture(200, 200)), "bad": ("b.jpg", b"nothing")}
    description = await stand.refused("sendMediaGroup", **TO_ADA, media=json.dumps(media), files=files)
    assert description == 'Bad Request: failed to send message #2 with the error message "IMAGE_PROCESS_FAILED"'
    assert [one["message_id"] for one in stand.shown()] == [1]


async def test_a_file_of_one_kind_cannot_be_sent_as_another(stand: Stand) -> None:
    sent = await stand.call("sendDocument", **TO_ADA, files={"document": ("a.txt", b"words")})
    description = await stand.refused("sendPhoto", **TO_ADA, photo=sent["document"]["file_id"])
    assert description == "Bad Request: can't use file of type Document as Photo"


async def test_nobody_is_written_to_before_they_have_spoken(stand: Stand) -> None:
    answer = await stand.ask("sendMessage", chat_id=BEN, text="Hello?")
    assert answer["error_code"] == 403
    assert answer["description"] == "Forbidden: bot can't initiate conversation with a user"


async def test_who_blocked_the_bot_hears_nothing_of_it(stand: Stand) -> None:
    await stand.person("block", user="ada")
    answer = await stand.ask("sendMessage", **SAY)
    assert answer == {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"}


async def test_a_group_the_bot_has_left_is_closed_to_it(stand: Stand) -> None:
    await stand.call("leaveChat", chat_id=GROUP)
    description = await stand.refused("getChat", chat_id=GROUP)
    assert description == "Forbidden: bot is not a member of the supergroup chat"


async def test_an_edit_that_changes_nothing_is_refused(stand: Stand) -> None:
    await stand.call("sendMessage", **TO_ADA, text="<b>Same</b>", parse_mode="HTML", reply_markup=buttons([("A", "a")]))
    same = {**TO_ADA, "message_id": 2, "text": "*Same*", "parse_mode": "MarkdownV2"}
    description = await stand.refused("editMessageText", **same, reply_markup=buttons([("A", "a")]))
    assert description == f"Bad Request: {NOT_MODIFIED}"
    await stand.call("editMessageText", **same)
    assert await stand.refused("editMessageReplyMarkup", **TO_ADA, message_id=2) == f"Bad Request: {NOT_MODIFIED}"


async def test_a_photo_has_no_text_to_edit_and_a_text_no_caption(stand: Stand) -> None:
    await stand.call("sendPhoto", **TO_ADA, files={"photo": picture(200, 200)})
    await stand.call("sendMessage", **SAY)
    no_text = await stand.refused("editMessageText", **TO_ADA, message_id=2, text="x")
    no_caption = await stand.refused("editMessageCaption", **TO_ADA, message_id=3, caption="x")
    assert no_text == "Bad Request: there is no text in the message to edit"
    assert no_caption == "Bad Request: there is no caption in the message to edit"


async def test_a_message_with_a_reply_keyboard_cannot_be_edited(stand: Stand) -> None:
    await stand.call("sendMessage", **SAY, reply_markup={"force_reply": True})
    description = await stand.refused("editMessageText", **TO_ADA, message_id=2, text="x")
    assert description == "Bad Request: message can't be edited"


async def test_an_edit_takes_only_inline_keyboards(stand: Stand) -> None:
    await stand.call("sendMessage", **SAY)
    edit = {**TO_ADA, "message_id": 2, "text": "x", "reply_markup": {"keyboard": [["Yes"]]}}
    assert await stand.refused("editMessageText", **edit) == "Bad Request: inline keyboard expected"


async def test_old_messages_cannot_be_deleted(stand: Stand) -> None:
    await stand.call("sendMessage", **SAY)
    stand.world.clock.move_to(stand.world.clock.now().replace(day=15))
    description = await stand.refused("deleteMessage", **TO_ADA, message_id=2)
    assert description == "Bad Request: message can't be deleted for everyone"


async def test_other_peoples_words_in_the_group_cannot_be_deleted(stand: Stand) -> None:
    await stand.person("say", user="ben", chat="group", text="mine")
    description = await stand.refused("deleteMessage", chat_id=GROUP, message_id=1)
    assert description == "Bad Request: message can't be deleted"


async def test_a_press_is_answered_once_and_in_time(stand: Stand) -> None:
    now = [1000.0]
    stand.telegram.state.callbacks.real_seconds = lambda: now[0]
    await stand.call("sendMessage", **SAY, reply_markup=buttons([("A", "a")]))
    first = await stand.person("press", user="ada", message_id=2, data="a")
    await stand.call("answerCallbackQuery", callback_query_id=first["callback_query_id"], text="Done")
    again = await stand.refused("answerCallbackQuery", callback_query_id=first["callback_query_id"])
    second = await stand.person("press", user="ada", message_id=2, data="a")
    now[0] += 61
    late = await stand.refused("answerCallbackQuery", callback_query_id=second["callback_query_id"])
    assert again == late == f"Bad Request: {QUERY_TOO_OLD}"


async def test_an_answer_to_a_press_is_short(stand: Stand) -> None:
    await stand.call("sendMessage", **SAY, reply_markup=buttons([("A", "a")]))
    press = await stand.person("press", user="ada", message_id=2, data="a")
    query = press["callback_query_id"]
    too_long = await stand.refused("answerCallbackQuery", callback_query_id=query, text="x" * 201)
    assert too_long == "Bad Request: MESSAGE_TOO_LONG"


async def test_a_wrong_token_is_unauthorized(stand: Stand) -> None:
    response = await stand.client.get("/telegram/bot123:wrong/getMe")
    assert response.status_code == 401
    assert response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert (await stand.client.get("/telegram/file/bot123:wrong/photos/file_0.jpg")).status_code == 401


async def test_an_unknown_method_is_not_found(stand: Stand) -> None:
    answer = await stand.ask("sendTelepathy")
    assert answer == {"ok": False, "error_code": 404, "description": "Not Found: method not found"}


async def test_a_body_that_is_no_json_is_refused(stand: Stand) -> None:
    path = f"/telegram/bot{stand.token}/sendMessage"
    response = await stand.client.post(path, content=b"{", headers={"content-type": "application/json"})
    assert response.status_code == 400


async def test_after_logging_out_nothing_works(stand: Stand) -> None:
    await stand.call("logOut")
    assert await stand.refused("getMe") == "Logged out"
    stand.telegram.reset()
    assert await stand.call("getMe")
