"""sendMessage and its kin."""

import time
from typing import Any

from sandbox.telegram.call import Call
from sandbox.telegram.messages import Content
from sandbox.telegram.methods.incoming_media import Wanted, find_media
from sandbox.telegram.methods.outgoing import caption_of, extras_of, read_address, send
from sandbox.telegram.refusal import bad_request
from sandbox.telegram.state import State
from sandbox.telegram.text.entities import Formatted
from sandbox.telegram.text.formatted import message_text
from sandbox.telegram.text.show import as_html

_ACTIONS = {
    *("typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document"),
    *("choose_sticker", "find_location", "record_video_note", "upload_video_note", "cancel"),
}


def words_of(state: State, call: Call) -> Formatted:
    """The text arguments of a call. Raises Refusal."""
    entities = call.value("entities", "can't parse entities JSON object")
    return message_text(call.text("text"), call.text("parse_mode"), entities, state.chats.user)


def _message(state: State, call: Call) -> dict[str, Any]:
    content = Content(words_of(state, call), extras=extras_of(call))
    return state.messages.wire(send(state, read_address(state, call), content))


async def _photo(state: State, call: Call) -> dict[str, Any]:
    return await _send_media(state, call, Wanted("photo"))


async def _document(state: State, call: Call) -> dict[str, Any]:
    return await _send_media(state, call, Wanted("document"))


async def _video(state: State, call: Call) -> dict[str, Any]:
    frame = (call.number("width"), call.number("height"), call.number("duration"))
    return await _send_media(state, call, Wanted("video", frame))


async def _send_media(state: State, call: Call, wanted: Wanted) -> dict[str, Any]:
    caption = caption_of(state, call)
    address = read_address(state, call)
    media = await find_media(state, call, wanted.kind, call.text(wanted.kind), wanted)
    if media is None:
        raise bad_request(f"there is no {wanted.kind} in the request")
    return state.messages.wire(send(state, address, Content(caption, media, extras_of(call))))


def _chat_action(state: State, call: Call) -> bool:
    action = call.text("action").lower()
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = state.chats.writable(call.text("chat_id"))
    if action == "cancel":
        state.actions.pop(chat.id, None)
    else:
        state.actions[chat.id] = (time.monotonic(), action)
    state.world.touch()
    return True


def _draft(state: State, call: Call) -> bool:
    """A text that is still being written, shown for 30 s or until the real message comes."""
    if not call.number("draft_id"):
        raise bad_request("RANDOM_ID_INVALID")
    words = words_of(state, call) if call.text("text") else Formatted("")
    chat = state.chats.writable(call.text("chat_id"))
    if not chat.private:
        raise bad_request("TEXTDRAFT_PEER_INVALID")
    state.drafts[chat.id] = (time.monotonic(), as_html(words.text, words.entities))
    state.world.touch()
    return True


METHODS = {
    "sendMessage": _message,
    "sendPhoto": _photo,
    "sendDocument": _document,
    "sendVideo": _video,
    "sendChatAction": _chat_action,
    "sendMessageDraft": _draft,
}
