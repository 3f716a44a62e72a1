"""What the bot may ask of a chat and its members, and leaving it."""

from typing import Any

from sandbox.telegram.call import Call
from sandbox.telegram.chats import BOT, Chat
from sandbox.telegram.refusal import bad_request
from sandbox.telegram.state import State

_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
_PERMISSIONS = (
    *("can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos"),
    *("can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages"),
    *("can_add_web_page_previews", "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics"),
    *("can_react_to_messages", "can_edit_tag"),
)
_MOST_REACTIONS = 11


def _chat(state: State, call: Call) -> dict[str, Any]:
    """ChatFullInfo, with the message pinned last."""
    chat = state.chats.readable(call.text("chat_id"))
    full = chat.wire() | {
        "accent_color_id": chat.id % 7,
        "max_reaction_count": _MOST_REACTIONS,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }
    if not chat.private:
        full["permissions"] = dict.fromkeys(_PERMISSIONS, True)
    pinned = [message for message in state.messages.within(chat) if message.pinned]
    return full | ({"pinned_message": state.messages.wire(pinned[-1], with_reply=False)} if pinned else {})


def _member(state: State, call: Call) -> dict[str, Any]:
    if call.number("user_id") <= 0:
        raise bad_request("invalid user_id specified")
    chat = state.chats.readable(call.text("chat_id"))
    member = state.chats.member(chat, call.number("user_id"))
    if member is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return member


def _administrators(state: State, call: Call) -> list[dict[str, Any]]:
    chat = state.chats.readable(call.text("chat_id"))
    if chat.private:
        raise bad_request("there are no administrators in the private chat")
    members = [state.chats.member(chat, person.telegram_id) for person in state.chats.people]
    return [member for member in members if member and member["status"] == "creator"]


def _member_count(state: State, call: Call) -> int:
    chat = state.chats.readable(call.text("chat_id"))
    return 2 if chat.private else len(state.chats.people) + 1


def _leave(state: State, call: Call) -> bool:
    chat = state.chats.readable(call.text("chat_id"))
    if chat.private:
        raise bad_request("chat member status can't be changed in private chats")
    before = state.chats.bot_member(chat)
    state.chats.with_bot.discard(chat.id)
    tell_of_bot(state, chat, dict(BOT), before)
    return True


def tell_of_bot(state: State, chat: Chat, by: dict[str, Any], before: dict[str, Any]) -> int | None:
    """Queue my_chat_member: the bot stands differently in a chat than before."""
    change = {
        "chat": chat.wire(),
        "from": by,
        "date": state.now(),
        "old_chat_member": before,
        "new_chat_member": state.chats.bot_member(chat),
    }
    state.world.touch()
    return state.updates.add("my_chat_member", change, f"chat {chat.id}")


METHODS = {
    "getChat": _chat,
    "getChatMember": _member,
    "getChatAdministrators": _administrators,
    "getChatMemberCount": _member_count,
    "leaveChat": _leave,
}
