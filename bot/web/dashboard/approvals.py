"""What waits for a yes: this person's first, then what waits for others; and one post with all there is to do."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from starlette.requests import Request

from bot.cards.review import review_card
from bot.language import tr
from bot.living import watch
from bot.web.dashboard.drawn import Shown, shown, without_yes
from bot.web.dashboard.entrances import at_of
from bot.web.dashboard.guarded import Values
from bot.web.dashboard.visitors import speaker_of
from core.approvals.waiting import waiting_for
from core.authorization.check import may as has
from core.authorization.table import Right
from core.posts.model import Post, PostStatus
from core.posts.queries import PostView, post_view
from core.services import Services
from core.visits.enter import Visitor

MOST = 12
"""Posts on one page; the next ones come when these are decided."""


async def approvals_page(services: Services, visitor: Visitor, request: Request) -> Values:
    now, workspace_id = services.clock.now(), visitor.workspace.id
    async with services.db.reading() as session:
        waiting = await waiting_for(session, visitor.member)
        found = await session.execute(
            select(Post.id)
            .where(Post.workspace_id == workspace_id, Post.status == PostStatus.IN_REVIEW)
            .order_by(Post.due_at, Post.id)
        )
        order = sorted(found.scalars(), key=lambda post_id: post_id not in waiting)
        views = [await post_view(session, workspace_id, post_id, now) for post_id in order[:MOST]]
    cards = [await _shown(services, visitor, view, waiting, f"{at_of(request)}/posts/{view.id}") for view in views]
    mine = sum(view.id in waiting for view in views)
    parts = ((tr("Waiting for you"), cards[:mine]), (tr("Waiting for somebody else"), cards[mine:]))
    return {
        "parts": [(title, posts) for title, posts in parts if posts],
        "more": len(order) - len(cards),
        "nothing": tr("Nothing waits for you."),
    }


async def post_page(services: Services, visitor: Visitor, request: Request) -> Values:
    post_id: UUID = request.path_params["post_id"]
    async with services.db.reading() as session:
        view = await post_view(session, visitor.workspace.id, post_id, services.clock.now())
        waiting = await waiting_for(session, visitor.member)
    return {"card": await _shown(services, visitor, view, waiting)}


async def _shown(
    services: Services, visitor: Visitor, view: PostView, waiting: frozenset[UUID], there: str = ""
) -> Shown:
    card = review_card(view, watch(services, view))
    if view.status is PostStatus.IN_REVIEW:
        card = replace(card, actions=without_yes(card.actions, waiting))
    may = has(visitor.member, Right.EDIT)
    return await shown(services, speaker_of(visitor), card, f"post-{view.id}", post=view, may=may, there=there)
