"""The team's settings: the form of chat, for owners."""

from starlette.requests import Request

from bot.language import tr
from bot.retold import retold
from bot.web.dashboard.drawn import form_button
from bot.web.dashboard.guarded import Values
from bot.web.dashboard.visitors import speaker_of
from core.authorization.check import may
from core.authorization.table import Right
from core.services import Services
from core.visits.enter import Visitor


async def settings_page(services: Services, visitor: Visitor, _: Request) -> Values:
    owner = may(visitor.member, Right.SETTINGS)
    form = await form_button(services, speaker_of(visitor), "settings.open", "") if owner else None
    return {"form": form, "why_not": retold("Only an owner changes the settings."), "title": tr("Settings")}
