"""Which parts of Rite may run apart."""

from core.errors import SettingsProblem
from core.settings import Settings


def check_together(settings: Settings, *, web: bool, worker: bool, clock: bool) -> None:
    """Raises SettingsProblem when parts are to run alone and nothing carries rings between them."""
    if settings.redis_url is None and not (web and worker and clock):
        raise SettingsProblem("Without RITE_REDIS_URL everything runs in one process: use `rite up`.")
