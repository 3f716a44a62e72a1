"""Logging in: the consent page, the codes, and the lives of tokens."""

import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from instagram_stage import CALLBACK, Stage, code_of, opened

from sandbox.instagram.tokens import SCOPES, proof_of

BASIC, PUBLISH = "instagram_business_basic", "instagram_business_content_publish"
APP = {"client_id": "990000000000001", "client_secret": "sandbox-instagram-secret"}
ASK = {
    "client_id": APP["client_id"],
    "redirect_uri": CALLBACK,
    "response_type": "code",
    "scope": f"{BASIC},{PUBLISH}",
    "state": "s7",
}


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with opened() as stage:
        yield stage


async def press(stage: Stage, **more: Any) -> httpx.Response:
    return await stage.http.post("/instagram/oauth/authorize", data=ASK | {"decision": "allow"} | more)


async def new_code(stage: Stage, **more: Any) -> str:
    where = urlsplit((await press(stage, **more)).headers["location"])
    assert where.fragment == "_"
    return parse_qs(where.query)["code"][0]


async def exchange(stage: Stage, code: str, /, **more: Any) -> httpx.Response:
    form = APP | {"grant_type": "authorization_code", "redirect_uri": CALLBACK, "code": code} | more
    return await stage.http.post("/instagram/api/oauth/access_token", data=form)


async def lengthen(stage: Stage, token: str, **more: str) -> httpx.Response:
    params = {"grant_type": "ig_exchange_token", "client_secret": APP["client_secret"], "access_token": token} | more
    return await stage.http.get("/instagram/graph/access_token", params=params)


async def refresh(stage: Stage, token: str) -> httpx.Response:
    params = {"grant_type": "ig_refresh_token", "access_token": token}
    return await stage.http.get("/instagram/graph/refresh_access_token", params=params)


async def test_the_page_shows_accounts_and_rights_and_two_buttons(stage: Stage) -> None:
    page = await stage.http.get("/instagram/oauth/authorize", params=ASK)
    assert page.status_code == 200
    for words in ("warehouse.nights", "halle7.berlin", PUBLISH, ">Allow<", ">Cancel<", "service.test"):
        assert words in page.text


async def test_allow_leads_back_with_code_and_state(stage: Stage) -> None:
    answer = await press(stage)
    assert answer.status_code == 302
    assert answer.headers["location"].startswith(f"{CALLBACK}?code=AQ")
    assert answer.headers["location"].endswith("&state=s7#_")


async def test_cancel_leads_back_with_the_refusal(stage: Stage) -> None:
    query = parse_qs(urlsplit((await press(stage, decision="cancel")).headers["location"]).query)
    assert query["error"] == ["access_denied"]
    assert query["error_reason"] == ["user_denied"]
    assert query["error_description"] == ["The user denied your request"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": "1"},
        {"scope": PUBLISH},
        {"scope": f"{BASIC},business_basic"},
        {"response_type": "token"},
        {"redirect_uri": "nowhere"},
    ],
)
async def test_a_wrong_request_is_told_to_the_person_and_leads_nowhere(stage: Stage, wrong: dict[str, str]) -> None:
    page = await stage.http.get("/instagram/oauth/authorize", params=ASK | wrong)
    assert page.status_code == 400
    assert 'role="alert"' in page.text


async def test_only_registered_addresses_are_led_back_to(stage: Stage) -> None:
    await stage.control("settings", redirect_uris=[CALLBACK])
    assert (await stage.http.get("/instagram/oauth/authorize", params=ASK)).status_code == 200
    other = ASK | {"redirect_uri": CALLBACK + "/"}
    assert (await stage.http.get("/instagram/oauth/authorize", params=other)).status_code == 400


async def test_the_code_buys_a_token_with_a_big_integer_id(stage: Stage) -> None:
    answer = await exchange(stage, await new_code(stage))
    said = json.loads(answer.text)
    assert said["access_token"].startswith("IGAA")
    assert said["user_id"] == 27640875392278831
    assert said["permissions"] == [BASIC, PUBLISH]


async def test_the_documented_answer_can_be_had_too(stage: Stage) -> None:
    await stage.control("settings", code_answer="documented")
    said = (await exchange(stage, await new_code(stage, account="halle7.berlin"))).json()["data"][0]
    assert said["user_id"] == "17841400000000002"
    assert said["permissions"] == f"{BASIC},{PUBLISH}"


async def test_a_right_may_be_left_unticked(stage: Stage) -> None:
    code = await new_code(stage, granted=[BASIC])
    said = (await exchange(stage, code)).json()
    assert said["permissions"] == [BASIC]
    answer = await stage.call("POST", "me/media", said["access_token"], image_url=stage.picture())
    assert code_of(answer) == (403, 10, None)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"client_id": "1"}, "Invalid platform app"),
        ({"client_secret": "x"}, "Error validating client secret."),
        ({"redirect_uri": CALLBACK + "/"}, "redirect_uri is identical"),
        ({"code": "AQx"}, "Matching code was not found"),
        ({"grant_type": "x"}, "Invalid grant_type"),
        ({"code": ""}, "Missing required field code"),
    ],
)
async def test_a_code_that_does_not_fit_is_refused_outside_the_envelope(
    stage: Stage, wrong: dict[str, str], words: str
) -> None:
    answer = await exchange(stage, await new_code(stage), **wrong)
    assert (answer.status_code, answer.json()["error_type"], answer.json()["code"]) == (400, "OAuthException", 400)
    assert words in answer.json()["error_message"]


async def test_a_code_works_once_and_for_an_hour(stage: Stage) -> None:
    code = await new_code(stage)
    assert (await exchange(stage, code)).status_code == 200
    assert "already used" in (await exchange(stage, code)).json()["error_message"]
    late = await new_code(stage)
    stage.wait(hours=1)
    assert (await exchange(stage, late)).status_code == 400


async def test_the_code_exchange_takes_a_form_only(stage: Stage) -> None:
    body = APP | {"grant_type": "authorization_code", "redirect_uri": CALLBACK, "code": await new_code(stage)}
    assert (await stage.http.post("/instagram/api/oauth/access_token", json=body)).status_code == 400
    multipart = {name: (None, value) for name, value in body.items()}
    assert (await stage.http.post("/instagram/api/oauth/access_token", files=multipart)).status_code == 200


async def test_a_short_token_becomes_a_long_one_within_its_hour(stage: Stage) -> None:
    short = (await exchange(stage, await new_code(stage))).json()["access_token"]
    long = (await lengthen(stage, short)).json()
    assert long["token_type"] == "bearer"
    assert 5_183_990 <= long["expires_in"] <= 5_184_000
    assert code_of(await lengthen(stage, short, client_secret="x")) == (400, 101, None)
    stage.wait(hours=1)
    assert code_of(await lengthen(stage, short)) == (400, 190, 463)
    assert (await stage.call("GET", "me", long["access_token"])).status_code == 200


async def test_a_token_is_refreshed_after_a_day_and_never_when_dead(stage: Stage) -> None:
    assert code_of(await refresh(stage, stage.token)) == (400, 100, None)
    stage.wait(days=1)
    fresh = (await refresh(stage, stage.token)).json()
    assert fresh["access_token"] != stage.token
    assert BASIC in fresh["permissions"]
    stage.wait(days=59)
    expired = await refresh(stage, stage.token)
    assert code_of(expired) == (400, 190, 463)
    assert "Session has expired on Friday, 22-Jan-27 10:00:0" in expired.json()["error"]["message"]
    assert (await stage.call("GET", "me", fresh["access_token"])).status_code == 200


async def test_the_token_endpoints_have_no_version(stage: Stage) -> None:
    assert code_of(await stage.get("refresh_access_token", grant_type="ig_refresh_token"))[1] == 100
    post = await stage.http.post("/instagram/graph/access_token", data={"grant_type": "ig_exchange_token"})
    assert code_of(post)[:2] == (400, 100)


@pytest.mark.parametrize("version", ["v21.0/", "v26.0/", "v19.0/", ""])
async def test_every_version_and_none_are_served(stage: Stage, version: str) -> None:
    url = f"/instagram/graph/{version}me"
    answer = await stage.http.get(url, params={"access_token": stage.token, "fields": "user_id,username"})
    assert answer.json() == {"user_id": "17841400000000001", "username": "warehouse.nights", "id": "27640875392278831"}


async def test_a_version_from_the_future_is_unknown(stage: Stage) -> None:
    answer = await stage.http.get("/instagram/graph/v27.0/me", params={"access_token": stage.token})
    assert code_of(answer) == (400, 2500, None)


async def test_me_tells_the_whole_profile_and_refuses_what_it_has_not(stage: Stage) -> None:
    fields = "id,user_id,username,name,account_type,profile_picture_url,followers_count,follows_count,media_count"
    me = (await stage.get("me", fields=f"{fields},biography,website")).json()
    assert (me["account_type"], me["followers_count"], me["media_count"]) == ("BUSINESS", 1290, 0)
    assert (await stage.http.get(me["profile_picture_url"])).headers["content-type"] == "image/jpeg"
    assert code_of(await stage.get("me", fields="id,email")) == (400, 100, None)


@pytest.mark.parametrize("name", ["me", "17841400000000001", "27640875392278831"])
async def test_both_ids_and_me_name_the_account(stage: Stage, name: str) -> None:
    assert (await stage.get(name, fields="username")).json()["username"] == "warehouse.nights"


@pytest.mark.parametrize(
    ("token", "code"), [("", (400, 104, None)), ("IGAAnobody", (400, 190, None)), ("EAAforeign", (400, 190, None))]
)
async def test_without_a_token_of_this_host_nobody_enters(
    stage: Stage, token: str, code: tuple[int, int, int | None]
) -> None:
    assert code_of(await stage.call("GET", "me", token)) == code


@pytest.mark.parametrize(
    ("reason", "subcode"),
    [("app_removed", 458), ("checkpointed", 459), ("password_changed", 460), ("token_invalid", 467)],
)
async def test_a_token_can_die_in_many_ways(stage: Stage, reason: str, subcode: int) -> None:
    await stage.control("revoke", username="warehouse.nights", reason=reason)
    assert code_of(await stage.get("me")) == (400, 190, subcode)


async def test_an_expired_token_shows_as_not_connected(stage: Stage) -> None:
    def connected() -> list[bool]:
        return [account["connected"] for account in stage.instagram.view()["accounts"]]

    assert connected() == [True, False]
    await stage.control("expire_token", username="warehouse.nights")
    assert connected() == [False, False]
    assert code_of(await stage.get("me")) == (400, 190, 463)
    await stage.control("settings", token_error_status=401)
    assert code_of(await stage.get("me")) == (401, 190, 463)


@pytest.mark.parametrize(
    ("scope", "path", "method"),
    [
        ("publish", "me/media", "POST"),
        ("publish", "me/content_publishing_limit", "GET"),
        ("insights", "me/insights", "GET"),
    ],
)
async def test_each_right_must_have_been_granted(stage: Stage, scope: str, path: str, method: str) -> None:
    others = [name for need, name in SCOPES["instagram"].items() if need != scope]
    token = (await stage.control("grant", username="warehouse.nights", scopes=others))["access_token"]
    assert code_of(await stage.call(method, path, token)) == (403, 10, None)


async def test_a_proof_is_checked_when_it_is_shown(stage: Stage) -> None:
    good = proof_of(stage.ledger, stage.token)
    assert (await stage.get("me", appsecret_proof=good)).status_code == 200
    assert code_of(await stage.get("me", appsecret_proof="0" * 64)) == (400, 101, None)


async def test_a_fault_can_meet_the_exchange_of_the_code(stage: Stage) -> None:
    code = await new_code(stage)
    stage.fault("oauth", "outage")
    answer = await exchange(stage, code)
    assert (answer.status_code, answer.json()["error_type"]) == (500, "OAuthException")
    assert (await exchange(stage, code)).status_code == 200
