"""What a painted post could be besides: buttons that make it so, and lines about what is there already."""

from collections.abc import Iterator

from bot.cards.card import Action, Fact, Line, Small
from bot.language import mark, tr
from bot.tokens import Token
from bot.words import short_moment
from core.campaigns.cadence import EXTRA
from core.posts.looks import Look
from core.posts.model import Format, PostStatus
from core.posts.queries import PostView
from core.posts.story_beside import AFTER, WITH_STORY

LABELS = {
    Look.PICTURE: mark("As one picture"),
    Look.CAROUSEL: mark("As carousel"),
    Look.REEL: mark("As a reel"),
    Look.STILL: mark("As a picture"),
    Look.FILM: mark("As film"),
}
OFFERED = {
    Look.CAROUSEL: ("lineup", EXTRA.key),
    Look.REEL: ("announcement", "reminder", EXTRA.key),
    Look.FILM: ("countdown", "tonight", EXTRA.key),
}
"""In which phases a look is offered; the plain ones always are."""


def look_actions(post: PostView) -> list[Action]:
    """Before the yes: everything the post can still become."""

    def act(label: str, verb: str) -> Action:
        return Action(label, Token(f"post.{verb}", post.id, post.revision))

    actions = [act(tr(LABELS[look]), look.value) for look in post.looks if _is_offered(look, post)]
    if post.painted and post.format is Format.CAROUSEL:
        actions.append(act(tr("Artist photos"), "artists"))
    if post.painted and post.format in WITH_STORY:
        wanted = post.details.as_story
        actions.append(act(tr("No story"), "nostory") if wanted else act(tr("Also as a story"), "story"))
    return [*actions, *formats_actions(post)]


def formats_actions(post: PostView) -> list[Action]:
    """The same flyer for elsewhere."""
    if not post.variants:
        return []
    return [Action(tr("Other formats"), Token("post.formats", post.id, post.revision))]


def look_lines(post: PostView) -> Iterator[Line]:
    if post.details.as_story and post.status is not PostStatus.PUBLISHED:
        at = short_moment(post.due_local + AFTER)
        yield Fact(tr("Also a story"), tr("goes out as a story, too, {moment}", moment=at))


def look_remarks(post: PostView) -> Iterator[Line]:
    """What else is there."""
    if post.variants and post.status in (PostStatus.IN_REVIEW, PostStatus.SCHEDULED):
        yield Small(tr("One yes is about every format: feed, square and story are painted."))


def _is_offered(look: Look, post: PostView) -> bool:
    return look not in OFFERED or post.phase in OFFERED[look]
