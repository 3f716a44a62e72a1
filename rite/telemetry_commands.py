"""The commands that report, and those that write down what reports are made of."""

from collections.abc import Callable, Coroutine
from enum import Enum
from typing import Annotated, Any

import typer

Say = Callable[[Coroutine[Any, Any, list[str]]], None]
"""Runs what it is given and prints its lines."""
WHICH = Annotated[str, typer.Argument(help="A workspace: its name, or the beginning of its id.")]
CHANNEL = Annotated[str, typer.Argument(help="A channel: instagram, fair, friends ...")]
CURRENCY = Annotated[str, typer.Option(help="Three letters.")]
DAY = Annotated[str, typer.Option(help="The day, like 2026-11-30; today unless given.")]


class ReportKind(Enum):
    product = "product"
    technical = "technical"
    business = "business"


def add_telemetry_commands(app: typer.Typer, say: Say) -> None:
    _report_commands(app, say)
    _book_commands(app, say)


def _report_commands(app: typer.Typer, say: Say) -> None:
    @app.command("report")
    def report(
        kind: Annotated[ReportKind, typer.Argument(help="What to report.")],
        first: Annotated[str, typer.Option("--from", help="First day, like 2026-11-01; 30 days unless given.")] = "",
        last: Annotated[str, typer.Option("--to", help="Last day; today unless given.")] = "",
        csv: Annotated[bool, typer.Option("--csv", help="Print rows for a spreadsheet.")] = False,
    ) -> None:
        """Report on the product, its machinery or its business."""
        from rite.reports import report as make

        say(make(kind.value, first, last, csv=csv))

    @app.command("report-link")
    def report_link() -> None:
        """Print a link to the reports as pages, good for a quarter of an hour."""
        from rite.reports import report_link as make

        say(make())


def _book_commands(app: typer.Typer, say: Say) -> None:
    plan = typer.Typer(help="What workspaces pay, and through what they came.", no_args_is_help=True)
    app.add_typer(plan, name="plan")
    spend = typer.Typer(help="What was spent to win customers.", no_args_is_help=True)
    app.add_typer(spend, name="spend")
    _plan_commands(plan, say)
    _spend_commands(spend, say)


def _plan_commands(plan: typer.Typer, say: Say) -> None:
    @plan.command("set")
    def set_(which: WHICH, name: str, price: str, currency: CURRENCY = "EUR", since: DAY = "") -> None:
        """Note that a workspace pays PRICE a month for a plan called NAME."""
        from rite.books import plan as note

        say(note(which, name, price, currency, since))

    @plan.command("end")
    def end(which: WHICH, since: DAY = "") -> None:
        """Note that a workspace pays nothing any more."""
        from rite.books import no_plan

        say(no_plan(which, since))

    @plan.command("through")
    def through(which: WHICH, channel: CHANNEL) -> None:
        """Note through what a workspace came."""
        from rite.books import through as note

        say(note(which, channel))

    @plan.command("list")
    def list_() -> None:
        """List the workspaces with their plans and channels."""
        from rite.books import plans

        say(plans())


def _spend_commands(spend: typer.Typer, say: Say) -> None:
    @spend.command("add")
    def add(channel: CHANNEL, amount: str, currency: CURRENCY = "EUR", on: DAY = "") -> None:
        """Note money that was spent through a channel to win customers."""
        from rite.books import spent

        say(spent(channel, amount, currency, on))

    @spend.command("list")
    def list_() -> None:
        """List what was spent, the newest first."""
        from rite.books import spendings

        say(spendings())
