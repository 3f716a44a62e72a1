"""What a post looks like to a person, as one value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.pause import PausedAccount, paused_account
from core.approvals.given import as_given, decisions, made_void, standing
from core.approvals.model import PRESSED, Approval, Decision
from core.approvals.policy import Policy, spoken_list
from core.approvals.rules import policy_of
from core.approvals.tally import Tally, tally
from core.campaigns.cadence import title_of
from core.errors import Cure
from core.insights.model import Insight
from core.links.queries import PhaseLink, link_of_phase
from core.people.answers import answers_to
from core.people.model import InviteState
from core.posts.details import Details, details_from
from core.posts.difference import Difference, difference
from core.posts.draft import surroundings
from core.posts.history import revisions_of, version_before
from core.posts.looks import Look, looks_for
from core.posts.media import Item, items_from
from core.posts.model import CommentStatus, Format, Post, PostStatus, Revision
from core.posts.repeats import Repeat, repeat_of
from core.posts.revision import get_post
from core.posts.variants import Variant, variants_from
from core.spending.queries import Cost, cost_of_revision
from core.timing.clashes import Clash, clash_of
from core.trail.queries import CommentView, comments_on
from core.workspaces.members import members
from core.workspaces.model import Member

NO_DIFFERENCE = Difference()
NO_COST = Cost()
UNSENT = (PostStatus.IN_REVIEW, PostStatus.SCHEDULED)
NO_YESES = Tally(Policy.ONE, (), (), enough=False)


@dataclass(frozen=True)
class YesBefore:
    """A yes that a change made void: who gave it, when (wall time at the venue), to which version.

    same: what waits for a yes now is, to the byte and the minute, what it was about.
    """

    name: str
    at_local: datetime
    revision: int
    same: bool


@dataclass(frozen=True)
class PostView:
    """Everything a card of one post may show. Local times are wall time at the venue, in `zone`."""

    id: UUID
    campaign_id: UUID
    revision: int
    status: PostStatus
    phase: str
    title: str
    format: Format
    event: str
    zone: str
    due_local: datetime
    overdue: bool
    too_late: bool
    account: str
    caption: str
    alt_text: str
    media: tuple[Item, ...]
    """Uploaded files as they go out; none: the picture is a painted flyer."""
    details: Details
    comment: CommentStatus
    picture_key: str | None
    writer: str
    notes: tuple[str, ...]
    approvers: tuple[str, ...]
    approved_by: str
    approved_local: datetime | None
    request: str
    permalink: str | None
    published_local: datetime | None
    error: str
    remedy: str
    metrics: dict[str, int]
    picture_keys: tuple[str, ...] = ()
    """Every picture that will be seen, in order; of a video the still that stands for it."""
    cure: Cure = Cure.NONE
    """The button that makes it good."""
    account_id: UUID | None = None
    waits_local: datetime | None = None
    """Until when it waits for its account to be usable; `error` says why."""
    paused: PausedAccount | None = None
    painted: bool = False
    """Its picture is a flyer of ours, which may have another design."""
    clock_note: str = ""
    """Said where the clocks are changed that day and its hour is skipped or comes twice."""
    variants: tuple[Variant, ...] = ()
    """The flyer in its other layouts."""
    looks: tuple[Look, ...] = ()
    """What else it could be."""
    own_files: bool = False
    """Its pictures are files somebody uploaded."""
    moves: bool = False
    """Its flyer is a film."""
    difference: Difference = NO_DIFFERENCE
    """To the version before."""
    made_by: str = ""
    """Who had this version made."""
    restores: int | None = None
    """The version it brings back."""
    undo_to: int = 0
    """The version an undo brings back; 0 when there is none."""
    yes_before: YesBefore | None = None
    yeses: Tally = NO_YESES
    """How far they have come, by the rule as it is now."""
    unasked_by: str = ""
    """Who let it go without a yes: the owner who set that none is needed, or whoever pressed."""
    unasked_pressed: bool = False
    cost: Cost = NO_COST
    """What a model cost for this version."""
    clash: Clash | None = None
    """What its hour is too near to."""
    repeat: Repeat | None = None
    """What it says or shows again."""
    answers: Mapping[str, InviteState] = field(default_factory=dict)
    """How those who were asked to share it have answered, as far as Instagram tells."""
    comments: tuple[CommentView, ...] = ()
    """What people said about it, the oldest first."""
    link: PhaseLink | None = None
    """The short link of its phase."""


async def post_view(session: AsyncSession, workspace_id: UUID, post_id: UUID, now: datetime) -> PostView:
    """Read one post with all that belongs to it; raises NotFound."""
    post = await get_post(session, workspace_id, post_id)
    campaign, event, account = await surroundings(session, post)
    revisions = await revisions_of(session, post)
    revision = revisions[-1] if revisions else None
    before = revisions[-2] if len(revisions) > 1 else None
    pictured = next((one for one in reversed(revisions) if one.picture_key), None)
    back = version_before(revisions, now) if post.story_of_id is None else None
    people = await members(session, workspace_id)
    given = await standing(session, post) if revision else []
    yeses = tally(await policy_of(session, post), as_given(given), revision.author_id if revision else None, people)
    zone = ZoneInfo(event.time_zone)

    has_waited = post.status is PostStatus.SCHEDULED and post.waits_until is not None
    waiting = has_waited and post.waits_until is not None and post.waits_until > now

    def local(moment: datetime | None) -> datetime | None:
        return moment.astimezone(zone).replace(tzinfo=None) if moment else None

    return PostView(
        id=post.id,
        campaign_id=post.campaign_id,
        revision=post.revision,
        status=post.status,
        phase=post.phase,
        title=(title := title_of(campaign.cadence, post.phase, post.format, post.about)),
        format=post.format,
        event=event.name,
        zone=event.time_zone,
        due_local=post.due_at.astimezone(zone).replace(tzinfo=None),
        overdue=now > post.due_at,
        too_late=now > post.not_after,
        account=f"@{account.username}" if account else "",
        caption=revision.caption if revision else "",
        alt_text=revision.alt_text if revision else "",
        media=items_from(revision.media) if revision else (),
        details=details_from(post.details),
        comment=post.comment,
        picture_key=pictured.picture_key if pictured else None,
        picture_keys=_shown(pictured) if pictured else (),
        writer=revision.writer if revision else "",
        notes=tuple(revision.notes) if revision else (),
        approvers=yeses.others,
        approved_by=spoken_list(yeses.said_yes),
        approved_local=local(given[-1].decided_at) if given else None,
        yeses=yeses,
        unasked_by=await _unasked_by(session, given),
        unasked_pressed=any(one.words == PRESSED for one in given),
        request=post.request,
        permalink=post.permalink,
        published_local=local(post.published_at),
        error="" if has_waited and not waiting else post.last_error or "",
        remedy=post.remedy or "",
        cure=post.cure,
        account_id=post.account_id,
        metrics=await known_metrics(session, post),
        waits_local=local(post.waits_until) if waiting else None,
        paused=paused_account(account, zone),
        painted=not post.media and post.revision > 0 and post.story_of_id is None,
        variants=variants_from(revision.variants) if revision else (),
        clock_note=str((post.slot or {}).get("note", "")),
        looks=looks_for(post, len(event.lineup)),
        own_files=bool(post.media),
        moves=bool(post.film) and not post.media,
        difference=difference(before, revision) if before and revision else NO_DIFFERENCE,
        made_by=await _name(session, workspace_id, revision.made_by_id) if revision else "",
        restores=revision.restores if revision else None,
        undo_to=back.number if back else 0,
        cost=await cost_of_revision(session, workspace_id, post.id, post.revision),
        yes_before=await _yes_before(session, post, revision, zone) if revision and not given else None,
        clash=await clash_of(session, post, now),
        comments=await comments_on(session, post, zone),
        repeat=await repeat_of(session, post, revision) if revision and post.status in UNSENT else None,
        answers=await answers_to(session, post),
        link=await link_of_phase(session, post, title),
    )


def _shown(revision: Revision) -> tuple[str, ...]:
    """What was sent, or the flyer that was painted."""
    uploaded = tuple(item.shown_key for item in items_from(revision.media))
    return uploaded or tuple(key for key in (revision.picture_key,) if key)


async def _name(session: AsyncSession, workspace_id: UUID, member_id: UUID | None) -> str:
    """Also of people who are not active any more."""
    found = await session.execute(
        select(Member.name).where(Member.workspace_id == workspace_id, Member.id == member_id)
    )
    return found.scalar_one_or_none() or ""


async def _unasked_by(session: AsyncSession, given: Sequence[Approval]) -> str:
    unasked = [one for one in given if one.decision is Decision.UNASKED]
    return await _name(session, unasked[-1].workspace_id, unasked[-1].member_id) if unasked else ""


async def _yes_before(session: AsyncSession, post: Post, revision: Revision, zone: ZoneInfo) -> YesBefore | None:
    void = made_void(await decisions(session, post))
    if void is None:
        return None
    return YesBefore(
        name=await _name(session, post.workspace_id, void.member_id),
        at_local=void.decided_at.astimezone(zone).replace(tzinfo=None),
        revision=void.revision,
        same=void.fingerprint is not None and void.fingerprint == revision.fingerprint,
    )


async def known_metrics(session: AsyncSession, post: Post) -> dict[str, int]:
    """The newest reading, with the comments Instagram has told us of since."""
    metrics = await latest_metrics(session, post)
    if post.comments_count > metrics.get("comments", 0):
        metrics["comments"] = post.comments_count
    return metrics


async def latest_metrics(session: AsyncSession, post: Post) -> dict[str, int]:
    """The newest reading's numbers; empty before the first."""
    found = await session.execute(
        select(Insight.metrics)
        .where(Insight.workspace_id == post.workspace_id, Insight.post_id == post.id)
        .order_by(Insight.reading.desc())
        .limit(1)
    )
    return dict(found.scalar_one_or_none() or {})
