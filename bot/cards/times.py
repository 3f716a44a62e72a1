"""Good hours in words: why an hour is good, moves to take or leave, and what a post stands too close to."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from bot.cards.card import Action, Card, Fact, Line, Small, Style, Text
from bot.tokens import Token
from bot.words import count, place_of, short_moment
from core.posts.repeats import Repeat, Same
from core.timing.clashes import Clash, Crowd
from core.timing.knowledge import ENOUGH_DAYS, Why
from core.timing.optimal import MONDAY, OptimalTime
from core.timing.proposal import ProposalState
from core.timing.proposal_view import MoveView, ProposalView

FEW = 3
"""So few posts say little, and it is said."""
_SAME = {
    Same.WORDS: "The same words as",
    Same.NEARLY_WORDS: "Nearly the same words as",
    Same.PICTURE: "The same picture as",
    Same.BOTH: "The same words and picture as",
}
_SETTLED = {
    ProposalState.MADE: "{who} moved them. The cards show the new hours.",
    ProposalState.LEFT: "{who} left them as they are.",
    ProposalState.OUTDATED: "This is an older proposal. Nothing of it can be taken any more.",
}


def hour(local: datetime) -> str:
    """ "Fri 20:00"."""
    return f"{local:%a %H:%M}"


def why_in_words(why: Why, local: datetime, *, moved: bool = True) -> str:
    """ "Your followers are online most on Thursday at 20:00, from 28 days; 6 posts of yours around then reached ...".

    moved: it is better than another hour, and not just good.
    """
    if not why.own:
        seen = [count(why.days, "day")] if why.days else []
        seen += [count(why.posts, "post")] if why.posts else []
        so_far = f" (I have {' and '.join(seen)} so far)" if seen else ""
        return f"I know too little of your followers yet{so_far}, so this is what works for {why.about}."
    said = [part for part in (_online(why, local, moved=moved), _posts(why)) if part]
    if not said:
        return f"A little better by all I know, which is not much; it is also what works for {why.about}."
    text = "; ".join(said)
    return f"{text[0].upper()}{text[1:]}."


def _online(why: Why, local: datetime, *, moved: bool) -> str:
    if why.days < ENOUGH_DAYS:
        return ""
    if why.most:
        return f"your followers are online most on {local:%A} at {local:%H:%M}, from {count(why.days, 'day')}"
    if why.online >= 1.05:
        than = "at the hour it has now" if moved else "on average"
        then = f"on {local:%A} at {local:%H:%M}"
        return f"{why.online:.1f} times as many of your followers are online {then} as {than}, from {why.days} days"
    return ""


def _posts(why: Why) -> str:
    if not why.posts:
        return ""
    reached = "the usual" if 0.95 < why.times < 1.05 else f"{why.times:.1f} times the usual"
    little = ", which is too few to say much" if why.posts <= FEW else ""
    return f"{count(why.posts, 'post')} of yours around then reached {reached}{little}"


def proposal_card(view: ProposalView) -> Card:
    """Numbered moves, old to new, each with its reason; buttons as long as it can be taken or left."""
    what = count(len(view.moves), "post")
    said = _said(view)
    lines: list[Line] = [Text(said)]
    before = ""
    for number, move in enumerate(view.moves, start=1):
        why = why_in_words(move.why, move.to_local)
        lines += [Text(_move(number, move)), *([Small(why)] if why != before else [])]
        before = why
    return Card(
        summary=f"Better hours for {what}. {said}",
        title=f"Better hours for {what}",
        lines=tuple(lines),
        actions=_actions(view),
    )


def _said(view: ProposalView) -> str:
    if view.state is not ProposalState.OPEN:
        return _SETTLED[view.state].format(who=view.settled_by or "Somebody")
    waiting = sum(move.approved and not move.made for move in view.moves)
    approved = ""
    if waiting:
        them = "is approved, so it moves" if waiting == 1 else "are approved, so they move"
        approved = f" {waiting} of them {them} only when somebody who may approve presses."
    return f"Nothing moves until somebody presses.{approved}"


def _move(number: int, move: MoveView) -> str:
    state = " · moved" if move.made else " · approved" if move.approved else ""
    where = f", {move.account}" if move.account else ""
    moments = f"{short_moment(move.from_local)} → {short_moment(move.to_local)}"
    return f"{number}. {move.title}, {move.event}{where}: {moments} ({place_of(move.zone)}){state}"


def _actions(view: ProposalView) -> tuple[Action, ...]:
    if view.state is not ProposalState.OPEN or not view.moves:
        return ()
    label = moving_label([move.to_local for move in view.moves if not move.made])
    return (
        Action(label, Token("times.take", view.id), style=Style.PRIMARY),
        Action("Leave it" if len(view.moves) == 1 else "Leave them", Token("times.leave", view.id)),
    )


def moving_label(to: Sequence[datetime]) -> str:
    """ "Move both to Fri 20:00"; without the hour where they go to different ones."""
    them = {1: "it", 2: "both"}.get(len(to), f"all {len(to)}")
    hours = {hour(local) for local in to}
    return f"Move {them} to {hours.pop()}" if len(hours) == 1 else f"Move {them}"


def times_card(accounts: Sequence[tuple[str, Sequence[OptimalTime]]], zone: str, *, found: int, settings: bool) -> Card:
    """The best hours of each account (name, hours); found: how many moves are proposed below."""
    if not accounts:
        text = "I learn the best hours from your Instagram account. Connect one first."
        return Card(text, "Best times", (Text(text),), actions=(Action("Connect Instagram", Token("account.connect")),))
    lines: list[Line] = []
    for name, times in accounts:
        told = ", ".join(hour(_local(one)) for one in times)
        lines.append(Fact(name, f"{told} ({place_of(zone)})"))
        if times:
            lines.append(Small(why_in_words(times[0].why, _local(times[0]), moved=False)))
    moves = f"{count(found, 'planned post')} would do better at another hour: here comes the proposal."
    lines.append(Text(moves if found else "No post of the next three weeks would do much better at another hour."))
    actions = (Action("Times and gaps", Token("times.settings")),) if settings else ()
    return Card(f"Best times: {accounts[0][0]}", "Best times", tuple(lines), actions=actions)


def _local(one: OptimalTime) -> datetime:
    return MONDAY + timedelta(days=one.weekday, hours=one.hour)


def clash_in_words(clash: Clash) -> str:
    """What is too near, and where there is room."""
    if clash.crowd is Crowd.DAY:
        near = f"More than the {clash.a_day} posts within 24 hours that Instagram allows would go out."
    else:
        whose = "for the same event" if clash.crowd is Crowd.EVENT else "on the same account"
        at = short_moment(clash.other_local) if clash.other_local else ""
        near = (
            f"{clash.other} for {clash.event} goes out {at} {whose}; "
            f"{count(clash.hours, 'hour')} should lie between the two."
        )
    if clash.free_local is None:
        return f"{near} I found no free hour within its time."
    if clash.own:
        return f"{near} {short_moment(clash.free_local)} is free."
    return f"{near} {clash.mover_title} can wait: {short_moment(clash.free_local)} is free for it."


def clash_lines(clash: Clash | None) -> list[Line]:
    return [Fact("Too close", clash_in_words(clash))] if clash else []


def way_out(clash: Clash) -> tuple[Action, ...]:
    """The one press that makes it good; none where there is no room."""
    if clash.free_at is None or clash.free_local is None:
        return ()
    what = "it" if clash.own else clash.mover_title
    return (Action(f"Move {what} to {hour(clash.free_local)}", move_token(clash.mover, clash.free_at)),)


def move_token(post_id: UUID, to: datetime) -> Token:
    """A move of one post, in minutes since 1970: a button has room for one number."""
    return Token("post.moveto", post_id, int(to.timestamp()) // 60)


def repeat_lines(repeat: Repeat | None) -> list[Line]:
    if repeat is None:
        return []
    when = f"{'went' if repeat.live else 'goes'} out {short_moment(repeat.at_local)} on the same account"
    return [Fact("Said before", f"{_SAME[repeat.same]} {repeat.title} for {repeat.event}, which {when}.")]
