"""From a ticket page or a calendar file, as text, to the facts of an event. Nothing here touches the network."""

from core.events.pages.calendar_file import events_ahead, read_calendar, read_events
from core.events.pages.eventbrite import read_eventbrite
from core.events.pages.joined import joined
from core.events.pages.page import read_page

__all__ = ["events_ahead", "joined", "read_calendar", "read_eventbrite", "read_events", "read_page"]
