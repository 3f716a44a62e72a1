"""The first page: what waits for this person, and every event with how far its posts are."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from starlette.requests import Request

from bot.cards.campaign import campaign_card
from bot.cards.card import Card
from bot.language import tr
from bot.retold import retold
from bot.web.dashboard.drawn import shown
from bot.web.dashboard.guarded import Values
from bot.web.dashboard.visitors import speaker_of
from bot.words import short_moment
from core.approvals.waiting import waiting_for
from core.authorization.check import may as has
from core.authorization.table import Right
from core.campaigns.queries import CampaignView, PlannedPost, campaigns
from core.posts.model import PostStatus
from core.services import Services
from core.visits.enter import Visitor

LOOKS_BACK = timedelta(days=14)
MOST = 20
TROUBLE = (PostStatus.FAILED, PostStatus.UNCONFIRMED, PostStatus.HELD)
_Post = tuple[CampaignView, PlannedPost]


async def events_page(services: Services, visitor: Visitor, _: Request) -> Values:
    since = services.clock.now() - LOOKS_BACK
    async with services.db.reading() as session:
        found = await campaigns(session, visitor.workspace.id, since=since)
        waiting = await waiting_for(session, visitor.member)
    posts = [(campaign, post) for campaign in found for post in campaign.posts]
    posts.sort(key=lambda one: (one[1].due_at, one[1].id))
    lists = (
        (tr("Waiting for you"), [one for one in posts if one[1].id in waiting]),
        (tr("Needs care"), [one for one in posts if one[1].status in TROUBLE]),
        (tr("Going out next"), [one for one in posts if one[1].status is PostStatus.SCHEDULED]),
    )
    speaker, may = speaker_of(visitor), has(visitor.member, Right.EDIT)
    return {
        "lists": [(title, [_row(one) for one in rows[:MOST]], len(rows)) for title, rows in lists if rows],
        "events": [
            await shown(services, speaker, _card(one, waiting), f"event-{one.id}", may=may) for one in found[:MOST]
        ],
        "nothing": tr("Nothing is planned yet. Type an event in your own words, and its posts appear here."),
    }


def _card(campaign: CampaignView, waiting: frozenset[UUID]) -> Card:
    """Nobody sees a yes to all that would count for none."""
    card = campaign_card(campaign)
    if any(post.id in waiting for post in campaign.posts):
        return card
    kept = [one for one in card.actions if one.token is None or one.token.verb != "campaign.approve"]
    return replace(card, actions=tuple(kept))


def _row(one: _Post) -> tuple[object, str]:
    campaign, post = one
    return post.id, f"{short_moment(post.due_local)} · {retold(post.title)}, {campaign.name}"
