"""Forms about plans: a copy under a name (subject: the plan's or the campaign's id), and one phase changed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card
from bot.cards.plans import plan_card, plans_card, time_in_words
from bot.flows.form import Field, Form, Kind, Option, Reading, Values, nothing_known
from bot.speaker import Speaker
from core.approvals.policy import check_may_edit
from core.campaigns.cadence import Cadence, catalogue
from core.campaigns.change_cadence import with_phase, without
from core.campaigns.change_plan import campaign_plan
from core.campaigns.own_plan import LONGEST_NAME
from core.campaigns.plans import Plan, change_own, copy_plan, get_plan, plans_of, save_plan
from core.errors import InvalidAnswer
from core.ports.parts import Parts
from core.workspaces.model import Role

_OUT = re.compile(r"(?:leave (?:it )?)?out|drop(?: it)?|none|no|weg|raus", re.IGNORECASE)
_ITSELF = re.compile(r"(?:the )?(?:day itself|same day|event)|0", re.IGNORECASE)
_DAYS = re.compile(r"([+-]?)\s*(\d{1,3})\s*(?:(d|days?|w|weeks?)\b)?\s*(before|after)?", re.IGNORECASE)
_DOORS = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(h|hours?|min|minutes?)\s*(?:before(?: doors)?)?", re.IGNORECASE)
UNREADABLE = "Write it like “3 days before”, “1 day after”, “0” for the day itself, “2 hours before doors”, or “out”."


@dataclass(frozen=True)
class When:
    """A phase's place: a day counted from the event, or a span before doors, or none at all."""

    day: int | None = None
    before_doors: timedelta | None = None
    out: bool = False


def when_said(text: str) -> When:
    """ "3 days before", "1 after", "2h before doors", "out". A bare number is of days before. Raises InvalidAnswer."""
    text = " ".join(text.split())
    if _OUT.fullmatch(text):
        return When(out=True)
    if _ITSELF.fullmatch(text):
        return When(day=0)
    if found := _DAYS.fullmatch(text):
        sign, number, unit, side = found.groups()
        days = int(number) * (7 if (unit or "").lower().startswith("w") else 1)
        after = (side or "").lower() == "after" or (sign == "+" and not side)
        return When(day=days if after else -days)
    if found := _DOORS.fullmatch(text):
        whole, part, unit = int(found[1]), int(found[2] or 0), found[3].lower()
        span = timedelta(minutes=whole) if unit.startswith("min") else timedelta(hours=whole, minutes=part)
        return When(before_doors=span)
    raise InvalidAnswer(UNREADABLE, field="day")


async def all_of_them(session: AsyncSession, speaker: Speaker, said: str = "") -> Card:
    """The card of the team's plans."""
    plans = await plans_of(session, speaker.member.workspace_id)
    return plans_card(plans, said, may_set=speaker.member.role is Role.OWNER)


def one(speaker: Speaker, plan: Plan, said: str = "") -> Card:
    """The card of a plan as this person sees it."""
    member = speaker.member
    return plan_card(plan, said, may_edit=member.role.may_edit, may_set=member.role is Role.OWNER)


async def _copy(session: AsyncSession, speaker: Speaker, about: str, values: Values) -> Card | None:
    now = session.info["clock"].now()
    plan = await copy_plan(session, speaker.member, UUID(about), values["name"], now)
    return one(speaker, plan, f"“{plan.title}” is yours. Change its phases as you like.")


async def _keep(session: AsyncSession, speaker: Speaker, about: str, values: Values) -> Card | None:
    now = session.info["clock"].now()
    of_campaign = await campaign_plan(session, speaker.member.workspace_id, UUID(about))
    plan = await save_plan(session, speaker.member, of_campaign.cadence, values["name"], now)
    return one(speaker, plan, f"“{plan.title}” is saved. Pick it as the plan of a new event.")


async def _change(session: AsyncSession, speaker: Speaker, about: str, values: Values) -> Card | None:
    key, when, hour = values["phase"], values["day"], values["hour"]

    def changed(cadence: Cadence) -> Cadence:
        if when is not None and when.out:
            return without(cadence, key)
        place = when or When()
        return with_phase(cadence, key, day=place.day, hour=hour, before_doors=place.before_doors)

    plan = await change_own(session, speaker.member, UUID(about), changed, session.info["clock"].now())
    return one(speaker, plan, "Saved. New events with this plan follow it; those that have it keep their posts.")


async def _may(_: Parts, speaker: Speaker, __: str) -> dict[str, str]:
    check_may_edit(speaker.member)
    return {}


async def _fit(session: AsyncSession, speaker: Speaker, about: str) -> tuple[Field, ...]:
    """Every phase, those that are in it with their time."""
    plan = await get_plan(session, speaker.member.workspace_id, UUID(about))
    inside = [(phase, f"{phase.title}: {time_in_words(phase)}") for phase in plan.cadence.phases]
    outside = [(phase, f"{phase.title}: not in it") for phase in catalogue() if not plan.cadence.phase(phase.key)]
    options = tuple(Option(phase.key, label) for phase, label in (*inside, *outside))
    return (_phase_field(options), *CHANGE.fields[1:])


def _likely_days(_: Mapping[str, str], __: Reading) -> tuple[Option, ...]:
    return tuple(Option(said, said) for said in ("7 days before", "1 day before", "Out"))


def _phase_field(options: tuple[Option, ...]) -> Field:
    return Field("phase", "Phase", "Which phase?", Kind.CHOICE, required=True, options=options)


_NAME = Field("name", "Name", "What shall it be called?", required=True, longest=LONGEST_NAME)
COPY = Form(
    key="plan_copy",
    title="Copy a plan",
    submit="Copy it",
    fields=(_NAME,),
    finish=_copy,
    prefill=_may,
)
KEEP = Form(
    key="plan_keep",
    title="Save as a plan",
    submit="Save it",
    fields=(_NAME,),
    finish=_keep,
    prefill=nothing_known,
)
CHANGE = Form(
    key="plan_phase",
    title="Change a phase",
    submit="Save the plan",
    fields=(
        _phase_field(tuple(Option(phase.key, phase.title) for phase in catalogue())),
        Field(
            "day",
            "When",
            "On which day shall it go out?",
            hint="3 days before, 1 day after, 0 for the day itself, 2 hours before doors, or “out” to leave it out.",
            longest=40,
            suggest=_likely_days,
            read=when_said,
        ),
        Field("hour", "Hour", "At which hour?", Kind.HOUR, hint="At the venue, for example 18:00.", longest=60),
    ),
    finish=_change,
    prefill=_may,
    fit=_fit,
)
