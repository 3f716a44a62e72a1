"""A reply that is a comment: a guest's words, and anybody's that begin with "note:". Kept with the post, and shown."""

import re
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card, plain
from bot.flows.asked import About, asked_for
from bot.language import mark, tr
from bot.speaker import Speaker
from core.authorization.check import may
from core.authorization.table import Right
from core.trail.comment import comment
from core.workspaces.model import Member

NOTED = mark("Noted: your comment stands on the card, for everybody who decides.")
_BEGINS = re.compile(
    r"\s*(?:comment|note|fyi|kommentar|notiz|anmerkung|hinweis|comentario|nota|commentaire|remarque|commento|coment[áa]rio)"
    r"\s*[:–—]\s*(?P<words>\S.*)",
    re.IGNORECASE | re.DOTALL,
)


def remark_in(member: Member, words: str) -> str | None:
    """What is only said; None for a wish, and for a question about the post. Pure."""
    if begun := _BEGINS.fullmatch(words):
        return begun["words"].strip()
    if may(member, Right.EDIT):
        return None
    asked = asked_for(words)
    return words if asked is None or asked.about is About.UNDO else None


async def keep(session: AsyncSession, speaker: Speaker, post_id: UUID, words: str) -> Card:
    await comment(session, speaker.member, post_id, words)
    return plain(tr(NOTED))
