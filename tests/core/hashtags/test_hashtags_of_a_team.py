"""A team's sets and rules as rows, the numbers of its own posts, and where hashtags end up."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from builders import DUE, NOW, empty_post
from publishing_machine import Machine
from sqlalchemy import select, update

from core.accounts.model import Account
from core.approvals.decide import request_changes
from core.campaigns.model import Campaign
from core.errors import InvalidAnswer, NotAllowed, NotFound, NotNow
from core.events.model import Event
from core.hashtags.known import tags_view
from core.hashtags.rules import set_rules
from core.hashtags.sets import Wanted, add_set, change_set, delete_set, sets_of
from core.hashtags.tag_set import Scope
from core.insights.model import Insight
from core.posts.add import NewPost, add_post
from core.posts.details import Details, details_from
from core.posts.draft import brief_for
from core.posts.edit import edit_caption
from core.posts.extras import change_extras
from core.posts.model import Format, Post, PostStatus, Revision
from core.posts.revision import current_revision
from core.workspaces.model import Member, Role


async def facts(machine: Machine, **told: str) -> None:
    async with machine.services.db.transaction() as session:
        await session.execute(update(Event).where(Event.workspace_id == machine.team.workspace_id).values(**told))


async def added(machine: Machine, name: str, tags: str, where: str = "", member: Member | None = None) -> UUID:
    async with machine.services.db.transaction() as session:
        return (await add_set(session, member or machine.team.cy, Wanted(name, tags, where), NOW)).id


async def ruled(machine: Machine, most: int | None, *, in_comment: bool = False) -> None:
    async with machine.services.db.transaction() as session:
        await set_rules(session, machine.team.ada, most=most, in_comment=in_comment)


async def shown(machine: Machine, post_id: UUID) -> tuple[Post, Revision]:
    async with machine.services.db.reading() as session:
        post = await machine.post(post_id)
        return post, await current_revision(session, post)


async def test_editors_keep_sets_and_nobody_else_sees_them(machine: Machine) -> None:
    await facts(machine, genre="gqom", city="Köln")
    guest = Member(
        id=uuid4(), workspace_id=machine.team.workspace_id, name="Gil", role=Role.GUEST, active=True, created_at=NOW
    )
    with pytest.raises(NotAllowed):
        await added(machine, "house", "#housemusic", member=guest)
    set_id = await added(machine, " House ", "housemusic #Deep_House", "house")
    await added(machine, "here", "#klubnetz", "koln")
    await added(machine, "ours", "#gqomnight", "Gqom")
    for name, tags, where, field in (
        ("HOUSE", "#x1x", "", "name"),
        ("new", "#fyp", "", "tags"),
        ("new", "#ok1", "Atlantis", "where"),
        ("new", " ".join(f"#tag{number}" for number in range(21)), "", "tags"),
    ):
        with pytest.raises(InvalidAnswer) as caught:
            await added(machine, name, tags, where)
        assert caught.value.field == field
    async with machine.services.db.transaction() as session:
        kept = await sets_of(session, machine.team.workspace_id)
        assert [(one.name, one.tags, one.scope, one.value) for one in kept] == [
            ("here", ["#klubnetz"], Scope.CITY, "Köln"),
            ("House", ["#housemusic", "#Deep_House"], Scope.GENRE, "house"),
            ("ours", ["#gqomnight"], Scope.GENRE, "gqom"),
        ]
        assert await sets_of(session, uuid4()) == []
        with pytest.raises(NotNow, match="Nothing was changed"):
            await change_set(session, machine.team.cy, set_id, Wanted("House", "#housemusic #Deep_House", "house"), NOW)
        await change_set(session, machine.team.cy, set_id, Wanted("house", "#deephouse", ""), NOW)
        assert await delete_set(session, machine.team.cy, set_id) == "house"
        with pytest.raises(NotFound):
            await delete_set(session, machine.team.cy, set_id)


async def test_owners_say_how_many_and_instagram_has_the_last_word(machine: Machine) -> None:
    async with machine.services.db.transaction() as session:
        with pytest.raises(NotAllowed, match="Only an owner"):
            await set_rules(session, machine.team.cy, most=3, in_comment=False)
        with pytest.raises(InvalidAnswer, match="at most 30"):
            await set_rules(session, machine.team.ada, most=31, in_comment=False)
        with pytest.raises(NotNow, match="how it is already"):
            await set_rules(session, machine.team.ada, most=None, in_comment=False)
        assert (await set_rules(session, machine.team.ada, most=3, in_comment=False)).most == 3
        view = await tags_view(session, machine.team.workspace_id, NOW)
        assert (view.rules.most, view.rules.usual, view.rules.own) == (3, 5, True)


async def test_a_draft_has_the_team_s_tags_and_keeps_to_its_number(machine: Machine) -> None:
    await facts(machine, genre="techno", city="Berlin")
    await added(machine, "always", "#unserclub #freitags")
    await ruled(machine, 3)
    async with machine.services.db.transaction() as session:
        post = await add_post(
            session, machine.team.cy, machine.team.campaign_id, NewPost(format=Format.FEED, due_at=DUE), NOW
        )
        brief = await brief_for(session, post)
    assert brief.most_hashtags == 3
    await machine.work("post.draft")
    _, revision = await shown(machine, post.id)
    assert revision.caption.endswith("\n\n#warehousenight #unserclub #freitags")


async def test_what_somebody_types_is_tidied_and_the_card_tells_why(machine: Machine) -> None:
    post_id = await machine.in_review(caption="Friday.\n\n#techno")
    typed = "We #love you, #Techno people.\n\n#techno #like4like #berlin"
    async with machine.services.db.transaction() as session:
        await edit_caption(session, machine.team.cy, post_id, 1, typed, NOW)
    _, revision = await shown(machine, post_id)
    assert revision.caption == "We love you, #Techno people.\n\n#berlin"
    assert revision.notes == [
        "Left out: #love (it begs for attention and is taken for spam), #techno (it is there twice), "
        "#like4like (it begs for attention and is taken for spam)."
    ]
    async with machine.services.db.transaction() as session:
        with pytest.raises(InvalidAnswer, match="Please leave out #fyp") as caught:
            await change_extras(session, machine.team.cy, post_id, 2, Details(first_comment="More: #fyp"), NOW)
    assert caught.value.field == "first_comment"


async def test_in_the_first_comment_they_follow_a_person_s_own_words_and_come_with_each_version(
    machine: Machine,
) -> None:
    await facts(machine, genre="techno", city="Berlin")
    await ruled(machine, None, in_comment=True)
    own = Details(first_comment="Doors at nine.\n\n#ourown")
    async with machine.services.db.transaction() as session:
        new = NewPost(format=Format.FEED, due_at=DUE, details=own)
        post_id = (await add_post(session, machine.team.cy, machine.team.campaign_id, new, NOW)).id
    await machine.work("post.draft")
    post, revision = await shown(machine, post_id)
    assert "#" not in revision.caption
    comment = "Doors at nine.\n\n#ourown #warehousenight #techno #technoberlin #halle7"
    assert post.details["first_comment"] == revision.details["first_comment"] == comment

    for asked, tags in (
        ("shorter", "#ourown #warehousenight #techno #technoberlin #halle7"),
        ("add #vinylonly, without #techno", "#vinylonly #ourown #warehousenight #technoberlin #halle7"),
        ("andere Hashtags", "#warehousenight #techno #berlin #technomusic #rave"),
        ("no hashtags", ""),
    ):
        async with machine.services.db.transaction() as session:
            await request_changes(session, machine.team.cy, post_id, asked, NOW)
        await machine.work("post.draft")
        post, revision = await shown(machine, post_id)
        assert "#" not in revision.caption
        assert details_from(revision.details).first_comment == f"Doors at nine.\n\n{tags}".strip()


async def test_without_the_right_to_comment_and_in_stories_nothing_is_moved(machine: Machine) -> None:
    await ruled(machine, None, in_comment=True)
    async with machine.services.db.transaction() as session:
        await session.execute(
            update(Account)
            .where(Account.workspace_id == machine.team.workspace_id)
            .values(scopes=["instagram_business_content_publish"])
        )
        new = NewPost(format=Format.FEED, due_at=DUE, caption="See you.\n\n#techno")
        post_id = (await add_post(session, machine.team.cy, machine.team.campaign_id, new, NOW)).id
        story = await add_post(
            session, machine.team.cy, machine.team.campaign_id, NewPost(format=Format.STORY, due_at=DUE), NOW
        )
        assert (await brief_for(session, story)).hashtags == ()
    post, revision = await shown(machine, post_id)
    assert revision.caption == "See you.\n\n#techno"
    assert "first_comment" not in post.details


async def published(
    machine: Machine, caption: str, reach: int, *, age: timedelta = timedelta(days=3), campaign: UUID | None = None
) -> UUID:
    """A live post as a reading of Instagram's would have left it."""
    async with machine.services.db.transaction() as session:
        post = empty_post(machine.team)
        post.campaign_id = campaign or post.campaign_id
        post.status, post.revision, post.published_at = PostStatus.PUBLISHED, 1, NOW - age
        session.add(post)
        await session.flush()
        given = {"workspace_id": post.workspace_id, "post_id": post.id}
        session.add(Revision(id=uuid4(), **given, number=1, caption=caption, writer="x", details={}, created_at=NOW))
        for reading, told in ((1, reach // 2), (2, reach)):
            session.add(Insight(id=uuid4(), **given, reading=reading, metrics={"reach": told}, taken_at=NOW))
    return post.id


async def test_numbers_are_the_last_reading_of_ripe_posts_of_the_team_s_own(machine: Machine) -> None:
    for _ in range(4):
        await published(machine, "Plain.", 100)
    await published(machine, "Good.\n\n#klub", 200)
    await published(machine, "Too young.\n\n#klub", 900, age=timedelta(hours=20))
    async with machine.services.db.reading() as session:
        view = await tags_view(session, machine.team.workspace_id, NOW)
        assert (await tags_view(session, machine.team.workspace_id, NOW + timedelta(hours=5))).posts == 6
    assert view.posts == 5
    (record,) = view.records
    assert (record.tag, record.posts, record.lift, record.known) == ("#klub", 1, 2.0, False)


async def another_campaign(machine: Machine) -> UUID:
    """Of the week before."""
    async with machine.services.db.transaction() as session:
        known = await session.execute(select(Campaign).where(Campaign.workspace_id == machine.team.workspace_id))
        event = Event(
            id=uuid4(),
            workspace_id=machine.team.workspace_id,
            name="Basement",
            starts_local=NOW.replace(tzinfo=None),
            starts_at=NOW,
            time_zone="UTC",
            venue="Halle 7",
            created_at=NOW,
        )
        session.add(event)
        await session.flush()
        campaign = Campaign(
            id=uuid4(),
            workspace_id=event.workspace_id,
            event_id=event.id,
            conversation_id=known.scalar_one().conversation_id,
            cadence="club_night",
            created_at=NOW,
        )
        session.add(campaign)
    return campaign.id


async def test_what_did_well_on_the_team_s_own_posts_stands_first_on_the_next(machine: Machine) -> None:
    await facts(machine, genre="techno", city="Berlin")
    for _ in range(6):
        await published(machine, "Plain.", 100)
    other = await another_campaign(machine)
    for number in range(5):
        await published(machine, "Good.\n\n#Halle7", 200, campaign=other if number % 2 else None)
    async with machine.services.db.transaction() as session:
        post = await add_post(
            session, machine.team.cy, machine.team.campaign_id, NewPost(format=Format.FEED, due_at=DUE), NOW
        )
        brief = await brief_for(session, post)
        (record,) = (await tags_view(session, machine.team.workspace_id, NOW)).records
    assert (record.known, record.posts, record.events, record.lift) == (True, 5, 2, 2.0)
    assert brief.hashtags[:2] == ("#halle7", "#warehousenight")
