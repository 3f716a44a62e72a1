"""A stored digest as a value."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.digests.body import YESTERDAY, Body, Countdown, Ending, Told
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
    stored = digest.body
    lists = {key: [Told(**told) for told in stored[key]] for key in ("live", "next", "waiting", "trouble")}
    body = Body(
        stored["workspace"],
        **lists,
        endings=[Ending(**one) for one in stored.get("endings", ())],
        countdown=[Countdown(**one) for one in stored.get("countdown", ())],
        weekly=stored.get("weekly", False),
        since=stored.get("since", YESTERDAY),
        to=stored.get("to", []),
        clicks=stored.get("clicks"),
    )
    return DigestView(digest.day, body, digest.chart_key)
