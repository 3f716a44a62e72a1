"""Events that come again: the question about the next one, and the list of all series."""

from collections.abc import Sequence

from bot.cards.card import Action, Card, Fact, Line, Small, Style, Text
from bot.language import mark, tr, tr_as, tr_many
from bot.retold import retold
from bot.tokens import Token
from bot.words import (
    clock,
    day_of,
    kind,
    long_moment,
    number_in_words,
    short_day,
    short_weekday,
    shortened,
    spoken_list,
)
from core.series.last_time import Worked
from core.series.queries import ProposalView, SeriesView

MOST_SHOWN = 10
MOST_DATES = 6
CARRIED = mark(
    "Place, plan, tone, languages, designs, account, goals, hours and hashtags that worked are taken over from last "
    "time. "
    "Line-up, price and ticket link are not: they are told anew."
)
TEACHES = mark(
    "No series yet. Press Next one on an event's card after the night, or begin one here: every Friday, or every "
    "first Saturday of the month. I ask some weeks ahead, and set nothing up by myself."
)


def proposal_card(asked: ProposalView) -> Card:
    """Shall I set up Fri 4 Dec? Last time's line-up and price are named, so that nobody takes them for this one's."""
    question = tr("{event}: shall I set up {day}?", event=asked.name, day=short_day(asked.starts_local))
    lines: list[Line] = [
        Text(question),
        Fact(tr("When"), f"{long_moment(asked.starts_local, asked.zone)}, {retold(asked.rule)}"),
    ]
    if asked.worked:
        lines.append(Fact(tr("Last time"), worked_in_words(asked.worked)))
    lines.append(Small(f"{tr(CARRIED)}{_last(asked)}"))
    day = asked.starts_local.date().toordinal()
    return Card(
        summary=question,
        lines=tuple(lines),
        actions=(
            Action(tr("Set it up"), Token("series.set", asked.series_id, day), style=Style.PRIMARY),
            Action(tr("Change"), Token("series.change", asked.series_id, day)),
            Action(tr("Not this time"), Token("series.skip", asked.series_id, day)),
        ),
    )


def _last(asked: ProposalView) -> str:
    said = [shortened(spoken_list(asked.last_lineup), 150), asked.last_price]
    told = "; ".join(part for part in said if part)
    return " " + tr("(Last time: {told}.)", told=told) if told else ""


def worked_in_words(worked: Worked) -> str:
    """ "most people saw the Line-up (carousel), Thu 18:00: 1,240 of them (best of 5 measured posts)"."""
    at = f"{short_weekday(worked.at_local)} {clock(worked.at_local)}"
    sample = tr("the only one measured")
    if worked.measured > 1:
        sample = tr("best of {posts} measured posts", posts=worked.measured)
    return tr(
        "most people saw the {post} ({kind}), {at}: {reach} of them ({sample})",
        post=retold(worked.title),
        kind=kind(worked.format),
        at=at,
        reach=number_in_words(worked.reach),
        sample=sample,
    )


def series_card(series: Sequence[SeriesView], *, may_edit: bool, said: str = "") -> Card:
    """All series that go on; `said` is what just happened."""
    opening = said or (tr_many("{n} series going on.", "{n} series going on.", len(series)) if series else tr(TEACHES))
    lines: list[Line] = [Text(opening), *(Fact(one.name, _told(one)) for one in series[:MOST_SHOWN])]
    if series:
        lines.append(Small(tr(CARRIED)))
    return Card(opening, tr_as("several", "Series"), tuple(lines), actions=tuple(_actions(series)) if may_edit else ())


def _told(one: SeriesView) -> str:
    at = tr("no date ahead")
    if one.next_local:
        at = tr("next {day}, {clock}", day=short_day(one.next_local), clock=clock(one.next_local))
    return "; ".join(part for part in (retold(one.rule), at, _left_out(one)) if part)


def _left_out(one: SeriesView) -> str:
    if not one.skipped:
        return ""
    shown = [day_of(day, weekday=False, short=True) for day in one.skipped[:MOST_DATES]]
    if more := len(one.skipped) - len(shown):
        shown.append(tr_many("{n} more", "{n} more", more))
    return tr("not on {days}", days=spoken_list(shown))


def _actions(series: Sequence[SeriesView]) -> list[Action]:
    actions = [Action(tr("Begin a series"), Token("series.begin"), style=Style.PRIMARY)]
    if series:
        actions.append(Action(tr("Leave dates out"), Token("series.dates")))
    ends = tr("Nobody is asked about it any more. What is set up goes on.")
    return actions + [
        Action(_end(one), Token("series.end", one.id), style=Style.DANGER, confirm=ends) for one in series[:MOST_SHOWN]
    ]


def _end(one: SeriesView) -> str:
    return shortened(tr("End {series}", series=one.name), 60)
