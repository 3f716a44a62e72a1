"""A team's hashtags: its sets, how tags have done, how many there are and where they stand."""

from collections.abc import Sequence

from bot.cards.card import Action, Bullet, Card, Fact, Line, Small, Style, Text
from bot.language import mark, tr, tr_many
from bot.retold import retold
from bot.tokens import Token
from bot.words import count, spoken_list
from core.hashtags.known import TagsView
from core.hashtags.model import HashtagSet
from core.hashtags.record import LEAST_EVENTS, LEAST_POSTS, TagRecord
from core.hashtags.rules import Rules
from core.hashtags.scope import phase_title
from core.hashtags.tag_set import Scope

BEST = 5
_WEAK = 0.8
TEACHES = mark(
    "You have no sets yet. A set is a few hashtags with a name, for example house: #housemusic #deephouse. I use it on "
    "every post, or only for a kind of music, a city or a phase. Until then I make them of the event alone."
)
HONEST = mark(
    "A tag counts from {posts} posts at {events} events on, each at least a day old. I compare each post "
    "with your account's other posts of its phase and format. Stories have no hashtags."
)
_WHERE = {
    Scope.ALWAYS: mark("{tags}, on every post"),
    Scope.GENRE: mark("{tags}, for {genre}"),
    Scope.CITY: mark("{tags}, in {city}"),
    Scope.PHASE: mark("{tags}, with every {phase}"),
}


def hashtags_card(view: TagsView, *, may_edit: bool, may_set: bool, said: str = "") -> Card:
    """`said` is what just happened."""
    opening = said or rules_in_words(view.rules)
    lines: list[Line] = [Text(opening)]
    if said:
        lines.append(Small(rules_in_words(view.rules)))
    lines += [Fact(one.name, set_in_words(one, BEST)) for one in view.sets] or [Text(tr(TEACHES))]
    lines += _numbers(view)
    if may_edit and not may_set:
        lines.append(Small(tr("Only an owner decides how many there are and where they stand.")))
    return Card(
        opening, tr("Hashtags"), tuple(lines), actions=tuple(_actions(view, may_edit=may_edit, may_set=may_set))
    )


def rules_in_words(rules: Rules) -> str:
    """ "At most 5 on a post, at the end of the caption." """
    if not rules.most:
        return tr("No hashtags on posts.")
    if rules.in_comment:
        return tr("At most {number} on a post, in the first comment.", number=rules.most)
    return tr("At most {number} on a post, at the end of the caption.", number=rules.most)


def set_in_words(one: HashtagSet, most: int = 0) -> str:
    """ "#housemusic #deephouse and 3 more, for house"; all of them without `most`."""
    shown = one.tags[:most] if most else one.tags
    tags, rest = " ".join(shown), len(one.tags) - len(shown)
    if rest:
        tags = tr_many("{tags} and {n} more", "{tags} and {n} more", rest, tags=tags)
    bound = one.as_value
    phase = retold(phase_title(bound.value))
    return tr(_WHERE[bound.scope], tags=tags, genre=bound.value, city=bound.value, phase=phase)


def set_card(one: HashtagSet) -> Card:
    """One set, and what can be done with it."""
    told = set_in_words(one)
    return Card(
        summary=f"{one.name}: {told}",
        title=one.name,
        lines=(Text(told),),
        actions=(
            Action(tr("Change"), Token("hashtags.edit", one.id), style=Style.PRIMARY),
            Action(tr("Delete"), Token("hashtags.leave", one.id), style=Style.DANGER),
            Action(tr("All hashtags"), Token("hashtags.show")),
        ),
    )


def leaving_card(one: HashtagSet) -> Card:
    """Asked back before a set is deleted."""
    asked = tr("Delete the set “{name}”? Posts that have its hashtags keep them.", name=one.name)
    delete = tr("Delete {name}", name=one.name)
    return Card(
        summary=asked,
        lines=(Text(asked),),
        actions=(
            Action(delete, Token("hashtags.delete", one.id), style=Style.DANGER),
            Action(tr("Keep it"), Token("hashtags.show")),
        ),
    )


def _numbers(view: TagsView) -> list[Line]:
    known = [one for one in view.records if one.known]
    honest = Small(tr(HONEST, posts=LEAST_POSTS, events=LEAST_EVENTS))
    if not known:
        return [Text(_not_yet(view.records)), honest]
    done = tr_many(
        "How they have done, out of {n} post with numbers:",
        "How they have done, out of {n} posts with numbers:",
        view.posts,
    )
    lines: list[Line] = [Text(done), *(Bullet(_told(one)) for one in known[:BEST])]
    if weak := [one for one in reversed(known[BEST:]) if one.lift < _WEAK]:
        lines.append(Small(tr("Weakest: {tags}.", tags=spoken_list([_told(one) for one in weak[:2]]))))
    return [*lines, honest]


def _not_yet(records: Sequence[TagRecord]) -> str:
    """How far it is until numbers count."""
    if not records:
        return tr("There are no numbers yet, so I go by how telling a hashtag is.")
    nearest = max(records, key=lambda one: (one.posts, one.tag))
    return tr(
        "Not enough numbers yet, so I go by how telling a hashtag is. Nearest is {tag} with {posts} at {events}.",
        tag=nearest.tag,
        posts=count(nearest.posts, "post"),
        events=count(nearest.events, "event"),
    )


def _told(one: TagRecord) -> str:
    """ "#techno: 40 % more people than usual (9 posts at 4 events)"."""
    percent = round(abs(one.lift - 1) * 100)
    sample = {"posts": count(one.posts, "post"), "events": count(one.events, "event")}
    if not percent:
        return tr("{tag}: as many people as usual ({posts} at {events})", tag=one.tag, **sample)
    if one.lift > 1:
        return tr(
            "{tag}: {percent} % more people than usual ({posts} at {events})", tag=one.tag, percent=percent, **sample
        )
    return tr(
        "{tag}: {percent} % fewer people than usual ({posts} at {events})", tag=one.tag, percent=percent, **sample
    )


def _actions(view: TagsView, *, may_edit: bool, may_set: bool) -> list[Action]:
    if not may_edit:
        return []
    actions = [Action(tr("Add a set"), Token("hashtags.add"), style=Style.PRIMARY)]
    if may_set:
        actions.append(Action(tr("How many and where"), Token("hashtags.rules")))
    opening = [Action(tr("Open {name}", name=one.name), Token("hashtags.open", one.id)) for one in view.sets]
    return [*actions, *opening]
