"""editMessageText, -Caption, -Media and -ReplyMarkup. Leaving reply_markup out takes the keyboard away."""

from dataclasses import replace
from typing import Any

from sandbox.telegram.call import Call
from sandbox.telegram.keyboards import Markup, markup_json, read_markup
from sandbox.telegram.messages import Content, Message
from sandbox.telegram.methods.albums import input_media
from sandbox.telegram.methods.outgoing import caption_of, extras_of
from sandbox.telegram.methods.sending import words_of
from sandbox.telegram.refusal import NOT_MODIFIED, bad_request
from sandbox.telegram.state import State


def _target(state: State, call: Call) -> Message:
    """The message to edit: the bot's own, and none that came with a reply keyboard. Raises Refusal."""
    if not call.has("chat_id") and not call.number("message_id"):
        if call.has("inline_message_id"):
            raise bad_request("MESSAGE_ID_INVALID")
        raise bad_request("message identifier is not specified")
    chat = state.chats.writable(call.text("chat_id"))
    if not call.number("message_id"):
        raise bad_request("message identifier is not specified")
    message = state.messages.find(chat, call.number("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    other_keyboard = message.markup is not None and message.markup.kind != "inline"
    if not message.from_bot or message.origin or message.content.service or other_keyboard:
        raise bad_request("message can't be edited")
    return message


def _keyboard(call: Call) -> Markup | None:
    return read_markup(call, private=call.text("chat_id").isdigit(), only_inline=True)


def _apply(state: State, message: Message, content: Content, markup: Markup | None) -> dict[str, Any]:
    if content == message.content and _same(markup, message.markup):
        raise bad_request(NOT_MODIFIED)
    message.content = content
    message.markup = markup
    message.edited_at = state.now()
    state.world.touch()
    return state.messages.wire(message)


def _same(one: Markup | None, other: Markup | None) -> bool:
    return (one and markup_json(one)) == (other and markup_json(other))


def _text(state: State, call: Call) -> dict[str, Any]:
    words, markup = words_of(state, call), _keyboard(call)
    message = _target(state, call)
    if message.content.media:
        raise bad_request("there is no text in the message to edit")
    return _apply(state, message, Content(words, extras=extras_of(call)), markup)


def _caption(state: State, call: Call) -> dict[str, Any]:
    words, markup = caption_of(state, call), _keyboard(call)
    message = _target(state, call)
    if message.content.media is None:
        raise bad_request("there is no caption in the message to edit")
    return _apply(state, message, replace(message.content, words=words), markup)


async def _media(state: State, call: Call) -> dict[str, Any]:
    """Photos and videos may take each other's place in an album, documents only that of documents."""
    call.required("media")
    item, markup = call.value("media", "can't parse input media JSON object"), _keyboard(call)
    message = _target(state, call)
    content = await input_media(state, call, item)
    before, after = message.content.media, content.media
    kinds = {before.kind, after.kind} if before and after else set()
    if message.album and "document" in kinds and len(kinds) > 1:
        raise bad_request("can't use the media of the specified type in the album")
    return _apply(state, message, content, markup)


def _reply_markup(state: State, call: Call) -> dict[str, Any]:
    markup = _keyboard(call)
    message = _target(state, call)
    return _apply(state, message, message.content, markup)


METHODS = {
    "editMessageText": _text,
    "editMessageCaption": _caption,
    "editMessageMedia": _media,
    "editMessageReplyMarkup": _reply_markup,
}
