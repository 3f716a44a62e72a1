"""What goes out besides picture and words, as lines of a post's card."""

from collections.abc import Sequence

from babel.numbers import format_decimal

from bot.cards.card import Fact, Line
from bot.language import mark, reader, tr, tr_many
from bot.retold import retold
from bot.words import files_in_words, kind, spoken_list
from core.people.model import InviteState
from core.posts.details import Details, PlacedTag
from core.posts.model import CommentStatus, Format, PostStatus
from core.posts.queries import PostView

MOST_NAMES = 8
LONGEST_COMMENT = 300
_FATES = {
    CommentStatus.WANTED: mark("on its way"),
    CommentStatus.SENT: mark("on its way; I am making sure it is there"),
    CommentStatus.DONE: mark("added"),
}


def shape(post: PostView) -> str:
    """ "carousel, 4 pictures", "reel, 0:12", "feed post"."""
    if post.format is Format.CAROUSEL:
        return f"{kind(post.format)}, {files_in_words([item.key for item in post.media])}"
    if post.media and post.media[0].facts.video:
        return f"{kind(post.format)}, {runtime(post.media[0].facts.seconds)}"
    return kind(post.format)


def runtime(seconds: float) -> str:
    """ "0:12"."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02}"


def extras_lines(post: PostView) -> list[Line]:
    """A fact for each extra somebody asked for."""
    details = post.details
    facts = (
        (tr("First comment"), _comment(post)),
        (tr("Tagged"), _tagged(details.tags, slides=post.format is Format.CAROUSEL)),
        (tr("With"), spoken_list([_asked_along(name, post) for name in details.collaborators])),
        (tr("Place"), tr("Facebook Page {page}", page=details.location_id) if details.location_id else ""),
        (tr("Cover"), _cover(details)),
        (tr("In the feed"), _in_feed(details)),
        (tr("Alt text"), _alt_text(post)),
    )
    return [Fact(label, value) for label, value in facts if value]


_ANSWERS = {
    InviteState.PENDING: mark("@{name} (has not accepted yet)"),
    InviteState.ACCEPTED: mark("@{name} (accepted)"),
    InviteState.GONE: mark("@{name} (no longer invited)"),
}


def _asked_along(name: str, post: PostView) -> str:
    """With their answer, once the post is live and Instagram tells."""
    answer = post.answers.get(name)
    return tr(_ANSWERS[answer], name=name) if answer else f"@{name}"


def _comment(post: PostView) -> str:
    """Its words before, its fate after."""
    words = post.details.first_comment
    if post.status is not PostStatus.PUBLISHED or not words:
        return _cut(words)
    if post.comment is CommentStatus.LOST:
        return f"{tr('could not be added.')} {retold(post.error)} {retold(post.remedy)}".strip()
    return tr(_FATES[post.comment]) if post.comment in _FATES else _cut(words)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_COMMENT else text[: LONGEST_COMMENT - 1].rstrip() + "…"


def _tagged(tags: Sequence[PlacedTag], *, slides: bool) -> str:
    names = [_placed(tag) if slides else f"@{tag.username}" for tag in tags]
    rest = len(names) - MOST_NAMES
    return spoken_list([*names[:MOST_NAMES], tr_many("{n} more", "{n} more", rest)] if rest > 0 else names)


def _placed(tag: PlacedTag) -> str:
    return tr("@{username} on picture {number}", username=tag.username, number=tag.slide)


def _cover(details: Details) -> str:
    if details.cover_key:
        return tr("a picture of its own")
    if details.thumb_offset_ms is None:
        return ""
    return tr("the frame at {seconds} s", seconds=format_decimal(details.thumb_offset_ms / 1000, locale=reader()))


def _in_feed(details: Details) -> str:
    if details.share_to_feed is None:
        return ""
    return tr("yes") if details.share_to_feed else tr("no, among the reels only")


def _alt_text(post: PostView) -> str:
    given = [text for text in post.details.alt_texts if text]
    if post.format is not Format.CAROUSEL or not given:
        return _cut(post.details.alt_text(1))
    if len(given) >= len(post.media):
        return tr("yours for {n} of {all}", n=len(given), all=len(post.media))
    return tr("yours for {n} of {all}, mine for the others", n=len(given), all=len(post.media))
