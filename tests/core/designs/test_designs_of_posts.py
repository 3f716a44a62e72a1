"""Designs on posts: changed, matched over a campaign, chosen by the team's taste, and seen on a sheet."""

from datetime import timedelta
from uuid import UUID

import pytest
from builders import NOW
from own_designs import other_team, painted, saved
from publishing_machine import Machine
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.decide import approve
from core.campaigns.model import Campaign
from core.designs.model import DesignSheet
from core.designs.queries import sheet_view
from core.designs.sheet import View, get_sheet, open_sheet
from core.designs.show import show_designs
from core.errors import NotFound, NotNow
from core.events.model import Event
from core.posts.design import design_for, prefer
from core.posts.model import Post, PostStatus
from core.posts.render import render_post
from core.posts.restyle import restyle, restyle_all
from core.posts.revision import current_revision, get_post
from core.templates.catalog import all_templates, choose
from core.templates.find import find_template
from core.templates.opinions import rate_template
from core.templates.save import Changes, delete_template, update_template


async def test_another_design_keeps_the_words_and_needs_a_new_yes(machine: Machine) -> None:
    post_id = await painted(machine)
    before = await content(machine, post_id)
    async with machine.services.db.transaction() as session:
        await restyle(session, machine.team.cy, post_id, "cut-paper", NOW)
    assert (await machine.post(post_id)).status is PostStatus.DRAFT
    await render_post(machine.services, machine.team.workspace_id, post_id)
    after, post = await content(machine, post_id), await machine.post(post_id)
    assert (post.status, post.template) == (PostStatus.IN_REVIEW, "cut-paper")
    assert after[0] == before[0] + 1
    assert after[1] == before[1]
    assert after[2] != before[2]
    async with machine.services.db.transaction() as session:
        with pytest.raises(NotNow, match="has that design already"):
            await restyle(session, machine.team.cy, post_id, "cut-paper", NOW)
        with pytest.raises(NotNow, match="older version"):
            await restyle(session, machine.team.cy, post_id, "strobe", NOW, revision_number=1)
        with pytest.raises(NotFound):
            await restyle(session, machine.team.cy, post_id, "gone", NOW)
    async with machine.services.db.transaction() as session:
        await approve(session, machine.team.ben, post_id, after[0], NOW)
        with pytest.raises(NotNow, match="approved and scheduled"):
            await restyle(session, machine.team.cy, post_id, "strobe", NOW)


async def test_a_draft_keeps_the_version_it_was_given_when_the_design_is_changed_and_deleted(machine: Machine) -> None:
    post_id, ref, home = await painted(machine), await saved(machine), machine.team.workspace_id
    async with machine.services.db.transaction() as session:
        await restyle(session, machine.team.cy, post_id, str(ref), NOW)
        await update_template(session, machine.team.cy, ref.saved_id, Changes(name="Attic", theme="dark"), NOW)
        await delete_template(session, machine.team.cy, ref.saved_id, NOW)
    await render_post(machine.services, home, post_id)
    assert (await machine.post(post_id)).status is PostStatus.IN_REVIEW
    async with machine.services.db.reading() as session:
        assert (await find_template(session, home, str(ref))).name == "Basement"


async def test_a_campaign_is_matched_and_posts_the_design_does_not_serve_get_the_nearest(machine: Machine) -> None:
    first, second = await painted(machine), await painted(machine, phase="countdown")
    async with machine.services.db.transaction() as session:
        given = await restyle_all(session, machine.team.cy, machine.team.campaign_id, "neon-room", NOW)
    assert given[first] == "Neon room"
    assert given[second] == "Orbit", "neon, and it counts days"


async def test_the_team_s_taste_decides_among_equals_and_a_campaign_stays_of_one_piece(machine: Machine) -> None:
    home = machine.team.workspace_id
    post_id = await drafted(machine)
    async with machine.services.db.transaction() as session:
        post, campaign, event = await belongings(session, home, post_id)
        usual = await design_for(session, post, campaign, event)
        assert usual == choose(event.genre, "announcement", campaign.id.hex)
        await rate_template(session, machine.team.ada, usual, 1, NOW)
        other = await design_for(session, post, campaign, event)
        assert other != usual, "the team said that it does not want it"
        await prefer(session, machine.team.ada, "cut-paper", NOW)
        assert await design_for(session, post, campaign, event) == "cut-paper"
        post.template = "strobe"
    sibling = await drafted(machine)
    async with machine.services.db.transaction() as session:
        post, campaign, event = await belongings(session, home, sibling)
        assert await design_for(session, post, campaign, event) == "strobe", "like its campaign's other posts"
        await prefer(session, machine.team.ada, "", NOW)


def test_without_any_rating_the_choice_is_what_it_always_was() -> None:
    equals = {choose("techno", "announcement", f"campaign {number}", {}) for number in range(40)}
    liked = next(iter(sorted(equals)))
    assert all(choose("techno", "announcement", f"campaign {n}", {liked: 5.0}) == liked for n in range(40))
    everything = dict.fromkeys([each.id for each in all_templates()], 1.0)
    assert choose("techno", "announcement", "campaign 1", everything) == choose("techno", "announcement", "campaign 1")


async def test_a_sheet_shows_six_designs_with_the_words_of_the_post(machine: Machine) -> None:
    post_id, home = await painted(machine), machine.team.workspace_id
    async with machine.services.db.transaction() as session:
        had = (await get_post(session, home, post_id)).template
        view, place = View(had=had), machine.team.conversation_id
        sheet = open_sheet(session, machine.team.ada, place, view, NOW, post_id=post_id)
    await show_designs(machine.services, home, sheet.id)
    async with machine.services.db.reading() as session:
        seen = await sheet_view(session, home, sheet.id)
    assert len(seen.designs) == 6
    assert had not in seen.shown.refs
    assert seen.shown.pages > 1
    assert seen.shown.picture_key is not None
    first = next(each for each in seen.designs if each)
    assert "announcement" in (first.category, *first.suits)
    await show_designs(machine.services, home, sheet.id)
    async with machine.services.db.reading() as session:
        again = await sheet_view(session, home, sheet.id)
    assert again.shown.picture_key == seen.shown.picture_key


async def test_another_team_sees_no_sheet_of_ours(machine: Machine) -> None:
    others = await other_team(machine)
    async with machine.services.db.transaction() as session:
        sheet: DesignSheet = open_sheet(session, machine.team.ada, machine.team.conversation_id, View(), NOW)
        await session.flush()
        with pytest.raises(NotFound):
            await get_sheet(session, others.workspace_id, sheet.id)


async def drafted(machine: Machine) -> UUID:
    post_id = await machine.in_review(due_at=NOW + timedelta(hours=9))
    async with machine.services.db.transaction() as session:
        (await get_post(session, machine.team.workspace_id, post_id)).template = ""
    return post_id


async def belongings(session: AsyncSession, workspace_id: UUID, post_id: UUID) -> tuple[Post, Campaign, Event]:
    post = await get_post(session, workspace_id, post_id)
    found = await session.execute(
        select(Campaign, Event)
        .join(Event, Event.id == Campaign.event_id)
        .where(Campaign.workspace_id == workspace_id, Campaign.id == post.campaign_id)
    )
    campaign, event = found.one()
    return post, campaign, event


async def content(machine: Machine, post_id: UUID) -> tuple[int, str, str | None]:
    async with machine.services.db.reading() as session:
        post = await get_post(session, machine.team.workspace_id, post_id)
        revision = await current_revision(session, post)
        return revision.number, revision.caption, revision.picture_hash
