"""For those who run Rite: alerts, how everything is, work that was given up. What core says of itself is English."""

from collections.abc import Sequence

from bot.cards.card import Action, Bullet, Card, Fact, Line, Quote, Small, Style, Text, plain
from bot.language import mark, tr
from bot.retold import retold
from bot.tokens import NOBODY, Token
from bot.words import count, moment
from core.dead_letters import DeadLetter
from core.events.moments import to_local
from core.operations.alert import AlertView
from core.operations.report import Report

LONGEST_ERROR = 300
_KINDS = {
    "campaign": mark("An event's posts"),
    "post": mark("A post"),
    "notice": mark("A message"),
    "talk": mark("What somebody sent"),
    "import": mark("A list of events"),
    "design": mark("A design"),
    "account": mark("An account"),
    "digest": mark("A digest"),
    "recap": mark("Photos of an evening"),
    "alert": mark("An alert"),
}
"""What a task is about, by how its name begins."""


def alert_card(alert: AlertView) -> Card:
    """What, since when and what to do; a task that was given up can be taken up again right here."""
    text = tr("Resolved: {text}", text=alert.text) if alert.resolved else tr("Alert: {text}", text=alert.text)
    return plain(text, *([] if alert.task_id is None else _ways(Token("tasks.again", alert.task_id, 1))))


def health_card(found: Report) -> Card:
    """Parts, figures, incidents; a bar for every hour of the last day."""
    lines: list[Line] = [Bullet(line) for line in found.parts]
    if found.incidents:
        lines += [Text(tr("Incidents")), *(Bullet(line) for line in found.incidents)]
    if found.figures:
        lines += [Text(tr("Figures now and within 24 hours")), *(Bullet(line) for line in found.figures)]
    actions = [Action(tr("Look again"), Token("tasks.health"))]
    if found.given_up:
        label = tr("See what was given up")
        actions.insert(0, Action(label, Token("tasks.show"), style=Style.PRIMARY))
        lines.append(Small(count(found.given_up, "task given up")))
    return Card(summary=found.headline, title=found.headline, lines=tuple(lines), actions=tuple(actions))


def dead_letters_card(found: Sequence[DeadLetter], place: int, zone: str, *, teams: bool) -> Card:
    """One at a time, with what can be done about it. teams: whose it is matters, because all are shown."""
    if not found:
        return plain(tr("Nothing was given up."))
    place %= len(found)
    one = found[place]
    title = tr("Given up: {what}", what=_kind(one.name))
    lines: list[Line] = [
        Fact(tr("Task"), one.name),
        *([Fact(tr("Team"), one.team)] if teams and one.team else []),
        Fact(tr("Since"), moment(to_local(one.since, zone), zone)),
        Fact(tr("Tried"), count(one.tries, "try")),
        *([Quote(retold(one.error[:LONGEST_ERROR]))] if one.error else []),
    ]
    if len(found) > 1:
        lines.append(Small(tr("{place} of {all}", place=place + 1, all=len(found))))
    following = [Action(tr("Next"), Token("tasks.show", NOBODY, place + 1))] if len(found) > 1 else []
    return Card(
        summary=title,
        title=title,
        lines=tuple(lines),
        actions=(*_ways(Token("tasks.again", one.id)), *following),
    )


def _ways(again: Token) -> list[Action]:
    return [
        Action(tr("Try again"), again, style=Style.PRIMARY),
        Action(
            tr("Drop"),
            Token("tasks.drop", again.subject, again.number),
            style=Style.DANGER,
            confirm=tr("Drop it for good? It will not be done."),
        ),
    ]


def _kind(name: str) -> str:
    return tr(_KINDS[name.partition(".")[0]]) if name.partition(".")[0] in _KINDS else name
