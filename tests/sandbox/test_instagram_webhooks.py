"""What Instagram tells the service by itself: comments, people who leave, people who want to be forgotten."""

import asyncio
import base64
import hmac
import json
from collections.abc import AsyncIterator
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs

import pytest
from instagram_stage import WAREHOUSE, Stage, code_of, opened
from starlette.responses import JSONResponse, PlainTextResponse

SECRET = b"sandbox-instagram-secret"
HOOK = "/instagram/webhooks"


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with opened() as stage:
        yield stage


async def subscribed(stage: Stage, **settings: Any) -> str:
    """A post of an account whose comments the service wants to hear of."""
    await stage.control("settings", **settings)
    assert (await stage.post(f"{WAREHOUSE}/subscribed_apps", subscribed_fields="comments")).json() == {"success": True}
    return await stage.post_picture()


def event(stage: Stage) -> dict[str, Any]:
    path, body, headers = stage.service.received[-1]
    assert path == HOOK
    assert headers["x-hub-signature-256"] == "sha256=" + hmac.new(SECRET, body, sha256).hexdigest()
    assert body.isascii()
    said: dict[str, Any] = json.loads(body)
    return said


async def test_a_comment_is_delivered_signed_and_escaped(stage: Stage) -> None:
    post = await subscribed(stage)
    answer = await stage.control("comment", media_id=post, username="fan", text="Wie spät? 🎉")
    assert answer["delivered"] == 200
    entry = event(stage)["entry"][0]
    assert entry["id"] == WAREHOUSE
    value = entry["changes"][0]["value"]
    assert (entry["changes"][0]["field"], value["text"], value["id"]) == ("comments", "Wie spät? 🎉", answer["id"])
    assert value["media"] == {"id": post, "media_product_type": "FEED"}


async def test_the_flat_shape_can_be_had_too(stage: Stage) -> None:
    post = await subscribed(stage, webhook_shape="flat")
    await stage.control("comment", media_id=post, username="fan", text="hi")
    entry = event(stage)["entry"][0]
    assert (entry["field"], entry["value"]["text"], "changes" in entry) == ("comments", "hi", False)


async def test_the_accounts_own_comment_is_delivered_and_can_be_told(stage: Stage) -> None:
    post = await subscribed(stage)
    await stage.post(f"{post}/comments", message="#one")
    await asyncio.sleep(0.05)
    speaker = event(stage)["entry"][0]["changes"][0]["value"]["from"]
    assert (speaker["id"], speaker["self_ig_scoped_id"]) == (WAREHOUSE, "27640875392278831")


async def test_nobody_is_told_before_the_challenge_was_met(stage: Stage) -> None:
    stage.service.challenge_word = "another word"
    post = await subscribed(stage)
    answer = await stage.control("comment", media_id=post, username="fan", text="hi")
    assert answer["delivered"] is None and stage.service.received == []
    assert await stage.control("verify_webhook", verify_token="another word") == {"verified": True}
    assert (await stage.control("comment", media_id=post, username="fan", text="hi"))["delivered"] == 200


async def test_a_refused_delivery_comes_again_and_a_duplicate_can_be_sent(stage: Stage) -> None:
    post = await subscribed(stage)
    stage.service.answers[HOOK] = PlainTextResponse("no", 503)
    answer = await stage.control("comment", media_id=post, username="fan", text="hi")
    assert answer["delivered"] == 503
    stage.service.answers.clear()
    await asyncio.sleep(0.05)
    assert len(stage.service.received) == 2
    assert await stage.control("redeliver") == {"number": 0, "status": 200}
    assert len({body for _, body, _ in stage.service.received}) == 1


async def test_a_subscription_can_be_read_and_ended(stage: Stage) -> None:
    await subscribed(stage)
    listed = (await stage.get(f"{WAREHOUSE}/subscribed_apps")).json()["data"]
    assert listed == [{"app_id": "990000000000001", "subscribed_fields": ["comments"]}]
    assert (await stage.call("DELETE", f"{WAREHOUSE}/subscribed_apps")).json() == {"success": True}
    assert (await stage.get(f"{WAREHOUSE}/subscribed_apps")).json() == {"data": []}
    assert code_of(await stage.post(f"{WAREHOUSE}/subscribed_apps", subscribed_fields="sparkle")) == (400, 100, None)


async def behind_a_page(stage: Stage) -> None:
    """The account's news are switched on through Facebook's login."""
    token = (await stage.control("grant", username="warehouse.nights", host="facebook"))["access_token"]
    path = f"/instagram/facebook/v25.0/{WAREHOUSE}/subscribed_apps"
    wish = {"subscribed_fields": "comments,mentions,story_insights", "access_token": token}
    assert (await stage.http.post(path, params=wish)).json() == {"success": True}


async def test_only_an_account_behind_a_page_hears_of_mentions(stage: Stage) -> None:
    await stage.post(f"{WAREHOUSE}/subscribed_apps", subscribed_fields="comments,mentions")
    assert (await stage.control("mention", username="warehouse.nights"))["delivered"] is None
    await behind_a_page(stage)
    told = await stage.control("mention", username="warehouse.nights")
    assert told["delivered"] == 200
    change = event(stage)["entry"][0]["changes"][0]
    assert change["field"] == "mentions"
    assert change["value"] == {"media_id": told["media_id"], "comment_id": told["comment_id"]}


async def test_a_story_that_is_over_tells_its_last_numbers_and_hides_small_ones(stage: Stage) -> None:
    await behind_a_page(stage)
    story = await stage.post_picture(media_type="STORIES")
    stage.wait(hours=24)
    assert (await stage.control("story_ended", media_id=story))["delivered"] == 200
    value = event(stage)["entry"][0]["changes"][0]["value"]
    assert value["media_id"] == story
    assert value["reach"] > 5 and value["impressions"] > value["reach"]
    await stage.control("settings", story_viewers_min=1_000_000)
    await stage.control("story_ended", media_id=story)
    assert set(event(stage)["entry"][0]["changes"][0]["value"].values()) == {story, -1}


async def test_deliveries_can_be_held_and_come_in_the_wrong_order(stage: Stage) -> None:
    post = await subscribed(stage)
    await stage.control("comment", media_id=post, username="fan", text="before")
    await stage.control("hold")
    for text in ("one", "two", "three"):
        answer = await stage.control("comment", media_id=post, username="fan", text=text)
        assert answer["delivered"] is None
    assert len(stage.service.received) == 1
    assert await stage.control("release", reverse=True) == {"statuses": [200, 200, 200]}
    texts = [json.loads(body)["entry"][0]["changes"][0]["value"]["text"] for _, body, _ in stage.service.received]
    assert texts == ["before", "three", "two", "one"]
    assert (await stage.control("comment", media_id=post, username="fan", text="after"))["delivered"] == 200


def signed(stage: Stage, path: str) -> dict[str, Any]:
    """The payload of the signed_request the service received."""
    where, body, _ = stage.service.received[-1]
    assert where == path
    signature, payload = parse_qs(body.decode())["signed_request"][0].split(".")
    expected = base64.urlsafe_b64encode(hmac.new(SECRET, payload.encode(), sha256).digest()).decode().rstrip("=")
    assert signature == expected
    said: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return said


async def test_a_person_who_removes_the_app_is_reported_and_the_token_dies(stage: Stage) -> None:
    answer = await stage.control("deauthorize", username="warehouse.nights")
    assert answer["ok"] is True
    payload = signed(stage, "/instagram/deauthorize")
    assert (payload["algorithm"], payload["user_id"]) == ("HMAC-SHA256", "27640875392278831")
    assert code_of(await stage.get("me")) == (400, 190, 458)


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        (JSONResponse({"url": "http://service.test/status", "confirmation_code": "9f3c"}), ""),
        (PlainTextResponse("ok"), "the answer is not JSON with url and confirmation_code"),
        (JSONResponse({"url": "http://service.test/status", "confirmation_code": "a b"}), "confirmation_code"),
        (JSONResponse({"url": "http://service.test/gone", "confirmation_code": "9f3c"}), "url answers 404"),
        (PlainTextResponse("oops", 500), "the answer is 500"),
    ],
    ids=["good", "not json", "odd code", "dead link", "error"],
)
async def test_the_reply_to_a_deletion_request_is_checked(stage: Stage, reply: JSONResponse, problem: str) -> None:
    stage.service.answers = {"/instagram/data-deletion": reply, "/gone": PlainTextResponse("", 404)}
    answer = await stage.control("delete_data", username="warehouse.nights")
    assert answer["ok"] is not bool(problem)
    assert problem in "".join(answer["problems"])
