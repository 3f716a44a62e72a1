"""A campaign's plan as a page of a calendar: its weeks from the first post to the last, each post by its state."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.cards.calendar import SIGNS
from bot.cards.calendar_words import SAID, SHORT
from bot.language import tr
from bot.retold import retold
from bot.words import clock, day_of, place_of, short_month, short_weekday
from core.campaigns.queries import CampaignView
from core.ports.calendars import Box, CalendarSheet, Mark, Sign

MOST_WEEKS = 6
"""Of a longer plan only weeks are drawn in which something happens."""
Placed = tuple[date, datetime, Mark]


def plan_sheet(campaign: CampaignView, *, making: bool) -> CalendarSheet | None:
    """What is drawn; None without a post. making: states are still changing by the second, so none is told yet."""
    if not campaign.posts:
        return None
    placed = list(_placed(campaign, making=making))
    weeks = [_week(monday, placed) for monday in _mondays(placed)]
    signs = {mark.sign for _, _, mark in placed}
    return CalendarSheet(
        title=campaign.name,
        subtitle=" · ".join([_from_to(placed), place_of(campaign.zone)]),
        weeks=tuple(weeks),
        legend=tuple((sign, tr(SAID[sign])) for sign in Sign if sign in signs),
    )


def plan_alt(campaign: CampaignView) -> str:
    """The same in words."""
    posts = [
        f"{day_of(post.due_local, short=True)}, {clock(post.due_local)}: {retold(post.title)}."
        for post in campaign.posts
    ]
    return " ".join([tr("Calendar of the posts for {event}.", event=campaign.name), *posts])


def _placed(campaign: CampaignView, *, making: bool) -> Iterator[Placed]:
    night = campaign.starts_local
    yield night.date(), night, Mark(Sign.EVENT, clock(night), campaign.name, campaign.venue)
    for post in campaign.posts:
        sign = Sign.DRAFTING if making else SIGNS[post.status]
        at = post.due_local
        yield at.date(), at, Mark(sign, clock(at), retold(post.title), state=tr(SHORT[sign]))


def _mondays(placed: list[Placed]) -> list[date]:
    used = sorted({day - timedelta(days=day.weekday()) for day, _, _ in placed})
    every = [used[0] + timedelta(weeks=week) for week in range((used[-1] - used[0]).days // 7 + 1)]
    return every if len(every) <= MOST_WEEKS else used


def _week(monday: date, placed: list[Placed]) -> tuple[Box, ...]:
    return tuple(_box(monday + timedelta(days=number), placed, first=not number) for number in range(7))


def _box(day: date, placed: list[Placed], *, first: bool) -> Box:
    """The month stands where it begins, and in front of every week: the one before may be left out."""
    marks = sorted(((at, mark) for on, at, mark in placed if on == day), key=lambda one: one[0])
    return Box(
        weekday=short_weekday(day),
        number=day.day,
        month=short_month(day) if first or day.day == 1 else "",
        marks=tuple(mark for _, mark in marks),
    )


def _from_to(placed: list[Placed]) -> str:
    days = [day for day, _, _ in placed]
    first, last = day_of(min(days), weekday=False), day_of(max(days), weekday=False, year=True)
    return tr("{first} to {last}", first=first, last=last)
