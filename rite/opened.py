"""The parts of this installation, for a command that needs them for a moment."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from core.services import Services, open_services
from core.settings import read_settings
from rite.reachable import check_reachable


@asynccontextmanager
async def opened() -> AsyncIterator[Services]:
    """Raises SettingsProblem when a part is not there."""
    services = open_services(read_settings())
    try:
        await check_reachable(services)
        yield services
    finally:
        await services.close()
