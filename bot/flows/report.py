"""Which days and which numbers a report is of."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card
from bot.cards.report import report_card, unpacked
from bot.cards.report_words import GROUPS
from bot.flows.form import Field, Form, Kind, Option, Values
from bot.flows.report_words import days_said, group_of
from bot.language import mark
from bot.speaker import Speaker
from core.events.moments import to_local
from core.ports.parts import Parts
from core.reports.generate import generate_report
from core.reports.span import Named, named_span, span_of

ALL = "all"
SPANS = (
    Option(Named.LAST_30_DAYS.value, mark("The last 30 days")),
    Option(Named.LAST_90_DAYS.value, mark("The last 90 days")),
    Option(Named.THIS_WEEK.value, mark("This week")),
    Option(Named.LAST_WEEK.value, mark("Last week")),
    Option(Named.THIS_MONTH.value, mark("This month")),
    Option(Named.LAST_MONTH.value, mark("Last month")),
    Option(Named.THIS_YEAR.value, mark("This year")),
    Option(Named.LAST_YEAR.value, mark("Last year")),
)


async def _prefill(_: Parts, __: Speaker, subject: str) -> dict[str, str]:
    """subject: what the card that was looked at shows, as its buttons carry it."""
    known = {"span": Named.LAST_MONTH.value, "metrics": ALL}
    try:
        span, metrics = unpacked(UUID(subject))
    except ValueError:
        return known
    return {**known, "days": f"{span.first} to {span.last}", "metrics": group_of(metrics) or ALL}


async def _finish(session: AsyncSession, speaker: Speaker, _: str, values: Values) -> Card:
    now = session.info["clock"].now()
    today = to_local(now, speaker.workspace.time_zone).date()
    span = days_said(values["days"], today) if values["days"] else named_span(Named(values["span"]), today)
    metrics = GROUPS[values["metrics"]][1] if values["metrics"] in GROUPS else ()
    span = span_of(span.first, span.last, today)
    return report_card(await generate_report(session, speaker.workspace, span, metrics, now), today)


FORM = Form(
    key="report",
    title=mark("Report"),
    submit=mark("Show it"),
    fields=(
        Field("span", mark("Time"), mark("Which time shall the report be of?"), Kind.CHOICE, True, options=SPANS),
        Field(
            "days",
            mark("Or days of your own"),
            mark("From which day to which? Skip it to take the time you picked."),
            hint=mark("2026-10-01 to 2026-10-31, or a month like October"),
            longest=60,
        ),
        Field(
            "metrics",
            mark("Numbers"),
            mark("Which numbers?"),
            Kind.CHOICE,
            required=True,
            options=(
                Option(ALL, mark("All of them")),
                *(Option(key, label) for key, (label, _) in GROUPS.items()),
            ),
        ),
    ),
    finish=_finish,
    prefill=_prefill,
)
