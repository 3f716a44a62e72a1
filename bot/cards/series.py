"""Events that come again: the question about the next one, and the list of all series."""

from collections.abc import Sequence
from datetime import datetime

from bot.cards.card import Action, Card, Fact, Line, Small, Style, Text
from bot.tokens import Token
from bot.words import clock, count, kind, long_moment, shortened, spoken_list
from core.series.last_time import Worked
from core.series.queries import ProposalView, SeriesView

TITLE = "Series"
MOST_SHOWN = 10
MOST_DATES = 6
CARRIED = (
    "Place, plan, tone, languages, designs, account and goals are taken over from last time. "
    "Line-up, price and ticket link are not: they are told anew."
)
TEACHES = (
    "No series yet. Press Next one on an event's card after the night, or begin one here: every Friday, or every "
    "first Saturday of the month. I ask some weeks ahead, and set nothing up by myself."
)


def proposal_card(asked: ProposalView) -> Card:
    """Shall I set up Fri 4 Dec? Last time's line-up and price are named, so that nobody takes them for this one's."""
    question = f"{asked.name}: shall I set up {short_day(asked.starts_local)}?"
    lines: list[Line] = [
        Text(question),
        Fact("When", f"{long_moment(asked.starts_local, asked.zone)}, {asked.rule}"),
    ]
    if asked.worked:
        lines.append(Fact("Last time", worked_in_words(asked.worked)))
    lines.append(Small(f"{CARRIED}{_last(asked)}"))
    day = asked.starts_local.date().toordinal()
    return Card(
        summary=question,
        lines=tuple(lines),
        actions=(
            Action("Set it up", Token("series.set", asked.series_id, day), style=Style.PRIMARY),
            Action("Change", Token("series.change", asked.series_id, day)),
            Action("Not this time", Token("series.skip", asked.series_id, day)),
        ),
    )


def _last(asked: ProposalView) -> str:
    said = [shortened(spoken_list(asked.last_lineup), 150), asked.last_price]
    told = "; ".join(part for part in said if part)
    return f" (Last time: {told}.)" if told else ""


def worked_in_words(worked: Worked) -> str:
    """ "most people saw the Line-up (carousel), Thu 18:00: 1,240 of them (best of 5 measured posts)"."""
    what = f"{worked.title} ({kind(worked.format)}), {worked.at_local:%a} {clock(worked.at_local)}"
    sample = f"best of {worked.measured} measured posts" if worked.measured > 1 else "the only one measured"
    return f"most people saw the {what}: {worked.reach:,} of them ({sample})"


def short_day(local: datetime) -> str:
    """ "Fri 4 Dec"."""
    return f"{local:%a} {local.day} {local:%b}"


def series_card(series: Sequence[SeriesView], *, may_edit: bool, said: str = "") -> Card:
    """All series that go on; `said` is what just happened."""
    opening = said or (f"{count(len(series), 'series', 'series')} going on." if series else TEACHES)
    lines: list[Line] = [Text(opening), *(Fact(one.name, _told(one)) for one in series[:MOST_SHOWN])]
    if series:
        lines.append(Small(CARRIED))
    return Card(opening, TITLE, tuple(lines), actions=tuple(_actions(series)) if may_edit else ())


def _told(one: SeriesView) -> str:
    at = f"next {short_day(one.next_local)}, {clock(one.next_local)}" if one.next_local else "no date ahead"
    return "; ".join(part for part in (one.rule, at, _left_out(one)) if part)


def _left_out(one: SeriesView) -> str:
    if not one.skipped:
        return ""
    shown = [f"{day.day} {day:%b}" for day in one.skipped[:MOST_DATES]]
    if more := len(one.skipped) - len(shown):
        shown.append(f"{more} more")
    return f"not on {spoken_list(shown)}"


def _actions(series: Sequence[SeriesView]) -> list[Action]:
    actions = [Action("Begin a series", Token("series.begin"), style=Style.PRIMARY)]
    if series:
        actions.append(Action("Leave dates out", Token("series.dates")))
    ends = "Nobody is asked about it any more. What is set up goes on."
    return actions + [
        Action(shortened(f"End {one.name}", 60), Token("series.end", one.id), style=Style.DANGER, confirm=ends)
        for one in series[:MOST_SHOWN]
    ]
