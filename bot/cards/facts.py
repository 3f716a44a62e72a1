"""What a wish for another fact is answered with: what the event says, and what can be done when that is wrong."""

from collections.abc import Sequence
from uuid import UUID

from bot.cards.card import Action, Card, Fact, Style, Text
from bot.language import tr
from bot.tokens import Token
from bot.words import long_moment, quoted, spoken_list
from core.copy.tiers import current_price
from core.ports.copywriter import Brief
from core.posts.model import PostStatus
from core.posts.queries import PostView

WAITS = (PostStatus.IN_REVIEW, PostStatus.SCHEDULED, PostStatus.HELD)


def fact_card(post: PostView, brief: Brief, wishes: Sequence[str], change: UUID | None = None) -> Card:
    """Nothing was changed; each button is one thing that may have been meant.

    change: the talk in which the wish waits as a change of the event, where it could be read as one.
    """
    said = tr(
        "{wishes} would change a fact. A caption says what its event says, so I left it as it is.",
        wishes=_quoted(wishes),
    )
    advice = tr(
        "If the event itself changed, change it there: every post that says so follows. "
        "If only this post is to go out at another hour: reschedule it."
    )
    lines = (Text(said), Fact(tr("The event says"), _record(brief)), Text(advice))
    return Card(said, lines=lines, actions=(_at_the_event(post, change), *_ways(post)))


def left_out(wishes: Sequence[str], brief: Brief) -> str:
    """What became of the part of a wish that nobody writes."""
    if not wishes:
        return ""
    return tr(
        "I leave {wishes} out: a caption says what its event says, {record}.",
        wishes=_quoted(wishes),
        record=_record(brief),
    )


def _at_the_event(post: PostView, change: UUID | None) -> Action:
    token = Token("event.see", change) if change else Token("event.amend", post.campaign_id)
    return Action(tr("Change the event"), token, style=Style.PRIMARY)


def _ways(post: PostView) -> list[Action]:
    ways = []
    if post.status in WAITS:
        ways.append(Action(tr("Reschedule"), Token("post.reschedule", post.id, post.revision)))
    if post.status is PostStatus.SCHEDULED:
        stay = tr("It stays here and does not go out until somebody resumes it.")
        stop = Token("post.hold", post.id, post.revision)
        ways.append(Action(tr("Stop"), stop, style=Style.DANGER, confirm=stay))
    return ways


def _quoted(wishes: Sequence[str]) -> str:
    return spoken_list([quoted(wish) for wish in wishes])


def _record(brief: Brief) -> str:
    place = ", ".join(part for part in (brief.venue, brief.city) if part)
    return ", ".join(
        part for part in (long_moment(brief.starts_local, brief.time_zone), place, current_price(brief)) if part
    )
