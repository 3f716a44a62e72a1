"""Look at the parts a process can't do without, once, before it says that it runs.

Redis is none of them: until it answers, workers look at the rows by themselves, and readiness says so.
"""

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from core.errors import SettingsProblem
from core.migrate import NO_DATABASE, alembic_config
from core.services import Services


async def check_reachable(services: Services) -> None:
    """Raises SettingsProblem with a sentence for the operator."""
    try:
        async with services.db.engine.connect() as connection:
            behind = await connection.run_sync(_behind)
    except OperationalError as error:
        raise SettingsProblem(NO_DATABASE) from error
    if behind:
        raise SettingsProblem("The database is not up to date. Run `rite migrate` first.")


def _behind(connection: Connection) -> bool:
    """Whether migrations of ours are missing; one we don't know comes from a newer version, which is fine."""
    script = ScriptDirectory.from_config(alembic_config(""))
    known = {step.revision for step in script.walk_revisions()}
    current = MigrationContext.configure(connection).get_current_revision()
    return current is None or (current in known and current != script.get_current_head())
