"""Sentences said beside a card, by the key core gives them."""

from bot.cards.card import Action, Card, Style, Text, plain
from bot.cards.cures import cure_of, quick_ways_out
from bot.cards.difference import is_cut, told, what
from bot.cards.review import way_back
from bot.tokens import Token
from bot.words import moment
from core.posts.queries import PostView
from core.posts.what_to_say import AFTER_YES, AS_ASKED

CHANGED = (AFTER_YES, AS_ASKED)


def sentence(text: str) -> Card:
    return plain(text)


def say(key: str, post: PostView) -> Card:
    """What happened to a post, why, and what now."""
    text = _SENTENCES[key].format(
        title=post.title,
        event=post.event,
        account=post.account,
        error=post.error,
        remedy=post.remedy,
        due=moment(post.due_local, post.zone),
        version=post.revision,
        who=post.made_by or "Somebody",
        what=f"{part} of " if (part := what(post.difference)) else "",
        changed=told(post.difference, post.zone) or " ".join(("nothing is different.", *post.notes[:2])).rstrip("."),
        approved=_approved(post),
    )
    return Card(summary=" ".join(text.split()), lines=(Text(" ".join(text.split())),), actions=_cures(key, post))


def _approved(post: PostView) -> str:
    approver = post.yes_before.name if post.yes_before else "somebody"
    return "approving it" if approver == post.made_by else f"{approver} approved it"


def _cures(key: str, post: PostView) -> tuple[Action, ...]:
    def act(label: str, verb: str, style: Style = Style.PLAIN) -> Action:
        return Action(label, Token(f"post.{verb}", post.id, post.revision), style=style)

    if key == "post_failed":
        return tuple(quick_ways_out(post))
    if key in ("post_expired", "post_held") and (cure := cure_of(post)):
        return (cure,)
    if key == "post_unconfirmed":
        return (act("It is live", "live", Style.PRIMARY), act("Not there", "absent"))
    if key in CHANGED:
        new = (act("Approve new version", "approve", Style.PRIMARY),) if key == AFTER_YES else ()
        whole = (act("What changed", "diff"),) if is_cut(post.difference, post.zone) else ()
        return (*new, *way_back(post), *whole)
    see = (Action("See it", url=post.permalink),) if post.permalink else ()
    if key in ("post_live", "post_incomplete"):
        return see
    if key == "comment_lost":
        return (act("Try again", "comment", Style.PRIMARY), *see)
    if key in ("post_undrafted", "post_unpainted"):
        return (act("Try again", "prepare", Style.PRIMARY),)
    if key == "post_overdue":
        return (act("Post now", "now", Style.PRIMARY), act("Reschedule", "reschedule"))
    return ()


_SENTENCES = {
    "post_live": "{title} for {event} is live on {account}.",
    "post_incomplete": "{title} for {event} is live on {account}, but not whole. {error} {remedy}",
    "post_taken_up": "{account} is connected again, so {title} for {event} goes out after all.",
    "post_failed": "{title} for {event} did not go out. {error} {remedy}",
    "post_unconfirmed": "{title} for {event}: {error} {remedy}",
    "comment_lost": "{title} for {event} is live, but its first comment is missing. {error} {remedy}",
    "post_expired": "{title} for {event} did not go out: its time has passed.",
    "post_stopped": "{title} for {event} is stopped. {error}",
    "post_held": "{title} for {event} did not go out. {error} {remedy}",
    "post_undrafted": "{title} for {event} has no words yet. {error}",
    "post_unpainted": "{title} for {event} has no picture yet. {error}",
    "post_overdue": "{title} for {event} did not go out, nobody approved it by {due}.",
    AFTER_YES: "{who} changed {what}{title} for {event} after {approved}: {changed}. It needs a new yes.",
    AS_ASKED: "{title} for {event} is version {version} now: {changed}.",
    "post_waiting": "Still waiting for a yes: {title} for {event}, {due}. Without one I won't post it.",
}
