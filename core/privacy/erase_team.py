"""Erase a team: every row of every table that is theirs, found by the models."""

from collections import Counter
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.audit.erase import erase_audit
from core.database import touched
from core.privacy.rules import RULES, Owner
from core.privacy.tables import rows_of_team, tables
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.model import Workspace


async def slack_team_of(session: AsyncSession, workspace_id: UUID) -> str | None:
    found = await session.execute(select(Workspace.slack_team).where(Workspace.id == workspace_id))
    return found.scalar_one_or_none()


async def erase_team(session: AsyncSession, workspace_id: UUID) -> Counter[str]:
    """How many rows went, by table. Previews that belong to nobody go as well: they may show the team's own things."""
    slack_team = await slack_team_of(session, workspace_id)
    gone: Counter[str] = Counter(audit=await erase_audit(session, workspace_id))
    for table in reversed(tables()):
        where = rows_of_team(table, workspace_id, slack_team)
        if where is None and RULES[table.name].owner is not Owner.CACHE:
            continue
        statement = delete(table) if where is None else delete(table).where(where)
        gone[table.name] += touched(await session.execute(statement.execution_options(**ACROSS_WORKSPACES)))
    return +gone
