"""A team that lives in Slack with posts waiting for a yes, and another one whose flyers keep a worker painting."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bench.publish.approved import Picture, Wish, caption_of, post_of, revision_of
from bench.publish.teams import NOBODY, Team, campaign_of, event_of, settle_in
from core import tasks
from core.notices.model import Conversation
from core.ports.vault import Vault
from core.posts.model import PostStatus
from core.posts.revision import fingerprint
from core.workspaces.model import Identity, Platform, Workspace

POSTS_A_CAMPAIGN = 8
AHEAD = timedelta(days=3)
APART = timedelta(hours=9)
"""Between two posts of a team, as a busy one has it: what else is planned near a post is part of its card."""


@dataclass(frozen=True)
class Waiting:
    """Posts of one team that wait for a yes, campaign by campaign, shown in one conversation."""

    team: Team
    conversation_id: UUID
    campaigns: dict[UUID, tuple[UUID, ...]]


async def settle_two(session: AsyncSession, vault: Vault, now: datetime) -> tuple[Team, Team]:
    """The team that presses, and the one whose posts are painted and told to nobody."""
    pressing, painted = await settle_in(
        session, vault, [NOBODY, {**NOBODY, "user_id": "17841400000000002", "id": "2"}], now
    )
    return pressing, painted


async def at_home_in_slack(session: AsyncSession, team: Team, slack_team: str, channel: str, person: str) -> UUID:
    """Let the team's owner be this person of a Slack workspace, and its conversation a channel there."""
    own = team.workspace_id
    await session.execute(update(Workspace).where(Workspace.id == own).values(slack_team=slack_team))
    place = {"team": slack_team, "address": channel, "reachable": True, "follows": True}
    moved = await session.execute(
        update(Conversation).where(Conversation.workspace_id == own).values(**place).returning(Conversation.id)
    )
    session.add(
        Identity(
            id=uuid4(),
            workspace_id=own,
            member_id=team.member_id,
            platform=Platform.SLACK,
            team=slack_team,
            external_id=person,
        )
    )
    return moved.scalar_one()


async def let_wait(
    session: AsyncSession, team: Team, conversation_id: UUID, picture: Picture, posts: int, now: datetime
) -> Waiting:
    """So many posts whose pictures are painted and to which nobody has said yes."""
    campaigns: dict[UUID, tuple[UUID, ...]] = {}
    for number in range(-(-posts // POSTS_A_CAMPAIGN)):
        first = now + AHEAD + APART * POSTS_A_CAMPAIGN * number
        event = event_of(team, number, first)
        event.created_at = now
        session.add(event)
        await session.flush()
        one = replace(team, campaign_id=uuid4())
        session.add(campaign_of(one, event.id, conversation_id, now))
        await session.flush()
        wishes = [Wish(one, first + APART * place) for place in range(min(POSTS_A_CAMPAIGN, posts))]
        campaigns[one.campaign_id] = tuple([await _waits(session, wish, picture, now) for wish in wishes])
        posts -= len(wishes)
    return Waiting(team, conversation_id, campaigns)


async def _waits(session: AsyncSession, wish: Wish, picture: Picture, now: datetime) -> UUID:
    post = post_of(wish, PostStatus.IN_REVIEW)
    session.add(post)
    await session.flush()
    revision = revision_of(post, picture, now)
    revision.fingerprint = fingerprint(post, revision)
    session.add(revision)
    return post.id


async def have_painted(session: AsyncSession, team: Team, posts: int, now: datetime) -> None:
    """Give the workers so many flyers to paint, each with a headline of its own."""
    for number in range(posts):
        post = post_of(Wish(team, now + AHEAD + APART * number), PostStatus.DRAFT)
        session.add(post)
        await session.flush()
        revision = revision_of(post, Picture("", ""), now)
        revision.headline, revision.caption = f"Night {number}", caption_of(post.id)
        revision.picture_key, revision.picture_hash = None, None
        session.add(revision)
        tasks.render_post.enqueue(session, team.workspace_id, post.id)
