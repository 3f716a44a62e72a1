"""Paint what a sheet of designs is to show, then have its message show it."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.cadence import phase as phase_of
from core.campaigns.next_event import event_told_of
from core.designs.pictures import numbered_sheet, side_by_side, small_picture
from core.designs.sample import sample_for
from core.designs.sheet import PER_PAGE, Shown, View, asked, get_sheet, note_shown
from core.errors import NotFound
from core.notices.model import NoticeKind
from core.notices.notify import notify
from core.ports.parts import Parts
from core.posts.draft import surroundings
from core.posts.pictures.flyer import LAYOUTS
from core.posts.pictures.scene import scene_for
from core.posts.revision import current_revision, get_post
from core.posts.told import photo_told
from core.templates.find import find_template
from core.templates.fitting import fitting
from core.templates.library import Listed, list_templates
from core.templates.model import Template
from core.templates.parse import TemplateProblem
from core.templates.scene import Brand, Layout, Scene
from core.workspaces.brand import brand_for

LARGE = (Layout.PORTRAIT, Layout.STORY, Layout.SQUARE)


async def show_designs(parts: Parts, workspace_id: UUID, sheet_id: UUID) -> None:
    """The body of `design.show`. Run twice, the second finds everything painted."""
    async with parts.db.reading() as session:
        try:
            sheet = await get_sheet(session, workspace_id, sheet_id)
        except NotFound:
            return
        view = asked(sheet)
        post_id = sheet.post_id
    what = await _opened(parts, workspace_id, view) if view.opened else await _page(parts, workspace_id, view, post_id)
    await put_up(parts, workspace_id, sheet_id, what)


async def put_up(parts: Parts, workspace_id: UUID, sheet_id: UUID, what: Shown) -> None:
    """Have the message show it, unless something else was asked for meanwhile."""
    async with parts.db.transaction() as session:
        sheet = await get_sheet(session, workspace_id, sheet_id, lock=True)
        if asked(sheet) != what.view:
            return  # the task of the newer wish shows that
        note_shown(sheet, what)
        notify(session, workspace_id, sheet.conversation_id, NoticeKind.DESIGNS, subject_id=sheet.id)


async def _opened(parts: Parts, workspace_id: UUID, view: View) -> Shown:
    async with parts.db.reading() as session:
        template = await find_template(session, workspace_id, view.opened)
        scene = await sample_for(session, workspace_id, view.opened, template)
    pictures = [await small_picture(parts, template, layout, scene, Brand()) for layout in LARGE]
    return Shown(view=view, refs=(view.opened,), found=1, picture_key=await side_by_side(parts, pictures))


async def _page(parts: Parts, workspace_id: UUID, view: View, post_id: UUID | None) -> Shown:
    """Six designs: with their samples, or with the words and pictures of the post that is restyled."""
    async with parts.db.reading() as session:
        shelf = await list_templates(session, workspace_id, view.search)
        if post_id is not None:
            shelf = await _for_post(session, workspace_id, post_id, shelf, view.had)
        page = view.page % max(1, -(-len(shelf) // PER_PAGE))
        designs = await _readable(session, workspace_id, shelf[page * PER_PAGE : (page + 1) * PER_PAGE])
        samples = [await sample_for(session, workspace_id, ref, template) for ref, template in designs]
    brand, scenes, layout = Brand(), samples, Layout.PORTRAIT
    if post_id is not None:
        scene, layout, brand = await post_scene(parts, workspace_id, post_id)
        scenes = [scene] * len(designs)
    pictures = [
        await small_picture(parts, template, layout, scene, brand)
        for (_, template), scene in zip(designs, scenes, strict=True)
    ]
    key = await numbered_sheet(parts, pictures) if pictures else None
    return Shown(view=view, refs=tuple(ref for ref, _ in designs), found=len(shelf), picture_key=key)


async def _for_post(
    session: AsyncSession, workspace_id: UUID, post_id: UUID, shelf: list[Listed], had: str
) -> list[Listed]:
    post = await get_post(session, workspace_id, post_id)
    campaign, event, _ = await surroundings(session, post)
    category = phase_of(campaign.cadence, post.phase).category
    return fitting(shelf, event.genre, category, had)


async def _readable(session: AsyncSession, workspace_id: UUID, page: list[Listed]) -> list[tuple[str, Template]]:
    """Designs that can still be painted: one that was taken back meanwhile, or that is too old, is left out."""
    found = []
    for each in page:
        try:
            found.append((each.ref, await find_template(session, workspace_id, each.ref)))
        except (NotFound, TemplateProblem):
            continue
    return found


async def post_scene(parts: Parts, workspace_id: UUID, post_id: UUID) -> tuple[Scene, Layout, Brand]:
    """What a post's picture says, in which layout and whose look: as it would be painted now."""
    async with parts.db.reading() as session:
        post = await get_post(session, workspace_id, post_id)
        revision = await current_revision(session, post)
        campaign, event, account = await surroundings(session, post)
        event = await event_told_of(session, event, post.about)
    photo_key = photo_told(post, event)
    photo = await parts.media.get(photo_key) if photo_key else None
    scene = scene_for(post, revision, campaign, event, account, photo)
    return replace(scene, photo=photo), LAYOUTS.get(post.format, Layout.PORTRAIT), await brand_for(parts, workspace_id)
