"""Look at a template somebody sent: check it, paint it where it can do no harm, and show it."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.designs.pictures import side_by_side
from core.designs.sample import sample_from
from core.designs.sheet import Shown, View, asked, get_sheet
from core.designs.show import put_up
from core.errors import InvalidAnswer, NotFound
from core.notices.model import NoticeKind
from core.notices.notify import notify
from core.ports.parts import Parts
from core.templates.read_sent import Sent, read_sent


async def look_at_design(parts: Parts, workspace_id: UUID, sheet_id: UUID) -> None:
    """The body of `design.look_at`: a card with its picture, or one sentence about what is wrong with it."""
    async with parts.db.reading() as session:
        try:
            sheet = await get_sheet(session, workspace_id, sheet_id)
        except NotFound:
            return
        view = asked(sheet)
    if not view.sent or sheet.shown:
        return
    try:
        shown = await _painted(parts, view, read_sent(await parts.media.get(view.sent), view.name))
    except InvalidAnswer as error:
        await _refuse(parts, workspace_id, sheet_id, _refusal(view.name, error.message))
        return
    await put_up(parts, workspace_id, sheet_id, shown)


def _refusal(name: str, message: str) -> str:
    """One sentence, the file's name in it once."""
    return f"I can't use {message}" if message.startswith(name) else f"I can't use {name}. {message}"


async def _painted(parts: Parts, view: View, sent: Sent) -> Shown:
    sample = sample_from(sent.sample, sent.template)
    pictures = await parts.painter.try_out(sent.content, sample)
    small = [await parts.painter.thumbnail(picture, 540) for picture in pictures]
    key = await side_by_side(parts, small)
    return Shown(view=view, picture_key=key, content=sent.content, sample=sent.sample)


async def _refuse(parts: Parts, workspace_id: UUID, sheet_id: UUID, sentence: str) -> None:
    async with parts.db.transaction() as session:
        sheet = await get_sheet(session, workspace_id, sheet_id, lock=True)
        if asked(sheet).sent:
            notify(session, workspace_id, sheet.conversation_id, NoticeKind.SAY, text=sentence, thread=sheet.thread_id)
            await session.delete(sheet)


async def say_not_shown(session: AsyncSession, why: str, workspace_id: UUID, sheet_id: UUID) -> None:
    """Whoever asked for it learns that it does not come."""
    sheet = await get_sheet(session, workspace_id, sheet_id)
    sentence = f"I could not show the designs. {why} Ask for them once more."
    notify(session, workspace_id, sheet.conversation_id, NoticeKind.SAY, text=sentence, thread=sheet.thread_id)
