"""The shapes of Telegram's updates, as far as we read them."""

from typing import Any

from bot.web.shapes import NONE, fits

TEXT = (str, NONE)
USER = {"id!": int, "is_bot!": bool, "first_name!": str, "last_name": TEXT, "language_code": TEXT, "username": TEXT}
CHAT = {"id!": int, "type!": str, "title": TEXT, "first_name": TEXT, "username": TEXT}
FILE = {"file_id!": str, "file_unique_id!": str, "file_size": int, "file_name": str, "mime_type": str}
SIZED = {**FILE, "width!": int, "height!": int}
ORIGIN = {"type!": str, "date!": int, "sender_user": USER, "sender_user_name": str, "sender_chat": CHAT, "chat": CHAT}
PLAIN: dict[str, Any] = {
    "message_id!": int,
    "date!": int,
    "chat!": CHAT,
    "from": USER,
    "text": str,
    "caption": str,
    "photo": [SIZED],
    "document": FILE,
    "video": {**SIZED, "duration!": int},
    "media_group_id": str,
    "message_thread_id": int,
    "is_topic_message": bool,
    "migrate_to_chat_id": int,
    "migrate_from_chat_id": int,
    "forward_origin": ORIGIN,
    "entities": [dict],
}
MESSAGE = {**PLAIN, "reply_to_message": PLAIN}
STANDING = {"user!": USER, "status!": str}
UPDATE = {
    "update_id!": int,
    "message": MESSAGE,
    "edited_message": MESSAGE,
    "callback_query": {"id!": str, "from!": USER, "message": PLAIN, "data": str, "chat_instance!": str},
    "my_chat_member": {
        "chat!": CHAT,
        "from!": USER,
        "date!": int,
        "old_chat_member!": STANDING,
        "new_chat_member!": STANDING,
    },
}
LATEST = 2**32
"""A moment in Unix seconds; what is later is none."""


def is_telegram_s(update: Any) -> bool:
    """Whether it is an update as Telegram documents them."""
    return fits(update, UPDATE) and update["update_id"] >= 0 and all(0 <= at < LATEST for at in _dates(update))


def _dates(update: dict[str, Any]) -> list[int]:
    message = update.get("message") or update.get("edited_message") or {}
    pressed = (update.get("callback_query") or {}).get("message") or {}
    inner = (message, message.get("reply_to_message") or {}, message.get("forward_origin") or {}, pressed)
    return [one["date"] for one in (*inner, update.get("my_chat_member") or {}) if "date" in one]
