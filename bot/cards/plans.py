"""Plans: all a team may choose from, one as a timeline, and that of a campaign with what can be changed about it."""

import zlib
from collections.abc import Sequence

from bot.cards.card import Action, Bullet, Card, Line, Small, Style, Text
from bot.cards.phases import day_in_words, timeline
from bot.language import tr, tr_many
from bot.retold import retold
from bot.tokens import Token
from bot.words import STATUS, place_of, short_moment
from core.campaigns.cadence import Phase
from core.campaigns.change_plan import CampaignPlan, PhasePost, Preview
from core.campaigns.plans import Plan


def mark(phase: Phase) -> int:
    """Which phase a button is about."""
    return zlib.crc32(phase.key.encode())


def plans_card(plans: Sequence[Plan], said: str = "", *, may_set: bool = False) -> Card:
    """`said` is what just happened."""
    what_they_are = tr(
        "A plan says which posts an event gets and when, in the venue's own time. What is not known, like a line-up, "
        "gets no post, and what has passed is left out."
    )
    lines: list[Line] = [Text(said), Small(what_they_are)] if said else [Text(what_they_are)]
    lines += [Bullet(_in_short(plan)) for plan in plans]
    usual = next((plan for plan in plans if plan.usual), None)
    lines.append(Small(_usual(usual)))
    actions = [Action(tr("Open {name}", name=_title(plan)), Token("plan.open", plan.id)) for plan in plans]
    if usual and may_set:
        actions.append(Action(tr("No usual plan"), Token("plan.nousual")))
    return Card(said or what_they_are, tr("Plans"), tuple(lines), actions=tuple(actions))


def _title(plan: Plan) -> str:
    return plan.title if plan.own else retold(plan.title)


def _usual(usual: Plan | None) -> str:
    if usual is None:
        return tr("New events get the one that suits the time that is left, unless you pick another.")
    return tr("New events get “{plan}”, unless you pick another.", plan=_title(usual))


def _in_short(plan: Plan) -> str:
    phases = plan.cadence.phases
    about = tr_many(
        "{plan}: {n} phase, from {first} to {last}",
        "{plan}: {n} phases, from {first} to {last}",
        len(phases),
        plan=_title(plan),
        first=day_in_words(phases[0]),
        last=day_in_words(phases[-1]),
    )
    marks = [tr("yours")] if plan.own else []
    marks += [tr("the usual one")] if plan.usual else []
    return f"{about} ({', '.join(marks)})" if marks else about


def plan_card(plan: Plan, said: str = "", *, may_edit: bool, may_set: bool) -> Card:
    """One plan as a timeline, and what can be done with it."""
    lines: list[Line] = [Text(said)] if said else []
    lines += [Bullet(line) for line in timeline(plan.cadence)]
    if plan.usual:
        lines.append(Small(tr("It is your usual plan: new events get it unless somebody picks another one.")))
    elif not plan.own and plan.cadence.least_days is not None:
        lines.append(Small(_when_chosen(plan.cadence.least_days)))
    actions = []
    if may_edit and plan.own:
        actions.append(Action(tr("Change a phase"), Token("plan.phase", plan.id), style=Style.PRIMARY))
    if may_edit:
        actions.append(Action(tr("Copy it"), Token("plan.copy", plan.id)))
    if may_set and not plan.usual:
        actions.append(Action(tr("Make it the usual"), Token("plan.usual", plan.id)))
    if may_edit and plan.own:
        actions.append(Action(tr("Delete"), Token("plan.leave", plan.id), style=Style.DANGER))
    actions.append(Action(tr("All plans"), Token("plan.list")))
    summary = said or tr("The plan {plan}", plan=_title(plan))
    return Card(summary, _title(plan), tuple(lines), actions=tuple(actions))


def _when_chosen(least_days: int) -> str:
    if not least_days:
        return tr("Chosen by itself for events that are too near for a longer plan.")
    return tr_many(
        "Chosen by itself for events that are {n} day away or more.",
        "Chosen by itself for events that are {n} days away or more.",
        least_days,
    )


def leaving_card(plan: Plan) -> Card:
    """Asked back before a plan is deleted."""
    asked = tr("Delete the plan “{plan}”? Events that have it keep their posts.", plan=plan.title)
    delete = Action(tr("Delete {name}", name=plan.title), Token("plan.delete", plan.id), style=Style.DANGER)
    return Card(asked, lines=(Text(asked),), actions=(delete, Action(tr("Keep it"), Token("plan.open", plan.id))))


def campaign_plan_card(plan: CampaignPlan, said: str = "") -> Card:
    """A campaign's phases with their posts, and a button for each that can be dropped or added."""
    opening = said or _opening(plan)
    lines: list[Line] = [Text(opening)]
    posts = sorted((post for of_phase in plan.posts.values() for post in of_phase), key=lambda post: post.due_local)
    lines += [Bullet(_post(post)) for post in posts]
    lines += [Bullet(_without(plan, phase)) for phase in plan.cadence.phases if not plan.posts.get(phase.key)]
    lines.append(Small(tr("Hours are wall time at the venue ({place}).", place=place_of(plan.zone))))
    drop = [
        Action(tr("Drop {phase}", phase=retold(phase.title)), Token("plan.drop", plan.id, mark(phase)))
        for phase in plan.cadence.phases
    ]
    add = [
        Action(tr("Add {phase}", phase=retold(phase.title)), Token("plan.add", plan.id, mark(phase)))
        for phase in plan.addable
    ]
    keep = Action(tr("Save as a plan"), Token("plan.keep", plan.id))
    return Card(opening, tr("Change plan"), tuple(lines), actions=(*add, *drop, keep), columns=3)


def _opening(plan: CampaignPlan) -> str:
    title = retold(plan.cadence.title)
    if plan.own:
        return tr("The plan of {event}: {plan}, changed.", event=plan.event, plan=title)
    return tr("The plan of {event}: {plan}.", event=plan.event, plan=title)


def _without(plan: CampaignPlan, phase: Phase) -> str:
    """Why a phase of the plan has no post."""
    title = retold(phase.title)
    if lacks := plan.lacking.get(phase.key):
        return tr("{phase} · no post yet: the event has to have {fact} first", phase=title, fact=retold(lacks))
    return tr("{phase} · no post: its time has passed, or it was dropped", phase=title)


def _post(post: PhasePost) -> str:
    said = f"{short_moment(post.due_local)} · {retold(post.title)}"
    said = f"{said} · {tr(STATUS[post.status])}" if post.status else said
    return f"{said}. {retold(post.note)}" if post.note else said


def dropping_card(preview: Preview) -> Card:
    """What dropping a phase would do, and nothing done yet."""
    phase, event = retold(preview.phase.title), preview.plan.event
    asked = tr("Drop “{phase}” from the plan of {event}?", phase=phase, event=event)
    lines: list[Line] = [Text(asked)]
    lines += [Bullet(tr("Dropped: {post}", post=_post(post))) for post in preview.changes]
    lines += [Bullet(tr("Stays: {post}", post=_post(post))) for post in preview.stays]
    if preview.stays:
        untouched = tr("What somebody said yes to, or what is out, I do not touch. Drop it on its own card.")
        lines.append(Small(untouched))
    if not (preview.changes or preview.stays):
        lines.append(Small(tr("It has no post at the moment.")))
    number = mark(preview.phase)
    drop = Action(tr("Drop it"), Token("plan.dropnow", preview.plan.id, number), style=Style.DANGER)
    return Card(asked, lines=tuple(lines), actions=(drop, _back(preview.plan)))


def adding_card(preview: Preview) -> Card:
    """What adding a phase would do, and nothing done yet."""
    phase, event = retold(preview.phase.title), preview.plan.event
    asked = tr("Add “{phase}” to the plan of {event}?", phase=phase, event=event)
    lines: list[Line] = [Text(asked)]
    lines += [Bullet(tr("New: {post}", post=_post(post))) for post in preview.changes]
    lines.append(Small(_how_it_goes_on(preview)))
    number = mark(preview.phase)
    add = Action(tr("Add it"), Token("plan.addnow", preview.plan.id, number), style=Style.PRIMARY)
    return Card(asked, lines=tuple(lines), actions=(add, _back(preview.plan)))


def _how_it_goes_on(preview: Preview) -> str:
    if preview.lacks:
        fact = retold(preview.lacks)
        return tr("There is no post yet: the event has to have {fact} first. Then I make it.", fact=fact)
    if not preview.changes:
        return tr("There would be no post: its time has passed, or another post stands there already.")
    return tr("It waits for a yes, like every other. All other posts stay as they are.")


def _back(plan: CampaignPlan) -> Action:
    return Action(tr("Keep it as it is"), Token("plan.campaign", plan.id))
