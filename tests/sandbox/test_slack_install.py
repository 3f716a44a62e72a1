"""Installing the app: the page, the code, the token, and two workspaces that know nothing of each other."""

from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import pytest
from slack_stage import PNG, Json, Stage, stage

from sandbox.slack.team import CLIENT_ID, CLIENT_SECRET

REDIRECT = "https://rite.example/slack/oauth_redirect"
ASKED = {"client_id": CLIENT_ID, "scope": "chat:write,files:read", "redirect_uri": REDIRECT, "state": "s-1"}
SECRETS = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "redirect_uri": REDIRECT}


@pytest.fixture
async def slack() -> AsyncIterator[Stage]:
    async with stage() as one:
        yield one


async def redirected(slack: Stage, **choice: str) -> dict[str, list[str]]:
    response = await slack.http.get("/slack/oauth/v2/authorize", params=ASKED | choice)
    assert response.status_code == 302
    return parse_qs(urlsplit(response.headers["location"]).query)


async def installed(slack: Stage, team: str = "T0RITE0002") -> Json:
    back = await redirected(slack, allow="ada", team=team)
    return await slack.call("oauth.v2.access", token="", code=back["code"][0], **SECRETS)


async def test_the_page_offers_every_workspace(slack: Stage) -> None:
    page = await slack.http.get("/slack/oauth/v2/authorize", params=ASKED)
    assert "Allow in Warehouse Nights as Ada Albrecht" in page.text
    assert "Allow in Harbour Stage as Ben Bauer" in page.text


async def test_allowing_comes_back_with_state_and_code(slack: Stage) -> None:
    back = await redirected(slack, allow="ada")
    assert back["state"] == ["s-1"] and back["code"]


async def test_cancelling_comes_back_with_access_denied(slack: Stage) -> None:
    assert (await redirected(slack, deny="1"))["error"] == ["access_denied"]


async def test_a_code_becomes_a_token_once(slack: Stage) -> None:
    back = await redirected(slack, allow="ben", team="T0RITE0002")
    grant = {"code": back["code"][0], **SECRETS}
    answer = await slack.call("oauth.v2.access", token="", **grant)
    assert (answer["team"]["id"], answer["authed_user"]["id"], answer["token_type"]) == (
        "T0RITE0002", "U0BEN00001", "bot",
    )  # fmt: skip
    assert answer["scope"] == "chat:write,files:read"
    assert (await slack.call("oauth.v2.access", token="", **grant))["error"] == "invalid_code"


async def test_the_secret_may_come_as_http_basic(slack: Stage) -> None:
    back = await redirected(slack, allow="ada")
    response = await slack.http.post(
        "/slack/api/oauth.v2.access",
        data={"code": back["code"][0], "redirect_uri": REDIRECT},
        auth=(CLIENT_ID, CLIENT_SECRET),
    )
    assert response.json()["ok"]


@pytest.mark.parametrize(("wrong", "code"), [
    ({"client_secret": "no"}, "bad_client_secret"),
    ({"redirect_uri": "https://elsewhere.example"}, "bad_redirect_uri"),
    ({"code": "no"}, "invalid_code"),
])  # fmt: skip
async def test_a_wrong_exchange_is_refused(slack: Stage, wrong: dict[str, str], code: str) -> None:
    back = await redirected(slack, allow="ada")
    answer = await slack.call("oauth.v2.access", token="", **{"code": back["code"][0], **SECRETS} | wrong)
    assert answer["error"] == code


async def test_two_workspaces_share_nothing(slack: Stage) -> None:
    token = (await installed(slack))["access_token"]
    assert (await slack.call("auth.test", token=token))["team"] == "Harbour Stage"
    post = {"channel": "C0EVENTS01", "text": "Hello"}
    assert (await slack.call("chat.postMessage", token=token, **post))["error"] == "channel_not_found"
    assert (await slack.call("chat.postMessage", token=token, channel="#events", text="Ahoy"))["ok"]
    assert slack.messages() == []
    neighbour = (await slack.http.get("/control/slack/view/T0RITE0002")).json()
    assert neighbour["messages"]["C0EVENTS02"][-1]["text"] == "Ahoy"
    file = (await slack.good("files.info", file=await slack.upload(PNG)))["file"]
    stolen = await slack.http.get(file["url_private"], headers={"authorization": f"Bearer {token}"})
    assert stolen.headers["content-type"].startswith("text/html")


async def test_events_come_only_from_where_the_app_is_installed(slack: Stage) -> None:
    wish = {"user": "ada", "channel": "dm", "text": "Hello", "team": "T0RITE0002"}
    await slack.hand("say", **wish)
    await slack.settle()
    assert slack.inbox.events == []
    await installed(slack)
    await slack.hand("say", **wish)
    await slack.settle()
    assert slack.inbox.last["team_id"] == "T0RITE0002"


async def test_a_revoked_token_stays_revoked(slack: Stage) -> None:
    assert (await slack.good("auth.revoke", test=True))["revoked"] is False
    await slack.good("auth.revoke")
    assert (await slack.call("auth.test"))["error"] == "token_revoked"
    await slack.settle()
    assert slack.inbox.events == [{"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U0RITEBOT1"]}}]
