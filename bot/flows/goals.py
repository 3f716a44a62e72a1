"""What a campaign is to reach, whom it is for and what it may cost."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card, plain
from bot.flows.event_questions import FIELDS
from bot.flows.form import Field, Form, Values
from bot.language import mark, tr, tr_many
from bot.speaker import Speaker
from bot.tokens import id_in
from core.campaigns.budget import read_budget
from core.campaigns.goals import Goals
from core.campaigns.languages import set_languages
from core.campaigns.record import budget_of, get_campaign, goals_of, set_record
from core.copy.audience import LONGEST as LONGEST_AUDIENCE
from core.copy.audience import audience_named
from core.copy.languages import NAMES
from core.errors import InvalidAnswer
from core.ports.parts import Parts

_NUMBER = re.compile(r"(\d{1,3}(?:[., ]\d{3})+|\d+)(?:\s?(k|thousand|tausend|mil|mille|mila))?", re.IGNORECASE)


def _number(key: str) -> Callable[[str], int]:
    """ "10,000", "10.000" and "10k" are the same; raises InvalidAnswer."""

    def read(text: str) -> int:
        found = _NUMBER.fullmatch(text)
        if found is None:
            raise InvalidAnswer(tr("That is a number, like 5000 or 10k. Leave it empty for no goal."), field=key)
        return int(re.sub(r"\D", "", found[1])) * (1000 if found[2] else 1)

    return read


def campaign_id(about: str) -> UUID:
    """The campaign a form is about, whatever else its subject says."""
    return id_in(about)


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
        "languages": ", ".join(NAMES[one] for one in (campaign.language, *campaign.also_in) if one in NAMES),
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
    saved = tr("Saved. The event's card shows how far it is, as soon as Instagram tells.")
    anew = await _spoken_anew(session, speaker, campaign_id(about), values["languages"] or ())
    return plain(f"{saved} {anew}".strip())


async def _spoken_anew(session: AsyncSession, speaker: Speaker, about: UUID, languages: Sequence[str]) -> str:
    """Left empty, it speaks as before."""
    if not languages:
        return ""
    anew = await set_languages(session, speaker.member, about, languages, session.info["clock"].now())
    if not anew:
        return ""
    return tr_many(
        "{n} post is made anew in that language and asks for a yes.",
        "{n} posts are made anew in that language and ask for a yes.",
        anew,
    )


def _goal(key: str, label: str, question: str, hint: str) -> Field:
    return Field(key, label, question, hint=hint, longest=20, read=_number(key))


FORM = Form(
    key="goals",
    title=mark("Goals and budget"),
    submit=mark("Save"),
    fields=(
        _goal(
            "reach",
            mark("Reach"),
            mark("How many people shall it reach?"),
            mark("People, over all its posts. Empty for no goal."),
        ),
        _goal(
            "taps",
            mark("Ticket link taps"),
            mark("How many taps on the link do you want?"),
            mark("As far as Instagram tells."),
        ),
        _goal(
            "followers",
            mark("New followers"),
            mark("How many new followers do you want?"),
            mark("Of the account it publishes to."),
        ),
        Field(
            "budget",
            mark("Budget"),
            mark("What may you spend on it?"),
            hint=mark("An amount with its currency, like 250 EUR. I spend nothing of it."),
            longest=30,
            read=read_budget,
        ),
        Field(
            "audience",
            mark("Audience"),
            mark("Whom is it for?"),
            hint=mark("Everyone, regulars, newcomers, students, industry, or in your own words. New drafts follow it."),
            longest=LONGEST_AUDIENCE,
            read=audience_named,
        ),
        replace(next(field for field in FIELDS if field.key == "languages"), extra=False),
    ),
    finish=_finish,
    prefill=_prefill,
)
