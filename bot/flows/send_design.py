"""A template sent as a file: taken in at once, looked at in the background, shown before it is kept."""

from bot.answers import Answer, Nothing, Show
from bot.cards.card import plain
from bot.language import mark, tr
from bot.owed import owe
from bot.speaker import Speaker
from core.approvals.policy import check_may_edit
from core.designs.sheet import View, clear_away, open_sheet
from core.errors import InvalidAnswer
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.templates.archive import LARGEST_FILE

ENDINGS = (".toml", ".zip")
LOOKING = mark("I'm looking at {name}. It appears here in a moment, as it would look, or with what has to change.")


def is_design(name: str) -> bool:
    """Whether a file may be a template, by its name."""
    return name.casefold().endswith(ENDINGS)


def check_size(size: int) -> None:
    """Raises InvalidAnswer before anything is fetched."""
    if size > LARGEST_FILE:
        most = LARGEST_FILE // 1024
        raise InvalidAnswer(tr("That file is over {number} KB. A template is a small text.", number=most))


async def receive_design(parts: Parts, speaker: Speaker, data: bytes, name: str) -> Answer:
    """Keep the bytes and ring for somebody to look at them."""
    check_may_edit(speaker.member)
    check_size(len(data))
    name = " ".join(name.split())[:60]
    key = await parts.media.put(data, kind=name.rpartition(".")[2].casefold())
    async with parts.db.transaction() as session:
        now = parts.clock.now()
        if not await first_time(session, speaker.update, now):
            return Nothing()
        await clear_away(session, speaker.member.workspace_id, now)
        view = View(sent=key, name=name)
        open_sheet(session, speaker.member, speaker.conversation.id, view, now, thread_id=speaker.thread)
        return Show(owe(parts, session, speaker, plain(tr(LOOKING, name=name))))
