"""Name an approver: one of those who have spoken to us."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card, plain
from bot.flows.form import Field, Form, Kind, Option, Values, nothing_known
from bot.language import mark, tr
from bot.speaker import Speaker
from core.errors import NotNow
from core.installs.onboarding import onboarding_changed
from core.workspaces.roles import check_may_name_approvers, name_approver, nameable

WHO = "member"
LABEL = mark("Who may say yes")
QUESTION = mark("Whose yes shall let posts go out?")
MOST_OFFERED = 100
NOBODY_ELSE = mark(
    "Nobody else has spoken to me yet. Ask them to type /rite in Slack once, or invite them to Telegram; then they are "
    "on the list."
)


async def _fields(session: AsyncSession, speaker: Speaker, _: str) -> tuple[Field, ...]:
    check_may_name_approvers(speaker.member)
    found = await nameable(session, speaker.member.workspace_id)
    if not found:
        raise NotNow(tr(NOBODY_ELSE))
    options = tuple(Option(str(member.id), member.name[:70]) for member in found[:MOST_OFFERED])
    return (Field(WHO, LABEL, QUESTION, Kind.CHOICE, required=True, options=options),)


async def _finish(session: AsyncSession, speaker: Speaker, _: str, values: Values) -> Card | None:
    named = await name_approver(session, speaker.member, UUID(values[WHO]))
    await onboarding_changed(session, speaker.member.workspace_id)
    return plain(tr("{name} may say yes from now on.", name=named.name))


FORM = Form(
    key="approver",
    title=mark("Name an approver"),
    submit=mark("Name"),
    fields=(Field(WHO, LABEL, QUESTION, required=True),),
    finish=_finish,
    prefill=nothing_known,
    fit=_fields,
)
