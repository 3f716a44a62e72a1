"""The Web API: who may call, what is refused with which code, how arguments may be written."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_stage import TOKEN, Json, Stage, actions, button, section, stage


@pytest.fixture
async def slack() -> AsyncIterator[Stage]:
    async with stage() as one:
        yield one


REFUSALS: list[tuple[str, Json, str]] = [
    ("chat.shout", {}, "unknown_method"),
    ("chat.postMessage", {"text": "x"}, "invalid_arguments"),
    ("chat.postMessage", {"channel": "C0NOWHERE1", "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": "U0NOBODY01", "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": "C0GENERAL1", "text": "x"}, "not_in_channel"),
    ("chat.postMessage", {"channel": "C0BOOKING1", "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": "C0EVENTS01"}, "no_text"),
    ("chat.postMessage", {"channel": "C0EVENTS01", "text": "x", "blocks": "[{"}, "invalid_blocks_format"),
    ("chat.postMessage", {"channel": "C0EVENTS01", "text": "x", "blocks": [{"type": "x"}]}, "invalid_blocks"),
    ("chat.postMessage", {"channel": "C0EVENTS01", "text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
    ("chat.postMessage", {"channel": "C0EVENTS01", "text": "x", "thread_ts": "1.000001"}, "cannot_reply_to_message"),
    ("chat.postMessage", {"channel": "C0EVENTS01", "text": "x", "metadata": {"event_type": "a"}},
     "invalid_metadata_format"),
    ("chat.update", {"channel": "C0EVENTS01", "ts": "1.000001", "text": "x"}, "message_not_found"),
    ("chat.delete", {"channel": "C0EVENTS01", "ts": "1.000001"}, "message_not_found"),
    ("chat.getPermalink", {"channel": "C0EVENTS01", "message_ts": "1.000001"}, "message_not_found"),
    ("chat.postEphemeral", {"channel": "C0EVENTS01", "user": "U0GIL00001", "text": "x"}, "user_not_in_channel"),
    ("users.info", {"user": "U0NOBODY01"}, "user_not_found"),
    ("bots.info", {"bot": "B0NOBODY01"}, "bot_not_found"),
    ("conversations.info", {"channel": "C0BOOKING1"}, "channel_not_found"),
    ("conversations.open", {}, "users_list_not_supplied"),
    ("conversations.open", {"users": "U0NOBODY01"}, "user_not_found"),
    ("conversations.open", {"users": "U0ADA00001,U0BEN00001"}, "missing_scope"),
    ("conversations.history", {"channel": "C0GENERAL1"}, "not_in_channel"),
    ("conversations.replies", {"channel": "C0EVENTS01", "ts": "1.000001"}, "thread_not_found"),
    ("conversations.list", {"types": "secret"}, "invalid_types"),
    ("conversations.list", {"cursor": "???"}, "invalid_cursor"),
    ("conversations.join", {"channel": "D1ADA00001"}, "method_not_supported_for_channel_type"),
    ("reactions.add", {"channel": "C0EVENTS01", "timestamp": "1.000001", "name": "eyes"}, "message_not_found"),
    ("reactions.add", {"channel": "C0EVENTS01", "timestamp": "1.000001", "name": "No Emoji"}, "invalid_name"),
    ("files.info", {"file": "F00000000"}, "file_not_found"),
    ("files.getUploadURLExternal", {"filename": "a.png", "length": 0}, "missing_argument"),
    ("files.getUploadURLExternal", {"filename": "a.png", "length": 5, "alt_txt": "x" * 1001}, "alt_txt_too_large"),
    ("files.completeUploadExternal", {"files": [{"id": "F00000000"}]}, "file_not_found"),
    ("views.open", {"trigger_id": "1.2.c", "view": {"type": "modal"}}, "invalid_arguments"),
    ("views.update", {"view_id": "V1"}, "not_found"),
    ("views.update", {"view_id": "V1", "external_id": "e"}, "invalid_arguments"),
    ("apps.connections.open", {}, "not_allowed_token_type"),
    ("oauth.v2.access", {"client_id": "wrong"}, "invalid_client_id"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "arguments", "code"), REFUSALS)
async def test_a_call_is_refused_with_slacks_own_code(slack: Stage, method: str, arguments: Json, code: str) -> None:
    answer = await slack.call(method, **arguments)
    assert (answer["ok"], answer["error"]) == (False, code)


@pytest.mark.parametrize(("token", "code"), [("", "not_authed"), ("xoxb-somebody-else", "invalid_auth")])
async def test_nobody_gets_in_without_the_right_token(slack: Stage, token: str, code: str) -> None:
    assert (await slack.call("auth.test", token=token))["error"] == code


async def test_a_missing_right_is_named(slack: Stage) -> None:
    await slack.hand("scopes", scopes=["chat:write"])
    answer = await slack.call("users.info", user="U0ADA00001")
    assert (answer["error"], answer["needed"], answer["provided"]) == ("missing_scope", "users:read", "chat:write")


async def test_refused_blocks_come_with_the_place_that_is_wrong(slack: Stage) -> None:
    answer = await slack.call("chat.postMessage", channel="C0EVENTS01", text="x", blocks=[section("")])
    [message] = answer["response_metadata"]["messages"]
    assert message == "[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]"


def written(blocks: list[Json]) -> list[dict[str, Any]]:
    arguments = {"channel": "C0EVENTS01", "text": "Hello", "unfurl_links": "0"}
    as_text = arguments | {"blocks": json.dumps(blocks)}
    bearer = {"authorization": f"Bearer {TOKEN}"}
    return [
        {"method": "GET", "params": as_text, "headers": bearer},
        {"method": "POST", "params": as_text, "headers": bearer},
        {"method": "POST", "data": as_text, "headers": bearer},
        {"method": "POST", "data": as_text | {"token": TOKEN}},
        {"method": "POST", "json": arguments | {"blocks": blocks}, "headers": bearer},
    ]


@pytest.mark.parametrize("request_", written([section("Hello")]), ids=["get", "query", "form", "form-token", "json"])
async def test_arguments_may_stand_anywhere(slack: Stage, request_: dict[str, Any]) -> None:
    response = await slack.http.request(url="/slack/api/chat.postMessage", **request_)
    assert response.json()["ok"], response.text
    assert slack.messages()[-1]["blocks"][0]["text"]["text"] == "Hello"


async def test_times_of_messages_grow_even_within_one_microsecond(slack: Stage) -> None:
    stamps = [(await slack.good("chat.postMessage", channel="C0EVENTS01", text=str(n)))["ts"] for n in range(20)]
    assert stamps == sorted(set(stamps))
    assert stamps[0].startswith(str(int(slack.world.clock.now().timestamp()))[:7])


async def test_text_alone_takes_the_buttons_away(slack: Stage) -> None:
    posted = await slack.good("chat.postMessage", channel="C0EVENTS01", text="x", blocks=[actions(button())])
    assert posted["message"]["blocks"][0]["block_id"]
    place = {"channel": "C0EVENTS01", "ts": posted["ts"]}
    kept = await slack.good("chat.update", **place, text="y", blocks=[section("y")])
    assert "edited" not in kept["message"]
    changed = await slack.good("chat.update", **place, text="Done")
    assert "blocks" not in changed["message"] and changed["message"]["edited"]
    assert slack.messages()[-1]["blocks"] == []


async def test_long_text_is_cut_when_posted_and_refused_when_updated(slack: Stage) -> None:
    posted = await slack.good("chat.postMessage", channel="C0EVENTS01", text="x" * 40_001)
    assert len(posted["message"]["text"]) == 40_000
    place = {"channel": "C0EVENTS01", "ts": posted["ts"]}
    assert (await slack.call("chat.update", **place, text="x" * 4_001))["error"] == "msg_too_long"
    assert (await slack.good("chat.update", **place, text="x" * 4_000))["text"] == "x" * 4_000


async def test_the_bot_cannot_touch_what_a_person_wrote(slack: Stage) -> None:
    said = await slack.hand("say", user="ada", channel="#events", text="Mine")
    place = {"channel": "C0EVENTS01", "ts": said["ts"]}
    assert (await slack.call("chat.update", **place, text="Yours"))["error"] == "cant_update_message"
    assert (await slack.call("chat.delete", **place))["error"] == "cant_delete_message"


async def test_a_whisper_is_seen_by_one_and_cannot_be_updated(slack: Stage) -> None:
    whisper = await slack.good("chat.postEphemeral", channel="C0EVENTS01", user="U0ADA00001", text="Psst")
    assert "ts" not in whisper
    assert slack.messages()[-1]["ephemeral_for"] == "U0ADA00001"
    answer = await slack.call("chat.update", channel="C0EVENTS01", ts=whisper["message_ts"], text="Louder")
    assert answer["error"] == "message_not_found"
    assert (await slack.good("conversations.history", channel="C0EVENTS01"))["messages"] == []


async def test_a_thread_counts_its_replies_and_a_reply_has_no_thread(slack: Stage) -> None:
    root = (await slack.good("chat.postMessage", channel="C0EVENTS01", text="Root"))["ts"]
    reply = await slack.good("chat.postMessage", channel="C0EVENTS01", text="Reply", thread_ts=root)
    assert reply["message"]["parent_user_id"] == "U0RITEBOT1"
    answer = await slack.call("chat.postMessage", channel="C0EVENTS01", text="?", thread_ts=reply["ts"])
    assert answer["error"] == "cannot_reply_to_message"
    [only] = (await slack.good("conversations.history", channel="C0EVENTS01"))["messages"]
    assert (only["ts"], only["reply_count"]) == (root, 1)
    thread = await slack.good("conversations.replies", channel="C0EVENTS01", ts=root)
    assert [one["text"] for one in thread["messages"]] == ["Root", "Reply"]


async def test_history_comes_in_pages_newest_first(slack: Stage) -> None:
    for number in range(5):
        await slack.good("chat.postMessage", channel="C0EVENTS01", text=str(number))
    first = await slack.good("conversations.history", channel="C0EVENTS01", limit=3)
    cursor = first["response_metadata"]["next_cursor"]
    second = await slack.good("conversations.history", channel="C0EVENTS01", limit=3, cursor=cursor)
    texts = [one["text"] for page in (first, second) for one in page["messages"]]
    assert texts == ["4", "3", "2", "1", "0"] and not second["has_more"]


async def test_metadata_is_told_to_those_who_ask(slack: Stage) -> None:
    metadata = {"event_type": "card", "event_payload": {"id": "7"}}
    root = (await slack.good("chat.postMessage", channel="C0EVENTS01", text="Root", metadata=metadata))["ts"]
    asked = {"channel": "C0EVENTS01", "oldest": root, "latest": root, "inclusive": True}
    for method, more in (("conversations.history", {}), ("conversations.replies", {"ts": root})):
        [silent] = (await slack.good(method, **asked, **more))["messages"][:1]
        [open_] = (await slack.good(method, **asked, **more, include_all_metadata=True))["messages"][:1]
        assert "metadata" not in silent
        assert open_["metadata"] == metadata


async def test_a_reaction_is_given_once(slack: Stage) -> None:
    posted = await slack.good("chat.postMessage", channel="C0EVENTS01", text="x")
    target = {"channel": "C0EVENTS01", "timestamp": posted["ts"], "name": "eyes"}
    await slack.good("reactions.add", **target)
    assert (await slack.call("reactions.add", **target))["error"] == "already_reacted"
    assert slack.messages()[-1]["reactions"] == {"eyes": ["U0RITEBOT1"]}
    await slack.good("reactions.remove", **target)
    assert (await slack.call("reactions.remove", **target))["error"] == "no_reaction"


async def test_the_bot_joins_a_public_channel_and_may_then_write(slack: Stage) -> None:
    joined = await slack.good("conversations.join", channel="C0GENERAL1")
    assert joined["channel"]["is_member"]
    await slack.good("chat.postMessage", channel="#general", text="Hello")
    listed = await slack.good("users.conversations", types="public_channel,private_channel")
    assert {one["name"] for one in listed["channels"]} == {"events", "general"}
    members = await slack.good("conversations.members", channel="C0GENERAL1")
    assert "U0RITEBOT1" in members["members"]


@pytest.mark.parametrize(("kind", "status", "body"), [
    ("ratelimited", 429, '{"ok":false,"error":"ratelimited"}'),
    ("error_500", 500, "Internal Server Error"),
    ("error:internal_error", 200, '{"ok":false,"error":"internal_error"}'),
])  # fmt: skip
async def test_a_fault_strikes_once_and_does_nothing(slack: Stage, kind: str, status: int, body: str) -> None:
    slack.fault("chat.postMessage", kind, retry_after=3)
    bearer = {"authorization": f"Bearer {TOKEN}"}
    wish = {"channel": "C0EVENTS01", "text": "x"}
    response = await slack.http.post("/slack/api/chat.postMessage", json=wish, headers=bearer)
    assert (response.status_code, response.text) == (status, body)
    assert slack.messages() == []
    await slack.good("chat.postMessage", **wish)


async def test_after_a_timeout_the_message_is_there(slack: Stage) -> None:
    slack.fault("chat.postMessage", "timeout_after_effect", seconds=0)
    bearer = {"authorization": f"Bearer {TOKEN}"}
    wish = {"channel": "C0EVENTS01", "text": "x"}
    assert (await slack.http.post("/slack/api/chat.postMessage", json=wish, headers=bearer)).status_code == 504
    assert len(slack.messages()) == 1
