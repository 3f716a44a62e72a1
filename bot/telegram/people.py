"""Telegram people and chats -> members and conversations."""

from dataclasses import replace

from telegram import Chat, Message, Update, User

from bot.language import language_code, mark, speak, tr
from bot.speaker import Speaker, not_too_often
from bot.telegram.counter import topic_of
from core.authorization.check import GONE, may
from core.authorization.table import Right
from core.errors import NotAllowed
from core.notices.notify import find_or_add_conversation
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.workspaces.leaving import has_left
from core.workspaces.link import find_code
from core.workspaces.members import ChatIdentity, find_member, get_workspace, join
from core.workspaces.model import Platform

LONGEST_TEXT = 4096
STRANGER = mark("I don't know you yet. Ask an owner of your team for an invite link and open it; then we can talk.")


def identity_of(user: User) -> ChatIdentity:
    return ChatIdentity(Platform.TELEGRAM, str(user.id))


async def recognise(parts: Parts, update: Update) -> Speaker:
    """The member behind an update; raises NotAllowed with a kind sentence for strangers.

    What is said from here on is in their language.
    """
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None:
        raise NotAllowed(tr(STRANGER))
    topic = topic_of(update.effective_message)
    speaker = await speaker_for(parts, user, chat, f"telegram:{update.update_id}", topic)
    said = update.message or update.edited_message
    return replace(speaker, place=said.message_id, words=words_of(said)) if said else speaker


def words_of(message: Message) -> str:
    """What somebody says to us: behind a command, beneath a file, without our name."""
    said = (message.text or message.caption or "")[:LONGEST_TEXT]
    if said.startswith("/"):
        said = said.partition(" ")[2]
    name = f"@{message.get_bot().username}"
    return said.removeprefix(name).removesuffix(name).strip()


async def speaker_for(parts: Parts, user: User, chat: Chat, update: str, topic: str = "") -> Speaker:
    """The member, in this chat or topic; rooms begin without a sound."""
    async with parts.db.transaction() as session:
        member = await find_member(session, identity_of(user))
        if member is None:
            raise NotAllowed(GONE if await has_left(session, identity_of(user)) else tr(STRANGER))
        not_too_often(parts, member)
        workspace = await get_workspace(session, member.workspace_id)
        direct = chat.type == Chat.PRIVATE
        conversation = await find_or_add_conversation(
            session,
            workspace.id,
            Platform.TELEGRAM,
            str(chat.id),
            parts.clock.now(),
            topic=topic,
            title=chat.title or "",
            silent=not direct,
            direct=direct,
            member_id=member.id if direct else None,
            # Approvers live in their private chat: what waits for a yes must reach them there.
            follows=direct and may(member, Right.APPROVE),
        )
        if conversation.workspace_id != workspace.id:
            raise NotAllowed(tr("This group belongs to another team."))
        conversation.reachable, conversation.title = True, (chat.title or "")[:120]
    speaker = Speaker(identity_of(user), member, workspace, conversation, update)
    speak(speaker.language)
    return speaker


async def use_invite(parts: Parts, user: User, token: str, update: str) -> str | None:
    """Join by a one-time link; returns the workspace's name, None for an update seen before. Raises NotAllowed."""
    async with parts.db.transaction() as session:
        if not await first_time(session, update, parts.clock.now()):
            return None
        now, language = parts.clock.now(), language_code(user.language_code or "")
        member = await join(session, token, identity_of(user), name=user.full_name, now=now, language=language)
        return (await get_workspace(session, member.workspace_id)).name


async def is_linking(parts: Parts, user: User, code: str) -> bool:
    """Whether somebody we know has a code that another member made: the two want to be one."""
    async with parts.db.reading() as session:
        member = await find_member(session, identity_of(user))
        if member is None:
            return False
        try:
            return await find_code(session, member, code, parts.clock.now()) is not None
        except NotAllowed:
            return False
