"""What the buttons of the welcome and of the first steps do."""

from datetime import timedelta

from bot.answers import Answer, Ask, Nothing, Toast
from bot.flows import approvers, create_event
from bot.language import tr
from bot.speaker import Speaker
from bot.tokens import UNKNOWN, Token
from core.errors import NotNow
from core.events.moments import to_local
from core.installs.onboarding import decide_alone
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.workspaces.roles import check_may_name_approvers

FRIDAY = 4
AT_LEAST = timedelta(days=7)
"""A sample with time for its whole campaign."""


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """A button of one of the two cards."""
    match token.verb:
        case "welcome.sample":
            return Ask(create_event.FORM, raw=_sample(parts, speaker))
        case "welcome.approver":
            check_may_name_approvers(speaker.member)
            return Ask(approvers.FORM, everything=True)
        case "welcome.alone":
            return await _alone(parts, speaker)
    raise NotNow(tr(UNKNOWN))


def _sample(parts: Parts, speaker: Speaker) -> dict[str, str]:
    """An event like any other, on a Friday that is far enough away."""
    first = to_local(parts.clock.now() + AT_LEAST, speaker.zone).date()
    friday = first + timedelta(days=(FRIDAY - first.weekday()) % 7)
    name = tr("Warehouse Night (a sample)")
    return {"name": name, "starts": f"{friday.isoformat()} 22:00", "venue": "Halle 7", "price": "12 EUR"}


async def _alone(parts: Parts, speaker: Speaker) -> Answer:
    check_may_name_approvers(speaker.member)
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        await decide_alone(session, speaker.member.workspace_id)
    return Toast(tr("Fine: your yes is enough."))
