"""The life of a post: one pure table, one writer."""

from core.errors import Cure, NotNow
from core.posts.model import Post, PostStatus

S = PostStatus

MOVES: dict[PostStatus, frozenset[PostStatus]] = {
    S.DRAFT: frozenset({S.IN_REVIEW, S.CANCELLED, S.HELD, S.EXPIRED}),
    S.IN_REVIEW: frozenset({S.CHANGES_REQUESTED, S.APPROVED, S.DRAFT, S.CANCELLED, S.HELD, S.EXPIRED}),
    S.CHANGES_REQUESTED: frozenset({S.DRAFT, S.IN_REVIEW, S.CANCELLED, S.HELD, S.EXPIRED}),
    S.APPROVED: frozenset({S.SCHEDULED, S.IN_REVIEW, S.CANCELLED, S.HELD}),
    S.SCHEDULED: frozenset({S.PUBLISHING, S.IN_REVIEW, S.DRAFT, S.CANCELLED, S.HELD, S.EXPIRED, S.FAILED}),
    S.PUBLISHING: frozenset({S.PUBLISHED, S.SCHEDULED, S.FAILED, S.UNCONFIRMED}),
    S.UNCONFIRMED: frozenset({S.PUBLISHED, S.FAILED}),
    S.HELD: frozenset({S.IN_REVIEW, S.SCHEDULED, S.DRAFT, S.CANCELLED, S.EXPIRED}),
    S.FAILED: frozenset({S.SCHEDULED, S.IN_REVIEW, S.CANCELLED}),
    S.EXPIRED: frozenset({S.IN_REVIEW, S.CANCELLED}),
    S.CANCELLED: frozenset({S.IN_REVIEW}),
    S.PUBLISHED: frozenset(),
}

IN_WORDS: dict[PostStatus, str] = {
    S.DRAFT: "being drafted",
    S.IN_REVIEW: "waiting for a yes",
    S.CHANGES_REQUESTED: "being changed",
    S.APPROVED: "approved",
    S.SCHEDULED: "approved and scheduled",
    S.PUBLISHING: "on its way to Instagram",
    S.PUBLISHED: "live",
    S.HELD: "held",
    S.EXPIRED: "past its time",
    S.CANCELLED: "dropped",
    S.FAILED: "not published",
    S.UNCONFIRMED: "not confirmed",
}


def move(post: Post, to: PostStatus) -> None:
    """The only writer of a post's status; raises NotNow for a move that is not in the table."""
    if to not in MOVES[post.status]:
        raise NotNow(f"This post is {IN_WORDS[post.status]}, so it can't be {IN_WORDS[to]} now.")
    post.status = to
    post.lacks_access = False
    post.paused = False
    post.cure = Cure.NONE
    if to not in (S.SCHEDULED, S.PUBLISHING):
        post.next_at = None
        post.lease_until = None
