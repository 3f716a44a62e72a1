"""What makes a difference to how many people posts reach: only what is sure is said, and from how many posts."""

from datetime import date, timedelta

from bot.cards.card import Bullet, Fact, Line, Small
from bot.language import mark, tr
from bot.retold import retold
from bot.words import count, kind, number_in_words, weekday
from core.insights.compare import ENOUGH, Group, Trait
from core.insights.works import Works
from core.posts.model import Format

MOST = 3
A_MONDAY = date(2024, 1, 1)
_SAID = {
    Trait.PHASE: mark("{what}: {times} times the reach of your other posts ({n} against {others})."),
    Trait.FORMAT: mark("As a {what}: {times} times the reach of your other posts ({n} against {others})."),
    Trait.TEMPLATE: mark("In the design {what}: {times} times the reach of your other posts ({n} against {others})."),
    Trait.TONE: mark("In the tone “{what}”: {times} times the reach of your other posts ({n} against {others})."),
    Trait.WEEKDAY: mark("On a {what}: {times} times the reach of your other posts ({n} against {others})."),
    Trait.HOUR: mark("Around {what}: {times} times the reach of your other posts ({n} against {others})."),
}


def works_lines(works: Works) -> list[Line]:
    if not works.measured:
        return []
    posts = count(works.measured, "post")
    if works.measured < 2 * ENOUGH:
        return [Small(tr("{posts} measured so far: too few to say what works.", posts=posts))]
    if not works.groups:
        return [Small(tr("{posts} compared: no phase, format, design, day or hour stands out clearly.", posts=posts))]
    return [Fact(tr("What stands out"), posts), *(Bullet(_said(group)) for group in works.groups[:MOST])]


def _said(group: Group) -> str:
    return tr(
        _SAID[group.trait],
        what=_what(group),
        times=number_in_words(group.times, 1),
        n=number_in_words(group.reach.posts),
        others=number_in_words(group.others),
    )


def _what(group: Group) -> str:
    if group.trait is Trait.FORMAT:
        return kind(Format(group.key))
    if group.trait is Trait.WEEKDAY:
        return weekday(A_MONDAY + timedelta(days=int(group.key)))
    if group.trait is Trait.HOUR:
        return f"{int(group.key):02}:00"
    return retold(group.key)
