"""rite report: what the product, its machinery and its business come to; and a link to the same as pages."""

from core.errors import SettingsProblem
from core.operations.entrance import LINK, LINK_LASTS, make_pass
from core.telemetry.generate import generate_report
from core.telemetry.report import period_of
from core.telemetry.written import as_csv, as_lines
from rite.opened import opened

NO_TOKEN = "Set RITE_OPERATOR_TOKEN first: without it there is no page for operators."  # noqa: S105 - a sentence


async def report(kind: str, first: str, last: str, *, csv: bool) -> list[str]:
    """The lines to print."""
    async with opened() as services:
        period = period_of(first, last, services.clock.now().date())
        async with services.db.reading() as session:
            made = await generate_report(session, kind, period)
    return as_csv(made).splitlines() if csv else as_lines(made)


async def report_link() -> list[str]:
    """Where the pages are, with a pass that lasts a quarter of an hour."""
    async with opened() as services:
        token = services.settings.operator_token
        if token is None:
            raise SettingsProblem(NO_TOKEN)
        until = services.clock.now() + LINK_LASTS
        given = make_pass(services.vault, token.get_secret_value(), LINK, until)
        return [f"{services.public_url}/operators?pass={given}", f"Good until {until:%H:%M} UTC; it lets anybody in."]
