"""Which language a conversation is held in."""

from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import NotFound
from core.notices.model import Conversation
from core.workspaces.members import get_member, get_workspace


async def language_of(session: AsyncSession, conversation: Conversation) -> str:
    """With one person it is theirs, in a room its own, or else the team's."""
    if conversation.direct and conversation.member_id is not None:
        try:
            return (await get_member(session, conversation.workspace_id, conversation.member_id)).language
        except NotFound:
            pass
    return conversation.language or (await get_workspace(session, conversation.workspace_id)).language
