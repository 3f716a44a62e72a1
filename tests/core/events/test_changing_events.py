"""An event changes while its campaign runs: what stops, what is written anew, what had gone out, and who was first."""

# ruff: noqa: DTZ001
# Times on the venue's wall clock are naive by design.

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from builders import DUE, NOW
from publishing_machine import Machine
from sqlalchemy import select

from bot.cards.change import answer, done_card
from core.approvals.decide import approve
from core.campaigns.hold import hold_campaign
from core.campaigns.languages import set_languages
from core.campaigns.model import Campaign
from core.campaigns.ripple import Fate
from core.errors import NotAllowed, NotNow, RateLimited
from core.events.amend import Changes
from core.events.change import change_event, foresee
from core.events.model import Event, EventChange, EventStatus, Turn
from core.events.moments import evening_of
from core.events.told import ChangeView, as_foreseen, change_view
from core.notices.model import Notice, NoticeKind
from core.posts.draft import draft_post
from core.posts.model import Post, PostStatus
from core.posts.revision import current_revision, get_post
from core.posts.wall_slot import chosen
from core.templates.catalog import all_templates
from core.workspaces.model import Member

S = PostStatus
PRICED = "Warehouse Night, Friday 27 November, 22:00, Halle 7. Entry: 15 €"
UNPRICED = "Warehouse Night, Friday 27 November, 22:00, Halle 7."


async def event_of(machine: Machine, **values: Any) -> Event:
    """The team's event, with other facts where some are given."""
    async with machine.services.db.transaction() as session:
        found = await session.execute(
            select(Event)
            .join(Campaign, Campaign.event_id == Event.id)
            .where(Event.workspace_id == machine.team.workspace_id)
        )
        event = found.scalar_one()
        for key, value in values.items():
            setattr(event, key, value)
    return event


async def change(machine: Machine, changes: Changes, member: Member | None = None) -> ChangeView:
    event = await event_of(machine)
    async with machine.services.db.transaction() as session:
        record = await change_event(session, member or machine.team.ada, event.id, changes, machine.clock.now())
        return await change_view(session, event.workspace_id, record.id)


async def view(machine: Machine, change_id: UUID) -> ChangeView:
    async with machine.services.db.reading() as session:
        return await change_view(session, machine.team.workspace_id, change_id)


async def caption(machine: Machine, post_id: UUID) -> str:
    async with machine.services.db.reading() as session:
        return (await current_revision(session, await machine.post(post_id))).caption


async def proposals(machine: Machine) -> list[Post]:
    async with machine.services.db.reading() as session:
        rows = await session.execute(
            select(Post).where(Post.workspace_id == machine.team.workspace_id, Post.revision == 0)
        )
        return list(rows.scalars())


async def say_yes(machine: Machine, post_id: UUID) -> None:
    post = await machine.post(post_id)
    async with machine.services.db.transaction() as session:
        await approve(session, machine.team.ben, post_id, post.revision, machine.clock.now())


def ids(told: ChangeView, *fates: Fate) -> set[UUID]:
    return {post.id for post in told.of(*fates)}


async def test_only_posts_that_say_the_old_price_are_written_anew_and_ask_for_a_fresh_yes(machine: Machine) -> None:
    await event_of(machine, price="15 €")
    gone = await machine.scheduled(caption=PRICED, due_at=NOW + timedelta(hours=2))
    await machine.run(gone)
    says, silent = await machine.scheduled(caption=PRICED), await machine.scheduled(caption=UNPRICED)
    written_by_hand = await machine.in_review(caption=f"Our words.\n\n{PRICED}")

    told = await change(machine, Changes(facts={"price": "18 €"}), machine.team.cy)

    assert told.turn is Turn.TIER
    assert ids(told, Fate.REWRITTEN) == {says, written_by_hand}
    assert ids(told, Fate.KEPT) == {silent}
    assert ids(told, Fate.OUT) == {gone}
    assert await caption(machine, written_by_hand) == f"Our words.\n\n{PRICED.replace('15', '18')}"
    assert (await machine.post(says)).status is S.DRAFT
    kept = await machine.post(silent)
    assert (kept.status, kept.revision) == (S.SCHEDULED, 1)
    assert kept.next_at is not None

    await machine.work("post.render")
    assert "changed_after_yes" in await machine.told(says)
    assert (await machine.run(silent)).status is S.PUBLISHED
    assert (await machine.post(says)).status is S.IN_REVIEW


async def test_what_went_out_is_named_with_its_link_once_and_a_correction_is_proposed(machine: Machine) -> None:
    await event_of(machine, price="15 €")
    gone = await machine.scheduled(caption=PRICED)
    live = await machine.run(gone)

    told = await change(machine, Changes(facts={"price": "18 €"}))

    (proposed,) = await proposals(machine)
    assert proposed.phase == "correction"
    card = done_card(told)
    assert live.permalink in [getattr(line, "url", None) for line in card.lines]
    assert "Correction" in str(card)
    await machine.work("post.draft")
    assert "18 €" in await caption(machine, proposed.id)
    async with machine.services.db.reading() as session:
        notices = await session.execute(
            select(Notice).where(Notice.workspace_id == machine.team.workspace_id, Notice.kind == NoticeKind.CHANGE)
        )
        records = await session.execute(
            select(EventChange).where(EventChange.workspace_id == machine.team.workspace_id)
        )
        assert len(notices.scalars().all()) == 1
        record = records.scalar_one()
    assert (record.member_id, record.before, record.after) == (
        machine.team.ada.id,
        {"price": "15 €"},
        {"price": "18 €"},
    )

    await change(machine, Changes(facts={"price": "20 €"}))
    assert [post.phase for post in await proposals(machine)] == []  # the one that waits is written anew instead


async def test_the_foreseen_is_what_is_done_and_nothing_happens_before(machine: Machine) -> None:
    says = await machine.scheduled(caption=UNPRICED)
    event = await event_of(machine)
    changes = Changes(facts={"venue": "Halle 8"})
    async with machine.services.db.reading() as session:
        foreseen = as_foreseen(await foresee(session, machine.team.ada, event.id, changes, NOW))
    assert (await machine.post(says)).status is S.SCHEDULED
    assert ids(foreseen, Fate.REWRITTEN) == {says}
    assert ids(await change(machine, changes), Fate.REWRITTEN) == {says}
    assert "Halle 8" in await caption(machine, says)
    with pytest.raises(NotNow, match="Nothing was changed"):
        await change(machine, changes)


async def test_a_cancelled_event_stops_what_is_queued_and_wins_while_nothing_was_sent(machine: Machine) -> None:
    drafted, queued = await machine.in_review(), await machine.scheduled()
    told: list[ChangeView] = []

    async def cancel(step: str) -> None:
        if step == "before newest" and not told:
            told.append(await change(machine, Changes(Turn.CANCELLED)))

    machine_interrupted = machine.interrupted(cancel)
    assert (await machine_interrupted.run(queued)).status is S.CANCELLED
    assert ids(told[0], Fate.STOPPED) == {drafted, queued}
    assert answer(told[0]) == "Warehouse Night is cancelled. 2 posts are stopped."
    assert await machine.live() == []
    with pytest.raises(NotNow, match="dropped"):
        await say_yes(machine, drafted)

    back = await change(machine, Changes(Turn.REVIVED))
    assert back.turn is Turn.REVIVED
    assert {(await machine.post(one)).status for one in (drafted, queued)} == {S.IN_REVIEW}
    await say_yes(machine, queued)
    assert (await machine.run(queued)).status is S.PUBLISHED


async def test_a_post_that_was_sent_first_is_named_honestly(machine: Machine) -> None:
    first, second = await machine.scheduled(), await machine.scheduled(due_at=DUE + timedelta(hours=1))
    told: list[ChangeView] = []

    async def cancel(step: str) -> None:
        if step == "before publish" and not told:
            told.append(await change(machine, Changes(Turn.CANCELLED)))

    live = await machine.interrupted(cancel).run(first)
    assert live.status is S.PUBLISHED
    assert (await machine.post(second)).status is S.CANCELLED
    assert answer(told[0]).startswith("Announcement was on its way to Instagram when you cancelled")
    event = await event_of(machine)
    async with machine.services.db.reading() as session:
        found = await session.execute(
            select(EventChange.id).where(
                EventChange.workspace_id == event.workspace_id, EventChange.event_id == event.id
            )
        )
        change_id = found.scalar_one()
    assert live.permalink
    assert live.permalink in str(done_card(await view(machine, change_id)))
    assert [post.phase for post in await proposals(machine)] == ["cancelled"]


async def test_cancelling_seconds_after_it_went_out_says_so(machine: Machine) -> None:
    first = await machine.scheduled()
    await machine.scheduled(due_at=DUE + timedelta(hours=1))
    live = await machine.run(first)
    assert live.published_at
    machine.move_to(live.published_at + timedelta(seconds=2))
    told = await change(machine, Changes(Turn.CANCELLED))
    assert answer(told) == (
        f"Announcement went out 2 seconds before you cancelled: {live.permalink} 1 post is stopped."
    )


@pytest.mark.parametrize(
    ("changes", "status"),
    [(Changes(Turn.CANCELLED), S.CANCELLED), (Changes(facts={"venue": "Halle 8"}), S.HELD)],
    ids=["cancelled", "amended"],
)
async def test_a_post_that_instagram_gives_back_unsent_does_not_go_out_later(
    machine: Machine, changes: Changes, status: PostStatus
) -> None:
    queued = await machine.scheduled(caption=UNPRICED)
    done: list[ChangeView] = []

    async def busy(step: str) -> None:
        if step == "before publish" and not done:
            done.append(await change(machine, changes))
            raise RateLimited("Too many calls.", after=timedelta(minutes=1))

    ended = await machine.interrupted(busy).run(queued)
    assert ended.status is status
    assert await machine.live() == []


async def test_nothing_leaves_under_an_embargo(machine: Machine) -> None:
    queued = await machine.scheduled()
    until = datetime(2026, 11, 24, 12, 0)
    told = await change(machine, Changes(Turn.EMBARGO, announce_local=until))
    assert ids(told, Fate.MOVED) == {queued}
    moved = await machine.post(queued)
    assert (moved.status, moved.due_at) == (S.IN_REVIEW, datetime(2026, 11, 24, 11, 0, tzinfo=NOW.tzinfo))
    await say_yes(machine, queued)
    # should anything give it an earlier hour, the last look still keeps it
    event = await event_of(machine, announce_at=moved.due_at + timedelta(hours=3))
    live = await machine.run(queued)
    assert live.status is S.PUBLISHED
    assert live.published_at is not None
    assert event.announce_at is not None
    assert live.published_at >= event.announce_at


async def test_a_date_to_come_holds_everything_and_a_new_date_moves_the_plan(machine: Machine) -> None:
    queued = await machine.scheduled(caption=UNPRICED)
    told = await change(machine, Changes(Turn.POSTPONED))
    assert ids(told, Fate.HELD) == {queued}
    assert (await machine.post(queued)).status is S.HELD

    told = await change(machine, Changes(facts={"starts_local": datetime(2027, 1, 15, 22, 0)}))
    assert told.turn is Turn.POSTPONED
    moved = await machine.post(queued)
    assert moved.due_at.date() == datetime(2026, 12, 25).date()
    assert "Friday 15 January" in await caption(machine, queued)
    event = await event_of(machine)
    assert event.status is EventStatus.PLANNED


async def test_once_sold_out_nobody_is_sent_to_buy_and_a_post_says_so(machine: Machine) -> None:
    await event_of(machine, price="15 €", ticket_link="https://tickets.example/1")
    sells = await machine.scheduled(caption=f"{PRICED}\n\nTickets: link in bio.")
    told = await change(machine, Changes(Turn.SOLD_OUT), machine.team.cy)
    assert ids(told, Fate.REWRITTEN) == {sells}
    await machine.work("post.draft")
    words = await caption(machine, sells)
    assert "bio" not in words
    assert "15" not in words
    assert told.proposed == "Sold out"


async def test_editors_amend_and_only_approvers_or_its_author_cancel(machine: Machine) -> None:
    with pytest.raises(NotAllowed, match=r"(?=.*Ada)(?=.*Ben)"):
        await change(machine, Changes(Turn.CANCELLED), machine.team.cy)
    await event_of(machine, author_id=machine.team.cy.id)
    assert (await change(machine, Changes(Turn.CANCELLED), machine.team.cy)).turn is Turn.CANCELLED


async def test_a_campaign_is_held_as_one(machine: Machine) -> None:
    queued = {await machine.scheduled(), await machine.scheduled(due_at=DUE + timedelta(hours=1))}
    waiting = await machine.in_review()
    async with machine.services.db.transaction() as session:
        held = await hold_campaign(session, machine.team.workspace_id, machine.team.campaign_id)
    assert set(held) == queued
    statuses: Mapping[UUID, PostStatus] = {one: (await machine.post(one)).status for one in (*queued, waiting)}
    assert statuses == {**dict.fromkeys(queued, S.HELD), waiting: S.IN_REVIEW}
    machine.move_to(DUE + timedelta(hours=2))
    assert await machine.claim() == []


async def test_another_time_zone_moves_the_posts_on_the_wall_and_another_photo_has_them_painted_anew(
    machine: Machine,
) -> None:
    event = await event_of(machine, photo_key=f"{'a' * 64}.jpg")
    queued = await machine.scheduled(caption=UNPRICED, due_at=NOW + timedelta(days=2))
    due = (await machine.post(queued)).due_at
    async with machine.services.db.transaction() as session:
        post = await get_post(session, machine.team.workspace_id, queued)
        post.slot = chosen(due, evening_of(event.starts_local), event.time_zone).stored()
    told = await change(machine, Changes(facts={"time_zone": "Europe/Lisbon"}))
    assert ids(told, Fate.MOVED, Fate.REWRITTEN, Fate.REPAINTED) == {queued}
    moved = await machine.post(queued)
    assert moved.due_at - due == timedelta(hours=1), "the same hour on another wall"
    assert (await event_of(machine)).starts_at - event.starts_at == timedelta(hours=1)

    async with machine.services.db.transaction() as session:
        design = next(each.id for each in all_templates() if "photo" in repr(each))
        (await get_post(session, machine.team.workspace_id, queued)).template = design
    foreseen = await foreseen_by(machine, Changes(facts={"photo_key": f"{'b' * 64}.jpg"}))
    assert ids(foreseen, Fate.REPAINTED) == {queued}


async def test_a_campaign_speaks_another_language_and_what_was_approved_asks_again(machine: Machine) -> None:
    queued = await machine.scheduled(caption=UNPRICED)
    async with machine.services.db.transaction() as session:
        assert await set_languages(session, machine.team.cy, machine.team.campaign_id, ("de",), NOW) == 1
        assert await set_languages(session, machine.team.cy, machine.team.campaign_id, ("de",), NOW) == 0
    await draft_post(machine.services, machine.team.workspace_id, queued)
    assert "27. November" in await caption(machine, queued)


async def foreseen_by(machine: Machine, changes: Changes) -> ChangeView:
    event = await event_of(machine)
    async with machine.services.db.reading() as session:
        return as_foreseen(await foresee(session, machine.team.ada, event.id, changes, machine.clock.now()))
