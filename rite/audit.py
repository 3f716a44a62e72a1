"""rite audit: the audit log of a workspace, as CSV, for whoever runs Rite."""

from core.audit.model import Deed
from core.audit.note import audit
from core.audit.queries import exported
from core.errors import NotFound
from core.services import open_services
from core.settings import read_settings
from core.workspaces.members import workspaces_named
from rite.reachable import check_reachable


async def export_log(workspace: str) -> bytes:
    """The one workspace there is, or the one of this name or id; raises NotFound naming those there are."""
    services = open_services(read_settings())
    try:
        await check_reachable(services)
        async with services.db.transaction() as session:
            found = await workspaces_named(session, workspace)
            if len(found) != 1:
                names = ", ".join(f"{one.name} ({one.id})" for one in await workspaces_named(session, ""))
                raise NotFound(f"Which workspace? There are: {names or 'none yet'}.")
            audit(session, None, Deed.EXPORTED, workspace_id=found[0].id, export="audit log, by the operator")
            return await exported(session, found[0].id)
    finally:
        await services.close()
