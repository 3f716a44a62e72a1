"""A team's own gaps, and whether better hours are proposed to it by themselves."""

from sqlalchemy.ext.asyncio import AsyncSession

from core.audit.model import Deed
from core.audit.note import audit
from core.authorization.check import check
from core.authorization.table import Right
from core.errors import InvalidAnswer
from core.workspaces.members import get_workspace
from core.workspaces.model import Member, Workspace

MOST_HOURS = 14 * 24


def check_may_configure(member: Member) -> None:
    check(member, Right.GAPS)


async def configure_times(
    session: AsyncSession, member: Member, *, proposes: bool, of_event_hours: int, of_account_hours: int
) -> Workspace:
    """Owners set it. Raises InvalidAnswer with the field's key."""
    check_may_configure(member)
    for field, hours in (("of_event", of_event_hours), ("of_account", of_account_hours)):
        if not 0 <= hours <= MOST_HOURS:
            raise InvalidAnswer(f"A number of hours from 0 to {MOST_HOURS}, please.", field=field)
    workspace = await get_workspace(session, member.workspace_id)
    workspace.proposes_times = proposes
    workspace.gap_of_event_hours, workspace.gap_of_account_hours = of_event_hours, of_account_hours
    gaps = f"{of_event_hours} h, {of_account_hours} h"
    audit(session, member, Deed.CHANGED_GAPS, proposes=proposes, gaps=gaps)
    return workspace
