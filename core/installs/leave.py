"""A team takes Rite out of its Slack, and lets it in again."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import NotNow
from core.installs.model import SlackTeam
from core.installs.teams import team_row
from core.installs.tell import tell_owners
from core.notices.model import Conversation
from core.posts.changed import post_changed
from core.posts.model import Post, PostStatus
from core.posts.schedule import resume
from core.posts.transitions import move
from core.workspaces.members import workspace_of_team
from core.workspaces.model import Member, Platform

TAKEN_OUT = "Rite was taken out of Slack."
LET_IN_AGAIN = "Install Rite in Slack again and it goes out as approved, or press Resume."


async def leave_team(session: AsyncSession, team: str, now: datetime) -> int:
    """Nothing more is said there, and nothing goes out by itself; returns how many posts are held by this.

    Everything stays as it is: whoever installs Rite again finds it. Said twice, the second changes nothing.
    """
    row = await team_row(session, team)
    if row is None:
        session.add(row := SlackTeam(team=team, org_wide=False))
    workspace = await workspace_of_team(session, team)
    if row.gone_at is not None or workspace is None:
        row.gone_at = row.gone_at or now
        return 0
    row.gone_at = now
    await _speak_there(session, workspace.id, team, reachable=False)
    held = await _hold_everything(session, workspace.id)
    said = [TAKEN_OUT, *([_held(held)] if held else []), "Install it again and all goes on as it was."]
    await tell_owners(session, workspace.id, " ".join(said), or_operators=True)
    return held


def _held(posts: int) -> str:
    return "1 approved post is held." if posts == 1 else f"{posts} approved posts are held."


async def come_back(session: AsyncSession, team: str, owner: Member | None = None) -> tuple[int, int]:
    """Rite is in Slack again. Returns how many posts go out again, and how many wait for somebody.

    owner: who let it in; what was held because of Slack is resumed in their name. Without, people press Resume.
    """
    workspace = await workspace_of_team(session, team)
    if workspace is None:
        return 0, 0
    await _speak_there(session, workspace.id, team, reachable=True)
    if owner is None:
        return 0, 0
    found = await session.execute(
        select(Post.id).where(
            Post.workspace_id == workspace.id, Post.status == PostStatus.HELD, Post.last_error == TAKEN_OUT
        )
    )
    posts = found.scalars().all()
    going = [await _goes_on(session, owner, post_id) for post_id in posts]
    return sum(going), len(going) - sum(going)


async def _goes_on(session: AsyncSession, owner: Member, post_id: UUID) -> bool:
    try:
        post = await resume(session, owner, post_id, session.info["clock"].now())
    except NotNow:
        return False
    return post.status is PostStatus.SCHEDULED


async def _speak_there(session: AsyncSession, workspace_id: UUID, team: str, *, reachable: bool) -> None:
    await session.execute(
        update(Conversation)
        .where(
            Conversation.workspace_id == workspace_id,
            Conversation.platform == Platform.SLACK,
            Conversation.team == team,
        )
        .values(reachable=reachable)
        .execution_options(synchronize_session=False)
    )


async def _hold_everything(session: AsyncSession, workspace_id: UUID) -> int:
    queued = await session.execute(
        select(Post).where(Post.workspace_id == workspace_id, Post.status == PostStatus.SCHEDULED).with_for_update()
    )
    posts = queued.scalars().all()
    for post in posts:
        move(post, PostStatus.HELD)
        post.last_error, post.remedy = TAKEN_OUT, LET_IN_AGAIN
        await post_changed(session, post)
    return len(posts)
