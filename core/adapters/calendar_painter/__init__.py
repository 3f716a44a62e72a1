"""Calendars drawn with Pillow, in the house's own text face."""

from core.adapters.calendar_painter.painter import PillowCalendars

__all__ = ["PillowCalendars"]
