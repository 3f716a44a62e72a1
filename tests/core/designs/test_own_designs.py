"""Designs of a team's own: saved, found, rated, used, shared without anything of the team's, taken back, deleted."""

import json

import pytest
from builders import NOW, person
from own_designs import OURS, other_team, painted, saved, shared, shelf
from publishing_machine import Machine
from sqlalchemy import select

from core.approvals.decide import approve, take_back
from core.errors import InvalidAnswer, NotAllowed, NotFound, NotNow
from core.posts.design import prefer
from core.posts.revision import get_post
from core.templates.find import find_template, table_of
from core.templates.library import Origin, Sort, listed
from core.templates.opinions import rate_template, tastes
from core.templates.refs import SavedRef
from core.templates.save import Changes, NewTemplate, create_template, delete_template, update_template, variant
from core.templates.saved import TemplateUse
from core.templates.share import share_template, unshare_template
from core.workspaces.model import Role


async def test_a_saved_design_is_private_until_it_is_shared_on_purpose(machine: Machine) -> None:
    others, ref, home = await other_team(machine), await saved(machine), machine.team.workspace_id
    ours = next(each for each in await shelf(machine, home) if each.ref == str(ref))
    assert (ours.name, ours.origin, ours.theme, ours.tags) == ("Basement", Origin.OURS, "neon", ("cellar", "loud"))
    assert not [each for each in await shelf(machine, others.workspace_id) if each.origin is not Origin.CATALOG]
    async with machine.services.db.transaction() as session:
        with pytest.raises(NotFound):
            await find_template(session, others.workspace_id, str(ref))
        with pytest.raises(NotFound):
            await rate_template(session, others.dee, str(ref), 5, NOW)
        with pytest.raises(NotFound):
            await share_template(session, others.dee, ref.saved_id)
        with pytest.raises(NotFound):
            await delete_template(session, others.dee, ref.saved_id, NOW)
        with pytest.raises(NotFound):
            await update_template(session, others.dee, ref.saved_id, OURS, NOW)


async def test_a_shared_design_tells_nothing_of_who_made_it(machine: Machine) -> None:
    others, ref = await other_team(machine), await saved(machine)
    await shared(machine, ref)
    (seen,) = [each for each in await shelf(machine, others.workspace_id) if each.origin is Origin.SHARED]
    async with machine.services.db.reading() as session:
        closer = await listed(session, others.workspace_id, seen.ref)
        content = await table_of(session, others.workspace_id, seen.ref)
    said = json.dumps([repr(seen), repr(closer), content])
    team = machine.team
    for secret in ("Cy", "Ada", "Warehouse", team.workspace_id.hex, str(team.workspace_id), str(team.cy.id)):
        assert secret not in said
    assert (closer.author, closer.name) == ("", "Basement")


async def test_colours_made_of_others_are_kept_in_their_order(machine: Machine) -> None:
    home = machine.team.workspace_id
    async with machine.services.db.transaction() as session:
        table = variant(await table_of(session, home, "strobe"), Changes(name="Mixed"))
        table["colours"] = {**table["colours"], "zz": "#123456", "a": "mix zz ink 0.5", "on": "on a"}
        row = await create_template(session, machine.team.cy, NewTemplate(content=table), NOW)
        ref = str(SavedRef(row.id, row.version))
        await prefer(session, machine.team.cy, ref, NOW)
    async with machine.services.db.reading() as session:
        assert list((await find_template(session, home, ref)).colours) == list(table["colours"])


async def test_a_design_that_names_the_team_is_not_shared(machine: Machine) -> None:
    ref = await saved(machine, Changes(name="Warehouse Nights neon"))
    with pytest.raises(NotNow, match="tell who you are: “Warehouse Nights”"):
        await shared(machine, ref)
    named = await saved(machine, Changes(name="Ours", tags=("@Warehouse.Nights",)))
    with pytest.raises(NotNow, match=r"“warehouse.nights” is written in it"):
        await shared(machine, named)


async def test_what_others_made_of_a_shared_design_stays_when_it_is_taken_back_changed_or_deleted(
    machine: Machine,
) -> None:
    others, ref = await other_team(machine), await saved(machine)
    await shared(machine, ref)
    async with machine.services.db.transaction() as session:
        await prefer(session, others.dee, str(ref), NOW)
    async with machine.services.db.transaction() as session:
        await unshare_template(session, machine.team.ada, ref.saved_id)
        await update_template(session, machine.team.cy, ref.saved_id, Changes(name="Attic"), NOW)
        await delete_template(session, machine.team.cy, ref.saved_id, NOW)
    assert not [each for each in await shelf(machine, others.workspace_id) if each.origin is Origin.SHARED]
    async with machine.services.db.reading() as session:
        kept = await find_template(session, others.workspace_id, str(ref))
        with pytest.raises(NotFound):
            await find_template(session, machine.team.workspace_id, str(ref))
    assert (kept.name, kept.colours["accent"]) == ("Basement", "#ff5f1f")


async def test_only_those_who_may_approve_share_and_only_author_or_approver_deletes(machine: Machine) -> None:
    ref, guest = await saved(machine), person("Gil", Role.GUEST, machine.team.workspace_id)
    eve = person("Eve", Role.EDITOR, machine.team.workspace_id)
    async with machine.services.db.transaction() as session:
        with pytest.raises(NotAllowed, match="owner or an approver"):
            await share_template(session, machine.team.cy, ref.saved_id)
        with pytest.raises(NotAllowed):
            await delete_template(session, eve, ref.saved_id, NOW)
        with pytest.raises(NotAllowed):
            await create_template(session, guest, NewTemplate(content={}), NOW)
        await delete_template(session, machine.team.ben, ref.saved_id, NOW)


async def test_names_colours_and_tags_that_would_not_do_are_refused(machine: Machine) -> None:
    await saved(machine)
    with pytest.raises(InvalidAnswer, match="named basement already"):
        await saved(machine, Changes(name="basement"))
    with pytest.raises(InvalidAnswer, match="cannot be read on"):
        await saved(machine, Changes(name="Grey", colours={"ink": "#333333", "background": "#222222"}))
    with pytest.raises(InvalidAnswer, match="looks like #1a2b3c"):
        await saved(machine, Changes(name="Odd", colours={"ink": "reddish"}))
    with pytest.raises(InvalidAnswer, match="no face named"):
        await saved(machine, Changes(name="Odd", display_font="comic"))
    with pytest.raises(InvalidAnswer, match="Up to 8 tags"):
        await saved(machine, Changes(name="Odd", tags=("x" * 25,)))
    with pytest.raises(InvalidAnswer, match="needs a name"):
        await saved(machine, Changes(name=" "))


async def test_the_shelf_is_searched_filtered_and_sorted(machine: Machine) -> None:
    home, ref = machine.team.workspace_id, await saved(machine)
    async with machine.services.db.transaction() as session:
        for member, stars in ((machine.team.ada, 5), (machine.team.ben, 5), (machine.team.cy, 5)):
            await rate_template(session, member, "orbit", stars, NOW)
        await rate_template(session, machine.team.ada, "rack", 5, NOW)
        await rate_template(session, machine.team.ada, str(ref), 1, NOW)
    best = [each.design for each in await shelf(machine, home)]
    assert best[:2] == ["orbit", "rack"], "three fives say more than one"
    assert best[-1] == ref.saved_id.hex
    assert [each.name for each in await shelf(machine, home, words="CELLAR neon")] == ["Basement"]
    assert (await shelf(machine, home, sort=Sort.NEWEST))[0].ref == str(ref)
    names = [each.name.casefold() for each in await shelf(machine, home, sort=Sort.NAME)]
    assert names == sorted(names)
    assert {each.theme for each in await shelf(machine, home, theme="neon")} == {"neon"}
    assert {each.genre for each in await shelf(machine, home, genre="jazz")} <= {"jazz", "any"}
    assert all("countdown" in (each.category, *each.suits) for each in await shelf(machine, home, category="countdown"))
    assert [each.ref for each in await shelf(machine, home, origin="ours", tags=("Loud",), layout="story")] == [
        str(ref)
    ]
    assert await shelf(machine, home, words="no such thing") == []


async def test_a_rating_is_one_word_a_person_and_the_mean_is_honest(machine: Machine) -> None:
    others = await other_team(machine)
    async with machine.services.db.transaction() as session:
        await rate_template(session, machine.team.ada, "strobe", 1, NOW)
        await rate_template(session, machine.team.ada, "strobe", 4, NOW)
        await rate_template(session, others.dee, "strobe", 3, NOW)
        with pytest.raises(InvalidAnswer):
            await rate_template(session, machine.team.ada, "strobe", 6, NOW)
    async with machine.services.db.reading() as session:
        opinion = (await listed(session, machine.team.workspace_id, "strobe")).opinion
        assert (opinion.mean, opinion.ratings) == (3.5, 2)
        assert await tastes(session, machine.team.workspace_id) == {"strobe": 4.0}


async def test_a_post_counts_once_as_a_use_however_often_it_is_approved(machine: Machine) -> None:
    post_id = await painted(machine)
    for _ in range(2):
        async with machine.services.db.transaction() as session:
            post = await get_post(session, machine.team.workspace_id, post_id)
            await approve(session, machine.team.ben, post_id, post.revision, NOW)
        async with machine.services.db.transaction() as session:
            await take_back(session, machine.team.ben, post_id)
    async with machine.services.db.reading() as session:
        used = await session.execute(
            select(TemplateUse.design).where(TemplateUse.workspace_id == machine.team.workspace_id)
        )
        (design,) = used.scalars()
        post = await get_post(session, machine.team.workspace_id, post_id)
        assert post.template == design
        assert (await listed(session, machine.team.workspace_id, design)).opinion.uses == 1
