"""A team's rules about yeses, as one value to show."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.model import ApprovalRule
from core.approvals.policy import Policy
from core.approvals.rules import DEFAULT, rules_of
from core.campaigns.model import Campaign
from core.events.model import Event
from core.workspaces.model import Member


@dataclass(frozen=True)
class RuleView:
    """One rule. phase: key; event: name of the campaign's event; both empty for every post."""

    policy: Policy
    phase: str = ""
    event: str = ""
    campaign_id: UUID | None = None
    set_by: str = ""


async def rule_views(session: AsyncSession, workspace_id: UUID) -> list[RuleView]:
    """The rule for every post first, the default where none is set; then phases, then events by their date."""
    rules = await rules_of(session, workspace_id)
    people = await session.execute(select(Member.id, Member.name).where(Member.workspace_id == workspace_id))
    names = {row.id: row.name for row in people}
    events = await session.execute(
        select(Campaign.id, Event.name)
        .join(Event, Event.id == Campaign.event_id)
        .where(Campaign.workspace_id == workspace_id, Campaign.id.in_([one.campaign_id for one in rules]))
        .order_by(Event.starts_at)
    )
    of_events = {row.id: row.name for row in events}

    def view(rule: ApprovalRule, event: str = "") -> RuleView:
        by = names.get(rule.set_by_id, "") if rule.set_by_id else ""
        return RuleView(rule.policy, rule.phase, event, rule.campaign_id, by)

    team = [view(rule) for rule in rules if rule.campaign_id is None]
    usual = [one for one in team if not one.phase] or [RuleView(DEFAULT)]
    phases = sorted((one for one in team if one.phase), key=lambda one: one.phase)
    own = {rule.campaign_id: rule for rule in rules if rule.campaign_id}
    return [*usual, *phases, *(view(own[campaign], name) for campaign, name in of_events.items())]
