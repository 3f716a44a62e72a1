"""What core's tests begin with: files, a workspace with its people, a post and its picture."""

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from films import film
from PIL import Image
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account, AccountStatus
from core.campaigns.model import Campaign, CampaignStatus
from core.events.model import Event, EventStatus
from core.notices.model import Conversation
from core.ports.studio import MediaFacts
from core.posts.model import Format, Post, PostStatus, Revision
from core.posts.revision import fingerprint
from core.services import Services
from core.workspaces.model import Member, Platform, Role, Workspace

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DUE = NOW + timedelta(hours=9)
USERNAME = "warehouse.nights"


def flyer(shade: int = 80, size: tuple[int, int] = (1080, 1350)) -> bytes:
    """A JPEG that Instagram takes."""
    out = io.BytesIO()
    Image.new("RGB", size, (20, 40, shade)).save(out, "JPEG")
    return out.getvalue()


FLYER_FACTS = MediaFacts(video=False, size=50_000, width=1080, height=1350, format="JPEG")
FILM_FACTS = MediaFacts(
    video=True,
    size=50_000,
    width=1080,
    height=1350,
    format="MP4",
    seconds=4.0,
    video_codec="h264",
    audio_codec="aac",
    audio_hz=44_100,
    audio_channels=2,
    fps=24.0,
    bits_per_second=100_000,
    chroma="4:2:0",
)


def files_for(format_: Format) -> Sequence[bytes]:
    """What people would have uploaded; nothing where the flyer is painted."""
    if format_ is Format.CAROUSEL:
        return flyer(10), flyer(20)
    return (film(),) if format_ is Format.REEL else ()


def person(name: str, role: Role, workspace_id: UUID) -> Member:
    return Member(id=uuid4(), workspace_id=workspace_id, name=name, role=role, active=True, created_at=NOW)


@dataclass
class Team:
    """A workspace as it is once people have arrived and an account is connected; ids and detached rows."""

    workspace_id: UUID
    ada: Member
    """Owner."""
    ben: Member
    """Approver."""
    cy: Member
    """Editor."""
    account_id: UUID
    campaign_id: UUID
    conversation_id: UUID


def planned_event(workspace_id: UUID, name: str = "Warehouse Night") -> Event:
    starts = datetime(2026, 11, 27, 22, 0)  # noqa: DTZ001 - wall time at the venue
    return Event(
        id=uuid4(),
        workspace_id=workspace_id,
        name=name,
        starts_local=starts,
        time_zone="Europe/Berlin",
        starts_at=datetime(2026, 11, 27, 21, 0, tzinfo=UTC),
        venue="Halle 7",
        status=EventStatus.PLANNED,
        created_at=NOW,
    )


async def settle_in(
    session: AsyncSession, services: Services, signed_in: Mapping[str, Any], *, room: str = "C1"
) -> Team:
    """Ada owns, Ben approves, Cy edits; one account, one conversation, one campaign without posts.

    `signed_in` is what a login would have told: user_id, id, access_token.
    """
    workspace = Workspace(id=uuid4(), name="Warehouse Nights", time_zone="Europe/Berlin", created_at=NOW)
    session.add(workspace)
    await session.flush()
    ada, ben, cy = (
        person("Ada", Role.OWNER, workspace.id),
        person("Ben", Role.APPROVER, workspace.id),
        person("Cy", Role.EDITOR, workspace.id),
    )
    account = Account(
        id=uuid4(),
        workspace_id=workspace.id,
        instagram_id=str(signed_in["user_id"]),
        app_scoped_id=str(signed_in["id"]),
        username=USERNAME,
        is_default=True,
        status=AccountStatus.CONNECTED,
        token_expires_at=NOW + timedelta(days=60),
        token_refreshed_at=NOW,
        scopes=[],
        connected_at=NOW,
    )
    account.token_sealed = services.vault.seal(signed_in["access_token"], account.token_place)
    place = Conversation(
        id=uuid4(), workspace_id=workspace.id, platform=Platform.SLACK, team="T1", address=room, created_at=NOW
    )
    event = planned_event(workspace.id)
    session.add_all([ada, ben, cy, account, place, event])
    await session.flush()
    campaign = Campaign(
        id=uuid4(),
        workspace_id=workspace.id,
        event_id=event.id,
        account_id=account.id,
        conversation_id=place.id,
        cadence="club_night",
        status=CampaignStatus.ACTIVE,
        created_at=NOW,
    )
    session.add(campaign)
    await session.flush()
    return Team(workspace.id, ada, ben, cy, account.id, campaign.id, place.id)


def empty_post(team: Team, *, format_: Format = Format.FEED, due_at: datetime = DUE) -> Post:
    """A planned post before its first draft."""
    return Post(
        id=uuid4(),
        workspace_id=team.workspace_id,
        campaign_id=team.campaign_id,
        account_id=team.account_id,
        phase="announcement" if format_ is Format.FEED else "countdown",
        format=format_,
        status=PostStatus.DRAFT,
        revision=0,
        request="",
        due_at=due_at,
        not_after=due_at + timedelta(hours=12),
        reminded=0,
        fence=0,
        attempt=0,
        checks=0,
        sends=0,
        baseline=[],
    )


def paint(post: Post, revision: Revision, key: str, jpeg: bytes) -> None:
    """What the painter does to a frozen revision."""
    revision.picture_key = key
    revision.picture_hash = hashlib.sha256(jpeg).hexdigest()
    revision.fingerprint = fingerprint(post, revision)
