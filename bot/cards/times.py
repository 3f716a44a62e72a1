"""Good hours in words: why an hour is good, moves to take or leave, and what a post stands too close to."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from bot.cards.card import Action, Card, Fact, Line, Small, Style, Text
from bot.language import mark, tr, tr_many
from bot.retold import retold
from bot.tokens import Token
from bot.words import clock, count, number_in_words, place_of, short_moment, short_weekday, spoken_list, weekday
from core.insights.compare import ENOUGH
from core.posts.repeats import Repeat, Same
from core.timing.clashes import Clash, Crowd
from core.timing.knowledge import ENOUGH_DAYS, Why
from core.timing.optimal import MONDAY, OptimalTime
from core.timing.proposal import ProposalState
from core.timing.proposal_view import MoveView, ProposalView

_SAID_BEFORE = {
    (Same.WORDS, True): mark("The same words as {post} for {event}, which went out {at} on the same account."),
    (Same.WORDS, False): mark("The same words as {post} for {event}, which goes out {at} on the same account."),
    (Same.NEARLY_WORDS, True): mark(
        "Nearly the same words as {post} for {event}, which went out {at} on the same account."
    ),
    (Same.NEARLY_WORDS, False): mark(
        "Nearly the same words as {post} for {event}, which goes out {at} on the same account."
    ),
    (Same.PICTURE, True): mark("The same picture as {post} for {event}, which went out {at} on the same account."),
    (Same.PICTURE, False): mark("The same picture as {post} for {event}, which goes out {at} on the same account."),
    (Same.BOTH, True): mark(
        "The same words and picture as {post} for {event}, which went out {at} on the same account."
    ),
    (Same.BOTH, False): mark(
        "The same words and picture as {post} for {event}, which goes out {at} on the same account."
    ),
}
"""By what is the same, and whether the other one is live."""
_SETTLED = {
    ProposalState.MADE: mark("{who} moved them. The cards show the new hours."),
    ProposalState.LEFT: mark("{who} left them as they are."),
    ProposalState.OUTDATED: mark("This is an older proposal. Nothing of it can be taken any more."),
}


def hour(local: datetime) -> str:
    """ "Fri 20:00"."""
    return f"{short_weekday(local)} {clock(local)}"


def why_in_words(why: Why, local: datetime, *, moved: bool = True) -> str:
    """ "Your followers are online most on Thursday at 20:00, from 28 days; 6 posts of yours around then reached ...".

    moved: it is better than another hour, and not just good.
    """
    if not why.own:
        return _known_of_others(why)
    said = [part for part in (_online(why, local, moved=moved), _posts(why)) if part]
    if not said:
        return tr(
            "A little better by all I know, which is not much; it is also what works for {people}.",
            people=retold(why.about),
        )
    text = "; ".join(said)
    return f"{text[0].upper()}{text[1:]}."


def _known_of_others(why: Why) -> str:
    seen = [count(why.days, "day")] if why.days else []
    seen += [count(why.posts, "post")] if why.posts else []
    if not seen:
        return tr(
            "I know too little of your followers yet, so this is what works for {people}.", people=retold(why.about)
        )
    return tr(
        "I know too little of your followers yet (I have {seen} so far), so this is what works for {people}.",
        seen=spoken_list(seen),
        people=retold(why.about),
    )


def _online(why: Why, local: datetime, *, moved: bool) -> str:
    if why.days < ENOUGH_DAYS:
        return ""
    at = {"weekday": weekday(local), "clock": clock(local), "days": count(why.days, "day")}
    if why.most:
        return tr("your followers are online most on {weekday} at {clock}, from {days}", **at)
    if why.online < 1.05:
        return ""
    if moved:
        return tr(
            "{times} times as many of your followers are online on {weekday} at {clock} as at the hour it has now, "
            "from {days}",
            times=number_in_words(why.online, 1),
            **at,
        )
    return tr(
        "{times} times as many of your followers are online on {weekday} at {clock} as on average, from {days}",
        times=number_in_words(why.online, 1),
        **at,
    )


def _posts(why: Why) -> str:
    if not why.posts:
        return ""
    few = why.posts < ENOUGH
    usual = 0.95 < why.times < 1.05 or not (few or why.clear)
    return tr(_REACHED[usual, few], posts=count(why.posts, "post"), times=number_in_words(why.times, 1))


_REACHED = {
    (True, False): mark("{posts} of yours around then reached the usual"),
    (True, True): mark("{posts} of yours around then reached the usual, which is too few to say much"),
    (False, False): mark("{posts} of yours around then reached {times} times the usual"),
    (False, True): mark("{posts} of yours around then reached {times} times the usual, which is too few to say much"),
}
"""By whether it was as usual, and whether they are few."""


def proposal_card(view: ProposalView) -> Card:
    """Numbered moves, old to new, each with its reason; buttons as long as it can be taken or left."""
    title = tr("Better hours for {posts}", posts=count(len(view.moves), "post"))
    said = _said(view)
    lines: list[Line] = [Text(said)]
    before = ""
    for number, move in enumerate(view.moves, start=1):
        why = why_in_words(move.why, move.to_local)
        lines += [Text(_move(number, move)), *([Small(why)] if why != before else [])]
        before = why
    return Card(summary=f"{title}. {said}", title=title, lines=tuple(lines), actions=_actions(view))


def _said(view: ProposalView) -> str:
    if view.state is not ProposalState.OPEN:
        return tr(_SETTLED[view.state], who=view.settled_by or tr("Somebody"))
    nothing = tr("Nothing moves until somebody presses.")
    waiting = sum(move.approved and not move.made for move in view.moves)
    if not waiting:
        return nothing
    approved = tr_many(
        "{n} of them is approved, so it moves only when somebody who may approve presses.",
        "{n} of them are approved, so they move only when somebody who may approve presses.",
        waiting,
    )
    return f"{nothing} {approved}"


def _move(number: int, move: MoveView) -> str:
    state = tr(" · moved") if move.made else tr(" · approved") if move.approved else ""
    where = f", {move.account}" if move.account else ""
    moments = f"{short_moment(move.from_local)} → {short_moment(move.to_local)}"
    return f"{number}. {retold(move.title)}, {move.event}{where}: {moments} ({place_of(move.zone)}){state}"


def _actions(view: ProposalView) -> tuple[Action, ...]:
    if view.state is not ProposalState.OPEN or not view.moves:
        return ()
    label = moving_label([move.to_local for move in view.moves if not move.made])
    leave = tr("Leave it") if len(view.moves) == 1 else tr("Leave them")
    return (
        Action(label, Token("times.take", view.id), style=Style.PRIMARY),
        Action(leave, Token("times.leave", view.id)),
    )


def moving_label(to: Sequence[datetime]) -> str:
    """ "Move both to Fri 20:00"; without the hour where they go to different ones."""
    hours = {hour(local) for local in to}
    if len(hours) != 1:
        return tr(_MOVE.get(len(to), _MOVE[0]), number=len(to))
    return tr(_MOVE_TO.get(len(to), _MOVE_TO[0]), number=len(to), hour=hours.pop())


_MOVE = {0: mark("Move all {number}"), 1: mark("Move it"), 2: mark("Move both")}
_MOVE_TO = {0: mark("Move all {number} to {hour}"), 1: mark("Move it to {hour}"), 2: mark("Move both to {hour}")}
"""By how many there are; 0 for more than there is a word for."""


def times_card(accounts: Sequence[tuple[str, Sequence[OptimalTime]]], zone: str, *, found: int, settings: bool) -> Card:
    """The best hours of each account (name, hours); found: how many moves are proposed below."""
    title = tr("Best times")
    if not accounts:
        text = tr("I learn the best hours from your Instagram account. Connect one first.")
        return Card(text, title, (Text(text),), actions=(Action(tr("Connect Instagram"), Token("account.connect")),))
    lines: list[Line] = []
    for name, times in accounts:
        told = ", ".join(hour(_local(one)) for one in times)
        lines.append(Fact(name, f"{told} ({place_of(zone)})"))
        if times:
            lines.append(Small(why_in_words(times[0].why, _local(times[0]), moved=False)))
    lines.append(Text(_found(found)))
    actions = (Action(tr("Times and gaps"), Token("times.settings")),) if settings else ()
    summary = tr("Best times: {account}", account=accounts[0][0])
    return Card(summary, title, tuple(lines), actions=actions)


def _found(found: int) -> str:
    if not found:
        return tr("No post of the next three weeks would do much better at another hour.")
    return tr_many(
        "{n} planned post would do better at another hour: here comes the proposal.",
        "{n} planned posts would do better at another hour: here comes the proposal.",
        found,
    )


def _local(one: OptimalTime) -> datetime:
    return MONDAY + timedelta(days=one.weekday, hours=one.hour)


def clash_in_words(clash: Clash) -> str:
    """What is too near, and where there is room."""
    near = tr(
        _NEAR[clash.crowd],
        a_day=clash.a_day,
        post=clash.other,
        event=clash.event,
        at=short_moment(clash.other_local) if clash.other_local else "",
        hours=count(clash.hours, "hour"),
    )
    return f"{near} {_room(clash)}"


def _room(clash: Clash) -> str:
    if clash.free_local is None:
        return tr("I found no free hour within its time.")
    at = short_moment(clash.free_local)
    if clash.own:
        return tr("{at} is free.", at=at)
    return tr("{post} can wait: {at} is free for it.", post=clash.mover_title, at=at)


_NEAR = {
    Crowd.DAY: mark("More than the {a_day} posts within 24 hours that Instagram allows would go out."),
    Crowd.EVENT: mark("{post} for {event} goes out {at} for the same event; {hours} should lie between the two."),
    Crowd.ACCOUNT: mark("{post} for {event} goes out {at} on the same account; {hours} should lie between the two."),
}


def clash_lines(clash: Clash | None) -> list[Line]:
    return [Fact(tr("Too close"), clash_in_words(clash))] if clash else []


def way_out(clash: Clash) -> tuple[Action, ...]:
    """The one press that makes it good; none where there is no room."""
    if clash.free_at is None or clash.free_local is None:
        return ()
    to = hour(clash.free_local)
    label = tr("Move it to {hour}", hour=to)
    if not clash.own:
        label = tr("Move {post} to {hour}", post=clash.mover_title, hour=to)
    return (Action(label, move_token(clash.mover, clash.free_at)),)


def move_token(post_id: UUID, to: datetime) -> Token:
    """A move of one post, in minutes since 1970: a button has room for one number."""
    return Token("post.moveto", post_id, int(to.timestamp()) // 60)


def repeat_lines(repeat: Repeat | None) -> list[Line]:
    if repeat is None:
        return []
    same = tr(
        _SAID_BEFORE[repeat.same, repeat.live],
        post=retold(repeat.title),
        event=repeat.event,
        at=short_moment(repeat.at_local),
    )
    return [Fact(tr("Said before"), same)]
