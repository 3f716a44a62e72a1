"""Paint the picture of a post's newest revision, or make its uploaded files fit, and put it up for approval."""

import hashlib
from dataclasses import dataclass, replace
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from core.accounts.model import Account
from core.campaigns.cadence import phase as phase_of
from core.campaigns.model import Campaign
from core.copy.alt_text import flyer_alt_text, picture_alt_texts
from core.copy.kickers import kicker, tickets_call
from core.events.model import Event
from core.events.moments import evening_of, is_evening
from core.ports.parts import Parts
from core.posts.changed import post_changed
from core.posts.details import Details, details_from
from core.posts.draft import surroundings
from core.posts.media import Item, items_from, stored
from core.posts.model import Format, Post, PostStatus, Revision
from core.posts.planned import findings_of
from core.posts.revision import current_revision, fingerprint, get_post
from core.posts.shape import noted, shaped
from core.posts.transitions import move
from core.templates.catalog import choose
from core.templates.find import find_template
from core.templates.model import Template
from core.templates.scene import Brand, Layout, Scene

LAYOUTS = {Format.FEED: Layout.PORTRAIT, Format.STORY: Layout.STORY}


@dataclass(frozen=True)
class Made:
    """What goes out and what cards show of it: painted, or made of uploaded files."""

    items: tuple[Item, ...]
    picture_key: str
    picture_hash: str
    alt_text: str
    details: Details
    notes: tuple[str, ...]
    template: str = ""


async def render_post(parts: Parts, workspace_id: UUID, post_id: UUID) -> None:
    """Paint or prepare, store, fingerprint, show. The same revision twice gives the same bytes, so twice is once."""
    async with parts.db.reading() as session:
        post = await get_post(session, workspace_id, post_id)
        if post.revision == 0 or post.status is not PostStatus.DRAFT:
            return
        revision = await current_revision(session, post)
        campaign, event, account = await surroundings(session, post)
        name = post.template or choose(event.genre, phase_of(campaign.cadence, post.phase).category, campaign.id.hex)
        template = await find_template(session, workspace_id, name)
    photo = await parts.media.get(event.photo_key) if event.photo_key and not post.media else None
    scene = scene_for(post, revision, campaign, event, account, photo)
    made = await (
        _of_files(parts, post, campaign, scene)
        if post.media
        else _painted(parts, post, campaign, scene, name, template)
    )
    async with parts.db.transaction() as session:
        post = await get_post(session, workspace_id, post_id, lock=True)
        if post.revision != revision.number or post.status is not PostStatus.DRAFT:
            return
        revision = await current_revision(session, post)
        post.template = made.template or post.template
        post.last_error = None
        revision.media, revision.details = stored(made.items), made.details.stored()
        revision.picture_key, revision.picture_hash = made.picture_key, made.picture_hash
        revision.alt_text = made.alt_text
        warnings = await findings_of(session, post, revision)
        revision.notes = [*revision.notes, *made.notes, *(finding.sentence for finding in warnings)]
        revision.fingerprint = fingerprint(post, revision)
        move(post, PostStatus.IN_REVIEW)
        await post_changed(session, post)


async def _painted(parts: Parts, post: Post, campaign: Campaign, scene: Scene, name: str, template: Template) -> Made:
    details = details_from(post.details)
    painted = await parts.painter.paint(template, LAYOUTS[post.format], scene, Brand())
    key = await parts.media.put(painted.jpeg)
    alt_text = details.alt_text(1) or flyer_alt_text(scene, campaign.language)
    return Made((), key, hashlib.sha256(painted.jpeg).hexdigest(), alt_text, details, painted.notes, name)


async def _of_files(parts: Parts, post: Post, campaign: Campaign, scene: Scene) -> Made:
    uploaded, details = items_from(post.media), details_from(post.details)
    items, notes = await shaped(parts, post.format, uploaded)
    written = picture_alt_texts(scene, campaign.language, len(items))
    alt_texts = tuple(
        "" if item.facts.video else details.alt_text(place) or written[place - 1]
        for place, item in enumerate(items, start=1)
    )
    if post.format is Format.CAROUSEL:
        details = replace(details, alt_texts=alt_texts)
    done = (*noted(uploaded), *notes)
    return Made(items, await _shown(parts, items, details), items[0].hash, alt_texts[0], details, done)


async def _shown(parts: Parts, items: tuple[Item, ...], details: Details) -> str:
    """Key of what cards show: a single picture as it is, several on one sheet, a video with a sign that it is one."""
    if len(items) == 1 and not items[0].facts.video:
        return items[0].key
    keys = [item.shown_key for item in items] if len(items) > 1 else [details.cover_key or items[0].shown_key]
    videos = frozenset(place for place, item in enumerate(items, start=1) if item.facts.video)
    pictures = [await parts.media.get(key) for key in keys]
    return await parts.media.put(await parts.painter.overview(pictures, videos))


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
