"""Telegram people and chats -> members and conversations."""

from telegram import Chat, Update, User

from bot.speaker import Speaker
from core.errors import NotAllowed
from core.notices.notify import find_or_add_conversation
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.workspaces.members import ChatIdentity, find_member, get_workspace, join
from core.workspaces.model import Platform

STRANGER = "I don't know you yet. Ask an owner of your team for an invite link and open it; then we can talk."


def identity_of(user: User) -> ChatIdentity:
    return ChatIdentity(Platform.TELEGRAM, str(user.id))


async def recognise(parts: Parts, update: Update) -> Speaker:
    """The member behind an update; raises NotAllowed with a kind sentence for strangers."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None:
        raise NotAllowed(STRANGER)
    return await speaker_for(parts, user, chat, f"telegram:{update.update_id}")


async def speaker_for(parts: Parts, user: User, chat: Chat, update: str) -> Speaker:
    async with parts.db.transaction() as session:
        member = await find_member(session, identity_of(user))
        if member is None:
            raise NotAllowed(STRANGER)
        workspace = await get_workspace(session, member.workspace_id)
        direct = chat.type == Chat.PRIVATE
        conversation = await find_or_add_conversation(
            session,
            workspace.id,
            Platform.TELEGRAM,
            str(chat.id),
            parts.clock.now(),
            direct=direct,
            member_id=member.id if direct else None,
            # Approvers live in their private chat: what waits for a yes must reach them there.
            follows=direct and member.role.may_approve,
        )
        if conversation.workspace_id != workspace.id:
            raise NotAllowed("This group belongs to another team.")
        conversation.reachable = True
    return Speaker(identity_of(user), member, workspace, conversation, update)


async def use_invite(parts: Parts, user: User, token: str, update: str) -> str | None:
    """Join by a one-time link; returns the workspace's name, None for an update seen before. Raises NotAllowed."""
    async with parts.db.transaction() as session:
        if not await first_time(session, update, parts.clock.now()):
            return None
        member = await join(session, token, identity_of(user), name=user.full_name, now=parts.clock.now())
        return (await get_workspace(session, member.workspace_id)).name
