"""A stored digest as a value."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.digests.compile import Body, Told
from core.digests.model import Digest
from core.errors import NotFound


@dataclass(frozen=True)
class DigestView:
    day: date
    body: Body
    chart_key: str | None


async def digest_view(session: AsyncSession, workspace_id: UUID, digest_id: UUID) -> DigestView:
    """Read one digest; raises NotFound."""
    found = await session.execute(select(Digest).where(Digest.workspace_id == workspace_id, Digest.id == digest_id))
    digest = found.scalar_one_or_none()
    if digest is None:
        raise NotFound("That digest is not here any more.")
    stored = dict(digest.body)
    lists = {key: [Told(**told) for told in stored[key]] for key in ("live", "next", "waiting", "trouble")}
    return DigestView(digest.day, Body(stored["workspace"], **lists), digest.chart_key)
