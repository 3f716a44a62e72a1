"""Campaigns: list, look at the plan, pause, go on."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from bot.retold import retold
from bot.web.api import shapes
from bot.web.api.asked import Asked
from bot.web.api.paging import page_of
from bot.web.api.routing import ONCE, USUAL_LIMIT, Asks, Cursor, Limit, router
from core.accounts.model import Account
from core.campaigns.model import Campaign
from core.campaigns.queries import campaign_view
from core.campaigns.record import get_campaign
from core.events.model import Event

campaigns = router("campaigns")


@campaigns.get("/campaigns", operation_id="listCampaigns")
async def list_campaigns(asks: Asks, cursor: Cursor = "", limit: Limit = USUAL_LIMIT) -> shapes.Page[shapes.Campaign]:
    """Campaigns in the order in which their events start."""

    async def look(session: AsyncSession) -> shapes.Page[shapes.Campaign]:
        query = (
            select(Campaign, Event, Account.username)
            .join(Event, Event.id == Campaign.event_id)
            .outerjoin(Account, Account.id == Campaign.account_id)
            .where(Campaign.workspace_id == asks.workspace_id)
        )
        rows, following = await page_of(session, query, Event.starts_at, Campaign.id, cursor, limit)
        items = [
            shapes.Campaign(
                id=row.Campaign.id,
                event_id=row.Event.id,
                event=row.Event.name,
                status=row.Campaign.status,
                starts_at=row.Event.starts_at,
                time_zone=row.Event.time_zone,
                account=f"@{row.username}" if row.username else "",
            )
            for row in rows
        ]
        return shapes.Page(items=items, next=following)

    return await asks.read(look)


@campaigns.get("/campaigns/{campaign_id}", operation_id="getCampaign")
async def get_plan(asks: Asks, campaign_id: UUID) -> shapes.CampaignPlan:
    """One campaign with its plan."""
    return await asks.read(lambda session: plan_shape(session, asks.workspace_id, campaign_id))


@campaigns.post(
    "/campaigns/{campaign_id}/pause",
    operation_id="pauseCampaign",
    dependencies=ONCE,
    response_model=shapes.CampaignDone,
)
async def pause_campaign(asks: Asks, campaign_id: UUID) -> Response:
    """Nothing of it goes out until it is resumed; drafts can still be worked on."""
    return await asks.once(lambda session: _pressed(asks, session, "campaign.pause", campaign_id))


@campaigns.post(
    "/campaigns/{campaign_id}/resume",
    operation_id="resumeCampaign",
    dependencies=ONCE,
    response_model=shapes.CampaignDone,
)
async def resume_campaign(asks: Asks, campaign_id: UUID) -> Response:
    """Go on. Yeses that still fit count again, so it needs the scope `approve`."""
    return await asks.once(lambda session: _pressed(asks, session, "campaign.resume", campaign_id))


async def _pressed(asks: Asked, session: AsyncSession, verb: str, campaign_id: UUID) -> shapes.CampaignDone:
    said = await asks.press(session, verb, campaign_id)
    return shapes.CampaignDone(said=said, campaign=await plan_shape(session, asks.workspace_id, campaign_id))


async def plan_shape(session: AsyncSession, workspace_id: UUID, campaign_id: UUID) -> shapes.CampaignPlan:
    """Raises NotFound."""
    view = await campaign_view(session, workspace_id, campaign_id)
    return shapes.CampaignPlan(
        id=view.id,
        event_id=(await get_campaign(session, workspace_id, campaign_id)).event_id,
        event=view.name,
        status=view.status,
        starts_at=view.starts_at,
        time_zone=view.zone,
        account=view.account,
        plan=retold(view.cadence),
        waiting=view.waiting,
        posts=[
            shapes.PlannedPost(
                id=post.id,
                title=retold(post.title),
                phase=post.phase,
                format=post.format,
                status=post.status,
                due_at=post.due_at,
                due_local=post.due_local,
                permalink=post.permalink,
            )
            for post in view.posts
        ],
    )
