"""A post as cards show it, for tests to change."""

from datetime import datetime
from uuid import UUID

from core.posts.details import NO_DETAILS
from core.posts.model import CommentStatus, Format, PostStatus
from core.posts.queries import PostView

ZONE = "Europe/Berlin"
LOCAL = datetime(2026, 11, 27, 22, 0)  # noqa: DTZ001 - wall time at the venue
POST = PostView(
    id=UUID(int=7),
    campaign_id=UUID(int=8),
    revision=1,
    status=PostStatus.IN_REVIEW,
    phase="announcement",
    title="Announcement",
    format=Format.FEED,
    event="Night",
    zone=ZONE,
    due_local=LOCAL,
    overdue=False,
    too_late=False,
    account="@warehouse.nights",
    caption="Hi.",
    alt_text="",
    media=(),
    details=NO_DETAILS,
    comment=CommentStatus.NONE,
    picture_key=None,
    writer="offline",
    notes=(),
    approvers=("Ada",),
    approved_by="",
    approved_local=None,
    request="",
    permalink=None,
    published_local=None,
    error="",
    remedy="",
    metrics={},
)
