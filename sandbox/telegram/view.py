"""All chats as a page draws them."""

from collections.abc import Mapping
from typing import Any

from sandbox.telegram.chats import BOT, Chat
from sandbox.telegram.files import Media
from sandbox.telegram.keyboards import Markup
from sandbox.telegram.messages import Message
from sandbox.telegram.state import State
from sandbox.telegram.text.show import as_html

DRAFT_SECONDS = 30.0
ACTION_SECONDS = 5.0
FILES = "/control/telegram/files"


def view(state: State) -> Mapping[str, Any]:
    """JSON values only; keys that stand for ids are text, and nothing that does not apply is present."""
    chats = [chat for chat in state.chats.all.values() if not chat.channel or state.chats.has_bot(chat)]
    profile = state.profile
    return {
        "bot": {
            "id": BOT["id"],
            "username": BOT["username"],
            "first_name": profile.told("name") or BOT["first_name"],
            "description": profile.told("description"),
            "short_description": profile.told("short_description"),
        },
        "chats": [_chat(state, chat) for chat in chats],
        "messages": {str(chat.id): [_message(state, one) for one in state.messages.within(chat)] for chat in chats},
        "answers": {str(user): list(answers) for user, answers in state.callbacks.answers.items()},
        "waiting": {str(one.telegram_id): state.callbacks.spinning(one.telegram_id) for one in state.chats.people},
        "typing": _by_text(state.lasting(state.actions, ACTION_SECONDS)),
        "drafts": _by_text(state.lasting(state.drafts, DRAFT_SECONDS)),
        "commands": profile.private_commands(),
        "start_token": state.start_token,
        "complaints": list(state.complaints),
    }


def _by_text(values: Mapping[int, str]) -> dict[str, str]:
    return {str(chat): value for chat, value in values.items()}


def _chat(state: State, chat: Chat) -> dict[str, Any]:
    fields: dict[str, Any] = {"id": chat.id, "type": chat.type, "title": chat.title}
    if chat.person is None:
        return (
            fields | {"bot_present": state.chats.has_bot(chat)} | ({} if chat.channel else {"topics": _topics(state)})
        )
    standing = {"started": chat.id in state.chats.started, "blocked": chat.id in state.chats.blocked}
    return fields | {"title": chat.person.name, "user": chat.person.telegram_id} | standing


def _topics(state: State) -> list[dict[str, Any]]:
    """Each topic of the group with its name, which the note that opened it tells."""
    opened = (one for one in state.messages.within(state.chats.group) if one.id in state.chats.topics)
    return [{"id": one.id, "name": one.content.service["forum_topic_created"]["name"]} for one in opened]


def _message(state: State, message: Message) -> dict[str, Any]:
    sender = message.sender
    fields: dict[str, Any] = {
        "message_id": message.id,
        "from": {
            "id": sender["id"],
            "name": " ".join(filter(None, (sender["first_name"], sender.get("last_name")))),
            "is_bot": sender["is_bot"],
        },
        "buttons": _buttons(message.markup),
        "date": message.date,
    }
    if message.text:
        fields["caption" if message.content.media else "text"] = message.text
        fields["html"] = as_html(message.text, message.entities)
    optional = {
        "reply_to": message.reply_to,
        "edit_date": message.edited_at,
        "media_group_id": message.album,
        "topic": message.topic,
        "silent": message.silent or None,
        "pinned": message.pinned or None,
        "reactions": message.reactions or None,
        "forwarded": True if message.origin else None,
        "service": next(iter(message.content.service), None),
    }
    fields |= {name: value for name, value in optional.items() if value is not None}
    return fields | _media(message.content.media) | _prompt(state, message)


def _buttons(markup: Markup | None) -> list[list[dict[str, Any]]]:
    rows = markup.rows if markup and markup.kind == "inline" else []
    return [[_button(one) for one in row] for row in rows]


def _button(button: Mapping[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {"text": button["text"]}
    if "callback_data" in button:
        shown["data"] = button["callback_data"]
    if "url" in button:
        shown["url"] = button["url"]
    if "web_app" in button:
        shown["app"] = button["web_app"]["url"]
    if "copy_text" in button:
        shown["copy"] = button["copy_text"]["text"]
    return shown | ({"style": button["style"]} if "style" in button else {})


def _media(media: Media | None) -> dict[str, Any]:
    if media is None:
        return {}
    best = media.best
    address = f"{FILES}/{best.unique_id}"
    if media.kind == "photo":
        return {"photo_url": address, "width": best.width, "height": best.height}
    facts = {"name": media.name, "mime_type": best.mime_type, "size": len(best.data), "url": address}
    return {media.kind: facts}


def _prompt(state: State, message: Message) -> dict[str, Any]:
    """The reply keyboard or the wish for a reply, only while it stands."""
    markup = message.markup
    if markup is None or state.prompts.get(message.chat.id) is not message:
        return {}
    if markup.kind == "force":
        return {"force_reply": {"placeholder": markup.body.get("input_field_placeholder", "")}}
    return {"keyboard": [[button["text"] for button in row] for row in markup.rows]}
