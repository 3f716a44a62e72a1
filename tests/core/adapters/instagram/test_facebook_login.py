"""Signing in through Facebook, against the look-alike over real sockets and against answers it does not give."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from instagram_answers import Wire, refused
from instagram_on_a_socket import CALLBACK, CAPTION, Stage, on_stage

from core.adapters.instagram import FacebookLogin, InstagramClient, open_http
from core.adapters.instagram.facebook_login import SCOPES
from core.errors import NotAllowed, PersonCanFix, ReconnectNeeded, SettingsProblem
from core.ports.access import Access, Product
from core.ports.login import SignedIn

WAREHOUSE, HALLE = "17841400000000001", "17841400000000002"


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path) as opened:
        yield opened


def access(who: SignedIn) -> Access:
    return Access(who.instagram_id, who.token.secret, Product.FACEBOOK)


async def test_every_page_that_was_ticked_brings_its_account_the_first_first(stage: Stage) -> None:
    code = await stage.consent("halle7.berlin", "warehouse.nights", login=stage.facebook)

    halle, warehouse = await stage.facebook.sign_in(code)

    assert (halle.instagram_id, halle.username) == (HALLE, "halle7.berlin")
    assert (warehouse.instagram_id, warehouse.username) == (WAREHOUSE, "warehouse.nights")
    assert halle.app_scoped_id == warehouse.app_scoped_id  # whoever consented, as Meta's callbacks name them
    assert halle.scopes == SCOPES
    assert halle.token.secret.startswith("EAA")
    assert halle.token.secret != warehouse.token.secret
    assert halle.token.lasts is None


async def test_a_page_publishes_at_facebooks_host_and_does_not_wear_out(stage: Stage) -> None:
    (who,) = await stage.facebook.sign_in(await stage.consent(login=stage.facebook))
    stage.wait(days=100)

    media_id = await stage.publisher.publish(access(who), await stage.ripe_container(access(who)))

    (live,) = await stage.published()
    assert (live["id"], live["caption"]) == (media_id, CAPTION)
    (newest,) = await stage.publisher.newest(access(who), story=False)
    assert newest.id == media_id
    assert await stage.facebook.refresh(who.token.secret) == who.token


async def test_a_token_shown_at_the_other_logins_host_is_not_taken(stage: Stage) -> None:
    (who,) = await stage.facebook.sign_in(await stage.consent(login=stage.facebook))

    with pytest.raises(ReconnectNeeded):
        await stage.publisher.quota(Access(who.instagram_id, who.token.secret, Product.INSTAGRAM))


async def test_rights_that_were_unticked_are_known_to_be_missing(stage: Stage) -> None:
    granted = [scope for scope in SCOPES if scope != "instagram_manage_comments"]

    (who,) = await stage.facebook.sign_in(await stage.consent(login=stage.facebook, granted=granted))

    assert who.scopes == tuple(granted)


async def test_without_a_look_at_the_pages_it_says_what_to_tick(stage: Stage) -> None:
    code = await stage.consent(login=stage.facebook, granted=["instagram_basic", "instagram_content_publish"])

    with pytest.raises(NotAllowed, match="leave every box ticked"):
        await stage.facebook.sign_in(code)


async def test_a_code_of_facebooks_works_once(stage: Stage) -> None:
    code = await stage.consent(login=stage.facebook)
    await stage.facebook.sign_in(f"{code}#_=_")

    with pytest.raises(ReconnectNeeded, match="used already"):
        await stage.facebook.sign_in(code)


def login(http: httpx.AsyncClient, **changed: Any) -> FacebookLogin:
    client = InstagramClient(http, graph_url="https://g.test", api_url="https://a.test", facebook_url="https://f.test/")
    given = {"app_id": "1234567890", "app_secret": "meta-secret", "redirect_uri": CALLBACK}
    return FacebookLogin(client, authorize_url="https://www.f.test/v25.0/dialog/oauth", **(given | changed))


SHORT = {"access_token": "EAA-person", "token_type": "bearer", "expires_in": 3_600}
LONG = {"access_token": "EAA-lasting", "token_type": "bearer", "expires_in": 5_183_944}
ALL = {"data": [{"permission": scope, "status": "granted"} for scope in (*SCOPES, "public_profile")]}
ME = {"id": "122100000000001"}


def page(name: str, *tasks: str, account: bool = True) -> dict[str, Any]:
    behind = {"instagram_business_account": {"id": f"1784{name}", "username": name}} if account else {}
    return {"id": f"p-{name}", "name": name, "access_token": f"EAA-{name}", "tasks": list(tasks), **behind}


def answers(*told: Any) -> Wire:
    return Wire(*(httpx.Response(200, json=one) for one in told))


async def signed_in(*lists: Any, permissions: Any = ALL) -> tuple[Wire, tuple[SignedIn, ...]]:
    wire = answers(SHORT, LONG, permissions, ME, *lists)
    async with open_http(httpx.MockTransport(wire)) as http:
        return wire, await login(http).sign_in("AQ-code")


async def test_what_is_sent_to_facebook_when_a_code_is_spent() -> None:
    wire, _ = await signed_in({"data": [page("one", "MANAGE")]})

    spend, lengthen, permissions, me, pages = wire.asked
    app = {"client_id": "1234567890", "client_secret": "meta-secret"}
    assert str(spend.url.copy_with(query=None)) == "https://f.test/v25.0/oauth/access_token"
    assert dict(spend.url.params) == app | {"redirect_uri": CALLBACK, "code": "AQ-code"}
    assert dict(lengthen.url.params) == app | {"grant_type": "fb_exchange_token", "fb_exchange_token": "EAA-person"}
    assert [asked.url.path for asked in (permissions, me, pages)] == [
        "/v25.0/me/permissions",
        "/v25.0/me",
        "/v25.0/me/accounts",
    ]
    assert pages.headers["authorization"] == "Bearer EAA-lasting"


@pytest.mark.parametrize(
    ("tasks", "lost"),
    [
        (("MANAGE",), set()),
        (("CREATE_CONTENT", "MODERATE"), set()),
        (("CREATE_CONTENT",), {"instagram_manage_comments"}),
        (("ANALYZE",), {"instagram_manage_comments", "instagram_content_publish"}),
    ],
)
async def test_a_right_is_worth_what_the_role_on_the_page_allows(tasks: tuple[str, ...], lost: set[str]) -> None:
    _, (who,) = await signed_in({"data": [page("one", *tasks)]})

    assert set(SCOPES) - set(who.scopes) == lost


async def test_more_pages_than_fit_into_one_list_are_all_read() -> None:
    first = {"data": [page("one")], "paging": {"cursors": {"after": "c1"}, "next": "https://f.test/more"}}

    wire, found = await signed_in(first, {"data": [page("two")], "paging": {"cursors": {"after": "c2"}}})

    assert [who.username for who in found] == ["one", "two"]
    assert wire.query["after"] == "c1"


async def test_pages_without_an_instagram_account_are_told_from_none() -> None:
    _, found = await signed_in({"data": [page("bare", account=False), page("one")]})
    assert [who.username for who in found] == ["one"]

    with pytest.raises(NotAllowed, match="has an Instagram business or creator account behind it"):
        await signed_in({"data": [page("bare", account=False)]})


async def test_a_right_that_was_declined_does_not_count() -> None:
    declined = {"data": [{"permission": scope, "status": "declined"} for scope in SCOPES]}
    with pytest.raises(NotAllowed, match="see your Pages"):
        await signed_in(permissions=declined)


@pytest.mark.parametrize(
    ("refusal", "error", "words"),
    [
        (refused(1, message="Error validating client secret."), SettingsProblem, "RITE_FACEBOOK_APP_SECRET"),
        (refused(101, message="Error validating application."), SettingsProblem, "RITE_FACEBOOK_APP_ID"),
        (
            refused(100, 36008, "Error validating verification code. Please make sure your redirect_uri is identical"),
            SettingsProblem,
            "redirect URI",
        ),
        (refused(100, 36009, "This authorization code has been used."), ReconnectNeeded, "used already"),
        (refused(100, 36007, "This authorization code has expired."), ReconnectNeeded, "used already"),
    ],
)
async def test_facebooks_own_refusals_are_told_by_who_can_fix_them(
    refusal: httpx.Response, error: type[PersonCanFix], words: str
) -> None:
    async with open_http(httpx.MockTransport(Wire(refusal))) as http:
        with pytest.raises(error, match=words) as caught:
            await login(http).sign_in("AQ-code")
    assert "meta-secret" not in str(caught.value)


async def test_the_dialog_is_asked_for_all_rights_and_the_state() -> None:
    async with open_http(httpx.MockTransport(Wire())) as http:
        url = httpx.URL(login(http).authorize_url("s t&te"))

    assert (url.host, url.path) == ("www.f.test", "/v25.0/dialog/oauth")
    assert dict(url.params) == {
        "client_id": "1234567890",
        "redirect_uri": CALLBACK,
        "response_type": "code",
        "scope": ",".join(SCOPES),
        "state": "s t&te",
    }
