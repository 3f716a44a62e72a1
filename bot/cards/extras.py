"""What goes out besides picture and words, as lines of a post's card."""

from collections.abc import Sequence

from bot.cards.card import Fact, Line
from bot.words import files_in_words, kind, spoken_list
from core.posts.details import Details, PlacedTag
from core.posts.model import CommentStatus, Format, PostStatus
from core.posts.queries import PostView

MOST_NAMES = 8
LONGEST_COMMENT = 300
_SAID = {
    CommentStatus.WANTED: "on its way",
    CommentStatus.SENT: "on its way; I am making sure it is there",
    CommentStatus.DONE: "added",
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
        ("First comment", _comment(post)),
        ("Tagged", _tagged(details.tags, slides=post.format is Format.CAROUSEL)),
        ("With", spoken_list([f"@{name}" for name in details.collaborators])),
        ("Place", f"Facebook Page {details.location_id}" if details.location_id else ""),
        ("Cover", _cover(details)),
        ("In the feed", {True: "yes", False: "no, among the reels only", None: ""}[details.share_to_feed]),
        ("Alt text", _alt_text(post)),
    )
    return [Fact(label, value) for label, value in facts if value]


def _comment(post: PostView) -> str:
    """Its words before, its fate after."""
    words = post.details.first_comment
    if post.status is not PostStatus.PUBLISHED or not words:
        return _cut(words)
    if post.comment is CommentStatus.LOST:
        return f"could not be added. {post.error} {post.remedy}".strip()
    return _SAID.get(post.comment, _cut(words))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_COMMENT else text[: LONGEST_COMMENT - 1].rstrip() + "…"


def _tagged(tags: Sequence[PlacedTag], *, slides: bool) -> str:
    names = [f"@{tag.username}" + (f" on picture {tag.slide}" if slides else "") for tag in tags]
    rest = len(names) - MOST_NAMES
    return spoken_list([*names[:MOST_NAMES], f"{rest} more"] if rest > 0 else names)


def _cover(details: Details) -> str:
    if details.cover_key:
        return "a picture of its own"
    return "" if details.thumb_offset_ms is None else f"the frame at {details.thumb_offset_ms / 1000:g} s"


def _alt_text(post: PostView) -> str:
    given = [text for text in post.details.alt_texts if text]
    if post.format is not Format.CAROUSEL or not given:
        return _cut(post.details.alt_text(1))
    rest = "" if len(given) >= len(post.media) else ", mine for the others"
    return f"yours for {len(given)} of {len(post.media)}{rest}"
