"""Paint the picture of a post's newest revision and put it up for approval."""

import hashlib
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from core.accounts.model import Account
from core.campaigns.cadence import phase as phase_of
from core.campaigns.model import Campaign
from core.copy.alt_text import flyer_alt_text
from core.copy.kickers import kicker, tickets_call
from core.events.model import Event
from core.events.moments import evening_of, is_evening
from core.ports.parts import Parts
from core.posts.changed import post_changed
from core.posts.draft import surroundings
from core.posts.model import Format, Post, PostStatus, Revision
from core.posts.revision import current_revision, fingerprint, get_post
from core.posts.transitions import move
from core.templates.catalog import choose
from core.templates.scene import Brand, Layout, Scene

LAYOUTS = {Format.FEED: Layout.PORTRAIT, Format.STORY: Layout.STORY}


async def render_post(parts: Parts, workspace_id: UUID, post_id: UUID) -> None:
    """Paint, store, fingerprint, show. Painting the same revision twice gives the same bytes, so twice is once."""
    async with parts.db.reading() as session:
        post = await get_post(session, workspace_id, post_id)
        if post.revision == 0 or post.status is not PostStatus.DRAFT:
            return
        revision = await current_revision(session, post)
        campaign, event, account = await surroundings(session, post)
    photo = await parts.media.get(event.photo_key) if event.photo_key else None
    template = post.template or choose(event.genre, phase_of(campaign.cadence, post.phase).category, campaign.id.hex)
    scene = scene_for(post, revision, campaign, event, account, photo)
    painted = await parts.painter.paint(template, LAYOUTS[post.format], scene, Brand())
    key = await parts.media.put(painted.jpeg)
    async with parts.db.transaction() as session:
        post = await get_post(session, workspace_id, post_id, lock=True)
        if post.revision != revision.number or post.status is not PostStatus.DRAFT:
            return
        revision = await current_revision(session, post)
        post.template = template
        revision.picture_key = key
        revision.picture_hash = hashlib.sha256(painted.jpeg).hexdigest()
        revision.alt_text = flyer_alt_text(scene, campaign.language)
        revision.notes = [*revision.notes, *painted.notes]
        revision.fingerprint = fingerprint(post, revision)
        move(post, PostStatus.IN_REVIEW)
        await post_changed(session, post)


def scene_for(
    post: Post, revision: Revision, campaign: Campaign, event: Event, account: Account | None, photo: bytes | None
) -> Scene:
    """What the flyer says, in the campaign's language."""
    language = campaign.language
    evening = evening_of(event.starts_local)
    zone = ZoneInfo(event.time_zone)
    days_left = (evening - post.due_at.astimezone(zone).date()).days
    doors = event.doors_local
    return Scene(
        kicker=revision.headline or kicker(post.phase, days_left, language, evening=is_evening(event.starts_local)),
        title=event.name,
        day=format_date(evening, "EEE d MMM", locale=language),
        weekday=format_date(evening, "EEEE", locale=language),
        day_number=str(evening.day),
        month=format_date(evening, "MMM", locale=language),
        time=format_time(event.starts_local.time(), "HH:mm", locale=language),
        doors=format_time(doors.time(), "HH:mm", locale=language) if doors and doors != event.starts_local else "",
        venue=event.venue,
        city=event.city,
        lineup=tuple(event.lineup),
        price=event.price if post.phase != "recap" else "",
        call=tickets_call(language) if event.ticket_link and post.phase != "recap" else "",
        handle=f"@{account.username}" if account else "",
        days_left=days_left if post.phase == "countdown" else None,
        photo=photo,
    )
