"""Cards of a change of many posts: what could happen, what would happen, what happened, what was put back."""

from collections.abc import Sequence
from datetime import datetime

from bot.cards.card import Action, Bullet, Card, Line, Small, Style, Text
from bot.language import mark, tr, tr_many
from bot.retold import retold
from bot.tokens import Token
from bot.words import clock, count, short_moment, spoken_list
from core.bulk.model import BulkChange, BulkKind
from core.bulk.preview import Line as Planned
from core.bulk.preview import Preview
from core.bulk.put_back import PutBack
from core.bulk.shift import Shift
from core.events.moments import to_local

MOST_LINES = 20
CHOICES = (
    (BulkKind.HOLD, mark("Hold all")),
    (BulkKind.RESUME, mark("Resume all")),
    (BulkKind.SKIP, mark("Skip all")),
    (BulkKind.APPROVE, mark("Approve all")),
)
WOULD: dict[BulkKind, str] = {
    BulkKind.APPROVE: mark("Approve {posts}?"),
    BulkKind.HOLD: mark("Hold {posts}?"),
    BulkKind.SHIFT: mark("Shift {posts} {by}?"),
    BulkKind.SKIP: mark("Skip {posts}?"),
    BulkKind.RESUME: mark("Resume {posts}?"),
}
DID: dict[BulkKind, str] = {
    BulkKind.APPROVE: mark("{who} approved {posts}."),
    BulkKind.HOLD: mark("{who} held {posts}."),
    BulkKind.SHIFT: mark("{who} shifted {posts} {by}."),
    BulkKind.SKIP: mark("{who} skipped {posts}."),
    BulkKind.RESUME: mark("{who} resumed {posts}."),
}
SHIFTS = (Shift(days=1), Shift(days=2), Shift(days=7), Shift(days=-1), Shift(minutes=60), Shift(minutes=-60))


def choices_card(change: BulkChange) -> Card:
    """What shall happen?"""
    words = tr_many(
        "What shall happen to the {n} post of {title}?",
        "What shall happen to the {n} posts of {title}?",
        len(change.post_ids),
        title=change.title,
    )
    actions = [Action(tr(label), Token(f"bulk.{kind.value}", change.id)) for kind, label in CHOICES]
    actions.insert(1, Action(tr("Shift all"), Token("bulk.by", change.id)))
    small = Small(tr("You see what would change before anything does."))
    return Card(words, tr("Change several posts"), (Text(words), small), actions=(*actions, _leave(change)), columns=3)


def _leave(change: BulkChange) -> Action:
    return Action(tr("Leave it"), Token("bulk.leave", change.id))


def shifts_card(change: BulkChange) -> Card:
    words = tr_many(
        "By how much shall the {n} post of {title} move?",
        "By how much shall the {n} posts of {title} move?",
        len(change.post_ids),
        title=change.title,
    )
    actions = [Action(_label(shift), _shift_token(change, shift)) for shift in SHIFTS]
    other = Action(tr("Another amount"), Token("bulk.other", change.id))
    return Card(words, tr("Shift all"), (Text(words),), actions=(*actions, other, _leave(change)), columns=3)


def _shift_token(change: BulkChange, shift: Shift) -> Token:
    if shift.days:
        return Token("bulk.days", change.id, shift.days)
    return Token("bulk.minutes", change.id, shift.minutes)


def _label(shift: Shift) -> str:
    words = amount(shift)
    return words[:1].upper() + words[1:]


def amount(shift: Shift) -> str:
    """ "2 days later", "1 hour earlier", "1 day and 2 hours later"."""
    minutes = shift.days * 24 * 60 + shift.minutes
    days, rest = divmod(abs(minutes), 24 * 60)
    hours, left = divmod(rest, 60)
    parts = [count(days, "day")] if days else []
    parts += [count(hours, "hour")] if hours else []
    parts += [count(left, "minute")] if left else []
    span = spoken_list(parts)
    return tr("{span} later", span=span) if minutes > 0 else tr("{span} earlier", span=span)


def preview_card(change: BulkChange, preview: Preview, *, again: bool = False) -> Card:
    """What would happen, post by post, before it does; `again`: something changed since it was shown."""
    changing, staying = preview.changing, preview.staying
    if not changing:
        said = _nothing(preview)
        return Card(said, change.title, (Text(said), *_stays(staying)), actions=(_leave(change),))
    question = tr(WOULD[preview.kind], posts=count(len(changing), "post"), by=amount_or_empty(preview.shift))
    actions = (Action(tr("Do it"), Token("bulk.do", change.id), style=Style.PRIMARY), _leave(change))
    return Card(
        f"{question} {change.title}",
        f"{question} {change.title}"[:150],
        (*(_meanwhile() if again else ()), *_reopens(changing), *_changes(preview), *_stays(staying)),
        actions=actions,
    )


def _meanwhile() -> list[Line]:
    return [Text(tr("Something changed meanwhile. Now it would be this:"))]


def _reopens(changing: Sequence[Planned]) -> list[Line]:
    reopened = sum(line.reopens for line in changing)
    if not reopened:
        return []
    asked = tr_many(
        "{n} approved post needs a new yes after that.", "{n} approved posts need a new yes after that.", reopened
    )
    return [Text(asked)]


def _changes(preview: Preview) -> list[Line]:
    """Which event's they are is said where they are of several."""
    changing = preview.changing
    several = len({line.post.event for line in preview.lines}) > 1
    return [*(Bullet(_planned(line, several=several)) for line in changing[:MOST_LINES]), *_more(changing)]


def _more(planned: Sequence[Planned]) -> list[Line]:
    rest = len(planned) - MOST_LINES
    return [Small(tr("And {n} more.", n=rest))] if rest > 0 else []


def amount_or_empty(shift: Shift) -> str:
    return "" if shift.nothing else amount(shift)


def _nothing(preview: Preview) -> str:
    if not preview.lines:
        return tr("There is no post any more that this could be done to.")
    return tr_many(
        "Nothing would change: it stays as it is.",
        "Nothing would change: all of them stay as they are.",
        len(preview.lines),
    )


def _planned(line: Planned, *, several: bool) -> str:
    post = line.post
    old = to_local(post.due_at, post.zone)
    when = short_moment(old)
    if line.to is not None:
        new = to_local(line.to, post.zone)
        when = f"{when} → {clock(new) if new.date() == old.date() else short_moment(new)}"
    notes = [tr("needs a new yes")] if line.reopens else []
    notes += [retold(line.note)] if line.note else []
    title = f"{retold(post.title)}, {post.event}" if several else retold(post.title)
    return " · ".join([f"{title}: {when}", *notes])


def _stays(staying: Sequence[Planned]) -> list[Line]:
    if not staying:
        return []
    return [
        Small(tr("These stay as they are:")),
        *(
            Bullet(f"{retold(line.post.title)}, {line.post.event}: {retold(line.stays)}")
            for line in staying[:MOST_LINES]
        ),
        *_more(staying),
    ]


def done_card(change: BulkChange, preview: Preview, who: str, until: datetime) -> Card:
    """`until`: wall time of the one who reads, until which it can be undone."""
    posts = count(len(preview.changing), "post")
    said = tr(DID[preview.kind], who=who, posts=posts, by=amount_or_empty(preview.shift))
    lines: list[Line] = [Text(said), *_changes(preview)]
    lines += _stays(preview.staying)
    if not preview.changing:
        return Card(said, change.title, tuple(lines))
    lines.append(Small(tr("It can be undone until {time}.", time=clock(until))))
    return Card(said, change.title, tuple(lines), actions=(Action(tr("Undo"), Token("bulk.undo", change.id)),))


def left_card(change: BulkChange) -> Card:
    words = tr("Left as it was. {title} did not change.", title=change.title)
    return Card(words, lines=(Text(words),))


def undone_card(change: BulkChange, ended: Sequence[PutBack], who: str) -> Card:
    """What is as before, and honestly what is not."""
    back = [one for one in ended if not one.left]
    noted = [one for one in back if one.note]
    left = [one for one in ended if one.left]
    said = tr_many(
        "{who} undid it: {n} post of {title} is as before.",
        "{who} undid it: {n} posts of {title} are as before.",
        len(back),
        who=who,
        title=change.title,
    )
    lines: list[Line] = [Text(said)]
    lines += [Bullet(f"{retold(one.title)}, {one.event}: {retold(one.note)}") for one in noted[:MOST_LINES]]
    if left:
        lines.append(Small(tr("These could not be put back:")))
        lines += [Bullet(f"{retold(one.title)}, {one.event}: {retold(one.left)}") for one in left[:MOST_LINES]]
    return Card(said, change.title, tuple(lines))
