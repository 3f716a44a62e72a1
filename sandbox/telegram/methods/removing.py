"""Deleting, pinning and reacting: what happens to a message after it was sent."""

from typing import Any

from sandbox.telegram.call import Call
from sandbox.telegram.chats import Chat
from sandbox.telegram.messages import Content, Message
from sandbox.telegram.refusal import bad_request
from sandbox.telegram.state import State

DELETABLE_SECONDS = 48 * 3600
MOST_AT_ONCE = 100
_EMOJI = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u200d🔥 🌚 🌭 💯 🤣 ⚡ "
    "🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 "
    "🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷\u200d♂ 🤷 🤷\u200d♀ 😡"
)
REACTIONS = frozenset(_EMOJI.split())


def _found(state: State, call: Call, chat: Chat, purpose: str) -> Message:
    if not call.number("message_id"):
        raise bad_request("message identifier is not specified")
    message = state.messages.find(chat, call.number("message_id"))
    if message is None:
        raise bad_request(f"message to {purpose} not found")
    return message


def _deletable(state: State, message: Message) -> bool:
    """The bot's own everywhere, other people's only in private chats, nothing after 48 hours."""
    young = state.now() - message.date < DELETABLE_SECONDS
    return young and (message.from_bot or message.chat.private)


def _delete(state: State, call: Call) -> bool:
    message = _found(state, call, state.chats.writable(call.text("chat_id")), "delete")
    if not _deletable(state, message):
        raise bad_request("message can't be deleted for everyone" if message.from_bot else "message can't be deleted")
    _take_away(state, message)
    return True


def _delete_many(state: State, call: Call) -> bool:
    """Those that cannot be found are skipped."""
    chat = state.chats.writable(call.text("chat_id"))
    numbers = call.value("message_ids", "can't parse message identifiers JSON object")
    if not isinstance(numbers, list) or not numbers:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > MOST_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    for number in numbers:
        message = state.messages.find(chat, int(number))
        if message and _deletable(state, message):
            _take_away(state, message)
    return True


def _take_away(state: State, message: Message) -> None:
    state.messages.remove(message)
    if state.prompts.get(message.chat.id) is message:
        del state.prompts[message.chat.id]
    state.world.touch()


def _pin(state: State, call: Call) -> bool:
    chat = _pinnable(state, call)
    message = _found(state, call, chat, "pin")
    message.pinned = True
    note = Content(service={"pinned_message": state.messages.wire(message, with_reply=False)})
    state.post(chat, note)
    return True


def _unpin(state: State, call: Call) -> bool:
    chat = _pinnable(state, call)
    pinned = [message for message in state.messages.within(chat) if message.pinned]
    chosen = [_found(state, call, chat, "unpin")] if call.number("message_id") else pinned[-1:]
    if not any(message.pinned for message in chosen):
        raise bad_request("message to unpin not found")
    _let_go(state, chosen)
    return True


def _unpin_all(state: State, call: Call) -> bool:
    _let_go(state, state.messages.within(_pinnable(state, call)))
    return True


def _pinnable(state: State, call: Call) -> Chat:
    """In the group the bot is a plain member, who may not pin."""
    chat = state.chats.writable(call.text("chat_id"))
    if not chat.private:
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat


def _let_go(state: State, messages: list[Message]) -> None:
    for message in messages:
        message.pinned = False
    state.world.touch()


def _react(state: State, call: Call) -> bool:
    """One emoji of the fixed list, or none to take it back."""
    message = _found(state, call, state.chats.writable(call.text("chat_id")), "react")
    wished: Any = call.value("reaction", "can't parse reaction types JSON object") or []
    emojis = [str(one.get("emoji")) for one in wished if isinstance(one, dict) and one.get("type") == "emoji"]
    if len(emojis) != len(wished) or not REACTIONS.issuperset(emojis):
        raise bad_request("REACTION_INVALID")
    if len(emojis) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    message.reactions = emojis
    state.world.touch()
    return True


METHODS = {
    "deleteMessage": _delete,
    "deleteMessages": _delete_many,
    "pinChatMessage": _pin,
    "unpinChatMessage": _unpin,
    "unpinAllChatMessages": _unpin_all,
    "setMessageReaction": _react,
}
