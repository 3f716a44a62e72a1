"""The other login: a Facebook dialog, EAA tokens, Pages, and the same way into the feed."""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from instagram_stage import WAREHOUSE, Stage, code_of, opened

CALLBACK = "http://service.test/facebook/callback"
APP = {"client_id": "990000000000001", "client_secret": "sandbox-instagram-secret"}
SCOPES = (
    "instagram_basic,instagram_content_publish,instagram_manage_comments,instagram_manage_insights,"
    "instagram_manage_contents,pages_show_list,pages_read_engagement"
)
ROOT = "/instagram/facebook/v25.0"


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with opened() as stage:
        yield stage


async def user_token(stage: Stage) -> dict[str, Any]:
    form = {"client_id": APP["client_id"], "redirect_uri": CALLBACK, "response_type": "code", "scope": SCOPES}
    led = await stage.http.post(f"{ROOT}/dialog/oauth", data=form | {"decision": "allow"})
    code = parse_qs(urlsplit(led.headers["location"]).query)["code"][0]
    answer = await stage.http.get(f"{ROOT}/oauth/access_token", params=APP | {"redirect_uri": CALLBACK, "code": code})
    token: dict[str, Any] = answer.json()
    return token


async def call(stage: Stage, method: str, path: str, token: str, **params: Any) -> httpx.Response:
    return await stage.http.request(method, f"{ROOT}/{path}", params=params | {"access_token": token})


async def test_a_page_token_publishes_and_deletes(stage: Stage) -> None:
    short = await user_token(stage)
    assert short["access_token"].startswith("EAA") and 3590 <= short["expires_in"] <= 3600
    wish = APP | {"grant_type": "fb_exchange_token", "fb_exchange_token": short["access_token"]}
    long = (await stage.http.get(f"{ROOT}/oauth/access_token", params=wish)).json()
    assert long["expires_in"] > 5_000_000

    fields = "id,name,access_token,tasks,instagram_business_account{id,username}"
    page = (await call(stage, "GET", "me/accounts", long["access_token"], fields=fields)).json()["data"][0]
    assert page["instagram_business_account"] == {"id": WAREHOUSE, "username": "warehouse.nights"}

    stage.wait(days=100)
    token = page["access_token"]
    made = await call(stage, "POST", f"{WAREHOUSE}/media", token, image_url=stage.picture())
    stage.wait(seconds=4)
    done = await call(stage, "POST", f"{WAREHOUSE}/media_publish", token, creation_id=made.json()["id"])
    post = done.json()["id"]
    insights = await call(stage, "GET", f"{post}/insights", token, metric="total_views")
    assert insights.json() == {"data": []}
    assert (await call(stage, "DELETE", post, token)).json() == {"success": True, "deleted_id": post}
    assert await stage.published() == []


async def test_tokens_are_good_at_their_own_host_only(stage: Stage) -> None:
    theirs = (await user_token(stage))["access_token"]
    assert code_of(await stage.call("GET", "me", theirs)) == (400, 190, None)
    assert code_of(await call(stage, "GET", "me", stage.token)) == (400, 190, None)
    assert (await call(stage, "GET", "me", theirs)).json()["name"] == "Ada Albrecht"


async def test_the_person_chooses_pages_and_rights(stage: Stage) -> None:
    form = {"client_id": APP["client_id"], "redirect_uri": CALLBACK, "response_type": "code", "scope": SCOPES}
    ticked = ["instagram_basic", "pages_show_list"]
    names = ["halle7.berlin", "warehouse.nights"]
    wish = form | {"decision": "allow", "account": names, "granted": ticked}
    led = await stage.http.post(f"{ROOT}/dialog/oauth", data=wish)
    code = parse_qs(urlsplit(led.headers["location"]).query)["code"][0]
    answer = await stage.http.get(f"{ROOT}/oauth/access_token", params=APP | {"redirect_uri": CALLBACK, "code": code})
    token = answer.json()["access_token"]

    pages = (await call(stage, "GET", "me/accounts", token, fields="name,instagram_business_account{username}")).json()
    assert [page["instagram_business_account"]["username"] for page in pages["data"]] == names
    rights = (await call(stage, "GET", "me/permissions", token)).json()["data"]
    assert rights == [{"permission": scope, "status": "granted"} for scope in ticked]
