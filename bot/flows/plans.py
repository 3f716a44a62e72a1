"""Forms about plans: a copy under a name (subject: the plan's or the campaign's id), and one phase changed."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card
from bot.cards.phases import time_in_words
from bot.cards.plans import plan_card, plans_card
from bot.flows.form import Field, Form, Kind, Option, Reading, Values, nothing_known
from bot.flows.phase_day import When, when_said
from bot.language import mark, tr
from bot.retold import retold
from bot.speaker import Speaker
from bot.tokens import id_in
from core.approvals.policy import check_may_edit
from core.authorization.check import may
from core.authorization.table import Right
from core.campaigns.cadence import Cadence, Phase, catalogue
from core.campaigns.change_cadence import with_phase, without
from core.campaigns.change_plan import campaign_plan
from core.campaigns.own_plan import LONGEST_NAME
from core.campaigns.plans import Plan, change_own, copy_plan, get_plan, plans_of, save_plan
from core.ports.parts import Parts


async def all_of_them(session: AsyncSession, speaker: Speaker, said: str = "") -> Card:
    """The card of the team's plans."""
    plans = await plans_of(session, speaker.member.workspace_id)
    return plans_card(plans, said, may_set=may(speaker.member, Right.USUAL_PLAN))


def one(speaker: Speaker, plan: Plan, said: str = "") -> Card:
    """The card of a plan as this person sees it."""
    member = speaker.member
    return plan_card(plan, said, may_edit=may(member, Right.EDIT), may_set=may(member, Right.USUAL_PLAN))


async def _copy(session: AsyncSession, speaker: Speaker, about: str, values: Values) -> Card | None:
    now = session.info["clock"].now()
    plan = await copy_plan(session, speaker.member, id_in(about), values["name"], now)
    return one(speaker, plan, tr("“{plan}” is yours. Change its phases as you like.", plan=plan.title))


async def _keep(session: AsyncSession, speaker: Speaker, about: str, values: Values) -> Card | None:
    now = session.info["clock"].now()
    of_campaign = await campaign_plan(session, speaker.member.workspace_id, id_in(about))
    plan = await save_plan(session, speaker.member, of_campaign.cadence, values["name"], now)
    return one(speaker, plan, tr("“{plan}” is saved. Pick it as the plan of a new event.", plan=plan.title))


async def _change(session: AsyncSession, speaker: Speaker, about: str, values: Values) -> Card | None:
    key, when, hour = values["phase"], values["day"], values["hour"]

    def changed(cadence: Cadence) -> Cadence:
        if when is not None and when.out:
            return without(cadence, key)
        place = when or When()
        return with_phase(cadence, key, day=place.day, hour=hour, before_doors=place.before_doors)

    plan = await change_own(session, speaker.member, id_in(about), changed, session.info["clock"].now())
    return one(speaker, plan, tr("Saved. New events with this plan follow it; those that have it keep their posts."))


async def _may(_: Parts, speaker: Speaker, __: str) -> dict[str, str]:
    check_may_edit(speaker.member)
    return {}


async def _fit(session: AsyncSession, speaker: Speaker, about: str) -> tuple[Field, ...]:
    """Every phase, those that are in it with their time."""
    plan = await get_plan(session, speaker.member.workspace_id, id_in(about))
    inside = [(phase, _inside(phase)) for phase in plan.cadence.phases]
    outside = [(phase, _outside(phase)) for phase in catalogue() if not plan.cadence.phase(phase.key)]
    options = tuple(Option(phase.key, label) for phase, label in (*inside, *outside))
    return (_phase_field(options), *CHANGE.fields[1:])


def _inside(phase: Phase) -> str:
    return tr("{phase}: {time}", phase=retold(phase.title), time=time_in_words(phase))


def _outside(phase: Phase) -> str:
    return tr("{phase}: not in it", phase=retold(phase.title))


def _likely_days(_: Mapping[str, str], __: Reading) -> tuple[Option, ...]:
    return tuple(Option(said, said) for said in (mark("7 days before"), mark("1 day before"), mark("Out")))


def _phase_field(options: tuple[Option, ...]) -> Field:
    return Field("phase", mark("Phase"), mark("Which phase?"), Kind.CHOICE, required=True, options=options)


_NAME = Field("name", mark("Name"), mark("What shall it be called?"), required=True, longest=LONGEST_NAME)
COPY = Form(
    key="plan_copy",
    title=mark("Copy a plan"),
    submit=mark("Copy it"),
    fields=(_NAME,),
    finish=_copy,
    prefill=_may,
)
KEEP = Form(
    key="plan_keep",
    title=mark("Save as a plan"),
    submit=mark("Save it"),
    fields=(_NAME,),
    finish=_keep,
    prefill=nothing_known,
)
CHANGE = Form(
    key="plan_phase",
    title=mark("Change a phase"),
    submit=mark("Save the plan"),
    fields=(
        _phase_field(tuple(Option(phase.key, phase.title) for phase in catalogue())),
        Field(
            "day",
            mark("When"),
            mark("On which day shall it go out?"),
            hint=mark(
                "3 days before, 1 day after, 0 for the day itself, 2 hours before doors, or “out” to leave it out."
            ),
            longest=40,
            suggest=_likely_days,
            read=when_said,
        ),
        Field(
            "hour",
            mark("Hour"),
            mark("At which hour?"),
            Kind.HOUR,
            hint=mark("At the venue, for example 18:00."),
            longest=60,
        ),
    ),
    finish=_change,
    prefill=_may,
    fit=_fit,
)
