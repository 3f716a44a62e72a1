"""Whose turn it is to exchange a token that ends."""

from sqlalchemy import update

from core.database import found_or_added, touched
from core.installs.model import SlackRotation
from core.lease import is_over
from core.ports.parts import Parts


async def claim_rotation(parts: Parts, installation: str) -> bool:
    """True for the one who exchanges now; whoever dies over it holds the others up for a lease."""
    now = parts.clock.steady()
    async with parts.db.transaction() as session:

        async def find() -> SlackRotation | None:
            return await session.get(SlackRotation, installation)

        async def add() -> SlackRotation:
            row = SlackRotation(installation=installation, busy_until=None)
            session.add(row)
            return row

        await found_or_added(session, find, add)
        claimed = await session.execute(
            update(SlackRotation)
            .where(SlackRotation.installation == installation, is_over(SlackRotation.busy_until, now))
            .values(busy_until=now + parts.lease)
            .execution_options(synchronize_session=False)
        )
        return touched(claimed) == 1


async def release_rotation(parts: Parts, installation: str) -> None:
    async with parts.db.transaction() as session:
        await session.execute(
            update(SlackRotation)
            .where(SlackRotation.installation == installation)
            .values(busy_until=None)
            .execution_options(synchronize_session=False)
        )
