"""A real python-telegram-bot application against the look-alike, by long polling and by webhook."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import (
    Bot,
    BotCommand,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Message,
    ReplyParameters,
    Update,
)
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)
from telegram.request import HTTPXRequest
from telegram_stand import ADA, BEN, GROUP, Stand, as_base64, on_a_port, picture, served, until

from sandbox.world import Fault

Context = ContextTypes.DEFAULT_TYPE
App = Application[Any, Any, Any, Any, Any, Any]
SECRET = "between-us"
APPROVAL = InlineKeyboardMarkup(
    [[InlineKeyboardButton("Approve", callback_data="approve:7"), InlineKeyboardButton("Change", callback_data="no:7")]]
)


def spoken(update: Update) -> Message:
    assert update.effective_message
    return update.effective_message


async def preview(update: Update, context: Context) -> None:
    """/preview: the painted flyer with two buttons."""
    await spoken(update).reply_photo(
        picture(400, 500), caption="<b>Draft</b>", parse_mode="HTML", reply_markup=APPROVAL
    )


async def album(update: Update, context: Context) -> None:
    """/album: two pictures, and the buttons below them as an answer to the first."""
    message = spoken(update)
    sent = await message.reply_media_group(
        [InputMediaPhoto(picture(300, 300), caption="1 & 2"), InputMediaPhoto(picture(300, 400))]
    )
    answering = ReplyParameters(sent[0].message_id)
    await message.chat.send_message("Both?", reply_markup=APPROVAL, reply_parameters=answering)


async def pressed(update: Update, context: Context) -> None:
    query = update.callback_query
    assert query and query.message
    if query.data == "approve:7":
        await query.answer("Approved")
        await query.edit_message_caption("Approved by Ada")
        return
    await query.answer()
    wish = ForceReply(selective=True, input_field_placeholder="Reason")
    await context.bot.send_message(query.message.chat.id, "What should change?", reply_markup=wish)


async def answered(update: Update, context: Context) -> None:
    message = spoken(update)
    assert message.reply_to_message
    await message.reply_text(f"{message.reply_to_message.text} {message.text}")


async def pictured(update: Update, context: Context) -> None:
    file = await spoken(update).photo[-1].get_file()
    content = await file.download_as_bytearray()
    with Image.open(io.BytesIO(content)) as image:
        await spoken(update).reply_text(f"{image.width} x {image.height}")


async def membership(update: Update, context: Context) -> None:
    assert update.my_chat_member
    context.bot_data.setdefault("seen", []).append(update.my_chat_member.new_chat_member.status)


def builder(stand: Stand) -> Any:
    known = ApplicationBuilder().token(stand.token)
    return known.base_url(f"{stand.base}/telegram/bot").base_file_url(f"{stand.base}/telegram/file/bot")


def with_handlers(app: App) -> App:
    app.add_handler(CommandHandler("preview", preview))
    app.add_handler(CommandHandler("album", album))
    app.add_handler(CallbackQueryHandler(pressed))
    app.add_handler(MessageHandler(filters.REPLY & filters.TEXT, answered))
    app.add_handler(MessageHandler(filters.PHOTO, pictured))
    app.add_handler(ChatMemberHandler(membership))
    return app


@asynccontextmanager
async def polling() -> AsyncIterator[tuple[Stand, App]]:
    async with on_a_port() as stand:
        app = with_handlers(builder(stand).build())
        async with app:
            await app.start()
            assert app.updater
            await app.updater.start_polling(allowed_updates=Update.ALL_TYPES)
            try:
                yield stand, app
            finally:
                await app.updater.stop()
                await app.stop()


@asynccontextmanager
async def hooked() -> AsyncIterator[tuple[Stand, App]]:
    """The service's side of a webhook: check the secret, take the update, say thank you."""
    apps: list[App] = []

    async def hook(request: Request) -> Response:
        if request.headers.get("x-telegram-bot-api-secret-token") != SECRET:
            return Response(status_code=403)
        await apps[0].update_queue.put(Update.de_json(await request.json(), apps[0].bot))
        return Response()

    service = Starlette(routes=[Route("/telegram/webhook", hook, methods=["POST"])])
    async with served(service) as base, on_a_port(base) as stand:
        app = with_handlers(builder(stand).updater(None).build())
        apps.append(app)
        async with app:
            await app.bot.set_webhook(f"{base}/telegram/webhook", secret_token=SECRET, allowed_updates=Update.ALL_TYPES)
            await app.start()
            try:
                yield stand, app
            finally:
                await app.stop()


@pytest.fixture(params=[polling, hooked])
async def running(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Stand, App]]:
    async with request.param() as both:
        yield both


@pytest.fixture
async def plain() -> AsyncIterator[tuple[Stand, App]]:
    """The library's bot alone, with the private chat of Ada open."""
    async with on_a_port() as stand:
        await stand.greet("ada")
        app: App = builder(stand).updater(None).build()
        async with app:
            yield stand, app


async def test_a_flyer_is_previewed_and_approved(running: tuple[Stand, App]) -> None:
    stand, _ = running
    await stand.person("say", user="ada", text="/preview")
    card = await until(lambda: len(stand.shown()) == 2 and stand.shown()[-1])
    assert card["html"] == "<b>Draft</b>"
    assert card["buttons"] == [[{"text": "Approve", "data": "approve:7"}, {"text": "Change", "data": "no:7"}]]
    await stand.person("press", user="ada", message_id=card["message_id"], data="approve:7")
    done = await until(lambda: stand.shown()[-1].get("edit_date") and stand.shown()[-1])
    assert (done["caption"], done["buttons"]) == ("Approved by Ada", [])
    assert done["photo_url"] == card["photo_url"]
    assert stand.telegram.view()["answers"] == {str(ADA): [{"text": "Approved", "show_alert": False}]}


async def test_a_change_is_asked_for_in_words(running: tuple[Stand, App]) -> None:
    stand, _ = running
    await stand.person("say", user="ada", text="/preview")
    await until(lambda: len(stand.shown()) == 2)
    await stand.person("press", user="ada", message_id=2, data="no:7")
    question = await until(lambda: len(stand.shown()) == 3 and stand.shown()[-1])
    assert question["force_reply"] == {"placeholder": "Reason"}
    await stand.person("say", user="ada", text="Brighter, please")
    reply = await until(lambda: len(stand.shown()) == 5 and stand.shown()[-1])
    assert reply["text"] == "What should change? Brighter, please"


async def test_an_album_is_followed_by_its_buttons(running: tuple[Stand, App]) -> None:
    stand, _ = running
    await stand.person("say", user="ben", chat="group", text="/album")
    await until(lambda: len(stand.shown(GROUP)) == 4)
    _, first, second, card = stand.shown(GROUP)
    assert first["media_group_id"] == second["media_group_id"]
    assert first["caption"] == "1 & 2"
    assert card["reply_to"] == first["message_id"]
    assert card["buttons"]


async def test_a_sent_picture_can_be_fetched(running: tuple[Stand, App]) -> None:
    stand, _ = running
    flyer = as_base64(picture(640, 480))
    await stand.person("send_file", user="ada", kind="photo", name="flyer.jpg", base64=flyer)
    await until(lambda: len(stand.shown()) == 2)
    assert stand.shown()[-1]["text"] == "640 x 480"


async def test_blocking_is_noticed(running: tuple[Stand, App]) -> None:
    stand, app = running
    await stand.person("say", user="ada", text="/start")
    await stand.person("block", user="ada")
    await until(lambda: app.bot_data.get("seen") == ["kicked"])
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await app.bot.send_message(ADA, "Hello?")


async def test_a_second_application_is_a_conflict() -> None:
    async with polling() as (stand, _):
        await until(lambda: stand.telegram.state.updates.polled)
        other: App = builder(stand).updater(None).build()
        async with other:
            with pytest.raises(Conflict, match="only one bot instance"):
                await other.bot.get_updates(timeout=10)


async def test_refusals_become_the_librarys_errors(plain: tuple[Stand, App]) -> None:
    _, app = plain
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await app.bot.send_message(BEN, "Hi")
    with pytest.raises(BadRequest, match="Can't parse entities"):
        await app.bot.send_message(ADA, "<b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match="Message text is empty"):
        await app.bot.send_message(ADA, " ")


async def test_waiting_times_become_retry_after(plain: tuple[Stand, App], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # else the library warns of the type to come
    stand, app = plain
    stand.world.faults.append(Fault("telegram", "sendMessage", "retry_after", details={"retry_after": 4}))
    with pytest.raises(RetryAfter) as raised:
        await app.bot.send_message(ADA, "Hi")
    assert raised.value.retry_after == timedelta(seconds=4)


async def test_a_message_may_exist_although_the_library_gave_up(plain: tuple[Stand, App]) -> None:
    stand, app = plain
    slow = {"seconds": 2}
    stand.world.faults.append(Fault("telegram", "sendMessage", "timeout_after_effect", details=slow))
    with pytest.raises(TimedOut):
        await app.bot.send_message(ADA, "Hi", read_timeout=0.2)
    assert stand.shown()[-1]["text"] == "Hi"
    stand.world.faults.append(Fault("telegram", "sendMessage", "error_500"))
    with pytest.raises(NetworkError, match="Internal Server Error"):
        await app.bot.send_message(ADA, "Hi again")


async def test_a_wrong_token_is_noticed_at_the_start() -> None:
    async with on_a_port() as stand, HTTPXRequest() as request:
        bot = Bot("1:wrong", base_url=f"{stand.base}/telegram/bot", request=request)
        with pytest.raises(InvalidToken):
            await bot.get_me()


async def test_the_bot_says_who_it_is_and_what_it_can(plain: tuple[Stand, App]) -> None:
    stand, app = plain
    assert (app.bot.id, app.bot.username, app.bot.link) == (
        1000001,
        "rite_sandbox_bot",
        "https://t.me/rite_sandbox_bot",
    )
    await app.bot.set_my_commands([BotCommand("new", "New event")])
    await app.bot.set_my_description("Promotes your events.")
    await app.bot.send_message_draft(ADA, 1, "Writing")
    assert [command.command for command in await app.bot.get_my_commands()] == ["new"]
    assert stand.telegram.view()["commands"] == [{"command": "new", "description": "New event"}]
    chat = await app.bot.get_chat(GROUP)
    assert (chat.title, chat.type) == ("Warehouse crew", "supergroup")
    assert (await app.bot.get_chat_member(GROUP, ADA)).status == "creator"
