"""A team's hashtags: its sets, how tags have done, how many there are and where they stand."""

from collections.abc import Sequence

from bot.cards.card import Action, Bullet, Card, Fact, Line, Small, Style, Text
from bot.tokens import Token
from bot.words import count, spoken_list
from core.hashtags.known import TagsView
from core.hashtags.model import HashtagSet
from core.hashtags.record import LEAST_EVENTS, LEAST_POSTS, TagRecord
from core.hashtags.rules import Rules
from core.hashtags.scope import where

BEST = 5
_WEAK = 0.8
_TITLE = "Hashtags"
TEACHES = (
    "You have no sets yet. A set is a few hashtags with a name, for example house: #housemusic #deephouse. I use it on "
    "every post, or only for a kind of music, a city or a phase. Until then I make them of the event alone."
)
HONEST = (
    f"A tag counts from {LEAST_POSTS} posts at {LEAST_EVENTS} events on, each at least a day old. I compare each post "
    "with your account's other posts of its phase and format. Stories have no hashtags."
)


def hashtags_card(view: TagsView, *, may_edit: bool, may_set: bool, said: str = "") -> Card:
    """`said` is what just happened."""
    opening = said or rules_in_words(view.rules)
    lines: list[Line] = [Text(opening)]
    if said:
        lines.append(Small(rules_in_words(view.rules)))
    lines += [Fact(one.name, set_in_words(one, BEST)) for one in view.sets] or [Text(TEACHES)]
    lines += _numbers(view)
    if may_edit and not may_set:
        lines.append(Small("Only an owner decides how many there are and where they stand."))
    return Card(opening, _TITLE, tuple(lines), actions=tuple(_actions(view, may_edit=may_edit, may_set=may_set)))


def rules_in_words(rules: Rules) -> str:
    """ "At most 5 on a post, at the end of the caption." """
    if not rules.most:
        return "No hashtags on posts."
    place = "in the first comment" if rules.in_comment else "at the end of the caption"
    return f"At most {rules.most} on a post, {place}."


def set_in_words(one: HashtagSet, most: int = 0) -> str:
    """ "#housemusic #deephouse and 3 more, for house"; all of them without `most`."""
    shown = one.tags[:most] if most else one.tags
    rest = f" and {len(one.tags) - len(shown)} more" if len(shown) < len(one.tags) else ""
    return f"{' '.join(shown)}{rest}, {where(one.as_value)}"


def set_card(one: HashtagSet) -> Card:
    """One set, and what can be done with it."""
    told = set_in_words(one)
    return Card(
        summary=f"{one.name}: {told}",
        title=one.name,
        lines=(Text(told),),
        actions=(
            Action("Change", Token("hashtags.edit", one.id), style=Style.PRIMARY),
            Action("Delete", Token("hashtags.leave", one.id), style=Style.DANGER),
            Action("All hashtags", Token("hashtags.show")),
        ),
    )


def leaving_card(one: HashtagSet) -> Card:
    """Asked back before a set is deleted."""
    asked = f"Delete the set “{one.name}”? Posts that have its hashtags keep them."
    return Card(
        summary=asked,
        lines=(Text(asked),),
        actions=(
            Action(f"Delete {one.name}", Token("hashtags.delete", one.id), style=Style.DANGER),
            Action("Keep it", Token("hashtags.show")),
        ),
    )


def _numbers(view: TagsView) -> list[Line]:
    known = [one for one in view.records if one.known]
    if not known:
        return [Text(_not_yet(view.records)), Small(HONEST)]
    lines: list[Line] = [Text(f"How they have done, out of {count(view.posts, 'post')} with numbers:")]
    lines += [Bullet(_told(one)) for one in known[:BEST]]
    if weak := [one for one in reversed(known[BEST:]) if one.lift < _WEAK]:
        lines.append(Small(f"Weakest: {spoken_list([_told(one) for one in weak[:2]])}."))
    return [*lines, Small(HONEST)]


def _not_yet(records: Sequence[TagRecord]) -> str:
    """How far it is until numbers count."""
    if not records:
        return "There are no numbers yet, so I go by how telling a hashtag is."
    nearest = max(records, key=lambda one: (one.posts, one.tag))
    so_far = f"{count(nearest.posts, 'post')} at {count(nearest.events, 'event')}"
    return f"Not enough numbers yet, so I go by how telling a hashtag is. Nearest is {nearest.tag} with {so_far}."


def _told(one: TagRecord) -> str:
    """ "#techno: 40 % more people than usual (9 posts at 4 events)"."""
    percent = round(abs(one.lift - 1) * 100)
    than_usual = f"{percent} % {'more' if one.lift > 1 else 'fewer'} people than usual"
    said = than_usual if percent else "as many people as usual"
    return f"{one.tag}: {said} ({count(one.posts, 'post')} at {count(one.events, 'event')})"


def _actions(view: TagsView, *, may_edit: bool, may_set: bool) -> list[Action]:
    if not may_edit:
        return []
    actions = [Action("Add a set", Token("hashtags.add"), style=Style.PRIMARY)]
    if may_set:
        actions.append(Action("How many and where", Token("hashtags.rules")))
    return [*actions, *(Action(f"Open {one.name}", Token("hashtags.open", one.id)) for one in view.sets)]
