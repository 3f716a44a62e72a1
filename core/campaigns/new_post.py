"""A post for a slot of a plan: its place in time, nothing written yet."""

from uuid import uuid4

from core.campaigns.happening import Happening
from core.campaigns.model import Campaign
from core.campaigns.plan import Slot
from core.posts.details import Details
from core.posts.model import Post, PostStatus
from core.posts.wall_slot import WallSlot


def new_post(campaign: Campaign, slot: Slot, happening: Happening) -> Post:
    """Not in the session yet; whoever adds it has its draft rung for."""
    return Post(
        id=uuid4(),
        workspace_id=campaign.workspace_id,
        campaign_id=campaign.id,
        account_id=campaign.account_id,
        phase=slot.phase.key,
        about=slot.about,
        format=slot.format,
        film=slot.phase.film,
        template="",
        status=PostStatus.DRAFT,
        revision=0,
        request="",
        due_at=slot.due_at,
        not_after=slot.not_after,
        slot=placed(slot, happening).stored(),
        details=Details(as_story=True if slot.phase.story else None).stored(),
        reminded=0,
        fence=0,
        attempt=0,
        checks=0,
        sends=0,
        baseline=[],
    )


def placed(slot: Slot, happening: Happening) -> WallSlot:
    """The slot as it is kept with its post."""
    return WallSlot(
        local=slot.local,
        zone=happening.zone,
        at=slot.due_at,
        evening=happening.evening,
        offset="" if slot.aside else slot.phase.offset,
        moved=slot.aside,
        caught_up=slot.caught_up,
        note=slot.note,
    )
