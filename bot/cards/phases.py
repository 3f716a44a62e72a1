"""What a phase of a plan is, and when its posts go out, in words."""

from datetime import timedelta

from bot.language import mark, tr, tr_many
from bot.retold import retold
from bot.words import count, kind
from core.campaigns.cadence import Anchor, Cadence, Each, Phase

_WEEK = 7
_BEFORE, _AFTER = -1, 1
_NEXT = {
    (Anchor.EVENING, _BEFORE): mark("the day before"),
    (Anchor.EVENING, _AFTER): mark("the day after"),
    (Anchor.END, _BEFORE): mark("the day before the end"),
    (Anchor.END, _AFTER): mark("the day after the end"),
    (Anchor.EARLY_BIRD, _BEFORE): mark("the day before early bird ends"),
    (Anchor.EARLY_BIRD, _AFTER): mark("the day after early bird ends"),
}
_FURTHER = {
    (Anchor.EVENING, _BEFORE): mark("{span} before"),
    (Anchor.EVENING, _AFTER): mark("{span} after"),
    (Anchor.END, _BEFORE): mark("{span} before the end"),
    (Anchor.END, _AFTER): mark("{span} after the end"),
    (Anchor.EARLY_BIRD, _BEFORE): mark("{span} before early bird ends"),
    (Anchor.EARLY_BIRD, _AFTER): mark("{span} after early bird ends"),
}
_DAYS = {_BEFORE: mark("{first} to {last} days before"), _AFTER: mark("{first} to {last} days after")}
"""A phase with several posts."""


def timeline(cadence: Cadence) -> list[str]:
    """A line for each phase: when, what, and on which condition."""
    return [f"{time_in_words(phase)} · {phase_in_words(phase)}" for phase in cadence.phases]


def phase_in_words(phase: Phase) -> str:
    """ "Announcement (carousel, also as a story)"."""
    about = [kind(phase.format)]
    if phase.story:
        about.append(tr("also as a story"))
    if phase.each is Each.ARTIST:
        about.append(tr("one for each artist"))
    return f"{retold(phase.title)} ({', '.join(about)})"


def time_in_words(phase: Phase) -> str:
    """ "3 weeks before, 18:00", "2 hours before doors", "the day before early bird ends, 17:00"."""
    if phase.before_doors is not None:
        return tr("{span} before doors", span=_span(phase.before_doors))
    when = day_in_words(phase)
    if phase.last_day != phase.day:
        side = _BEFORE if phase.last_day < 0 else _AFTER
        when = tr(_DAYS[side], first=abs(phase.day), last=abs(phase.last_day))
    return f"{when}, {phase.hour:%H:%M}"


def day_in_words(phase: Phase) -> str:
    """ "3 weeks before", "the day itself", "2 days after the end"."""
    day, anchor = phase.day, phase.anchor
    if phase.before_doors is not None:
        day, anchor = 0, Anchor.EVENING
    if day == 0:
        return tr("the day itself") if anchor is not Anchor.EARLY_BIRD else tr("the day early bird ends")
    side = _BEFORE if day < 0 else _AFTER
    if abs(day) == 1:
        return tr(_NEXT[anchor, side])
    return tr(_FURTHER[anchor, side], span=_days(abs(day)))


def _days(number: int) -> str:
    if number % _WEEK == 0:
        return count(number // _WEEK, "week")
    return count(number, "day")


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    if minutes % 60 == 0:
        return count(minutes // 60, "hour")
    if minutes < 60:
        return tr_many("{n} minute", "{n} minutes", minutes)
    return tr("{hours} hours", hours=f"{minutes // 60}:{minutes % 60:02}")
