"""The dashboard over HTTP: who gets in, what each may do there, and that it does what chat does."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from uuid import UUID

import httpx
import pytest
from builders import DUE, NOW, person, settle_in
from publishing_machine import Machine
from sqlalchemy import select, update

from bot.actions import act
from bot.answers import Whisper
from bot.speaker import Speaker
from bot.tokens import Token
from bot.web.app import build_web
from core.insights.collect import add_reading
from core.masking import masked
from core.notices.model import Conversation
from core.posts.model import PostStatus
from core.posts.revision import get_post
from core.templates.opinions import opinions
from core.visits.enter import LINK_LASTS, VISIT_LASTS, address_of, invite_in
from core.workspaces.members import ChatIdentity, get_workspace
from core.workspaces.model import Member, Platform, Role

SITE = "http://rite.example"
ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PROOF = re.compile(r'name="proof" value="([^"]+)"')


@dataclass
class Browser:
    """One person's, with their cookies."""

    http: httpx.AsyncClient

    async def get(self, path: str = "", **headers: str) -> httpx.Response:
        return await self.http.get(f"/dashboard{path}", headers=headers)

    async def send(self, path: str = "", **fields: str) -> httpx.Response:
        """Press something, as the page itself would."""
        proof = PROOF.search((await self.get()).text)
        return await self.http.post(f"/dashboard{path}", data={"proof": proof[1] if proof else "", **fields})


@asynccontextmanager
async def browser(machine: Machine) -> AsyncIterator[Browser]:
    web = httpx.ASGITransport(build_web(machine.services, []))
    async with httpx.AsyncClient(transport=web, base_url=SITE, headers={"accept-language": "it"}) as http:
        yield Browser(http)


async def place_of(machine: Machine, workspace_id: UUID | None = None) -> Conversation:
    async with machine.services.db.reading() as session:
        found = await session.execute(
            select(Conversation).where(Conversation.workspace_id == machine.team.workspace_id)
        )
        return found.scalar_one()


async def link(machine: Machine, member: Member, place: Conversation | None = None) -> str:
    place = place or await place_of(machine)
    async with machine.services.db.transaction() as session:
        visit = await invite_in(session, member, place, machine.clock.now())
    return address_of(machine.services.vault, SITE, visit)


@asynccontextmanager
async def signed_in(machine: Machine, member: Member, place: Conversation | None = None) -> AsyncIterator[Browser]:
    async with browser(machine) as own:
        assert (await own.http.post(await link(machine, member, place))).status_code == 303
        yield own


async def guest_of(machine: Machine) -> Member:
    async with machine.services.db.transaction() as session:
        guest = person("Gil", Role.GUEST, machine.team.workspace_id)
        session.add(guest)
    return guest


def approve(post_id: UUID, revision: int = 1) -> dict[str, str]:
    return {"press": Token("post.approve", post_id, revision).encode()}


def form(verb: str, post_id: UUID, revision: int = 1, **answers: str) -> dict[str, str]:
    return {"form": verb, "about": f"{post_id}:{revision}", **answers}


async def test_a_link_lets_one_browser_in_once_and_looking_at_it_does_not_use_it_up(machine: Machine) -> None:
    address = await link(machine, machine.team.ada)
    async with browser(machine) as own, browser(machine) as other:
        for _ in range(2):  # a program that looks at links, then the person
            assert "Apri" in (await own.http.get(address)).text
        inside = await own.http.post(address)
        assert (inside.status_code, inside.headers["location"]) == (303, "/dashboard")
        cookie = inside.headers["set-cookie"].lower()
        assert all(flag in cookie for flag in ("httponly", "samesite=lax", "path=/dashboard"))
        page = await own.get()
        assert page.status_code == 200
        assert "Warehouse Night" in page.text
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "style=" not in page.text
        for again in (await other.http.get(address), await other.http.post(address)):
            assert again.status_code == 410
            assert "Warehouse" not in again.text
        assert (await other.get()).status_code == 401


@ON_SQLITE
async def test_old_forged_and_foreign_links_show_nothing_and_a_visit_ends_by_itself(machine: Machine) -> None:
    ours, late = await link(machine, machine.team.ada), await link(machine, machine.team.ben)
    forged = [ours[:-4] + "AAAA", ours[:-22] + late[-22:], f"{SITE}/dashboard/enter/nonsense", ours + "x"]
    async with browser(machine) as stranger, signed_in(machine, machine.team.ada) as ada:
        for address in forged:
            for answer in (await stranger.http.get(address), await stranger.http.post(address)):
                assert answer.status_code == 410, address
        elsewhere = {"sec-fetch-site": "cross-site"}
        assert (await stranger.http.post(ours, headers=elsewhere)).status_code == 403
        machine.clock.move_to(NOW + LINK_LASTS + timedelta(minutes=1))
        assert (await stranger.http.post(late)).status_code == 410
        made_up = {"cookie": "rite_visit=made-up"}
        pages = ("", "/calendar", "/approvals", "/numbers", "/report", "/designs", "/settings")
        for path in (*pages, "/designs/picture?of=x", "/report/csv?first=2026-11-01&last=2026-11-30"):
            answer = await stranger.get(path, **made_up)
            assert answer.status_code == 401, path
            assert "Warehouse" not in answer.text
        pressed = await stranger.http.post("/dashboard/approvals", data=approve(UUID(int=1)), headers=made_up)
        assert pressed.status_code == 401
        assert (await ada.get()).status_code == 200
        machine.clock.move_to(NOW + VISIT_LASTS + timedelta(minutes=1))
        assert (await ada.get()).status_code == 401


@ON_SQLITE
async def test_whoever_leaves_the_team_is_out_at_once_and_signing_out_ends_the_visit(machine: Machine) -> None:
    async with signed_in(machine, machine.team.ben) as ben, signed_in(machine, machine.team.cy) as cy:
        waiting = await link(machine, machine.team.ben)
        async with machine.services.db.transaction() as session:
            gone = update(Member).where(Member.workspace_id == machine.team.workspace_id, Member.name == "Ben")
            await session.execute(gone.values(active=False))
        assert (await ben.get()).status_code == 401
        assert (await ben.http.post(waiting)).status_code == 410
        kept = {"cookie": f"rite_visit={cy.http.cookies['rite_visit']}"}
        assert (await cy.send("/leave")).status_code == 200
        assert (await cy.http.get("/dashboard", headers=kept)).status_code == 401


RIGHTS = {
    "approve": {"Ada": 200, "Ben": 200, "Cy": 403, "other": 404},
    "changes": {"Ada": 200, "Ben": 200, "Cy": 200, "other": 404},
    "move": {"Ada": 200, "Ben": 200, "Cy": 200, "other": 404},
    "edit": {"Ada": 200, "Ben": 200, "Cy": 200, "other": 404},
    "skip": {"Ada": 200, "Ben": 200, "Cy": 200, "other": 404},
    "settings": {"Ada": 200, "Ben": 403, "Cy": 403, "other": 200},
    "another button": {"Ada": 409, "Ben": 409, "Cy": 409, "other": 409},
}
"""What each may do, as in chat; the post is Cy's."""
SETTINGS = {"form": "settings.open", "digest_hour": "7", "time_zone": "Europe/Rome", "language": "en", "comments": "no"}


@ON_SQLITE
async def test_a_page_does_for_each_what_chat_would(machine: Machine) -> None:
    team = machine.team
    grant = await machine.sandbox.do("instagram/grant", username="halle7.berlin")
    async with machine.services.db.transaction() as session:
        others = await settle_in(session, machine.services, grant, room="C2")
    elsewhere = await place_of(machine, others.workspace_id)
    people = {"Ada": team.ada, "Ben": team.ben, "Cy": team.cy, "other": others.ada}
    got: dict[str, dict[str, int]] = {deed: {} for deed in RIGHTS}
    for name, member in people.items():
        place = elsewhere if name == "other" else None
        async with signed_in(machine, member, place) as own:
            for deed in RIGHTS:
                post_id = await machine.in_review(due_at=DUE + timedelta(days=2))
                answer = await own.send("/calendar", **_deed(deed, post_id))
                got[deed][name] = answer.status_code
                if answer.status_code != 200:
                    post = await machine.post(post_id)
                    assert (post.status, post.due_at) == (PostStatus.IN_REVIEW, DUE + timedelta(days=2)), (deed, name)
            shown = await own.get(f"/posts/{post_id}")
            assert shown.status_code == (404 if name == "other" else 200)
            assert ('name="press"' in shown.text or 'name="form"' in shown.text) == (name in ("Ada", "Ben", "Cy"))
    assert got == RIGHTS


def _deed(deed: str, post_id: UUID) -> dict[str, str]:
    return {
        "approve": approve(post_id),
        "changes": form("post.changes", post_id, words="shorter, please"),
        "move": form("post.reschedule", post_id, when="2026-11-25T20:15"),
        "edit": form("post.edit", post_id, caption="Other words."),
        "skip": {"press": Token("post.skip", post_id, 1).encode()},
        "settings": SETTINGS,
        "another button": {"press": Token("account.disconnect", post_id).encode()},
    }[deed]


@ON_SQLITE
async def test_a_post_moved_by_an_editor_waits_for_a_yes_again_and_one_moved_by_an_approver_does_not(
    machine: Machine,
) -> None:
    for member, status in ((machine.team.cy, PostStatus.IN_REVIEW), (machine.team.ben, PostStatus.SCHEDULED)):
        post_id = await machine.scheduled()
        async with signed_in(machine, member) as own:
            answer = await own.send("/calendar", **form("post.reschedule", post_id, when="2026-11-25T20:15"))
            assert answer.status_code == 200
            moved = await machine.post(post_id)
            assert (moved.status, f"{moved.due_at:%d %H:%M}") == (status, "25 19:15")
            past = await own.send("/calendar", **form("post.reschedule", post_id, when="2026-11-01T20:15"))
            assert past.status_code == 409 or past.status_code == 422
            assert (await machine.post(post_id)).due_at == moved.due_at


@ON_SQLITE
async def test_a_press_counts_only_from_a_page_of_this_very_visit(machine: Machine) -> None:
    post_id = await machine.in_review()
    async with signed_in(machine, machine.team.ada) as ada, signed_in(machine, machine.team.ben) as ben:
        proof = PROOF.search((await ben.get()).text)
        assert proof is not None
        of_another = await ada.http.post("/dashboard/approvals", data={**approve(post_id), "proof": proof[1]})
        without = await ada.http.post("/dashboard/approvals", data=approve(post_id))
        crossing = {"sec-fetch-site": "cross-site"}
        data = {**approve(post_id), "proof": proof[1]}
        from_elsewhere = await ben.http.post("/dashboard/approvals", data=data, headers=crossing)
        assert [of_another.status_code, without.status_code, from_elsewhere.status_code] == [403, 403, 403]
        assert (await machine.post(post_id)).status is PostStatus.IN_REVIEW
        for junk in ({"press": "junk"}, {"form": "post.changes", "about": "junk"}, {"form": "talk"}, {}):
            assert (await ada.send("/approvals", **junk)).status_code == 409
        assert (await ada.send("/approvals", **approve(post_id))).status_code == 200
        assert (await ben.send("/approvals", **approve(post_id))).status_code == 409


@ON_SQLITE
async def test_pages_speak_their_visitors_language_and_are_not_sent_twice(machine: Machine) -> None:
    async with machine.services.db.transaction() as session:
        german = update(Member).where(Member.workspace_id == machine.team.workspace_id, Member.name == "Ben")
        await session.execute(german.values(language="de"))
    post_id = await machine.in_review(caption="<script>alert(1)</script>")
    async with signed_in(machine, machine.team.ben) as ben:
        page = await ben.get("/approvals")
        assert '<html lang="de">' in page.text
        assert "Wartet auf dich" in page.text
        assert "<script>alert" not in page.text
        assert (await ben.get("/approvals", **{"if-none-match": page.headers["etag"]})).status_code == 304
        await ben.send("/approvals", **approve(post_id))
        assert (await ben.get("/approvals", **{"if-none-match": page.headers["etag"]})).status_code == 200
        strange = "/calendar?span=YEAR&day=0001-01-01&account=x&event=y&state=none"
        assert (await ben.get(strange)).status_code == 200


@ON_SQLITE
async def test_numbers_are_of_the_posts_asked_for_and_what_nobody_told_is_unknown(machine: Machine) -> None:
    told, untold = await machine.scheduled(), await machine.scheduled(due_at=DUE + timedelta(minutes=30))
    for post_id in (told, untold):
        assert (await machine.run(post_id)).status is PostStatus.PUBLISHED
    async with machine.services.db.transaction() as session:
        post = await get_post(session, machine.team.workspace_id, told)
        for reach in (40, 1234):
            await add_reading(session, post, {"reach": reach}, machine.clock.now())
    async with signed_in(machine, machine.team.cy) as cy:
        page = (await cy.get("/numbers")).text
        assert "1,234 people reached" in page
        rows = re.findall(r'<tr><th scope="row">.*?</tr>', page)
        assert len(rows) == 3
        assert [re.findall(r'"number">([^<]+)', row)[-4:][0] for row in rows] == ["1,234", "unknown", "1,234"]
        narrowed = (await cy.get(f"/numbers?days=7&event={machine.team.campaign_id}&account={UUID(int=1)}")).text
        assert "1,234" in narrowed


@ON_SQLITE
async def test_a_report_is_a_page_with_its_files_and_of_days_that_can_be_reported_on(machine: Machine) -> None:
    told = await machine.scheduled()
    assert (await machine.run(told)).status is PostStatus.PUBLISHED
    async with machine.services.db.transaction() as session:
        post = await get_post(session, machine.team.workspace_id, told)
        await add_reading(session, post, {"reach": 1234}, machine.clock.now())
    async with signed_in(machine, machine.team.cy) as cy:
        page = (await cy.get("/report?span=this_month")).text
        assert "1,234" in page
        files = {kind: f"/report/{kind}?{asked}" for kind, asked in re.findall(r"/report/(pdf|csv)\?([^\"]+)", page)}
        table = await cy.get(unescape(files["csv"]))
        assert "attachment" in table.headers["content-disposition"]
        assert ",1234," in table.text
        assert (await cy.get(unescape(files["pdf"]))).content.startswith(b"%PDF-")
        assert "1,234" not in (await cy.get("/report?days=2025-10-01 to 2025-10-31")).text
        assert "A report covers up to 400 days" in (await cy.get("/report?days=2020-01-01 to 2025-10-31")).text
        for strange in ("first=2026-11-30&last=2026-11-01", "first=x&last=y", ""):
            assert (await cy.get(f"/report/csv?{strange}")).status_code == 404
        assert (await cy.get("/report/exe?first=2026-11-01&last=2026-11-30")).status_code == 404


@ON_SQLITE
async def test_chat_gives_the_link_to_the_one_who_asks_and_not_to_a_whole_group(machine: Machine) -> None:
    place = await place_of(machine)
    async with machine.services.db.reading() as session:
        workspace = await get_workspace(session, machine.team.workspace_id)
    for platform, direct, given in (
        (Platform.SLACK, False, True),
        (Platform.TELEGRAM, True, True),
        (Platform.TELEGRAM, False, False),
    ):
        place.direct = direct
        who = Speaker(ChatIdentity(platform, "U1"), machine.team.ada, workspace, place, "1")
        answer = await act(machine.services, who, Token("pages.open"))
        assert isinstance(answer, Whisper)
        addresses = [action.url or "" for action in answer.card.actions]
        assert bool(addresses) == given
        for address in addresses:
            assert "/dashboard/enter/" in address
            assert address.rpartition("/")[2] not in masked(f"GET {address} 200")


@ON_SQLITE
async def test_an_event_is_set_up_and_a_design_is_rated_from_a_page(machine: Machine) -> None:
    night = {"name": "Basement Night", "starts": "2026-12-04T22:00", "venue": "Halle 8", "time_zone": "Berlin"}
    async with signed_in(machine, machine.team.cy) as cy:
        asked = (await cy.get("/new")).text
        assert 'name="starts"' in asked
        assert 'name="photo"' not in asked
        assert re.search(r'name="genre".*?<option value="">', asked, re.S), "nobody chose the first kind of music"
        wrong = await cy.send("/new", form="event.new", about="", **{**night, "starts": "2020-12-04T22:00"})
        assert wrong.status_code == 422
        done = await cy.send("/new", form="event.new", about="", **night)
        assert (done.status_code, "It is set up." in done.text) == (200, True)
        assert "Basement Night" in (await cy.get()).text

        shelf = await cy.get("/designs?words=strobe")
        (ref,) = re.findall(r'name="rate" value="([^"]+)"', shelf.text)
        for stars in ("", "0", "6", "x", "²"):
            assert (await cy.send("/designs", rate=ref, stars=stars)).status_code == 422, stars
        assert (await cy.send("/designs", rate="no-such-design", stars="4")).status_code == 404
        assert (await cy.send("/designs", rate=ref, stars="4")).status_code == 200
    async with machine.services.db.reading() as session:
        told = await opinions(session, [ref])
    assert (told[ref].total, told[ref].ratings) == (4, 1)
