"""What a page of the calendar says beside its picture: states in a word, what it is narrowed to, why it is empty."""

from collections.abc import Iterator
from datetime import datetime

from bot.language import mark, tr, tr_as
from bot.words import clock, place_of, short_day
from core.calendar.look import Group, Span
from core.calendar.queries import Calendar, PlannedEvent
from core.ports.calendars import Sign

SAID: dict[Sign, str] = {
    Sign.EVENT: mark("the event itself"),
    Sign.DRAFTING: mark("being made"),
    Sign.WAITING: mark("waits for a yes"),
    Sign.QUEUED: mark("approved, goes out by itself"),
    Sign.LIVE: mark("live"),
    Sign.HELD: mark("held"),
    Sign.DROPPED: mark("dropped"),
    Sign.TROUBLE: mark("needs care"),
}
SHORT: dict[Sign, str] = {**SAID, Sign.EVENT: "", Sign.QUEUED: mark("approved")}
GROUPS: dict[Group, str] = {
    Group.WAITING: mark("Waiting for a yes"),
    Group.QUEUED: mark("Going out"),
    Group.LIVE: mark("Live"),
    Group.CARE: mark("Needs care"),
}
NARROWED: dict[Group, str] = {
    Group.WAITING: mark("waiting for a yes"),
    Group.QUEUED: mark("going out"),
    Group.LIVE: mark("live"),
    Group.CARE: mark("needs care"),
}
"""The same beside a title."""
NEW_HERE = mark("Nothing is planned yet. Type an event in your own words, and its posts appear here.")


def about(calendar: Calendar) -> Iterator[str]:
    """What is on the page: whose, what it is narrowed to, in which clock."""
    yield calendar.about or (tr("all accounts") if len(calendar.accounts) > 1 else tr("everything planned"))
    if calendar.look.group is not Group.ALL:
        yield tr(NARROWED[calendar.look.group])
    yield place_of(calendar.zone)


def name_of(event: PlannedEvent) -> str:
    return tr("{event} (cancelled)", event=event.name) if event.cancelled else event.name


def there(at: datetime, local: datetime, zone: str) -> list[str]:
    """The venue's own time, where its clock shows another one."""
    return [f"{clock(local)} {place_of(zone)}"] if at != local else []


def empty(calendar: Calendar) -> str:
    """Why nothing is on this page, and where something is."""
    if not calendar.ever:
        return tr(NEW_HERE)
    week = calendar.look.span is Span.WEEK
    if calendar.next_day:
        day, later = calendar.next_day, tr_as("button", "Later")
        when = short_day(day)
        if week:
            return tr("Nothing this week. It goes on on {day}: press {later}.", day=when, later=later)
        return tr("Nothing this month. It goes on on {day}: press {later}.", day=when, later=later)
    earlier = tr_as("button", "Earlier")
    if week:
        return tr("Nothing this week. Press {earlier} to look back, or type a new event.", earlier=earlier)
    return tr("Nothing this month. Press {earlier} to look back, or type a new event.", earlier=earlier)
