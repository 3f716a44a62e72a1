"""Sentences said beside a card, by the key core gives them."""

from bot.cards.card import Action, Card, Style, Text, plain
from bot.cards.cures import cure_of, quick_ways_out
from bot.cards.difference import is_cut, told, what
from bot.cards.review_actions import way_back
from bot.language import mark, tr
from bot.retold import retold
from bot.tokens import Token
from bot.words import moment, short_moment
from core.posts.last_call import LAST_CALL
from core.posts.queries import PostView
from core.posts.what_to_say import AFTER_YES, AS_ASKED

CHANGED = (AFTER_YES, AS_ASKED)


def sentence(text: str) -> Card:
    return plain(text)


def say(key: str, post: PostView, *, seconds: int = 60) -> Card:
    """What happened to a post, why, and what now. seconds: until it leaves, where that is told."""
    part, approver = what(post.difference), _approver(post)
    sentences = _AFTER_YES[bool(part), approver == post.made_by] if key == AFTER_YES else _SENTENCES[key]
    text = tr(
        sentences,
        title=retold(post.title),
        event=post.event,
        account=post.account,
        error=retold(post.error),
        remedy=retold(post.remedy),
        due=moment(post.due_local, post.zone),
        version=post.revision,
        who=post.made_by or tr("Somebody"),
        part=part,
        changed=told(post.difference, post.zone) or _nothing(post),
        approver=approver,
        seconds=seconds,
    )
    return Card(summary=" ".join(text.split()), lines=(Text(" ".join(text.split())),), actions=_cures(key, post))


def _nothing(post: PostView) -> str:
    return " ".join((tr("nothing is different."), *map(retold, post.notes[:2]))).rstrip(".")


def _approver(post: PostView) -> str:
    return post.yes_before.name if post.yes_before else tr("somebody")


def _cures(key: str, post: PostView) -> tuple[Action, ...]:
    def act(label: str, verb: str, style: Style = Style.PLAIN) -> Action:
        return Action(label, Token(f"post.{verb}", post.id, post.revision), style=style)

    if key == "post_failed":
        return tuple(quick_ways_out(post))
    if key in ("post_expired", "post_held") and (cure := cure_of(post)):
        return (cure,)
    if key == "post_unconfirmed":
        return (act(tr("It is live"), "live", Style.PRIMARY), act(tr("Not there"), "absent"))
    if key in CHANGED:
        new = (act(tr("Approve new version"), "approve", Style.PRIMARY),) if key == AFTER_YES else ()
        whole = (act(tr("What changed"), "diff"),) if is_cut(post.difference, post.zone) else ()
        return (*new, *way_back(post), *whole)
    see = (Action(tr("See it"), url=post.permalink),) if post.permalink else ()
    if key in ("post_live", "post_incomplete"):
        return see
    if key == "comment_lost":
        return (act(tr("Try again"), "comment", Style.PRIMARY), *see)
    if key in ("post_undrafted", "post_unpainted"):
        return (act(tr("Try again"), "prepare", Style.PRIMARY),)
    if key in ("post_waiting", "post_escalated"):
        return (act(tr("Approve for {at}", at=short_moment(post.due_local)), "approve", Style.PRIMARY),)
    if key == LAST_CALL:
        return (act(tr("Stop"), "hold", Style.DANGER),)
    if key == "post_overdue":
        return (act(tr("Post now"), "now", Style.PRIMARY), act(tr("Reschedule"), "reschedule"))
    return ()


_AFTER_YES = {
    (True, True): mark(
        "{who} changed {part} of {title} for {event} after approving it: {changed}. It needs a new yes."
    ),
    (True, False): mark(
        "{who} changed {part} of {title} for {event} after {approver} approved it: {changed}. It needs a new yes."
    ),
    (False, True): mark("{who} changed {title} for {event} after approving it: {changed}. It needs a new yes."),
    (False, False): mark(
        "{who} changed {title} for {event} after {approver} approved it: {changed}. It needs a new yes."
    ),
}
"""By whether one thing alone was changed, and whether by the one who had said yes."""

_SENTENCES = {
    "post_live": mark("{title} for {event} is live on {account}."),
    "post_incomplete": mark("{title} for {event} is live on {account}, but not whole. {error} {remedy}"),
    "post_taken_up": mark("{account} is connected again, so {title} for {event} goes out after all."),
    "post_failed": mark("{title} for {event} did not go out. {error} {remedy}"),
    "post_unconfirmed": mark("{title} for {event}: {error} {remedy}"),
    "comment_lost": mark("{title} for {event} is live, but its first comment is missing. {error} {remedy}"),
    "post_expired": mark("{title} for {event} did not go out: its time has passed."),
    "post_stopped": mark("{title} for {event} is stopped. {error}"),
    "post_held": mark("{title} for {event} did not go out. {error} {remedy}"),
    "post_undrafted": mark("{title} for {event} has no words yet. {error}"),
    "post_unpainted": mark("{title} for {event} has no picture yet. {error}"),
    "post_overdue": mark("{title} for {event} did not go out, nobody approved it by {due}."),
    AFTER_YES: _AFTER_YES[False, False],
    AS_ASKED: mark("{title} for {event} is version {version} now: {changed}."),
    "post_waiting": mark("Still waiting for a yes: {title} for {event}, {due}. Without one I won't post it."),
    "post_escalated": mark(
        "Nobody has said yes so far: {title} for {event}, {due}. You may, too. Without a yes I won't post it."
    ),
    LAST_CALL: mark("Posting in {seconds} seconds: {title} for {event}."),
}
