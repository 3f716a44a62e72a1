"""Subscribing to the plan: what a link shows, to whom, and until when."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from builders import DUE, NOW, settle_in
from publishing_machine import Machine
from sqlalchemy import update

from bot.web.app import build_web
from core.calendar.feed import address_of, end_feed, feed_for, replace_feed
from core.calendar.ics import Entry, written
from core.calendar.model import CalendarFeed
from core.errors import NotAllowed
from core.events.pages.calendar_lines import entries_in
from core.masking import masked
from core.workspaces.model import Member


@pytest.fixture
async def world(machine: Machine) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody's calendar program."""
    web = httpx.ASGITransport(build_web(machine.services, []))
    async with httpx.AsyncClient(transport=web, base_url="http://rite.example") as client:
        yield client


async def link(machine: Machine, member: Member, *, team: bool = False) -> tuple[CalendarFeed, str]:
    async with machine.services.db.transaction() as session:
        feed = await feed_for(session, member, NOW, team=team)
    return feed, address_of(machine.services.vault, "http://rite.example", feed)


async def test_a_link_shows_events_and_posts_and_only_what_changed_is_sent_again(
    machine: Machine, world: httpx.AsyncClient
) -> None:
    post = await machine.scheduled()
    await machine.in_review(due_at=DUE + timedelta(days=1))
    _, address = await link(machine, machine.team.cy)
    answer = await world.get(address)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    found = {entry.text("UID"): entry for entry in entries_in(answer.text).entries}
    assert sorted(entry.text("STATUS") for entry in found.values()) == ["CONFIRMED", "CONFIRMED", "TENTATIVE"]
    mine = found[f"post-{post}@rite"]
    assert mine.text("SUMMARY") == "Announcement, Warehouse Night (approved and scheduled)"
    assert mine.text("DTSTART") == f"{DUE:%Y%m%dT%H%M%SZ}"

    same = {"if-none-match": answer.headers["etag"]}
    assert (await world.get(address, headers=same)).status_code == 304
    live = await machine.run(post)
    changed = await world.get(address, headers=same)
    assert changed.status_code == 200
    shown = {entry.text("UID"): entry for entry in entries_in(changed.text).entries}[f"post-{post}@rite"]
    assert (shown.text("URL"), "(live)" in shown.text("SUMMARY")) == (live.permalink, True)


async def test_a_new_link_ends_the_old_one_and_nobody_can_make_one_up(
    machine: Machine, world: httpx.AsyncClient
) -> None:
    feed, old = await link(machine, machine.team.cy)
    assert (await link(machine, machine.team.cy))[1] == old, "it stays the same until it is replaced"
    async with machine.services.db.transaction() as session:
        feed = await replace_feed(session, machine.team.cy, feed.id)
        with pytest.raises(NotAllowed):
            await replace_feed(session, machine.team.ada, feed.id)
    _, new = await link(machine, machine.team.cy)
    assert (await world.get(old)).status_code == 404
    assert (await world.get(new)).status_code == 200
    for forged in (new.replace(".ics", "x.ics"), new[:-6] + ".ics", "http://rite.example/calendar/nonsense.ics"):
        assert (await world.get(forged)).status_code == 404
    async with machine.services.db.transaction() as session:
        await end_feed(session, machine.team.cy, feed.id)
    assert (await world.get(new)).status_code == 404


async def test_whoever_leaves_the_team_takes_no_plan_along_and_only_owners_give_out_the_teams(
    machine: Machine, world: httpx.AsyncClient
) -> None:
    _, own = await link(machine, machine.team.ben)
    with pytest.raises(NotAllowed):
        await link(machine, machine.team.ben, team=True)
    _, of_team = await link(machine, machine.team.ada, team=True)
    async with machine.services.db.transaction() as session:
        gone = update(Member).where(Member.workspace_id == machine.team.workspace_id, Member.name == "Ben")
        await session.execute(gone.values(active=False))
    assert (await world.get(own)).status_code == 404
    assert (await world.get(of_team)).status_code == 200


async def test_a_link_shows_nothing_of_other_teams(machine: Machine, world: httpx.AsyncClient) -> None:
    signed_in = await machine.sandbox.do("instagram/grant", username="halle7.berlin")
    async with machine.services.db.transaction() as session:
        other = await settle_in(session, machine.services, signed_in, room="C2")
    await machine.scheduled()
    _, address = await link(machine, other.cy)
    assert [entry.text("SUMMARY") for entry in entries_in((await world.get(address)).text).entries] == [
        "Warehouse Night"
    ]


async def test_a_link_never_reaches_a_log(machine: Machine) -> None:
    _, address = await link(machine, machine.team.cy)
    secret = address.rpartition("/")[2].removesuffix(".ics")
    assert secret not in masked(f"GET {address} 200")


def test_lines_are_folded_and_nothing_in_a_name_breaks_out() -> None:
    name = "Nacht; mit, allem \\ und 🪩 " * 8 + "\nEND:VCALENDAR"
    entry = Entry("a@rite", name, NOW, NOW + timedelta(hours=1), NOW, "CONFIRMED")
    text = written("Plan", [entry])
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (read,) = entries_in(text).entries
    assert read.text("SUMMARY") == name
