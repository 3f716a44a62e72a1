"""The history of a post: who did what, when, on which version."""

from bot.cards.card import Action, Bullet, Card, Line, Text
from bot.cards.why import fitting
from bot.language import mark, tr, tr_many
from bot.retold import retold
from bot.tokens import Token
from bot.words import short_moment, shortened
from core.trail.model import What
from core.trail.queries import Happened, Step, TrailView

MOST = 25
LONGEST = 160
"""Of somebody's words, in characters."""


def trail_card(view: TrailView) -> Card:
    """The newest steps are never left out; how many older ones are is said."""
    named = {"post": retold(view.title), "event": view.event}
    lines: list[Line] = []
    if (left_out := len(view.steps) - MOST) > 0:
        lines.append(Text(tr_many("… and {n} earlier step", "… and {n} earlier steps", left_out)))
    lines += [Bullet(_line(step)) for step in view.steps[-MOST:]]
    if not view.steps:
        lines.append(Text(tr("Nothing happened yet: its first version is being made.")))
    why = Action(tr("Why this post"), Token("post.why", view.id, view.revision))
    summary = tr("The history of {post} for {event}.", **named)
    return Card(summary, tr("History: {post} · {event}", **named), fitting(lines), actions=(why,))


def _line(step: Step) -> str:
    """ "Tue 24 Nov, 15:04 · Ada approved version 2"."""
    said = tr(
        _SAID[step.what],
        name=step.name or tr("somebody"),
        version=step.revision,
        words=shortened(" ".join(_words(step).split()), LONGEST),
        other=step.other or tr("somebody"),
    )
    return f"{short_moment(step.at_local)} · {said}"


def _words(step: Step) -> str:
    return short_moment(step.moved_to) if step.moved_to else step.words


_SAID: dict[What | Happened, str] = {
    Happened.MADE: mark("version {version}, asked for by {name}"),
    Happened.WRITTEN: mark("version {version} was written"),
    Happened.WENT_BACK: mark("{name} went back to version {words}, which is version {version}"),
    Happened.APPROVED: mark("{name} approved version {version}"),
    Happened.LET_GO: mark("no yes was needed for version {version}: {name} let it go"),
    Happened.ASKED_FOR_CHANGES: mark("{name} asked for changes to version {version}: “{words}”"),
    Happened.TAKEN_BACK: mark("{name} took the yes of {other} to version {version} back"),
    Happened.TAKEN_OWN_BACK: mark("{name} took back the yes to version {version}"),
    Happened.VOID: mark("the yes of {other} to version {version} counts no longer: it was changed"),
    Happened.LIVE: mark("version {version} went live"),
    What.COMMENTED: mark("{name} on version {version}: “{words}”"),
    What.ASKED: mark("{name} asked {other} for a yes to version {version}"),
    What.HELD: mark("{name} stopped version {version}"),
    What.RESUMED: mark("{name} resumed version {version}"),
    What.DROPPED: mark("{name} dropped version {version}"),
    What.MOVED: mark("{name} moved version {version} to {words}"),
    What.SENT_NOW: mark("{name} had version {version} posted at once"),
    What.TRIED_AGAIN: mark("{name} had version {version} tried again"),
    What.SAW_IT_LIVE: mark("{name} saw version {version} live"),
    What.SAW_IT_ABSENT: mark("{name} looked: version {version} is not there"),
}
