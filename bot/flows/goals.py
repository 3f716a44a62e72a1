"""What a campaign is to reach, whom it is for and what it may cost."""

import re
from collections.abc import Callable
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card, plain
from bot.flows.form import Field, Form, Values
from bot.speaker import Speaker
from core.campaigns.budget import read_budget
from core.campaigns.goals import Goals
from core.campaigns.record import budget_of, get_campaign, goals_of, set_record
from core.copy.audience import LONGEST as LONGEST_AUDIENCE
from core.copy.audience import audience_named
from core.errors import InvalidAnswer
from core.ports.parts import Parts

_NUMBER = re.compile(r"(\d{1,3}(?:[., ]\d{3})+|\d+)(?:\s?(k|thousand|tausend|mil|mille|mila))?", re.IGNORECASE)


def _number(key: str) -> Callable[[str], int]:
    """ "10,000", "10.000" and "10k" are the same; raises InvalidAnswer."""

    def read(text: str) -> int:
        found = _NUMBER.fullmatch(text)
        if found is None:
            raise InvalidAnswer("That is a number, like 5000 or 10k. Leave it empty for no goal.", field=key)
        return int(re.sub(r"\D", "", found[1])) * (1000 if found[2] else 1)

    return read


def campaign_id(about: str) -> UUID:
    """The campaign a form is about, whatever else its subject says."""
    return UUID(about.partition(":")[0])


async def _prefill(parts: Parts, speaker: Speaker, about: str) -> dict[str, str]:
    async with parts.db.reading() as session:
        campaign = await get_campaign(session, speaker.member.workspace_id, campaign_id(about))
    goals, budget = goals_of(campaign), budget_of(campaign)
    known = {
        "reach": goals.reach,
        "taps": goals.taps,
        "followers": goals.followers,
        "budget": budget.typed if budget else None,
        "audience": campaign.audience,
    }
    return {key: str(value) for key, value in known.items() if value}


async def _finish(session: AsyncSession, speaker: Speaker, about: str, values: Values) -> Card | None:
    await set_record(
        session,
        speaker.member,
        campaign_id(about),
        goals=Goals(values["reach"], values["taps"], values["followers"]),
        budget=values["budget"],
        audience=values["audience"] or "",
    )
    return plain("Saved. The event's card shows how far it is, as soon as Instagram tells.")


def _goal(key: str, label: str, question: str, hint: str) -> Field:
    return Field(key, label, question, hint=hint, longest=20, read=_number(key))


FORM = Form(
    key="goals",
    title="Goals and budget",
    submit="Save",
    fields=(
        _goal("reach", "Reach", "How many people shall it reach?", "People, over all its posts. Empty for no goal."),
        _goal("taps", "Ticket link taps", "How many taps on the link do you want?", "As far as Instagram tells."),
        _goal("followers", "New followers", "How many new followers do you want?", "Of the account it publishes to."),
        Field(
            "budget",
            "Budget",
            "What may you spend on it?",
            hint="An amount with its currency, like 250 EUR. I spend nothing of it.",
            longest=30,
            read=read_budget,
        ),
        Field(
            "audience",
            "Audience",
            "Whom is it for?",
            hint="Everyone, regulars, newcomers, students, industry, or in your own words. New drafts follow it.",
            longest=LONGEST_AUDIENCE,
            read=audience_named,
        ),
    ),
    finish=_finish,
    prefill=_prefill,
)
