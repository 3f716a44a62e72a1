"""Short links lead to the organizer's shop and nowhere else, and count people without knowing anything of them."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import httpx
import pytest
from builders import NOW, empty_post
from publishing_machine import Machine
from sqlalchemy import text, update
from starlette.applications import Starlette

from bot.web.links import link_routes
from core.digests.gather import gather
from core.events.model import Event
from core.insights.report import event_report
from core.links.follow import Destination, count_click
from core.links.make import LENGTH, LETTERS, links_of_campaign
from core.links.meter import A_SECOND, AT_ONCE, Meter
from core.links.queries import links_of
from core.links.tagged import tag_of, tagged, utm
from core.posts.draft import draft_post
from core.posts.model import Format, PostStatus
from core.posts.queries import post_view
from core.workspaces.members import get_workspace

PHONE = {"user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1 Instagram 350.0.1"}
SHOP = "https://tickets.example/e/7?lang=de#seats"
TAGS = utm("night-2026-11-27", "announcement")
TAGGED = "utm_source=instagram&utm_medium=social&utm_campaign=warehouse-night-2026-11-27&utm_content=announcement"


@pytest.fixture
async def door(machine: Machine) -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=link_routes(machine.services))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://rite") as client:
        yield client


async def sells(machine: Machine, at: str) -> None:
    async with machine.services.db.transaction() as session:
        await session.execute(
            update(Event).where(Event.workspace_id == machine.team.workspace_id).values(ticket_link=at)
        )


async def a_draft(machine: Machine, format_: Format = Format.FEED) -> UUID:
    async with machine.services.db.transaction() as session:
        post = empty_post(machine.team, format_=format_)
        session.add(post)
    await draft_post(machine.services, machine.team.workspace_id, post.id)
    return post.id


async def slug_of(machine: Machine, post_id: UUID) -> str:
    async with machine.services.db.reading() as session:
        view = await post_view(session, machine.team.workspace_id, post_id, machine.clock.now())
    assert view.link is not None
    assert view.link.address.startswith(f"{machine.services.public_url}/l/")
    return view.link.address.rpartition("/")[2]


async def clicks(machine: Machine) -> list[int]:
    async with machine.services.db.reading() as session:
        found = await session.execute(text("SELECT clicks FROM link_clicks ORDER BY hour"))
        return list(found.scalars())


async def test_a_drafted_post_has_a_link_that_leads_to_the_shop_and_nowhere_else(
    door: httpx.AsyncClient, machine: Machine
) -> None:
    await sells(machine, SHOP)
    slug = await slug_of(machine, await a_draft(machine))
    assert len(slug) == LENGTH and set(slug) <= set(LETTERS)
    assert await slug_of(machine, await a_draft(machine)) == slug  # the same phase
    assert await slug_of(machine, await a_draft(machine, Format.STORY)) != slug
    asked = await door.get(f"/l/{slug}?url=https://evil.example&utm_source=other", headers=PHONE)
    assert (asked.status_code, asked.headers["cache-control"]) == (302, "no-store")
    assert asked.headers["location"] == f"https://tickets.example/e/7?lang=de&{TAGGED}#seats"
    await sells(machine, "https://other.example/")
    moved = await door.get(f"/l/{slug.upper()}", headers=PHONE)
    assert moved.headers["location"] == f"https://other.example/?{TAGGED}"
    assert "set-cookie" not in moved.headers
    for nowhere in ("", "javascript:alert(1)", f"{machine.services.public_url}/l/{slug}"):
        await sells(machine, nowhere)
        answer = await door.get(f"/l/{slug}", headers=PHONE)
        assert (answer.status_code, "leads nowhere" in answer.text) == (404, True)
    assert (await door.get("/l/2222222222222222222222")).status_code == 404
    assert await clicks(machine) == [2]


async def test_people_are_counted_by_the_hour_and_programs_never(door: httpx.AsyncClient, machine: Machine) -> None:
    await sells(machine, SHOP)
    address = f"/l/{await slug_of(machine, await a_draft(machine))}"
    for agent in (
        "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        "TelegramBot (like TwitterBot)",
        "facebookexternalhit/1.1",
        "WhatsApp/2.24.1 A",
        "Mozilla/5.0 (Macintosh) Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
        "curl/8.5",
        "",
    ):
        assert (await door.get(address, headers={"user-agent": agent})).status_code == 302
    for ahead in ({"sec-purpose": "prefetch;prerender"}, {"x-moz": "prefetch"}, {"sec-fetch-dest": "image"}):
        await door.get(address, headers={**PHONE, **ahead})
    await door.head(address, headers=PHONE)
    assert await clicks(machine) == []
    for _ in range(2):
        await door.get(address, headers=PHONE)
    await door.get(address, headers={"user-agent": "Mozilla/5.0 (Linux; Android 14; CUBOT X90)"})
    machine.move_to(NOW + timedelta(hours=1))
    await door.get(address, headers={**PHONE, "sec-fetch-dest": "document"})
    assert await clicks(machine) == [3, 1]
    async with machine.services.db.reading() as session:
        kept = (await session.execute(text("SELECT * FROM link_clicks"))).keys()
    assert set(kept) == {"id", "workspace_id", "link_id", "hour", "clicks"}


async def test_clicks_stand_beside_instagrams_numbers(machine: Machine) -> None:
    await sells(machine, SHOP)
    for format_, followed in ((Format.FEED, 30), (Format.STORY, 4)):
        post_id = await a_draft(machine, format_)
        async with machine.services.db.transaction() as session:
            await session.execute(
                text("UPDATE posts SET status = 'published', published_at = due_at WHERE status = 'draft'")
            )
            link_id = UUID(
                str((await session.execute(text("SELECT id FROM short_links ORDER BY created_at, phase"))).all()[-1].id)
            )
            to = Destination(link_id, machine.team.workspace_id, SHOP)
            for _ in range(followed):
                await count_click(session, to, machine.clock.now())
    async with machine.services.db.reading() as session:
        view = await post_view(session, machine.team.workspace_id, post_id, machine.clock.now())
        report = await event_report(session, machine.team.workspace_id, machine.team.campaign_id)
        team = await get_workspace(session, machine.team.workspace_id)
        told = await gather(session, team, machine.clock.now())
    assert view.link is not None and view.link.clicks == 4
    assert {link.title: link.clicks for link in report.links} == {"Announcement": 30, "Countdown": 4}
    assert told.clicks == 34


async def test_old_campaigns_get_their_links_when_somebody_asks_and_only_once(machine: Machine) -> None:
    async with machine.services.db.transaction() as session:
        for format_ in (Format.FEED, Format.STORY, Format.FEED):
            post = empty_post(machine.team, format_=format_)
            post.status = PostStatus.SCHEDULED
            session.add(post)
    for _ in range(2):
        async with machine.services.db.transaction() as session:
            await links_of_campaign(session, machine.team.workspace_id, machine.team.campaign_id, NOW)
            links = await links_of(session, machine.team.workspace_id, machine.team.campaign_id)
            assert await links_of(session, uuid4(), machine.team.campaign_id) == []
    assert [(link.title, link.leads, link.clicks) for link in links] == [
        ("Announcement", False, 0),
        ("Countdown", False, 0),
    ]


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("https://a.example", "https://a.example?{tags}"),
        ("https://a.example/?utm_source=mail", "https://a.example/?utm_source=mail&{rest}"),
        ("HTTPS://Ä.example/straße?q=a+b", "https://xn--4ca.example/stra%C3%9Fe?q=a+b&{tags}"),
        ("http://u:p@a.example:8080/x", "http://a.example:8080/x?{tags}"),
        ("https://a.example/%C3%A4?x=%20#f", "https://a.example/%C3%A4?x=%20&{tags}#f"),
    ],
    ids=range(5),
)
def test_an_address_gets_what_it_lacks_and_keeps_what_it_has(address: str, leads_to: str) -> None:
    given = [f"{name}={value}" for name, value in TAGS.items()]
    assert tagged(address, TAGS) == leads_to.format(tags="&".join(given), rest="&".join(given[1:]))


@pytest.mark.parametrize(
    "address",
    ["", "tickets", "ftp://a.example", "//a.example", "https://", "https://a.example\r\nset-cookie: x", "data:,x"],
    ids=range(7),
)
def test_no_browser_is_sent_anywhere_strange(address: str) -> None:
    assert tagged(address, TAGS) == ""


def test_an_event_is_one_name_in_other_peoples_statistics() -> None:
    assert tag_of("Nuit à l'Été!", date(2026, 11, 27)) == "nuit-a-l-ete-2026-11-27"
    assert tag_of("🪩", date(2026, 11, 27)) == "2026-11-27"
    assert len(tag_of("x" * 120, date(2026, 11, 27))) == 80


def test_a_crowd_is_counted_and_whoever_hammers_is_not() -> None:
    meter, one, at = Meter(), uuid4(), datetime(2026, 11, 27, tzinfo=UTC)
    assert sum(meter.counts(one, at) for _ in range(AT_ONCE + 500)) == AT_ONCE
    assert sum(meter.counts(one, at + timedelta(seconds=10)) for _ in range(500)) == 10 * A_SECOND
    assert meter.counts(uuid4(), at)
