"""Thousands of posts, written and approved as people would have, put into the schedule in bulk."""

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

from PIL import Image
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account, AccountStatus
from core.approvals.model import Approval, Decision
from core.campaigns.model import Campaign, CampaignStatus
from core.events.model import Event, EventStatus
from core.notices.model import Conversation
from core.ports.studio import MediaFacts
from core.posts.details import Details
from core.posts.media import Item, stored
from core.posts.model import Format, Post, PostStatus, Revision
from core.posts.queue import enter_schedule
from core.posts.revision import fingerprint
from core.posts.transitions import move
from core.services import Services
from core.workspaces.model import Member, Platform, Role, Workspace

SIZE = (320, 400)
HOUSES = 10
"""Workspaces that share the accounts."""
FORMATS = (Format.FEED,) * 8 + (Format.CAROUSEL, Format.STORY)
SAME_WORDS = 0.2
COMMENTED = 0.1
HURRIED = 0.03
HURRY = timedelta(minutes=2)
USUAL_ROOM = timedelta(hours=48)
AT_ONCE = 250
"""Posts a transaction."""


@dataclass(frozen=True)
class House:
    """One workspace as far as posts need it."""

    workspace_id: UUID
    ada: Member
    campaign_id: UUID
    accounts: Sequence[UUID]


@dataclass(frozen=True)
class Planned:
    """A post that was put into the schedule."""

    id: UUID
    member: Member
    due_at: datetime


def picture(shade: int) -> bytes:
    """A small JPEG that Instagram takes: thousands of large ones would only try Pillow."""
    out = io.BytesIO()
    Image.new("RGB", SIZE, (20, 40, shade)).save(out, "JPEG")
    return out.getvalue()


async def settle_houses(services: Services, crowd: Sequence[Mapping[str, Any]]) -> list[House]:
    """Workspaces, each with its share of the accounts (what `instagram/crowd` answered), a campaign and a channel."""
    houses = min(HOUSES, len(crowd))
    async with services.db.transaction() as session:
        return [await _house(session, services, number, crowd[number::houses]) for number in range(houses)]


async def _house(session: AsyncSession, services: Services, number: int, crowd: Sequence[Mapping[str, Any]]) -> House:
    now = services.clock.now()
    workspace = Workspace(id=uuid4(), name=f"House {number}", time_zone="Europe/Berlin", created_at=now)
    session.add(workspace)
    await session.flush()
    ada = Member(id=uuid4(), workspace_id=workspace.id, name="Ada", role=Role.OWNER, active=True, created_at=now)
    accounts = [_account(services, workspace.id, one, now) for one in crowd]
    room = Conversation(
        id=uuid4(),
        workspace_id=workspace.id,
        platform=Platform.SLACK,
        team="T1",
        address=f"C{number}",
        follows=True,
        reachable=True,
        created_at=now,
    )
    starts = now + timedelta(days=10)
    event = Event(
        id=uuid4(),
        workspace_id=workspace.id,
        name="Long Night",
        starts_local=starts.replace(tzinfo=None),
        time_zone="Europe/Berlin",
        starts_at=starts,
        venue="Halle 7",
        status=EventStatus.PLANNED,
        created_at=now,
    )
    session.add_all([ada, room, event, *accounts])
    await session.flush()
    campaign = Campaign(
        id=uuid4(),
        workspace_id=workspace.id,
        event_id=event.id,
        account_id=accounts[0].id,
        conversation_id=room.id,
        cadence="club_night",
        status=CampaignStatus.ACTIVE,
        created_at=now,
    )
    session.add(campaign)
    await session.flush()
    return House(workspace.id, ada, campaign.id, [account.id for account in accounts])


def _account(services: Services, workspace_id: UUID, one: Mapping[str, Any], now: datetime) -> Account:
    account = Account(
        id=uuid4(),
        workspace_id=workspace_id,
        instagram_id=one["user_id"],
        app_scoped_id=one["id"],
        username=one["username"],
        is_default=False,
        status=AccountStatus.CONNECTED,
        token_expires_at=now + timedelta(days=60),
        token_refreshed_at=now,
        scopes=list(one["permissions"]),
        connected_at=now,
    )
    account.token_sealed = services.vault.seal(one["access_token"], account.token_place)
    return account


async def schedule(
    services: Services, houses: Sequence[House], dues: Sequence[datetime], luck: Random
) -> list[Planned]:
    """One approved post for every moment, houses in turn, on any of their accounts."""
    pictures = [
        (await services.media.put(data), hashlib.sha256(data).hexdigest()) for data in map(picture, (10, 90, 170))
    ]
    planned: list[Planned] = []
    for first in range(0, len(dues), AT_ONCE):
        batch = list(enumerate(dues[first : first + AT_ONCE], start=first))
        async with services.db.transaction() as session:
            written = [
                (number, *_written(_house_of(houses, number), number, due, pictures, luck)) for number, due in batch
            ]
            session.add_all([post for _, post, _ in written])
            await session.flush()
            for number, post, revision in written:
                member = _house_of(houses, number).ada
                session.add(revision)
                _approve(session, post, revision, member, services.clock.now())
                planned.append(Planned(post.id, member, post.due_at))
    return planned


def _house_of(houses: Sequence[House], number: int) -> House:
    return houses[number % len(houses)]


def _written(
    house: House, number: int, due_at: datetime, pictures: Sequence[tuple[str, str]], luck: Random
) -> tuple[Post, Revision]:
    format_ = luck.choice(FORMATS)
    items = [_item(*pictures[place]) for place in (1, 2)] if format_ is Format.CAROUSEL else []
    commented = format_ is not Format.STORY and luck.random() < COMMENTED
    details = Details(first_comment=f"Tickets at the door. {number}") if commented else Details()
    post = Post(
        id=uuid4(),
        workspace_id=house.workspace_id,
        campaign_id=house.campaign_id,
        account_id=luck.choice(house.accounts),
        phase="announcement",
        format=format_,
        status=PostStatus.IN_REVIEW,
        revision=1,
        due_at=due_at,
        not_after=due_at + (HURRY if luck.random() < HURRIED else USUAL_ROOM),
        media=stored(items),
        details=details.stored(),
    )
    key, digest = pictures[0]
    revision = Revision(
        id=uuid4(),
        workspace_id=house.workspace_id,
        post_id=post.id,
        number=1,
        author_id=house.ada.id,
        caption="Tonight we dance." if luck.random() < SAME_WORDS else f"Night {number}: we dance.",
        headline="Tonight",
        alt_text="" if format_ is Format.STORY else "A flyer.",
        writer="offline",
        notes=[],
        media=stored(items),
        details=details.stored(),
        picture_key=key,
        picture_hash=digest,
        created_at=due_at,
    )
    revision.fingerprint = fingerprint(post, revision)
    return post, revision


def _item(key: str, digest: str) -> Item:
    return Item(key, digest, MediaFacts(video=False, size=50_000, width=1080, height=1350, format="JPEG"))


def _approve(session: AsyncSession, post: Post, revision: Revision, member: Member, now: datetime) -> None:
    """What core.approvals.decide.approve leaves behind, without asking row by row."""
    session.add(
        Approval(
            id=uuid4(),
            workspace_id=post.workspace_id,
            post_id=post.id,
            revision=revision.number,
            member_id=member.id,
            decision=Decision.YES,
            fingerprint=revision.fingerprint,
            words="",
            decided_at=now,
        )
    )
    move(post, PostStatus.APPROVED)
    enter_schedule(post, now)


def spread(start: datetime, over: timedelta, count: int, luck: Random) -> list[datetime]:
    """Moments to the microsecond, evenly at random, in order."""
    return sorted(start + over * luck.random() for _ in range(count))
