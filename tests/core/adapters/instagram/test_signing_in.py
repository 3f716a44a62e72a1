"""Signing in, in all the shapes Instagram answers with."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from instagram_answers import GRAPH, Wire, client_for, refused

from core.adapters.instagram import InstagramClient, InstagramLogin
from core.errors import NotAllowed, PersonCanFix, ReconnectNeeded, SettingsProblem, Unavailable
from core.ports.login import Login

CALLBACK = "https://rite.example/instagram/callback"
ALL = InstagramLogin.scopes
LONG = {"access_token": "IGAA-long", "token_type": "bearer", "expires_in": 5183944}
ME = {"id": "27640875392278831", "user_id": "17841405309211844", "username": "acme.studio", "account_type": "Business"}


def login(client: InstagramClient, **changed: Any) -> Login:
    given: dict[str, Any] = {
        "authorize_url": "https://www.test/oauth/authorize",
        "app_id": "990000000000001",
        "app_secret": "app-secret",
        "redirect_uri": CALLBACK,
    }
    return InstagramLogin(client, **(given | changed))


def answers(*told: Any) -> Wire:
    return Wire(*(httpx.Response(200, json=one) for one in told))


async def test_the_consent_page_is_asked_for_all_rights_and_the_state() -> None:
    async with client_for(Wire()) as client:
        url = httpx.URL(login(client, redirect_uri=lambda: CALLBACK).authorize_url("s t&te"))

    assert url.host == "www.test"
    assert dict(url.params) == {
        "client_id": "990000000000001",
        "redirect_uri": CALLBACK,
        "response_type": "code",
        "scope": "instagram_business_basic,instagram_business_content_publish,"
        "instagram_business_manage_comments,instagram_business_manage_insights",
        "state": "s t&te",
    }


DOCUMENTED = {"data": [{"access_token": "IGAA-short", "user_id": "178", "permissions": ",".join(ALL[:2])}]}
REAL = {"access_token": "IGAA-short", "user_id": 27640875392278831, "permissions": list(ALL[:2])}


@pytest.mark.parametrize("short", [DOCUMENTED, REAL], ids=["documented", "real"])
@pytest.mark.parametrize("me", [ME, {"data": [ME]}, ME | {"id": 27640875392278831, "user_id": 17841405309211844}])
async def test_a_code_becomes_an_account_whatever_the_shapes(short: Any, me: Any) -> None:
    wire = answers(short, LONG, me)
    async with client_for(wire) as client:
        (who,) = await login(client).sign_in("AQ-code#_")

    assert (who.instagram_id, who.app_scoped_id) == ("17841405309211844", "27640875392278831")
    assert (who.username, who.kind, who.scopes) == ("acme.studio", "BUSINESS", ALL[:2])
    assert (who.token.secret, who.token.lasts) == ("IGAA-long", timedelta(seconds=5183944))
    exchange, lengthen, me_call = wire.asked
    assert str(exchange.url) == "https://api.test/oauth/access_token"
    assert exchange.headers["content-type"] == "application/x-www-form-urlencoded"
    form = dict(httpx.QueryParams(exchange.content.decode()))
    assert form == {
        "client_id": "990000000000001",
        "client_secret": "app-secret",
        "grant_type": "authorization_code",
        "redirect_uri": CALLBACK,
        "code": "AQ-code",
    }
    assert str(lengthen.url.copy_with(query=None)) == f"{GRAPH}/access_token"
    assert dict(lengthen.url.params)["access_token"] == "IGAA-short"
    assert me_call.headers["authorization"] == "Bearer IGAA-long"


async def test_without_a_list_of_rights_none_is_known_to_be_missing() -> None:
    async with client_for(answers({"access_token": "IGAA-short"}, LONG, ME)) as client:
        (who,) = await login(client).sign_in("AQ-code")
        assert who.scopes == ALL


@pytest.mark.parametrize(
    ("message", "error", "words"),
    [
        ("Matching code was not found or was already used", ReconnectNeeded, "used already"),
        ("This authorization code has expired", ReconnectNeeded, "used already"),
        ("Error validating client secret.", SettingsProblem, "RITE_INSTAGRAM_APP_SECRET"),
        ("Invalid platform app", SettingsProblem, "RITE_INSTAGRAM_APP_ID"),
        (
            "Error validating verification code. Please make sure your redirect_uri is identical to the one you used",
            SettingsProblem,
            "redirect URI",
        ),
        ("Something new", ReconnectNeeded, "did not accept the sign-in"),
    ],
)
async def test_a_refused_code_is_told_by_who_can_fix_it(message: str, error: type[PersonCanFix], words: str) -> None:
    flat = httpx.Response(400, json={"error_type": "OAuthException", "code": 400, "error_message": message})
    async with client_for(Wire(flat)) as client:
        with pytest.raises(error, match=words):
            await login(client).sign_in("AQ-code")


async def test_a_personal_account_is_told_what_to_switch() -> None:
    async with client_for(answers(REAL, LONG, ME | {"account_type": "PERSONAL"})) as client:
        with pytest.raises(NotAllowed, match=r"@acme\.studio is a personal account"):
            await login(client).sign_in("AQ-code")


async def test_an_app_that_is_not_set_up_says_which_settings_it_needs() -> None:
    async with client_for(Wire()) as client:
        with pytest.raises(SettingsProblem, match="RITE_INSTAGRAM_APP_ID"):
            login(client, app_id="").authorize_url("state")
        with pytest.raises(SettingsProblem, match="RITE_INSTAGRAM_APP_SECRET"):
            await login(client, app_secret="").sign_in("AQ-code")


async def test_a_renewed_token_is_whatever_came_back() -> None:
    wire = answers(LONG | {"permissions": "a,b"})
    async with client_for(wire) as client:
        token = await login(client).refresh("IGAA-old")

    assert token.secret == "IGAA-long"
    assert wire.asked[-1].url.path == "/refresh_access_token"
    assert wire.query == {"grant_type": "ig_refresh_token", "access_token": "IGAA-old"}


async def test_a_dead_token_asks_for_a_person_and_an_outage_does_not() -> None:
    async with client_for(Wire(refused(190, 463), refused(2))) as client:
        with pytest.raises(ReconnectNeeded, match="has run out"):
            await login(client).refresh("IGAA-old")
        with pytest.raises(Unavailable):
            await login(client).refresh("IGAA-old")
