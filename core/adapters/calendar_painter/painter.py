"""Implements `CalendarPainter`: off the event loop, one after the other with whatever else is painted."""

from core.adapters.calendar_painter.month import month
from core.adapters.calendar_painter.week import week
from core.adapters.pillow_painter.ruler import Ruler
from core.adapters.turns import Turns
from core.ports.calendars import CalendarSheet


class PillowCalendars:
    def __init__(self, turns: Turns | None = None) -> None:
        self._ruler = Ruler()
        self._turns = turns or Turns()

    async def calendar(self, sheet: CalendarSheet) -> bytes:
        return await self._turns.take(self.draw, sheet)

    def draw(self, sheet: CalendarSheet) -> bytes:
        """In this thread."""
        draw = week if len(sheet.weeks) == 1 else month
        return draw(sheet, self._ruler).png()
