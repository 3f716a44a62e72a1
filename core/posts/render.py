"""Make the pictures of a post's newest revision and put it up for approval."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.approvals.unasked import let_go_unasked
from core.campaigns.next_event import event_told_of
from core.ports.parts import Parts
from core.posts.changed import post_changed, send_film
from core.posts.design import design_for
from core.posts.draft import facts_told, surroundings
from core.posts.frame import frame_of
from core.posts.media import stored
from core.posts.model import Format, Post, PostStatus, Revision
from core.posts.pictures.files import made_of_files
from core.posts.pictures.film import made_film
from core.posts.pictures.flyer import painted_flyer
from core.posts.pictures.made import Made, Making
from core.posts.pictures.scene import scene_for, signed
from core.posts.pictures.slides import made_slides
from core.posts.planned import findings_of
from core.posts.revision import current_revision, fingerprint, get_post
from core.posts.told import photo_told
from core.posts.transitions import move
from core.posts.variants import stored_variants
from core.posts.what_to_say import what_to_say
from core.templates.find import find_template
from core.workspaces.brand import brand_for


async def render_post(parts: Parts, workspace_id: UUID, post_id: UUID) -> None:
    """Paint or prepare, store, fingerprint, show. The same revision twice gives the same bytes, so twice is once."""
    async with parts.db.reading() as session:
        post = await get_post(session, workspace_id, post_id)
        if post.revision == 0 or post.status is not PostStatus.DRAFT:
            return
        revision = await current_revision(session, post)
        campaign, event, account = await surroundings(session, post)
        event = await event_told_of(session, event, post.about)
        design = await design_for(session, post, campaign, event)
        template = await find_template(session, workspace_id, design)
    photo_key = None if post.media else photo_told(post, event)
    photo = await parts.media.get(photo_key) if photo_key else None
    brand = await brand_for(parts, workspace_id)
    scene = signed(scene_for(post, revision, campaign, event, account, photo), brand)
    making = Making(parts, post, campaign, event, scene, brand, design, template)
    made = await _maker_of(post)(making)
    async with parts.db.transaction() as session:
        post = await get_post(session, workspace_id, post_id, lock=True)
        if post.revision != revision.number or post.status is not PostStatus.DRAFT:
            return
        if await facts_told(session, post) != (event.id, event.version):
            tasks.render_post.enqueue(session, workspace_id, post_id)  # the event changed while this was painted
            return
        revision = await current_revision(session, post)
        is_new = await _is_new_film(session, post, made)
        _keep(post, revision, made)
        warnings = await findings_of(session, post, revision)
        revision.notes = [*revision.notes, *made.notes, *(finding.sentence for finding in warnings)]
        revision.fingerprint = fingerprint(post, revision)
        move(post, PostStatus.IN_REVIEW)
        await session.flush()
        if not await let_go_unasked(session, post):
            await post_changed(session, post, say=await what_to_say(session, post))
        if is_new:
            await send_film(session, post)


async def _is_new_film(session: AsyncSession, post: Post, made: Made) -> bool:
    """Whether it is a film of ours that nobody was sent yet."""
    if post.media or not any(item.facts.video for item in made.items):
        return False
    before = await session.execute(
        select(Revision.picture_hash).where(
            Revision.workspace_id == post.workspace_id, Revision.post_id == post.id, Revision.number < post.revision
        )
    )
    return made.picture_hash not in before.scalars().all()


def _maker_of(post: Post) -> Callable[[Making], Awaitable[Made]]:
    """What becomes of a post: uploaded files go before everything we could paint."""
    if post.media:
        return made_of_files
    if post.format is Format.CAROUSEL:
        return made_slides
    return made_film if post.film or post.format is Format.REEL else painted_flyer


def _keep(post: Post, revision: Revision, made: Made) -> None:
    post.template = made.template or post.template
    post.last_error = None
    revision.media, revision.details = stored(made.items), made.details.stored()
    revision.variants = stored_variants(made.variants)
    revision.picture_key, revision.picture_hash = made.picture_key, made.picture_hash
    revision.alt_text = made.alt_text
    revision.frame = frame_of(post)  # its design may have been chosen just now
