"""How far apart a team's posts keep, and whether better hours are proposed by themselves."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card, plain
from bot.flows.form import Field, Form, Kind, Option, Values
from bot.language import mark, tr
from bot.speaker import Speaker
from bot.words import count
from core.errors import InvalidAnswer
from core.ports.parts import Parts
from core.timing.configure import MOST_HOURS, configure_times

YES, NO = "yes", "no"


def _hours(text: str) -> int:
    """Raises InvalidAnswer."""
    number = text.casefold().removesuffix("hours").removesuffix("h").strip()
    if not number.isdecimal() or int(number) > MOST_HOURS:
        raise InvalidAnswer(tr("A number of hours from 0 to {most}, please.", most=MOST_HOURS), field="hours")
    return int(number)


async def _prefill(_: Parts, speaker: Speaker, __: str) -> dict[str, str]:
    workspace = speaker.workspace
    return {
        "proposes": YES if workspace.proposes_times else NO,
        "of_event": str(workspace.gap_of_event_hours),
        "of_account": str(workspace.gap_of_account_hours),
    }


async def _finish(session: AsyncSession, speaker: Speaker, _: str, values: Values) -> Card | None:
    team = await configure_times(
        session,
        speaker.member,
        proposes=values["proposes"] == YES,
        of_event_hours=values["of_event"],
        of_account_hours=values["of_account"],
    )
    kept = tr(
        "Saved. Feed posts for one event keep {of_event} apart, on one account {of_account}.",
        of_event=count(team.gap_of_event_hours, "hour"),
        of_account=count(team.gap_of_account_hours, "hour"),
    )
    asks = tr("Every Monday I look for better hours and ask.")
    return plain(f"{kept} {asks if team.proposes_times else tr('I propose none unasked.')}")


FORM = Form(
    key="times",
    title=mark("Times and gaps"),
    submit=mark("Save"),
    fields=(
        Field(
            "proposes",
            mark("Better hours"),
            mark("Shall I look for better hours every Monday, and ask before anything moves?"),
            Kind.CHOICE,
            required=True,
            options=(Option(YES, mark("Yes, propose them")), Option(NO, mark("No"))),
        ),
        Field(
            "of_event",
            mark("Hours between posts for one event"),
            mark("How many hours should at least lie between two feed posts for the same event?"),
            required=True,
            hint=mark("Usually 36. Stories don't count."),
            longest=10,
            read=_hours,
        ),
        Field(
            "of_account",
            mark("Hours between posts on one account"),
            mark("How many hours should at least lie between two feed posts on the same account?"),
            required=True,
            hint=mark("Usually 3. Stories don't count."),
            longest=10,
            read=_hours,
        ),
    ),
    finish=_finish,
    prefill=_prefill,
)
