"""The cards of plans, with little and with as much as there can be."""

# ruff: noqa: DTZ001
# Times on the venue's wall clock are naive by design.

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import product
from uuid import UUID

from bot.cards.card import Card
from bot.cards.clocks import event_twice_card
from bot.cards.plans import adding_card, campaign_plan_card, dropping_card, leaving_card, plan_card, plans_card
from core.campaigns.cadence import Cadence, cadence, cadences, catalogue
from core.campaigns.change_plan import CampaignPlan, PhasePost, Preview
from core.campaigns.plans import MOST_PLANS, Plan
from core.posts.model import PostStatus

EVERYTHING = Cadence("club_night", "Everything there is", 14, catalogue())


def plan_cards(wild: str) -> Iterator[tuple[str, Card]]:
    """(what it is, the card)."""
    shipped = [Plan(UUID(int=number), one.key, one) for number, one in enumerate(cadences())]
    own = Plan(UUID(int=99), str(UUID(int=99)), replace(EVERYTHING, title=wild[:40]), own=True, usual=True)
    yield "plans", plans_card(shipped, may_set=False)
    yield "all plans there can be", plans_card([*shipped, *[own] * MOST_PLANS], wild * 5, may_set=True)
    for plan, may_edit, may_set in product((*shipped, own), (False, True), (False, True)):
        yield (
            f"plan {plan.cadence.key} {plan.own} {may_edit} {may_set}",
            plan_card(plan, may_edit=may_edit, may_set=may_set),
        )
    twice = event_twice_card(UUID(int=1), datetime(2027, 10, 31, 2, 30), "Europe/Berlin")
    assert twice is not None
    yield "an hour that comes twice", twice
    yield "a plan is deleted", leaving_card(own)
    post = PhasePost(wild[:80], datetime(2026, 11, 27, 18), PostStatus.SCHEDULED, wild)
    posts = {phase.key: (post, post) for phase in catalogue()[::2]}
    full = CampaignPlan(UUID(int=1), wild, "Europe/Berlin", EVERYTHING, True, posts, (), {})
    bare = CampaignPlan(UUID(int=1), "A", "UTC", cadence("last_minute"), False, {}, catalogue(), {"lineup": wild[:60]})
    for what, of_campaign in (("full", full), ("bare", bare)):
        yield f"plan of a campaign, {what}", campaign_plan_card(of_campaign)
        for changes, stays, lacks in (((), (), ""), ((post,), (post,), ""), ((), (), "a line-up")):
            preview = Preview(of_campaign, catalogue()[0], changes, stays, lacks)
            kind = f"{what}, {len(changes)}, {lacks}"
            yield f"a phase is dropped: {kind}", dropping_card(preview)
            yield f"a phase is added: {kind}", adding_card(preview)
