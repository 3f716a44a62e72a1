"""A month of days and a day of hours, as buttons, for moments that are not among the usual ones."""

import calendar
from datetime import date
from zoneinfo import ZoneInfo

from bot.cards.card import Action, Card, Text
from bot.flows.form import Reading
from bot.language import mark, tr
from bot.tokens import Token
from bot.words import month_of, short_month, two_letters
from core.notices.model import Talk

LONGEST_AHEAD = 24
"""Months; nobody plans a party beyond them by leafing."""
WEEK, HOURS_A_ROW = 7, 4
EMPTY = "·"
OR_TYPED = mark("Pick one, or type it, like 22:30.")


def month_number(day: date) -> int:
    """Months counted through, so that the next one is one more: what a button carries."""
    return day.year * 12 + day.month - 1


def first_month(talk: Talk, reading: Reading) -> int:
    """The month to begin with: of the day that is told already, or of the event's, or this one."""
    told = talk.answers.get("_day") or talk.answers.get("starts") or ""
    try:
        day = date.fromisoformat(str(told)[:10])
    except ValueError:
        day = _today(reading)
    return max(month_number(day), month_number(_today(reading)))


def days_of(number: int, reading: Reading) -> list[str]:
    """The days of a month that are still to come, as raw answers."""
    weeks = calendar.Calendar().monthdatescalendar(number // 12, number % 12 + 1)
    days = [day for week in weeks for day in week if month_number(day) == number]
    return [day.isoformat() for day in days if day >= _today(reading)]


def kept_in_reach(number: int, reading: Reading) -> int:
    """Nobody leafs into the past, nor for ever."""
    now = month_number(_today(reading))
    return min(max(number, now), now + LONGEST_AHEAD)


def month_card(asked: str, talk: Talk, number: int, reading: Reading, stands_for: dict[str, int]) -> Card:
    """One month, a row for each week; days that have passed cannot be picked. stands_for: raw answer -> its mark."""
    here = Token("talk.month", talk.id, number)
    weeks = calendar.Calendar().monthdatescalendar(number // 12, number % 12 + 1)
    actions = [Action(two_letters(day), here) for day in weeks[0]]
    for day in (day for week in weeks for day in week):
        stands = stands_for.get(day.isoformat())
        pick = here if stands is None else Token("talk.pick", talk.id, stands)
        actions.append(Action(EMPTY if stands is None else str(day.day), pick))
    for other, sign in ((number - 1, "‹ {month}"), (number + 1, "{month} ›")):
        if other == kept_in_reach(other, reading):
            leaf = sign.format(month=short_month(date(other // 12, other % 12 + 1, 1)))
            actions.append(Action(leaf, Token("talk.month", talk.id, other)))
    month = month_of(date(number // 12, number % 12 + 1, 1))
    return Card(f"{asked} {month}", lines=(Text(asked), Text(month)), actions=tuple(actions), columns=WEEK, asks=True)


def hours() -> list[str]:
    """Every full hour, as raw answers."""
    return [f"{hour:02}:00" for hour in range(24)]


def hours_card(asked: str, talk: Talk, stands_for: dict[str, int]) -> Card:
    """Six rows of hours."""
    picks = tuple(Action(raw, Token("talk.pick", talk.id, stands)) for raw, stands in stands_for.items())
    return Card(asked, lines=(Text(asked), Text(tr(OR_TYPED))), actions=picks, columns=HOURS_A_ROW, asks=True)


def _today(reading: Reading) -> date:
    return reading.now.astimezone(ZoneInfo(reading.zone)).date()
