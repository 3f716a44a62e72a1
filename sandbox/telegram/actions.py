"""What people do in Telegram: write, answer, edit, press, send files, block the bot, bring it into the group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sandbox.films import read_film
from sandbox.telegram.chats import BOT, BOT_ID, BOT_USERNAME, Chat, user_json
from sandbox.telegram.files import Media
from sandbox.telegram.messages import Content, Message
from sandbox.telegram.methods.chats import tell_of_bot
from sandbox.telegram.state import State
from sandbox.telegram.text.autolinks import with_autolinks
from sandbox.telegram.text.entities import Formatted, stretch, trimmed, units
from sandbox.telegram.text.formatted import LONGEST_CAPTION, LONGEST_TEXT
from sandbox.world import Person

SMALLEST_ALBUM, LARGEST_ALBUM = 2, 10

AUTOMATIC = object()
"""reply_to of somebody who just types: an answer when the bot asked for one, else a message of its own."""


@dataclass(frozen=True)
class Sent:
    """A file in somebody's hand; kind is photo, video or document."""

    kind: str
    name: str
    data: bytes


class Impossible(Exception):
    """A person could not do this in the app. code is an HTTP status."""

    def __init__(self, words: str, code: int = 409) -> None:
        super().__init__(words)
        self.code = code


def say(
    state: State,
    person: Person,
    chat: Chat,
    text: str,
    reply_to: object = AUTOMATIC,
    origin: Mapping[str, Any] | None = None,
    topic: int | None = None,
) -> dict[str, Any]:
    """Write a message, or with its origin pass one on; the first one in a private chat starts the bot.

    topic: one of the group, else its general one.
    """
    content = Content(_typed(text, LONGEST_TEXT))
    if not content.words.text:
        raise Impossible("There is nothing to send.", 400)
    if text == f"/start {state.start_token}":
        state.start_token = None
    return _send(state, person, chat, content, reply_to, origin=origin, topic=topic)


async def send_file(
    state: State, person: Person, chat: Chat, kind: str, name: str, data: bytes, caption: str = ""
) -> dict[str, Any]:
    """Send a photo, document or video. Raises Impossible, and Refusal for a picture nobody could open."""
    media = await _media(state, Sent(kind, name, data))
    return _send(state, person, chat, Content(_typed(caption, LONGEST_CAPTION), media), AUTOMATIC)


async def send_album(
    state: State, person: Person, chat: Chat, files: Sequence[Sent], caption: str = ""
) -> dict[str, Any]:
    """Send several at once: one message each under one media_group_id, the words with the first. Raises Impossible."""
    kinds = {one.kind for one in files}
    if not SMALLEST_ALBUM <= len(files) <= LARGEST_ALBUM or ("document" in kinds and len(kinds) > 1):
        raise Impossible("An album is 2 to 10 photos and videos, or 2 to 10 documents.", 400)
    all_media = [await _media(state, one) for one in files]
    album = state.new_album()
    words = [_typed(caption, LONGEST_CAPTION), *[Formatted("")] * (len(files) - 1)]
    said = [
        _send(state, person, chat, Content(text, media), AUTOMATIC, album)
        for text, media in zip(words, all_media, strict=True)
    ]
    return {"media_group_id": album, "message_ids": [one["message_id"] for one in said]} | {
        "update_ids": [one["update_id"] for one in said]
    }


async def _media(state: State, sent: Sent) -> Media:
    if sent.kind == "photo":
        return await state.files.add_photo(sent.data)
    if sent.kind == "video":
        return state.files.add_video(sent.data, sent.name, "", _frame(sent.data))
    if sent.kind == "document":
        return state.files.add_document(sent.data, sent.name, "")
    raise Impossible(f"There is no such kind of file: {sent.kind}.", 400)


def _frame(data: bytes) -> tuple[int, int, int]:
    """Width, height and seconds, which the app reads before it sends a video; zeros for what is none."""
    film = read_film(data)
    return (*film.size, round(film.seconds or 0)) if film else (0, 0, 0)


def edit(state: State, person: Person, chat: Chat, message_id: int, text: str) -> dict[str, Any]:
    """Change one's own message."""
    message = _message(state, chat, message_id)
    if message.sender["id"] != person.telegram_id:
        raise Impossible("Only one's own messages can be edited.")
    longest = LONGEST_CAPTION if message.content.media else LONGEST_TEXT
    message.content = replace(message.content, words=_typed(text, longest))
    message.edited_at = state.now()
    state.world.touch()
    return _told(state, "edited_message", message)


def press(
    state: State, person: Person, chat: Chat, message_id: int, data: str, *, force: bool = False
) -> dict[str, Any]:
    """Press an inline button. force presses one that is gone, as a slow app may do."""
    _check_open(state, chat)
    message = state.messages.find(chat, message_id)
    if not force and (message is None or message.markup is None or not message.markup.offers(data)):
        raise Impossible("There is no such button.", 404)
    query = state.callbacks.ask(person.telegram_id)
    shown = state.messages.wire(message) if message else {"chat": chat.wire(), "message_id": message_id, "date": 0}
    payload = {
        "id": query.id,
        "from": user_json(person),
        "message": shown,
        "chat_instance": str(-7919 * chat.id),
        "data": data,
    }
    state.world.touch()
    update_id = state.updates.add("callback_query", payload, f"presses of {person.telegram_id}")
    return {"callback_query_id": query.id, "update_id": update_id}


def block(state: State, person: Person, blocked: bool) -> dict[str, Any]:
    """Block the bot, or let it speak again."""
    chat = state.chats.all[person.telegram_id]
    if (chat.id in state.chats.blocked) == blocked:
        return {"update_id": None}
    before = state.chats.bot_member(chat)
    (state.chats.blocked.add if blocked else state.chats.blocked.discard)(chat.id)
    return {"update_id": tell_of_bot(state, chat, user_json(person), before)}


def bring_bot(state: State, person: Person, chat: Chat, present: bool) -> dict[str, Any]:
    """Take the bot into the group, or out of it; in a channel it becomes an admin who may post."""
    if state.chats.has_bot(chat) == present:
        return {"update_id": None}
    before = state.chats.bot_member(chat)
    (state.chats.with_bot.add if present else state.chats.with_bot.discard)(chat.id)
    told = tell_of_bot(state, chat, user_json(person), before)
    if chat.channel:
        return {"update_id": told}
    note = {"new_chat_members": [dict(BOT)]} if present else {"left_chat_member": dict(BOT)}
    message = state.post(chat, Content(service=note), sender=user_json(person))
    if present:
        _told(state, "message", message)
    return {"update_id": told}


def open_topic(state: State, person: Person, name: str) -> dict[str, Any]:
    """Begin a topic in the group, which thereby is a forum; the note that says so gives it its number."""
    note = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
    message = state.post(state.chats.group, Content(service=note), sender=user_json(person))
    message.topic = message.id
    state.chats.topics.add(message.id)
    return {"topic": message.id}


def close_topic(state: State, topic: int) -> dict[str, Any]:
    """Delete a topic with what was said in it; nobody is told."""
    state.chats.topics.discard(topic)
    for message in state.messages.within(state.chats.group):
        if message.topic == topic:
            state.messages.remove(message)
    state.world.touch()
    return {}


def _typed(text: str, longest: int) -> Formatted:
    words = with_autolinks(trimmed(text, []))
    if units(words.text) > longest:
        raise Impossible("The app does not let people send so much at once.", 400)
    return words


def _check_open(state: State, chat: Chat) -> None:
    if chat.id in state.chats.blocked:
        raise Impossible("The bot is blocked; unblock it first.")


def _check_may_write(chat: Chat) -> None:
    if chat.channel:
        raise Impossible("Only those who run a channel write there.")


def _message(state: State, chat: Chat, message_id: int) -> Message:
    message = state.messages.find(chat, message_id)
    if message is None:
        raise Impossible("There is no such message.", 404)
    return message


def _send(
    state: State,
    person: Person,
    chat: Chat,
    content: Content,
    reply_to: object,
    album: str | None = None,
    origin: Mapping[str, Any] | None = None,
    topic: int | None = None,
) -> dict[str, Any]:
    _check_open(state, chat)
    _check_may_write(chat)
    prompt = _prompt_for(state, chat, person)
    if reply_to is AUTOMATIC:
        reply_to = prompt.id if prompt and prompt.markup and prompt.markup.kind == "force" else None
    target = _message(state, chat, int(str(reply_to))) if reply_to else None
    answered = target.id if target else None
    if topic is not None and topic not in state.chats.topics:
        raise Impossible("There is no such topic.", 404)
    sender = user_json(person)
    message = state.post(chat, content, sender=sender, reply_to=answered, album=album, origin=origin, topic=topic)
    if chat.private:
        state.chats.started.add(chat.id)
    if prompt and prompt.markup and (prompt.markup.kind == "force" or prompt.markup.body.get("one_time_keyboard")):
        del state.prompts[chat.id]
    return _told(state, "message", message)


def _prompt_for(state: State, chat: Chat, person: Person) -> Message | None:
    """The keyboard or the wish for a reply that this person has before them; a selective one is for whom it answers."""
    prompt = state.prompts.get(chat.id)
    if prompt is None or prompt.markup is None or chat.private or not prompt.markup.body.get("selective"):
        return prompt
    answered = state.messages.find(chat, prompt.reply_to) if prompt.reply_to else None
    meant = {answered.sender["id"]} if answered else set()
    meant |= {one.details["user"]["id"] for one in prompt.entities if one.type == "text_mention"}
    named = f"@{user_json(person)['username']}" in prompt.text
    return prompt if named or person.telegram_id in meant else None


def _told(state: State, kind: str, message: Message) -> dict[str, Any]:
    told = (
        state.updates.add(kind, state.messages.wire(message), f"chat {message.chat.id}")
        if _heard(state, message)
        else None
    )
    return {"message_id": message.id, "update_id": told}


def _heard(state: State, message: Message) -> bool:
    """Privacy mode: in a group the bot hears commands, answers to it, mentions of it and service messages."""
    if message.chat.private:
        return True
    if not state.chats.has_bot(message.chat):
        return False
    answered = state.messages.find(message.chat, message.reply_to) if message.reply_to else None
    if message.content.service or (answered and answered.sender["id"] == BOT_ID):
        return True
    return any(_addressed(one.type, stretch(message.text, one.offset, one.end)) for one in message.entities)


def _addressed(kind: str, words: str) -> bool:
    name = words.partition("@")[2].lower()
    return (kind == "bot_command" and name in ("", BOT_USERNAME)) or (kind == "mention" and name == BOT_USERNAME)
