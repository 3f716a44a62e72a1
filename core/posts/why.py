"""Why a post is as it is: who asked for it, from which facts, who wrote and changed and approved it, what was sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.given import LETS_THROUGH, decisions
from core.approvals.model import Approval, Decision
from core.campaigns.cadence import title_of
from core.copy.facts import check_facts
from core.copy.used import facts_in
from core.masking import masked
from core.posts.difference import Difference, difference
from core.posts.draft import brief_for, surroundings
from core.posts.history import revisions_of
from core.posts.model import Post, PublishCall, Revision
from core.posts.revision import get_post
from core.spending.queries import Cost, cost_of_revision
from core.workspaces.model import Member

NO_COST = Cost()


@dataclass(frozen=True)
class Yes:
    """Local times are wall time at the venue. Withdrawn by a person, or else by a change."""

    name: str
    at_local: datetime
    withdrawn_local: datetime | None = None
    taken_back_by: str = ""
    unasked: bool = False
    """No yes was needed: this owner's rule, or this person's press, let it through."""


@dataclass(frozen=True)
class Version:
    """One revision and what came of it. asked: what people had asked for in words, with who asked."""

    number: int
    at_local: datetime
    made_by: str
    writer: str
    asked: tuple[tuple[str, str], ...] = ()
    restores: int | None = None
    difference: Difference = Difference()  # noqa: RUF009 - frozen, and nothing is different in it
    yeses: tuple[Yes, ...] = ()
    cost: Cost = NO_COST


@dataclass(frozen=True)
class Call:
    """One step towards Instagram: the step's name and what came back, without secrets."""

    step: str
    outcome: Mapping[str, Any]
    at_local: datetime


@dataclass(frozen=True)
class WhyView:
    """facts: (what it is, as the record has it) of what the caption says. wrong: what in it does not fit the record."""

    id: UUID
    title: str
    event: str
    zone: str
    asked_by: str
    asked_local: datetime
    due_local: datetime
    facts: tuple[tuple[str, str], ...] = ()
    wrong: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()
    calls: tuple[Call, ...] = ()


async def why_view(session: AsyncSession, member: Member, post_id: UUID) -> WhyView:
    """Everything that is known of how a post came about; guests see neither calls nor costs. Raises NotFound."""
    post = await get_post(session, member.workspace_id, post_id)
    campaign, event, _ = await surroundings(session, post)
    zone = ZoneInfo(event.time_zone)
    names = await _names(session, member.workspace_id)
    revisions = await revisions_of(session, post)
    versions = _versions(revisions, await decisions(session, post), names, zone)
    facts, wrong = await _facts(session, post, revisions[-1].caption if revisions else "")
    return WhyView(
        id=post.id,
        title=title_of(campaign.cadence, post.phase, post.format, post.about),
        event=event.name,
        zone=event.time_zone,
        asked_by=names.get(event.author_id, ""),
        asked_local=_local(event.created_at, zone),
        due_local=_local(post.due_at, zone),
        facts=facts,
        wrong=wrong,
        versions=await _priced(session, post, versions) if member.role.may_edit else versions,
        calls=await _calls(session, post, zone) if member.role.may_edit else (),
    )


async def _facts(
    session: AsyncSession, post: Post, caption: str
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    if not caption:
        return (), ()
    brief = await brief_for(session, post)
    wrong = tuple(finding.sentence for finding in check_facts(caption, brief) if not finding.code.startswith("missing"))
    return tuple(facts_in(caption, brief)), wrong


def _versions(
    revisions: Sequence[Revision], decided: Sequence[Approval], names: Mapping[UUID | None, str], zone: ZoneInfo
) -> tuple[Version, ...]:
    told = []
    for before, revision in zip([None, *revisions], revisions, strict=False):
        here = [one for one in decided if one.revision == revision.number and one.decision in LETS_THROUGH]
        asked = [one for one in decided if one.revision == revision.number - 1 and one.decision is Decision.CHANGES]
        told.append(
            Version(
                number=revision.number,
                at_local=_local(revision.created_at, zone),
                made_by=names.get(revision.made_by_id or revision.author_id, ""),
                writer=revision.writer,
                asked=tuple((names.get(one.member_id, ""), one.words) for one in asked),
                restores=revision.restores,
                difference=difference(before, revision) if before else Difference(),
                yeses=tuple(_yes(one, names, zone) for one in here),
            )
        )
    return tuple(told)


async def _priced(session: AsyncSession, post: Post, versions: Sequence[Version]) -> tuple[Version, ...]:
    """With what a model cost for each."""
    return tuple(
        [replace(one, cost=await cost_of_revision(session, post.workspace_id, post.id, one.number)) for one in versions]
    )


def _yes(given: Approval, names: Mapping[UUID | None, str], zone: ZoneInfo) -> Yes:
    return Yes(
        name=names.get(given.member_id, ""),
        at_local=_local(given.decided_at, zone),
        withdrawn_local=_local(given.withdrawn_at, zone) if given.withdrawn_at else None,
        taken_back_by=names.get(given.taken_back_by_id, "") if given.taken_back_by_id else "",
        unasked=given.decision is Decision.UNASKED,
    )


async def _names(session: AsyncSession, workspace_id: UUID) -> dict[UUID | None, str]:
    """Of everybody who ever was in the team."""
    found = await session.execute(select(Member.id, Member.name).where(Member.workspace_id == workspace_id))
    return {row.id: row.name for row in found}


async def _calls(session: AsyncSession, post: Post, zone: ZoneInfo) -> tuple[Call, ...]:
    found = await session.execute(
        select(PublishCall)
        .where(PublishCall.workspace_id == post.workspace_id, PublishCall.post_id == post.id)
        .order_by(PublishCall.at, PublishCall.id)
    )
    return tuple(Call(row.step, _without_secrets(row.outcome), _local(row.at, zone)) for row in found.scalars())


def _without_secrets(outcome: Mapping[str, Any]) -> dict[str, Any]:
    return {key: masked(value) if isinstance(value, str) else value for key, value in outcome.items()}


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)
