"""What the forms about series ask."""

from collections.abc import Sequence

from bot.flows.form import Field, Kind, Option
from bot.language import mark, tr
from bot.retold import retold
from bot.words import shortened
from core.series.last_time import LastTime
from core.series.recurrence import Recurrence

ONCE = "once"


def next_fields(last: LastTime | None, repeats: Sequence[Recurrence]) -> tuple[Field, ...]:
    """Only what changes; last time's answers stand beside as suggestions, and are never taken silently."""
    lineup = ", ".join(last.event.lineup) if last else ""
    price, link = (last.event.price, last.event.ticket_link) if last else ("", "")
    return (
        Field("starts", mark("Starts"), mark("When is the next one?"), Kind.MOMENT, required=True),
        _again("lineup", mark("Line-up"), mark("Who plays this time?"), lineup, Kind.NAMES, longest=2000),
        _again("price", mark("Price"), mark("What does it cost this time?"), price, Kind.LINE, longest=120),
        _again(
            "ticket_link",
            mark("Ticket link"),
            mark("Is there a ticket link for this one?"),
            link,
            Kind.LINK,
            longest=500,
        ),
        *((_repeat(repeats),) if repeats else ()),
    )


def _again(key: str, label: str, question: str, before: str, kind: Kind, *, longest: int) -> Field:
    if not before:
        return Field(key, label, question, kind, longest=longest)
    known = (Option(before, shortened(tr("As last time: {before}", before=before), 60)),)
    return Field(
        key,
        label,
        question,
        kind,
        hint=shortened(tr("Last time: {before}", before=before), 150),
        longest=longest,
        suggest=(lambda _, __: known) if len(before) <= longest else None,
    )


def _repeat(repeats: Sequence[Recurrence]) -> Field:
    return Field(
        "repeat",
        mark("Again"),
        mark("Does it come again?"),
        Kind.CHOICE,
        options=(Option(ONCE, mark("Just this one more")), *(Option(str(one), _title(one)) for one in repeats)),
        always_asked=True,
    )


def _title(rule: Recurrence) -> str:
    said = retold(str(rule))
    return said[:1].upper() + said[1:]


def begin_fields(events: Sequence[Option]) -> tuple[Field, ...]:
    return (
        Field(
            "event",
            mark("Event"),
            mark("Which event comes again?"),
            Kind.CHOICE,
            required=True,
            options=tuple(events),
        ),
        Field(
            "how",
            mark("How often"),
            mark("How often does it come?"),
            required=True,
            hint=mark("Every Friday, every second Thursday, first Saturday of the month, last Friday of the month."),
            longest=80,
        ),
    )


def dates_fields(series: Sequence[Option]) -> tuple[Field, ...]:
    return (
        Field("series", mark("Series"), mark("Which series?"), Kind.CHOICE, required=True, options=tuple(series)),
        Field(
            "dates",
            mark("Dates"),
            mark("On which dates does it not take place?"),
            required=True,
            hint=mark("With commas: 25 Dec, 1 Jan"),
            longest=200,
        ),
    )
