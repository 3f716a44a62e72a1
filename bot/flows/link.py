"""One person in both houses: a code from one of them, typed in the other."""

from bot.answers import Answer, Nothing, Toast, Whisper
from bot.cards.card import Action, Card, Style, Text, plain
from bot.language import mark, tr
from bot.speaker import Speaker
from bot.tokens import UNKNOWN, Token
from core.errors import NotNow
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.workspaces.link import Found, become_one, find_code, make_code
from core.workspaces.model import Platform, Role

ROLES = {
    Role.OWNER: mark("an owner"),
    Role.APPROVER: mark("an approver"),
    Role.EDITOR: mark("an editor"),
    Role.GUEST: mark("a guest"),
}


async def show(parts: Parts, speaker: Speaker, code: str) -> Answer:
    """`link` gives a code; `link CODE`, typed in the other house, asks before two become one."""
    return await use(parts, speaker, code) if code else await _give(parts, speaker)


async def use(parts: Parts, speaker: Speaker, code: str) -> Answer:
    """Somebody we know has a code. Raises NotAllowed for one that is used, too old or another team's."""
    async with parts.db.reading() as session:
        found = await find_code(session, speaker.member, code.strip(), parts.clock.now())
    if found is None:
        return Whisper(plain(tr("You are one person already.")))
    return Whisper(_question(speaker, found))


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    if token.verb != "link.yes":
        raise NotNow(UNKNOWN)
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        member = await become_one(session, speaker.member, token.subject, parts.clock.now())
        role = member.role
    return Toast(tr("Done: you are one person now, {role}, in both places.", role=tr(ROLES[role])))


async def _give(parts: Parts, speaker: Speaker) -> Answer:
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        code = await make_code(session, speaker.member, parts.clock.now())
    if speaker.identity.platform is Platform.TELEGRAM:
        text = tr("In Slack, type: /rite link {code}", code=code)
    else:
        text = tr("Open our bot in Telegram and send it: /start {code}", code=code)
    once = tr("It works once, for a week. It makes whoever types it the same person as you: show it to nobody else.")
    return Whisper(Card(summary=text, lines=(Text(text), Text(once))))


def _question(speaker: Speaker, found: Found) -> Card:
    """With both names and rights: whoever was handed somebody else's code sees it here."""
    text = tr(
        "This code is {name}'s, {role}. You are {own}, {own_role}. Is that you, too?",
        name=found.owner.name,
        role=tr(ROLES[found.owner.role]),
        own=speaker.member.name,
        own_role=tr(ROLES[speaker.member.role]),
    )
    after = tr("Then you two are one person with the stronger rights, and nobody approves what they wrote themselves.")
    yes = Action(tr("Yes, that's me"), Token("link.yes", found.invite_id), style=Style.PRIMARY)
    return Card(summary=text, lines=(Text(text), Text(after)), actions=(yes,))
