"""Cards of a change of many posts: what could happen, what would happen, what happened, what was put back."""

from collections.abc import Sequence
from datetime import datetime

from bot.cards.card import Action, Bullet, Card, Line, Small, Style, Text
from bot.tokens import Token
from bot.words import clock, count, short_moment
from core.bulk.model import BulkChange, BulkKind
from core.bulk.preview import Line as Planned
from core.bulk.preview import Preview
from core.bulk.put_back import PutBack
from core.bulk.shift import Shift
from core.events.moments import to_local

MOST_LINES = 20
_LEAVE = "Leave it"
CHOICES = (
    (BulkKind.HOLD, "Hold all"),
    (BulkKind.RESUME, "Resume all"),
    (BulkKind.SKIP, "Skip all"),
    (BulkKind.APPROVE, "Approve all"),
)
WOULD: dict[BulkKind, str] = {
    BulkKind.APPROVE: "Approve {posts}?",
    BulkKind.HOLD: "Hold {posts}?",
    BulkKind.SHIFT: "Shift {posts} {by}?",
    BulkKind.SKIP: "Skip {posts}?",
    BulkKind.RESUME: "Resume {posts}?",
}
DID: dict[BulkKind, str] = {
    BulkKind.APPROVE: "{who} approved {posts}.",
    BulkKind.HOLD: "{who} held {posts}.",
    BulkKind.SHIFT: "{who} shifted {posts} {by}.",
    BulkKind.SKIP: "{who} skipped {posts}.",
    BulkKind.RESUME: "{who} resumed {posts}.",
}
SHIFTS = (Shift(days=1), Shift(days=2), Shift(days=7), Shift(days=-1), Shift(minutes=60), Shift(minutes=-60))


def choices_card(change: BulkChange) -> Card:
    """What shall happen?"""
    words = f"What shall happen to the {count(len(change.post_ids), 'post')} of {change.title}?"
    actions = [Action(label, Token(f"bulk.{kind.value}", change.id)) for kind, label in CHOICES]
    actions.insert(1, Action("Shift all", Token("bulk.by", change.id)))
    small = Small("You see what would change before anything does.")
    leave = Action(_LEAVE, Token("bulk.leave", change.id))
    return Card(words, "Change several posts", (Text(words), small), actions=(*actions, leave), columns=3)


def shifts_card(change: BulkChange) -> Card:
    words = f"By how much shall the {count(len(change.post_ids), 'post')} of {change.title} move?"
    actions = [Action(_label(shift), _shift_token(change, shift)) for shift in SHIFTS]
    other = Action("Another amount", Token("bulk.other", change.id))
    leave = Action(_LEAVE, Token("bulk.leave", change.id))
    return Card(words, "Shift all", (Text(words),), actions=(*actions, other, leave), columns=3)


def _shift_token(change: BulkChange, shift: Shift) -> Token:
    if shift.days:
        return Token("bulk.days", change.id, shift.days)
    return Token("bulk.minutes", change.id, shift.minutes)


def _label(shift: Shift) -> str:
    words = amount(shift)
    return words[:1].upper() + words[1:]


def amount(shift: Shift) -> str:
    """ "2 days later", "1 hour earlier", "1 day and 2 hours later"."""
    minutes = abs(shift.days * 24 * 60 + shift.minutes)
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    parts = [count(number, unit) for number, unit in ((days, "day"), (hours, "hour"), (left, "minute")) if number]
    later = shift.days * 24 * 60 + shift.minutes > 0
    return f"{' and '.join(parts)} {'later' if later else 'earlier'}"


def preview_card(change: BulkChange, preview: Preview, *, again: bool = False) -> Card:
    """What would happen, post by post, before it does; `again`: something changed since it was shown."""
    changing, staying = preview.changing, preview.staying
    lines: list[Line] = [Text("Something changed meanwhile. Now it would be this:")] if again else []
    if not changing:
        said = _nothing(preview)
        lines = [Text(said), *_stays(staying)]
        return Card(said, change.title, tuple(lines), actions=(Action(_LEAVE, Token("bulk.leave", change.id)),))
    question = WOULD[preview.kind].format(posts=count(len(changing), "post"), by=amount_or_empty(preview.shift))
    reopened = sum(line.reopens for line in changing)
    if reopened:
        asks = "needs a new yes" if reopened == 1 else "need a new yes"
        lines.append(Text(f"{count(reopened, 'approved post')} {asks} after that."))
    lines += [Bullet(_planned(line)) for line in changing[:MOST_LINES]]
    if len(changing) > MOST_LINES:
        lines.append(Small(f"And {len(changing) - MOST_LINES} more."))
    lines += _stays(staying)
    actions = (
        Action("Do it", Token("bulk.do", change.id), style=Style.PRIMARY),
        Action(_LEAVE, Token("bulk.leave", change.id)),
    )
    return Card(f"{question} {change.title}", f"{question} {change.title}"[:150], tuple(lines), actions=actions)


def amount_or_empty(shift: Shift) -> str:
    return "" if shift.nothing else amount(shift)


def _nothing(preview: Preview) -> str:
    if not preview.lines:
        return "There is no post any more that this could be done to."
    return f"Nothing would change: {'it stays' if len(preview.lines) == 1 else 'all of them stay'} as they are."


def _planned(line: Planned) -> str:
    post = line.post
    old = to_local(post.due_at, post.zone)
    when = short_moment(old)
    if line.to is not None:
        new = to_local(line.to, post.zone)
        when = f"{when} → {clock(new) if new.date() == old.date() else short_moment(new)}"
    notes = ["needs a new yes"] if line.reopens else []
    notes += [line.note] if line.note else []
    return " · ".join([f"{post.title}: {when}", *notes])


def _stays(staying: Sequence[Planned]) -> list[Line]:
    if not staying:
        return []
    return [
        Small("These stay as they are:"),
        *(Bullet(f"{line.post.title}, {line.post.event}: {line.stays}") for line in staying[:MOST_LINES]),
        *([Small(f"And {len(staying) - MOST_LINES} more.")] if len(staying) > MOST_LINES else []),
    ]


def done_card(change: BulkChange, preview: Preview, who: str, until: datetime) -> Card:
    """`until`: wall time of the one who reads, until which it can be undone."""
    posts = count(len(preview.changing), "post")
    said = DID[preview.kind].format(who=who, posts=posts, by=amount_or_empty(preview.shift))
    lines: list[Line] = [Text(said), *(Bullet(_planned(line)) for line in preview.changing[:MOST_LINES])]
    lines += _stays(preview.staying)
    if not preview.changing:
        return Card(said, change.title, tuple(lines))
    lines.append(Small(f"It can be undone until {clock(until)}."))
    return Card(said, change.title, tuple(lines), actions=(Action("Undo", Token("bulk.undo", change.id)),))


def left_card(change: BulkChange) -> Card:
    words = f"Left as it was. {change.title} did not change."
    return Card(words, lines=(Text(words),))


def undone_card(change: BulkChange, ended: Sequence[PutBack], who: str) -> Card:
    """What is as before, and honestly what is not."""
    back = [one for one in ended if not one.left]
    noted = [one for one in back if one.note]
    left = [one for one in ended if one.left]
    said = f"{who} undid it: {count(len(back), 'post')} of {change.title} {_are(len(back))} as before."
    lines: list[Line] = [Text(said)]
    lines += [Bullet(f"{one.title}, {one.event}: {one.note}") for one in noted[:MOST_LINES]]
    if left:
        lines.append(Small("These could not be put back:"))
        lines += [Bullet(f"{one.title}, {one.event}: {one.left}") for one in left[:MOST_LINES]]
    return Card(said, change.title, tuple(lines))


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
