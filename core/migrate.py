"""Bring a database to the newest migration."""

import asyncio
from importlib.resources import files

from alembic import command
from alembic.config import Config
from sqlalchemy.exc import OperationalError

from core.errors import SettingsProblem

NO_DATABASE = "The database does not answer. Check RITE_DATABASE_URL."


def alembic_config(database_url: str) -> Config:
    """Alembic's configuration for the migrations that ship with this version."""
    config = Config()
    config.set_main_option("script_location", str(files("migrations")))
    config.attributes["database_url"] = database_url
    return config


async def migrate(database_url: str) -> None:
    """Run every migration that has not run yet; safe to call on each start. Raises SettingsProblem."""
    try:
        await asyncio.to_thread(command.upgrade, alembic_config(database_url), "head")
    except OperationalError as error:
        raise SettingsProblem(NO_DATABASE) from error
