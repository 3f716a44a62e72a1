"""A new event: the form of chat on a page of its own; its posts are drafted as from there."""

from starlette.requests import Request

from bot.language import tr
from bot.web.dashboard.drawn import form_button
from bot.web.dashboard.guarded import Values
from bot.web.dashboard.visitors import speaker_of
from core.services import Services
from core.visits.enter import Visitor


async def new_event_page(services: Services, visitor: Visitor, _: Request) -> Values:
    form = await form_button(services, speaker_of(visitor), "event.new", "")
    return {"form": form, "title": tr("New event")}
