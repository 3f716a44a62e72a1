"""What becomes of posts when the facts they tell change: values, before anything is done."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from core.accounts.model import Account
from core.campaigns.model import Campaign
from core.events.model import Event
from core.posts.brief import brief_of
from core.posts.model import Post, PostStatus, Revision
from core.posts.pictures.scene import scene_for
from core.posts.told import photo_told
from core.posts.touched import Around
from core.posts.wall_slot import WallSlot
from core.workspaces.brand import Kit

OUT = (PostStatus.PUBLISHED, PostStatus.PUBLISHING, PostStatus.UNCONFIRMED)
OVER = (*OUT, PostStatus.CANCELLED, PostStatus.EXPIRED)
"""Nothing can be done about them any more, or nobody wants it."""


class Fate(StrEnum):
    """What becomes of a post."""

    KEPT = "kept"
    REWRITTEN = "rewritten"
    REPAINTED = "repainted"
    MOVED = "moved"
    HELD = "held"
    STOPPED = "stopped"
    OUT = "out"
    """It went out and says something that is no longer so."""


@dataclass(frozen=True)
class Slot:
    due_at: datetime
    not_after: datetime
    wall: WallSlot | None
    """The hour on the wall it stands for; None for one that has passed."""


@dataclass(frozen=True)
class Effect:
    """One post with its revision and what is to become of it. around: before and after the change."""

    post: Post
    revision: Revision | None
    fate: Fate
    slot: Slot | None = None
    """Its new place in time, where that changes."""
    around: tuple[Around, Around] | None = None
    about: str = ""
    """Id of the event it tells of from now on, where that is another one."""
    why: str = ""
    """Why it is held, where that is not said already."""


@dataclass(frozen=True)
class Ripple:
    """A change as it reaches one campaign. before, after: the event that is told of, as it was and as it is then."""

    campaign: Campaign
    before: Event
    after: Event
    account: Account | None
    kit: Kit
    effects: tuple[Effect, ...] = field(default=())
    elsewhere: tuple["Ripple", ...] = field(default=())
    """The same in other campaigns, of whose posts some tell of this event."""
    of_event: str = ""
    """The name of such a campaign's own event."""

    @property
    def everywhere(self) -> tuple["Ripple", ...]:
        return (self, *self.elsewhere)

    def with_fate(self, *fates: Fate) -> list[Effect]:
        """In this campaign."""
        return [effect for effect in self.effects if effect.fate in fates]

    def all_with_fate(self, *fates: Fate) -> list[Effect]:
        """In this campaign, then in the others; what stays as it is in those is not worth a word."""
        others = [effect for ripple in self.elsewhere for effect in ripple.with_fate(*fates)]
        return [*self.with_fate(*fates), *(effect for effect in others if effect.fate is not Fate.KEPT)]

    def ids(self, *fates: Fate) -> list[UUID]:
        return [effect.post.id for effect in self.with_fate(*fates)]

    def around(self, post: Post, slot: Slot | None) -> tuple[Around, Around]:
        """What is told of before and after; a post that moves is written for its new day."""
        return (
            self._around(self.before, post, post.due_at),
            self._around(self.after, post, slot.due_at if slot else post.due_at),
        )

    def _around(self, event: Event, post: Post, due_at: datetime) -> Around:
        """The name of its photo stands for it: nobody looks at the picture itself."""
        moved = Post(**dict(_columns(post)))
        moved.due_at, moved.request = due_at, ""
        photo = (photo_told(moved, event) or "").encode() or None
        return Around(
            brief_of(moved, self.campaign, event, self.account, self.kit),
            scene_for(moved, Revision(headline=""), self.campaign, event, self.account, photo),
        )


def _columns(post: Post) -> Iterator[tuple[str, object]]:
    for column in Post.__table__.columns:
        yield column.key, getattr(post, column.key)
