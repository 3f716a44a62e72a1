"""Which Slack teams we know, and through whom their token comes."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.database import found_or_added
from core.installs.model import SlackTeam


async def team_row(session: AsyncSession, team: str) -> SlackTeam | None:
    return (await session.execute(select(SlackTeam).where(SlackTeam.team == team))).scalar_one_or_none()


async def know_team(session: AsyncSession, team: str, enterprise: str | None, *, org_wide: bool) -> SlackTeam:
    """As Slack tells of it now: a team can move into an organization, and out of one installation into another."""

    async def add() -> SlackTeam:
        row = SlackTeam(team=team, enterprise=enterprise, org_wide=org_wide)
        session.add(row)
        return row

    row = await found_or_added(session, lambda: team_row(session, team), add)
    row.enterprise, row.org_wide = enterprise, org_wide
    return row


async def let_in(session: AsyncSession, team: str, enterprise: str | None) -> bool:
    """A team has given its own consent; returns whether it had taken us out before."""
    row = await know_team(session, team, enterprise, org_wide=False)
    was_gone, row.gone_at = row.gone_at is not None, None
    return was_gone


async def let_in_everywhere(session: AsyncSession, enterprise: str) -> Sequence[str]:
    """An organization has given consent for all its teams; returns those of them that are known."""
    found = await session.execute(select(SlackTeam).where(SlackTeam.enterprise == enterprise))
    rows = found.scalars().all()
    for row in rows:
        row.org_wide, row.gone_at = True, None
    return [row.team for row in rows]


async def teams_of(session: AsyncSession, enterprise: str) -> Sequence[str]:
    """The teams whose token is the organization's."""
    found = await session.execute(select(SlackTeam.team).where(SlackTeam.enterprise == enterprise, SlackTeam.org_wide))
    return found.scalars().all()
