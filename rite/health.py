"""rite health: how every part is, how the service does, what goes on, and how the last day was."""

from core.operations.checks import Checkup
from core.operations.report import Report, report
from core.services import open_services
from core.settings import read_settings


async def look() -> Report:
    """Look once, from this machine; nothing is changed."""
    services = open_services(read_settings())
    try:
        return await report(services, Checkup(services))
    finally:
        await services.close()


def lines_of(found: Report) -> list[str]:
    """What to print."""
    lines = [found.headline, "", *found.parts]
    for title, told in (("Figures now and within 24 hours", found.figures), ("Incidents", found.incidents)):
        if told:
            lines += ["", f"{title}:", *(f"  {line}" for line in told)]
    if found.given_up:
        lines += ["", f"Given up: {found.given_up}. `rite tasks` shows them and can run them again."]
    return lines
