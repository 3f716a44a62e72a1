"""Bringing a post's card to where somebody asks for it."""

from bot.speaker import Speaker
from bot.tokens import Token
from core.notices.model import NoticeKind
from core.notices.notify import notify
from core.notices.seen import first_time
from core.ports.parts import Parts


async def show_here(parts: Parts, speaker: Speaker, token: Token) -> None:
    """From a list that shows only its name; once for each press."""
    async with parts.db.transaction() as session:
        if await first_time(session, speaker.update, parts.clock.now()):
            workspace, place = speaker.member.workspace_id, speaker.conversation.id
            notify(session, workspace, place, NoticeKind.POST, subject_id=token.subject)
