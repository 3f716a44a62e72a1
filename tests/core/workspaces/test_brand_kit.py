"""The brand kit: who may change it, what is refused, what Undo brings back, who sees it in pictures and words."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from builders import DUE, NOW
from PIL import Image
from publishing_machine import Machine
from sqlalchemy import select
from stages.uploads import logo

from core.errors import InvalidAnswer, NotAllowed, NotNow
from core.outbox import TaskRow
from core.posts.add import NewPost, add_post
from core.posts.draft import brief_for
from core.posts.model import Format, PostStatus
from core.posts.repaint import in_the_old_look, repaint
from core.posts.revision import current_revision
from core.workspaces.brand import Kit, brand_for, change_brand, kit_of, undo_brand
from core.workspaces.model import Member

LATER = NOW + timedelta(minutes=5)
LIME = Kit(primary="#c6ff00", accent="#c6ff00", background="#000000", ink="#ffffff", headline="syne")


async def change(machine: Machine, kit: Kit, member: Member | None = None) -> Kit:
    async with machine.services.db.transaction() as session:
        return await change_brand(session, member or machine.team.ada, kit, LATER)


async def kept(machine: Machine, workspace_id: UUID | None = None) -> Kit:
    async with machine.services.db.reading() as session:
        return await kit_of(session, workspace_id or machine.team.workspace_id)


async def test_what_an_owner_tells_is_the_kit_from_then_on_and_of_no_other_team(machine: Machine) -> None:
    assert await kept(machine) == Kit()
    await change(machine, replace(LIME, handle="@Klang.Werk", voice=" dry, short "))
    assert await kept(machine) == replace(LIME, handle="@klang.werk", voice="dry, short")
    assert await kept(machine, uuid4()) == Kit()
    with pytest.raises(NotNow, match="how your brand is already"):
        await change(machine, replace(LIME, handle="klang.werk", voice="dry, short"))


async def test_only_owners_change_it(machine: Machine) -> None:
    for member in (machine.team.ben, machine.team.cy):
        with pytest.raises(NotAllowed, match="Only an owner"):
            await change(machine, LIME, member)
        with pytest.raises(NotAllowed, match="Only an owner"):
            async with machine.services.db.transaction() as session:
                await undo_brand(session, member, LATER)
    assert await kept(machine) == Kit()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"primary": "lime"}, "primary"),
        ({"background": "#fff"}, "background"),
        ({"ink": "#111111"}, "ink"),
        ({"headline": "comic-sans"}, "headline"),
        ({"voice": "x" * 401}, "voice"),
        ({"handle": "two words"}, "handle"),
    ],
)
async def test_what_is_wrong_is_said_beside_its_field(machine: Machine, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidAnswer) as caught:
        await change(machine, replace(LIME, **wrong))
    assert caught.value.field == field


async def test_undo_brings_the_kit_before_back_and_undone_again_the_change(machine: Machine) -> None:
    with pytest.raises(NotNow, match="nothing to undo"):
        async with machine.services.db.transaction() as session:
            await undo_brand(session, machine.team.ada, LATER)
    await change(machine, LIME)
    for expected in (Kit(), LIME):
        async with machine.services.db.transaction() as session:
            assert await undo_brand(session, machine.team.ada, LATER) == expected
        assert await kept(machine) == expected


async def test_the_painter_gets_it_with_its_logo_and_without_one_the_store_has_lost(machine: Machine) -> None:
    key = await machine.services.media.put(await machine.services.painter.prepare_logo(logo()), kind="png")
    await change(machine, replace(LIME, logo_key=key))
    brand = await brand_for(machine.services, machine.team.workspace_id)
    assert (brand.primary, brand.display_font) == ("#c6ff00", "syne")
    assert brand.logo and brand.logo.startswith(b"\x89PNG")
    await change(machine, replace(LIME, logo_key=f"{'0' * 64}.png"))
    assert (await brand_for(machine.services, machine.team.workspace_id)).logo is None


async def test_flyers_and_captions_are_the_brands(machine: Machine) -> None:
    await change(machine, replace(LIME, handle="@klang.werk", voice="no emoji, short"))
    async with machine.services.db.transaction() as session:
        new = NewPost(format=Format.FEED, due_at=DUE, caption="See you there.")
        post = await add_post(session, machine.team.cy, machine.team.campaign_id, new, NOW)
        brief = await brief_for(session, post)
    assert (brief.voice, brief.handle) == ("no emoji, short", "@klang.werk")
    await machine.work("post.render")
    async with machine.services.db.reading() as session:
        revision = await current_revision(session, await machine.post(post.id))
    assert revision.picture_key and "@klang.werk" in revision.alt_text
    with Image.open(BytesIO(await machine.services.media.get(revision.picture_key))) as picture:
        colours = picture.convert("RGB").resize((60, 75)).getcolors(60 * 75) or []
    limes = sum(count for count, rgb in colours if isinstance(rgb, tuple) and rgb[1] > rgb[2] + 60 and rgb[1] >= rgb[0])
    assert limes > 40


async def repainted(machine: Machine, member: Member | None = None) -> list[UUID]:
    async with machine.services.db.transaction() as session:
        return [post.id for post in await repaint(session, member or machine.team.cy, LATER)]


async def test_drafts_are_repainted_and_what_is_approved_keeps_its_picture(machine: Machine) -> None:
    draft, approved, files = (
        await machine.in_review(),
        await machine.scheduled(),
        await machine.in_review(format_=Format.CAROUSEL),
    )
    with pytest.raises(NotNow, match="No draft has the old look"):
        await repainted(machine)
    await change(machine, LIME)
    before = await machine.post(approved)
    assert await repainted(machine) == [draft]
    post = await machine.post(draft)
    assert (post.status, post.revision) == (PostStatus.DRAFT, 2)
    async with machine.services.db.reading() as session:
        revision = await current_revision(session, post)
        rung = set((await session.execute(select(TaskRow.name))).scalars())
        assert await in_the_old_look(session, machine.team.workspace_id, LATER) == []
    assert revision.caption.startswith("Friday we dance") and revision.picture_key is None
    assert "post.render" in rung
    untouched = [await machine.post(post_id) for post_id in (approved, files)]
    assert [(one.status, one.revision) for one in untouched] == [
        (PostStatus.SCHEDULED, before.revision),
        (PostStatus.IN_REVIEW, 1),
    ]
