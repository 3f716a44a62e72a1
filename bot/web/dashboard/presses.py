"""What a press on a page does: the deed behind the same button in chat, the form behind the same question."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Bullet, Card, Fact, Quote, Small, Text
from bot.deeds import DEEDS
from bot.doors import let_press
from bot.errors import status_for, words_for
from bot.flows import change_post, create_event, settings
from bot.flows.ask_for_change import ON_IT
from bot.flows.form import Form, Reading
from bot.language import mark, spoken, tr
from bot.speaker import Speaker, not_too_often
from bot.tokens import UNKNOWN, Token
from bot.web.dashboard.shell import Said
from core.errors import NotNow
from core.ports.parts import Parts
from core.templates.library import listed
from core.templates.opinions import STARS, rate_template

DONE = mark("Done.")
SPOKEN = {
    "post.changes": ON_IT,
    "post.reschedule": mark("Moved."),
    "event.new": mark("It is set up. Its posts are being drafted, and wait for a yes when they are."),
}
"""What is told where chat has its cards speak for themselves."""
IN_CHAT = mark("To go on, type the same in chat: there it asks back.")
PRESSES = (
    "post.approve",
    "post.takeback",
    "post.now",
    "post.hold",
    "post.resume",
    "post.skip",
    "post.undo",
    "post.back",
    "post.again",
    "post.prepare",
    "post.live",
    "post.absent",
    "campaign.approve",
    "campaign.pause",
    "campaign.resume",
)
"""Which buttons of chat's cards stand on pages, too; the others begin conversations."""
FORMS: dict[str, Form] = {
    "post.changes": change_post.REQUEST_CHANGES,
    "post.reschedule": change_post.RESCHEDULE,
    "post.edit": change_post.EDIT_CAPTION,
    "settings.open": settings.FORM,
    "event.new": create_event.FORM,
}
"""Which questions, by the button that begins them."""


async def do(parts: Parts, speaker: Speaker, fields: dict[str, str]) -> Said:
    """Carry out what was pressed, in one transaction; what goes wrong is told, and nothing has happened."""
    try:
        not_too_often(parts, speaker.member)
        async with parts.db.transaction() as session:
            card = await _done(parts, session, speaker, fields)
    except Exception as error:
        return Said(words_for(error), status_for(error))
    form = fields.get("form", "")
    if card is None:
        return Said(tr(SPOKEN.get(form, DONE)))
    return Said(card if isinstance(card, str) else in_words(card, asks=form == "post.changes"))


async def _done(parts: Parts, session: AsyncSession, speaker: Speaker, fields: dict[str, str]) -> str | Card | None:
    verb, about = fields.get("form", ""), fields.get("about", "")
    if verb:
        return await _answered(parts, session, speaker, verb, about, fields)
    if design := fields.get("rate", ""):
        await _rated(parts, session, speaker, design, fields.get("stars", ""))
        return None
    token = Token.decode(fields.get("press", ""))
    if token.verb not in PRESSES:
        raise NotNow(tr(UNKNOWN))
    let_press(speaker.member, token.verb)
    return await DEEDS[token.verb](session, speaker, token, parts.clock.now())


async def _rated(parts: Parts, session: AsyncSession, speaker: Speaker, design: str, stars: str) -> None:
    """Raises NotFound for what is not on this team's shelf."""
    let_press(speaker.member, "design.rate")
    found = await listed(session, speaker.member.workspace_id, design)
    number = int(stars) if stars in tuple(map(str, STARS)) else 0
    await rate_template(session, speaker.member, found.ref, number, parts.clock.now())


async def _answered(
    parts: Parts, session: AsyncSession, speaker: Speaker, verb: str, about: str, raw: dict[str, str]
) -> Card | None:
    if verb not in FORMS or not _fits(verb, about):
        raise NotNow(tr(UNKNOWN))
    form = await FORMS[verb].fitted(session, speaker, about)
    values = form.parse(raw, Reading(parts.clock.now(), form.zone(raw, speaker), spoken(speaker.language)))
    return await form.done_by(session, speaker, about, values)


def _fits(verb: str, about: str) -> bool:
    """Whether the subject is one that such a form has."""
    if not verb.startswith("post."):
        return about == ""
    try:
        change_post.split_subject(about)
    except NotNow:
        return False
    return True


def in_words(card: Card, *, asks: bool = False) -> str:
    """What chat would answer, as one text; `asks`: its buttons are the answer, and stand in chat only."""
    lines = [line.text for line in card.lines if isinstance(line, Text | Bullet | Quote | Small)]
    facts = [f"{line.label}: {line.value}" for line in card.lines if isinstance(line, Fact)]
    rest = [tr(IN_CHAT)] if asks and any(action.token for action in card.actions) else []
    return " ".join([*(lines or [card.summary]), *facts, *rest])
