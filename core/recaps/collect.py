"""Photos come in, are measured, and the best are picked; people pick others by their numbers."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.approvals.policy import check_may_edit
from core.campaigns.model import Campaign
from core.errors import InvalidAnswer, NotFound, NotNow
from core.notices.model import NoticeKind
from core.notices.notify import notify
from core.ports.parts import Parts
from core.posts.media import Item
from core.recaps.ask import get_recap, recap_of
from core.recaps.model import Recap
from core.recaps.photos import MOST, Photo, best
from core.workspaces.model import Member

MOST_SENT = 30
NO_PICTURES = "I need pictures here, no videos."


async def collect(session: AsyncSession, member: Member, campaign_id: UUID, items: Sequence[Item]) -> int:
    """Keep what somebody sent; returns how many photos there are now. Raises InvalidAnswer with the field's key."""
    check_may_edit(member)
    recap = await recap_of(session, member.workspace_id, campaign_id)
    if recap is None:
        raise NotNow("I ask for photos on the morning after. Until then, add them as a post.")
    recap = await get_recap(session, member.workspace_id, recap.id, lock=True)
    if recap.post_id is not None:
        raise NotNow("The recap is made already. Change its pictures under Details.")
    pictures = [item for item in items if not item.facts.video]
    if not pictures:
        raise InvalidAnswer(NO_PICTURES, field="photos")
    known = {photo["key"] for photo in recap.photos}
    new = [{"key": item.key} for item in pictures if item.key not in known]
    if len(recap.photos) + len(new) > MOST_SENT:
        raise InvalidAnswer(f"I keep up to {MOST_SENT} photos of an evening. Send the best ones.", field="photos")
    recap.photos = [*recap.photos, *new]
    tasks.pick_photos.enqueue(session, recap.workspace_id, recap.id)
    return len(recap.photos)


async def pick_photos(parts: Parts, workspace_id: UUID, recap_id: UUID) -> None:
    """The body of `recap.pick`: measure what is new, pick, and draw the contact sheet anew."""
    async with parts.db.reading() as session:
        try:
            recap = await get_recap(session, workspace_id, recap_id)
        except NotFound:
            return
        photos = [dict(photo) for photo in recap.photos]
        picked, chosen = list(recap.picked), recap.chosen
    pictures = [await parts.media.get(photo["key"]) for photo in photos]
    for place, photo in enumerate(photos):
        if "sharp" not in photo:
            photos[place] = (await parts.photo_judge.measure(photo["key"], pictures[place])).stored()
    if not chosen:
        picked = [photo.key for photo in best([Photo(**photo) for photo in photos])]
    numbers = [place for place, photo in enumerate(photos, start=1) if photo["key"] in picked]
    sheet = await parts.photo_judge.contact_sheet(pictures, numbers) if pictures else b""
    key = await parts.media.put(sheet) if sheet else None
    async with parts.db.transaction() as session:
        fresh = await get_recap(session, workspace_id, recap_id, lock=True)
        if [photo["key"] for photo in fresh.photos] != [photo["key"] for photo in photos] or (
            fresh.chosen and fresh.picked != picked
        ):
            return  # more came in, or somebody picked meanwhile: that rang for a sheet of its own
        fresh.photos, fresh.picked, fresh.sheet_key = photos, picked, key
        await redraw(session, fresh)


async def choose(session: AsyncSession, member: Member, recap_id: UUID, numbers: Sequence[int]) -> Recap:
    """Pick by the numbers of the sheet, in this order; consent that was given to others counts no longer."""
    check_may_edit(member)
    recap = await get_recap(session, member.workspace_id, recap_id, lock=True)
    if recap.post_id is not None:
        raise NotNow("The recap is made already. Change its pictures under Details.")
    wanted = list(dict.fromkeys(numbers))
    if not wanted or len(wanted) > MOST:
        raise InvalidAnswer(f"Pick one to {MOST} photos by their numbers.", field="numbers")
    if wrong := [number for number in wanted if not 1 <= number <= len(recap.photos)]:
        raise InvalidAnswer(f"There is no photo {wrong[0]}; they go from 1 to {len(recap.photos)}.", field="numbers")
    recap.picked = [recap.photos[number - 1]["key"] for number in wanted]
    recap.chosen = True
    recap.consent_by_id, recap.consent_at, recap.consent_to = None, None, []
    tasks.pick_photos.enqueue(session, recap.workspace_id, recap.id)
    return recap


async def redraw(session: AsyncSession, recap: Recap) -> None:
    """Its card, where the campaign lives."""
    found = await session.execute(
        select(Campaign.conversation_id).where(
            Campaign.workspace_id == recap.workspace_id, Campaign.id == recap.campaign_id
        )
    )
    notify(session, recap.workspace_id, found.scalar_one(), NoticeKind.RECAP, subject_id=recap.id)


def numbers_of(photos: Sequence[Mapping[str, Any]], picked: Sequence[str]) -> tuple[int, ...]:
    """The picked ones by their numbers on the sheet, in their order."""
    places = {photo["key"]: place for place, photo in enumerate(photos, start=1)}
    return tuple(places[key] for key in picked if key in places)
