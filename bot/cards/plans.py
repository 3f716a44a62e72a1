"""Plans: all a team may choose from, one as a timeline, and that of a campaign with what can be changed about it."""

import zlib
from collections.abc import Sequence
from datetime import timedelta

from bot.cards.card import Action, Bullet, Card, Line, Small, Style, Text
from bot.tokens import Token
from bot.words import STATUS, count, kind, place_of, short_moment
from core.campaigns.cadence import Anchor, Cadence, Each, Phase
from core.campaigns.change_plan import CampaignPlan, PhasePost, Preview
from core.campaigns.plans import Plan

_TITLE = "Plans"
WHAT_THEY_ARE = (
    "A plan says which posts an event gets and when, in the venue's own time. What is not known, like a line-up, gets "
    "no post, and what has passed is left out."
)
_WEEK = 7


def mark(phase: Phase) -> int:
    """Which phase a button is about."""
    return zlib.crc32(phase.key.encode())


def plans_card(plans: Sequence[Plan], said: str = "", *, may_set: bool = False) -> Card:
    """`said` is what just happened."""
    lines: list[Line] = [Text(said)] if said else []
    lines += [Small(WHAT_THEY_ARE)] if said else [Text(WHAT_THEY_ARE)]
    lines += [Bullet(_in_short(plan)) for plan in plans]
    usual = next((plan for plan in plans if plan.usual), None)
    lines.append(Small(_usual(usual)))
    actions = [Action(f"Open {plan.title}", Token("plan.open", plan.id)) for plan in plans]
    if usual and may_set:
        actions.append(Action("No usual plan", Token("plan.nousual")))
    return Card(said or WHAT_THEY_ARE, _TITLE, tuple(lines), actions=tuple(actions))


def _usual(usual: Plan | None) -> str:
    if usual is None:
        return "New events get the one that suits the time that is left, unless you pick another."
    return f"New events get “{usual.title}”, unless you pick another."


def _in_short(plan: Plan) -> str:
    first, last = plan.cadence.phases[0], plan.cadence.phases[-1]
    marks = ", ".join(word for word, holds in (("yours", plan.own), ("the usual one", plan.usual)) if holds)
    about = f"{count(len(plan.cadence.phases), 'phase')}, from {day_in_words(first)} to {day_in_words(last)}"
    return f"{plan.title}: {about}{f' ({marks})' if marks else ''}"


def plan_card(plan: Plan, said: str = "", *, may_edit: bool, may_set: bool) -> Card:
    """One plan as a timeline, and what can be done with it."""
    lines: list[Line] = [Text(said)] if said else []
    lines += [Bullet(line) for line in timeline(plan.cadence)]
    if plan.usual:
        lines.append(Small("It is your usual plan: new events get it unless somebody picks another one."))
    elif not plan.own and plan.cadence.least_days is not None:
        days = plan.cadence.least_days
        near = "too near for a longer plan" if not days else f"{days} days away or more"
        lines.append(Small(f"Chosen by itself for events that are {near}."))
    actions = []
    if may_edit and plan.own:
        actions.append(Action("Change a phase", Token("plan.phase", plan.id), style=Style.PRIMARY))
    if may_edit:
        actions.append(Action("Copy it", Token("plan.copy", plan.id)))
    if may_set and not plan.usual:
        actions.append(Action("Make it the usual", Token("plan.usual", plan.id)))
    if may_edit and plan.own:
        actions.append(Action("Delete", Token("plan.leave", plan.id), style=Style.DANGER))
    actions.append(Action("All plans", Token("plan.list")))
    return Card(said or f"The plan {plan.title}", plan.title, tuple(lines), actions=tuple(actions))


def leaving_card(plan: Plan) -> Card:
    """Asked back before a plan is deleted."""
    asked = f"Delete the plan “{plan.title}”? Events that have it keep their posts."
    delete = Action(f"Delete {plan.title}", Token("plan.delete", plan.id), style=Style.DANGER)
    return Card(asked, lines=(Text(asked),), actions=(delete, Action("Keep it", Token("plan.open", plan.id))))


def timeline(cadence: Cadence) -> list[str]:
    """A line for each phase: when, what, and on which condition."""
    return [f"{time_in_words(phase)} · {phase_in_words(phase)}" for phase in cadence.phases]


def phase_in_words(phase: Phase) -> str:
    """ "Announcement (carousel, also as a story)"."""
    shape = f"{kind(phase.format)}, also as a story" if phase.story else kind(phase.format)
    each = ", one for each artist" if phase.each is Each.ARTIST else ""
    return f"{phase.title} ({shape}{each})"


def time_in_words(phase: Phase) -> str:
    """ "3 weeks before, 18:00", "2 hours before doors", "the day before early bird ends, 17:00"."""
    if phase.before_doors is not None:
        return f"{_span(phase.before_doors)} before doors"
    when = day_in_words(phase)
    if phase.last_day != phase.day:
        when = f"{abs(phase.day)} to {abs(phase.last_day)} days {'before' if phase.last_day < 0 else 'after'}"
    return f"{when}, {phase.hour:%H:%M}"


def day_in_words(phase: Phase) -> str:
    """ "3 weeks before", "the day itself", "2 days after the end"."""
    said = "the day itself" if phase.before_doors is not None else _days(phase.day)
    if phase.anchor is Anchor.EARLY_BIRD:
        return f"{said} early bird ends"
    return f"{said} the end" if phase.anchor is Anchor.END and phase.day else said


def _days(day: int) -> str:
    if day == 0:
        return "the day itself"
    side = "before" if day < 0 else "after"
    number = abs(day)
    if number == 1:
        return f"the day {side}"
    if number % _WEEK == 0:
        return f"{count(number // _WEEK, 'week')} {side}"
    return f"{number} days {side}"


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    if minutes % 60:
        return f"{minutes} minutes" if minutes < 60 else f"{minutes // 60}:{minutes % 60:02} hours"
    return count(minutes // 60, "hour")


def campaign_plan_card(plan: CampaignPlan, said: str = "") -> Card:
    """A campaign's phases with their posts, and a button for each that can be dropped or added."""
    opening = said or f"The plan of {plan.event}: {plan.cadence.title}{', changed' if plan.own else ''}."
    lines: list[Line] = [Text(opening)]
    posts = sorted((post for of_phase in plan.posts.values() for post in of_phase), key=lambda post: post.due_local)
    lines += [Bullet(_post(post)) for post in posts]
    lines += [Bullet(_without(plan, phase)) for phase in plan.cadence.phases if not plan.posts.get(phase.key)]
    lines.append(Small(f"Hours are wall time at the venue ({place_of(plan.zone)})."))
    drop = [Action(f"Drop {phase.title}", Token("plan.drop", plan.id, mark(phase))) for phase in plan.cadence.phases]
    add = [Action(f"Add {phase.title}", Token("plan.add", plan.id, mark(phase))) for phase in plan.addable]
    keep = Action("Save as a plan", Token("plan.keep", plan.id))
    return Card(opening, "Change plan", tuple(lines), actions=(*add, *drop, keep), columns=3)


def _without(plan: CampaignPlan, phase: Phase) -> str:
    """Why a phase of the plan has no post."""
    if lacks := plan.lacking.get(phase.key):
        return f"{phase.title} · no post yet: the event has to have {lacks} first"
    return f"{phase.title} · no post: its time has passed, or it was dropped"


def _post(post: PhasePost) -> str:
    said = f"{short_moment(post.due_local)} · {post.title}"
    said = f"{said} · {STATUS[post.status]}" if post.status else said
    return f"{said}. {post.note}" if post.note else said


def dropping_card(preview: Preview) -> Card:
    """What dropping a phase would do, and nothing done yet."""
    asked = f"Drop “{preview.phase.title}” from the plan of {preview.plan.event}?"
    lines: list[Line] = [Text(asked)]
    lines += [Bullet(f"Dropped: {_post(post)}") for post in preview.changes]
    lines += [Bullet(f"Stays: {_post(post)}") for post in preview.stays]
    if preview.stays:
        lines.append(Small("What somebody said yes to, or what is out, I do not touch. Drop it on its own card."))
    if not (preview.changes or preview.stays):
        lines.append(Small("It has no post at the moment."))
    number = mark(preview.phase)
    drop = Action("Drop it", Token("plan.dropnow", preview.plan.id, number), style=Style.DANGER)
    return Card(asked, lines=tuple(lines), actions=(drop, _back(preview.plan)))


def adding_card(preview: Preview) -> Card:
    """What adding a phase would do, and nothing done yet."""
    asked = f"Add “{preview.phase.title}” to the plan of {preview.plan.event}?"
    lines: list[Line] = [Text(asked)]
    lines += [Bullet(f"New: {_post(post)}") for post in preview.changes]
    if preview.lacks:
        lines.append(Small(f"There is no post yet: the event has to have {preview.lacks} first. Then I make it."))
    elif not preview.changes:
        lines.append(Small("There would be no post: its time has passed, or another post stands there already."))
    else:
        lines.append(Small("It waits for a yes, like every other. All other posts stay as they are."))
    number = mark(preview.phase)
    add = Action("Add it", Token("plan.addnow", preview.plan.id, number), style=Style.PRIMARY)
    return Card(asked, lines=tuple(lines), actions=(add, _back(preview.plan)))


def _back(plan: CampaignPlan) -> Action:
    return Action("Keep it as it is", Token("plan.campaign", plan.id))
