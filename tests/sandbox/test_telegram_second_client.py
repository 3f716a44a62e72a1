"""A second client, written by others than the library we use: what the look-alike says, it understands as well."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from telebot import asyncio_helper, types
from telebot.async_telebot import AsyncTeleBot
from telegram_stand import ADA, GROUP, Stand, as_base64, on_a_port, picture

from bot.telegram.poller import KINDS

HTML = "HTML"


@pytest.fixture
async def both() -> AsyncIterator[tuple[Stand, AsyncTeleBot]]:
    """The look-alike, with Ada's chat open, and the other client in front of it."""
    async with on_a_port() as stand:
        await stand.greet("ada")
        known, asyncio_helper.API_URL = asyncio_helper.API_URL, f"{stand.base}/telegram/bot{{0}}/{{1}}"
        client = AsyncTeleBot(stand.token)
        try:
            yield stand, client
        finally:
            asyncio_helper.API_URL = known
            await client.close_session()


def keyboard() -> types.InlineKeyboardMarkup:
    return types.InlineKeyboardMarkup([[types.InlineKeyboardButton("Approve", callback_data="post.approve:1")]])


async def test_cards_are_sent_edited_and_taken_away(both: tuple[Stand, AsyncTeleBot]) -> None:
    stand, client = both
    card = await client.send_photo(
        ADA, picture(300, 400), caption="<b>Draft</b>", parse_mode=HTML, reply_markup=keyboard()
    )
    assert (card.content_type, card.caption, card.photo[-1].width) == ("photo", "Draft", 300)
    assert card.reply_markup.keyboard[0][0].callback_data == "post.approve:1"
    edited = await client.edit_message_caption("Approved", ADA, card.message_id)
    assert (edited.caption, edited.reply_markup, edited.edit_date is not None) == ("Approved", None, True)
    media = types.InputMediaPhoto(picture(500, 500), caption="Another")
    assert (await client.edit_message_media(media, ADA, card.message_id)).photo[-1].height == 500
    album = [types.InputMediaPhoto(picture(300, 300)), types.InputMediaPhoto(picture(300, 300))]
    first, second = await client.send_media_group(ADA, album)
    assert first.media_group_id == second.media_group_id
    beneath = types.ReplyParameters(first.message_id, allow_sending_without_reply=True)
    said = await client.send_message(ADA, "See <a href='https://example.com'>it</a>", HTML, reply_parameters=beneath)
    assert (said.reply_to_message.message_id, said.entities[0].url) == (first.message_id, "https://example.com/")
    assert (await client.edit_message_text("Both", ADA, said.message_id, reply_markup=keyboard())).text == "Both"
    assert (await client.edit_message_reply_markup(ADA, said.message_id)).reply_markup is None
    document = await client.send_document(ADA, b"BEGIN:VCALENDAR", visible_file_name="night.ics")
    assert document.document.file_name == "night.ics"
    assert await client.delete_message(ADA, document.message_id)
    assert stand.telegram.state.complaints == []


async def test_what_people_do_arrives(both: tuple[Stand, AsyncTeleBot]) -> None:
    stand, client = both
    await client.send_message(ADA, "Draft", reply_markup=keyboard())
    await client.send_message(GROUP, "Hello")
    asked = stand.shown()[-1]
    await stand.person("press", user="ada", message_id=asked["message_id"], data="post.approve:1")
    await stand.person("say", user="ada", text="Louder", reply_to=asked["message_id"])
    await stand.person("edit", user="ada", message_id=stand.shown()[-1]["message_id"], text="Softer")
    await stand.person("say", user="ada", text="Two", forwarded={"by": "Cy", "at": "2026-11-11T11:11:00+00:00"})
    await stand.person("send_file", user="ada", kind="photo", name="a.jpg", base64=as_base64(picture(640, 480)))
    topic = (await stand.person("open_topic", user="ada", name="Artwork"))["topic"]
    await stand.person("say", user="ada", chat="group", text="/help", topic=topic)
    await stand.person("kick", user="ada")
    await stand.person("block", user="ada")
    heard = await client.get_updates(allowed_updates=[*KINDS, "edited_message"])
    pressed, said, edited, passed_on, photo, asks, *members = heard
    assert await client.answer_callback_query(pressed.callback_query.id, "Approved", show_alert=True)
    assert pressed.callback_query.message.text == "Draft"
    assert said.message.reply_to_message.message_id == asked["message_id"]
    assert edited.edited_message.text == "Softer"
    assert passed_on.message.forward_origin.sender_user_name == "Cy"
    assert (asks.message.message_thread_id, asks.message.is_topic_message) == (topic, True)
    assert [one.my_chat_member.new_chat_member.status for one in members if one.my_chat_member] == ["left", "kicked"]
    file = await client.get_file(photo.message.photo[-1].file_id)
    assert file.file_path
    assert stand.telegram.state.complaints == []


async def test_how_the_bot_presents_itself_is_told_back(both: tuple[Stand, AsyncTeleBot]) -> None:
    stand, client = both
    assert await client.set_my_commands(
        [types.BotCommand("new", "New event")], types.BotCommandScopeAllGroupChats(), "de"
    )
    (command,) = await client.get_my_commands(types.BotCommandScopeAllGroupChats(), "de")
    assert command.command == "new"
    assert await client.set_my_description("Promotes your events.")
    assert (await client.get_my_description()).description == "Promotes your events."
    assert (await client.get_me()).username == "rite_sandbox_bot"
    assert (await client.get_chat(GROUP)).title == "Warehouse crew"
    assert (await client.get_chat_member(GROUP, ADA)).status == "creator"
    await client.set_webhook("http://127.0.0.1:9/telegram/webhook", allowed_updates=KINDS, secret_token="between-us")
    info: Any = await client.get_webhook_info()
    assert (info.url, sorted(info.allowed_updates)) == ("http://127.0.0.1:9/telegram/webhook", sorted(KINDS))
    assert await client.delete_webhook()
    assert stand.telegram.state.complaints == []
