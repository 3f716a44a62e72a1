"""A change of an event in somebody's own words, under its card or to us alone: shown before it counts."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import Answer, Nothing, Show
from bot.cards.card import Action, Card, Text
from bot.flows.asked import asked_for
from bot.flows.foreseen import CHANGE, proposed
from bot.flows.talk_rows import get_talk, opened
from bot.language import mark, tr
from bot.owed import owe
from bot.speaker import Speaker
from bot.tokens import Token
from bot.words import short_moment, shortened
from core.campaigns.queries import CampaignView, campaign_view, campaigns
from core.errors import NotNow
from core.events.amend import Changes
from core.events.find import event_of_campaign
from core.events.said import read_change
from core.notices.seen import first_time
from core.ports.parts import Parts

WHICH = mark("Which event do you mean?")
NOT_POSSIBLE = mark("I can't read that as a change of this event.")
STILL_ON = timedelta(hours=12)
MOST_OFFERED = 8


async def read(session: AsyncSession, speaker: Speaker, campaign_id: UUID, words: str, now: datetime) -> Changes | None:
    """A whole message as a change of this event; None for anything else."""
    event = await event_of_campaign(session, speaker.member.workspace_id, campaign_id)
    return read_change(words, event, now, speaker.language)


async def in_words(parts: Parts, speaker: Speaker, words: str, campaign_id: UUID | None = None) -> Card | None:
    """A change typed to us, or under a campaign's card: shown before it counts. None for anything else.

    Said to us alone, it is about the event it names, or the only one to come; else it is asked which one is meant.
    """
    if asked_for(words):
        return None  # "annule" goes back a version; "annulé" cancels the event
    now = parts.clock.now()
    async with parts.db.reading() as session:
        about = await _meant(session, speaker, words, campaign_id, now)
    if not about:
        return None
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, now):
            return None
        if len(about) > 1:
            return owe(parts, session, speaker, _ask_which(session, speaker, about, words, now))
        changes = await read(session, speaker, about[0].id, words, now)
        assert changes is not None  # noqa: S101 - that it is one is why it is here
        return owe(parts, session, speaker, await proposed(session, speaker, about[0].id, changes, now))


async def _meant(
    session: AsyncSession, speaker: Speaker, words: str, campaign_id: UUID | None, now: datetime
) -> list[CampaignView]:
    """The campaigns of whose events these words could be a change."""
    workspace_id = speaker.member.workspace_id
    if campaign_id is not None:
        views: Sequence[CampaignView] = [await campaign_view(session, workspace_id, campaign_id)]
    else:
        views = await campaigns(session, workspace_id, since=now - STILL_ON)
        named = [view for view in views if view.name.casefold() in words.casefold()]
        views = named or views
    return [view for view in views[:MOST_OFFERED] if await read(session, speaker, view.id, words, now)]


def _ask_which(
    session: AsyncSession, speaker: Speaker, about: Sequence[CampaignView], words: str, now: datetime
) -> Card:
    answers = {"words": words, "_campaigns": [str(view.id) for view in about]}
    talk = opened(session, speaker, CHANGE, answers, now)
    actions = [
        Action(shortened(f"{view.name}, {short_moment(view.starts_local)}", 60), Token("event.which", talk.id, place))
        for place, view in enumerate(about)
    ]
    cancel = Action(tr("None of them"), Token("talk.cancel", talk.id))
    return Card(tr(WHICH), lines=(Text(tr(WHICH)),), actions=(*actions, cancel), columns=1)


async def chosen(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    async with parts.db.transaction() as session:
        now = parts.clock.now()
        if not await first_time(session, speaker.update, now):
            return Nothing()
        talk = await get_talk(session, speaker, token.subject)
        campaign_id = UUID(talk.answers["_campaigns"][token.number])
        changes = await read(session, speaker, campaign_id, talk.answers["words"], now)
        if changes is None:
            raise NotNow(tr(NOT_POSSIBLE))
        card = await proposed(session, speaker, campaign_id, changes, now)
        return Show(owe(parts, session, speaker, card), instead=True)
