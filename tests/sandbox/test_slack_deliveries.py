"""Deliveries to the service: signatures, deadlines, retries, and what each event holds."""

import base64
from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.signature import SignatureVerifier
from slack_stage import PNG, Json, Stage, actions, answers, button, section, stage
from starlette.responses import PlainTextResponse, Response

EVENTS, ADA = "C0EVENTS01", "U0ADA00001"
PICTURE = {"name": "flyer.png", "base64": base64.b64encode(PNG).decode()}


@pytest.fixture
async def slack() -> AsyncIterator[Stage]:
    async with stage() as one:
        yield one


async def said(slack: Stage, **wish: Any) -> list[Json]:
    """The events after somebody wrote something."""
    await slack.hand("say", **{"user": "ada", "channel": "#events"} | wish)
    await slack.settle()
    return slack.inbox.events


async def test_every_delivery_is_signed(slack: Stage) -> None:
    await said(slack, text="Hello")
    await slack.trigger()
    verifier = SignatureVerifier(slack.world.config.slack_signing_secret)
    assert all(verifier.is_valid_request(one.raw, one.headers) for one in slack.inbox.received)
    assert len(slack.inbox.received) == 2


async def test_a_message_arrives_in_its_envelope(slack: Stage) -> None:
    [event] = await said(slack, text="Hello")
    envelope = slack.inbox.last
    assert (envelope["team_id"], envelope["authorizations"][0]["user_id"]) == ("T0RITE0001", "U0RITEBOT1")
    assert envelope["event_id"].startswith("Ev")
    assert (event["type"], event["channel_type"], event["user"]) == ("message", "channel", ADA)
    assert event["text"] == "Hello" and event["client_msg_id"] and event["event_ts"] == event["ts"]


@pytest.mark.parametrize(("wish", "kinds"), [
    ({"text": "@rite hello"}, ["message", "app_mention"]),
    ({"text": "<@U0RITEBOT1> hello"}, ["message", "app_mention"]),
    ({"text": "@rite hello", "channel": "dm"}, ["message"]),
    ({"text": "hello", "channel": "#general"}, []),
    ({"text": "@rite hello", "channel": "#general"}, []),
    ({"text": "Look", "files": [PICTURE]}, ["message", "file_shared"]),
])  # fmt: skip
async def test_the_bot_hears_only_what_it_may(slack: Stage, wish: Json, kinds: list[str]) -> None:
    assert [event["type"] for event in await said(slack, **wish)] == kinds


async def test_mentioning_a_bot_that_is_not_there_is_answered_by_slack(slack: Stage) -> None:
    await said(slack, text="@rite hello", channel="#general")
    assert "not in #general" in slack.slack.view()["warnings"][ADA][-1]


async def test_typed_text_is_stored_the_way_slack_stores_it(slack: Stage) -> None:
    [event] = await said(slack, text="a & b < c https://x.example/?a=1&b=2 <#C0EVENTS01>")
    assert event["text"] == "a &amp; b &lt; c <https://x.example/?a=1&amp;b=2> <#C0EVENTS01>"


async def test_a_file_comes_with_its_message_and_can_be_read(slack: Stage) -> None:
    events = await said(slack, text="Look", files=[PICTURE], channel="dm")
    assert events[0]["subtype"] == "file_share" and events[0]["channel_type"] == "im"
    file = events[0]["files"][0]
    assert (file["mimetype"], events[1]["file_id"]) == ("image/png", file["id"])
    assert (await slack.good("files.info", file=file["id"]))["file"]["ims"] == ["D1ADA00001"]


async def test_links_to_the_app_are_told_and_shown_with_what_it_answers(slack: Stage) -> None:
    text = "our plan: http://service/calendar/x.ics and https://elsewhere.example/"
    ts = (await slack.hand("say", user="ada", channel="#events", text=text))["ts"]
    await slack.settle()
    (shared,) = [event for event in slack.inbox.events if event["type"] == "link_shared"]
    assert shared["links"] == [{"domain": "service", "url": "http://service/calendar/x.ics"}]
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "nine posts"}}]
    about = {"channel": shared["channel"], "ts": ts}
    refused = await slack.call("chat.unfurl", **about, unfurls={"https://elsewhere.example/": {"blocks": blocks}})
    assert refused["error"] == "cannot_unfurl_url"
    assert (await slack.call("chat.unfurl", **about, unfurls={shared["links"][0]["url"]: {"blocks": blocks}}))["ok"]
    message = slack.messages()[-1]
    assert "nine posts" in str(message["attachments"]) and message["text"].startswith("our plan")


async def test_a_reply_names_its_thread(slack: Stage) -> None:
    root = (await slack.good("chat.postMessage", channel=EVENTS, text="Root"))["ts"]
    event = (await said(slack, text="Reply", thread_ts=root))[-1]
    assert (event["thread_ts"], event["parent_user_id"]) == (root, "U0RITEBOT1")


async def test_what_the_bot_does_comes_back_to_it(slack: Stage) -> None:
    posted = await slack.good("chat.postMessage", channel=EVENTS, text="One")
    await slack.good("chat.update", channel=EVENTS, ts=posted["ts"], text="Two")
    await slack.good("chat.delete", channel=EVENTS, ts=posted["ts"])
    await slack.settle()
    echoes = {event.get("subtype"): event for event in slack.inbox.events}
    assert echoes[None]["bot_id"] == "B0RITEBOT1"
    changed = echoes["message_changed"]
    assert (changed["previous_message"]["text"], changed["message"]["text"]) == ("One", "Two")
    assert echoes["message_deleted"]["deleted_ts"] == posted["ts"]


async def test_an_invitation_is_announced(slack: Stage) -> None:
    await slack.hand("invite", channel="#general", user="ben")
    await slack.settle()
    [event] = slack.inbox.events
    assert (event["type"], event["user"], event["inviter"]) == ("member_joined_channel", "U0RITEBOT1", "U0BEN00001")
    await slack.good("chat.postMessage", channel="C0GENERAL1", text="Hello")
    await slack.hand("kick", channel="#general")
    assert (await slack.call("chat.postMessage", channel="C0GENERAL1", text="?"))["error"] == "not_in_channel"


async def test_a_failed_event_is_tried_four_times_under_one_id(slack: Stage) -> None:
    slack.inbox.answer = lambda _: Response(status_code=503)
    await said(slack, text="Hello")
    tries = slack.inbox.received
    assert len(tries) == 4 and len({one.body["event_id"] for one in tries}) == 1
    assert [one.headers.get("x-slack-retry-num") for one in tries] == [None, "1", "2", "3"]
    assert {one.headers["x-slack-retry-reason"] for one in tries[1:]} == {"http_error"}


async def test_a_slow_answer_counts_as_none(slack: Stage) -> None:
    await slack.hand("timing", ack_seconds=0.01)
    slack.inbox.slowness = 60.0
    await said(slack, text="Hello")
    assert slack.inbox.received[1].headers["x-slack-retry-reason"] == "http_timeout"
    assert (await slack.hand("events"))["events"][-1]["attempts"] == ["http_timeout"] * 4


async def test_no_retry_is_respected(slack: Stage) -> None:
    slack.inbox.answer = lambda _: Response(status_code=500, headers={"x-slack-no-retry": "1"})
    await said(slack, text="Hello")
    assert len(slack.inbox.received) == 1


async def test_an_event_can_be_delivered_again(slack: Stage) -> None:
    await said(slack, text="Hello")
    event_id = slack.inbox.last["event_id"]
    await slack.hand("redeliver", event_id=event_id)
    await slack.settle()
    again = slack.inbox.received[-1]
    assert (again.body["event_id"], again.headers["x-slack-retry-num"]) == (event_id, "1")
    assert (await slack.mistake("redeliver", event_id="Ev0"))[0] == 404


@pytest.mark.parametrize(("kind", "times"), [("duplicate", 2), ("drop", 0)])
async def test_deliveries_go_wrong_on_demand(slack: Stage, kind: str, times: int) -> None:
    slack.fault("event", kind)
    assert len(await said(slack, text="Hello")) == times


ACKS: list[tuple[Response, str, str | None]] = [
    (PlainTextResponse("Usage: /rite new"), "Usage: /rite new", ADA),
    (answers({"text": "Hello"})({}), "Hello", ADA),
    (answers({"text": "Hello all", "response_type": "in_channel"})({}), "Hello all", None),
]


@pytest.mark.parametrize(("ack", "text", "whom"), ACKS)
async def test_the_answer_to_a_command_is_shown(slack: Stage, ack: Response, text: str, whom: str | None) -> None:
    slack.inbox.answer = lambda _: ack
    await slack.trigger()
    message = slack.messages()[-1]
    assert (message["text"], message.get("ephemeral_for")) == (text, whom)


FAILURES: list[tuple[Response, float, str]] = [
    (Response(status_code=404), 0.0, "dispatch_failed"),
    (Response(), 60.0, "did not respond"),
    (answers({"text": "x", "blocks": [{"type": "x"}]})({}), 0.0, "invalid_command_response"),
]


@pytest.mark.parametrize(("ack", "slowness", "warning"), FAILURES)
async def test_a_failed_command_is_told_to_the_person(
    slack: Stage, ack: Response, slowness: float, warning: str
) -> None:
    await slack.hand("timing", ack_seconds=0.01 if slowness else 3.0)
    slack.inbox.answer, slack.inbox.slowness = (lambda _: ack), slowness
    await slack.trigger()
    assert warning in slack.slack.view()["warnings"][ADA][-1]
    assert len(slack.inbox.received) == 1


async def test_a_press_tells_everything_about_itself(slack: Stage) -> None:
    blocks = [actions(button("ok", value="7"), button("ok2", url="https://x.example"), block_id="row")]
    posted = await slack.good("chat.postMessage", channel=EVENTS, text="x", blocks=blocks)
    await slack.hand("press", user="ben", channel="#events", ts=posted["ts"], action_id="ok")
    payload = slack.inbox.asked
    [action] = payload["actions"]
    assert (action["block_id"], action["value"], action["type"]) == ("row", "7", "button")
    assert (payload["user"]["id"], payload["message"]["ts"]) == ("U0BEN00001", posted["ts"])
    assert payload["container"]["channel_id"] == payload["channel"]["id"] == EVENTS
    assert payload["response_url"].startswith("http://sandbox/slack/response/")
    await slack.hand("press", user="ben", channel="#events", ts=posted["ts"], action_id="ok2")
    assert slack.inbox.asked["actions"][0]["action_id"] == "ok2"


async def test_a_button_that_is_gone_needs_force(slack: Stage) -> None:
    blocks = [actions(button("ok", value="rev-1"), block_id="old")]
    posted = await slack.good("chat.postMessage", channel=EVENTS, text="x", blocks=blocks)
    await slack.good("chat.update", channel=EVENTS, ts=posted["ts"], text="x", blocks=[section("Done")])
    wish = {"user": "ben", "channel": "#events", "ts": posted["ts"], "action_id": "ok", "value": "rev-1"}
    status, text = await slack.mistake("press", **wish)
    assert status == 404 and "no ok to press" in text
    await slack.hand("press", **wish, force=True)
    action = slack.inbox.asked["actions"][0]
    assert (action["block_id"], action["value"]) == ("old", "rev-1")


async def test_shortcuts_arrive_with_and_without_a_message(slack: Stage) -> None:
    await slack.hand("shortcut", user="ada", callback_id="new_event")
    assert slack.inbox.asked["type"] == "shortcut" and "channel" not in slack.inbox.asked
    ts = (await slack.hand("say", user="ada", channel="#events", text="Friday, 22:00"))["ts"]
    await slack.hand("shortcut", user="ada", callback_id="from_message", channel="#events", ts=ts)
    assert slack.inbox.asked["type"] == "message_action"
    assert slack.inbox.asked["message"]["text"] == "Friday, 22:00"


async def answered(slack: Stage, url: str, **body: Any) -> tuple[int, str]:
    response = await slack.http.post(url, json=body)
    return response.status_code, response.text


async def test_a_response_url_works_five_times(slack: Stage) -> None:
    await slack.trigger()
    url = slack.inbox.asked["response_url"]
    for number in range(5):
        assert await answered(slack, url, text=str(number)) == (200, "ok")
    assert (await answered(slack, url, text="6"))[0] == 404
    assert {one["ephemeral_for"] for one in slack.messages()} == {ADA}


async def test_a_response_url_lives_half_an_hour(slack: Stage) -> None:
    await slack.trigger()
    await slack.http.post("/control/clock", json={"add_seconds": 31 * 60})
    assert (await answered(slack, slack.inbox.asked["response_url"], text="x"))[0] == 404


async def test_a_response_url_replaces_and_deletes_even_a_whisper(slack: Stage) -> None:
    ask = {"channel": EVENTS, "user": ADA, "text": "?", "blocks": [actions(button())]}
    ts = (await slack.good("chat.postEphemeral", **ask))["message_ts"]
    await slack.hand("press", user="ada", channel="#events", ts=ts, action_id="go")
    payload = slack.inbox.asked
    assert payload["container"]["is_ephemeral"] and "message" not in payload
    await answered(slack, payload["response_url"], text="Done", replace_original=True)
    assert [(one["text"], one["blocks"]) for one in slack.messages()] == [("Done", [])]
    await answered(slack, payload["response_url"], delete_original=True)
    assert slack.messages() == []
    assert (await answered(slack, payload["response_url"]))[0] == 400


async def test_uninstalling_revokes_everything(slack: Stage) -> None:
    await slack.hand("uninstall")
    await slack.settle()
    assert {event["type"] for event in slack.inbox.events} == {"app_uninstalled", "tokens_revoked"}
    assert (await slack.call("auth.test"))["error"] == "token_revoked"
    assert (await slack.mistake("command", user="ada", channel="dm", command="/rite"))[0] == 409
    await slack.hand("install")
    await slack.good("auth.test")


async def test_a_reset_starts_over_with_ids_never_used_before(slack: Stage) -> None:
    await said(slack, text="Before")
    before = slack.inbox.last["event_id"]
    await slack.http.post("/control/reset", json={})
    assert slack.messages() == []
    await said(slack, text="After")
    assert slack.inbox.last["event_id"] != before


MISTAKES: list[tuple[str, Json, int]] = [
    ("say", {"user": "zoe", "channel": "dm", "text": "x"}, 404),
    ("say", {"user": "ada", "channel": "#nowhere", "text": "x"}, 404),
    ("say", {"user": "gil", "channel": "#events", "text": "x"}, 403),
    ("say", {"user": "ada", "channel": "dm", "text": ""}, 400),
    ("say", {"user": "ada", "channel": "dm", "files": [{"name": "a"}]}, 400),
    ("press", {"user": "ada", "channel": "dm", "ts": "1.000001", "action_id": "x"}, 404),
    ("press", {"user": "ada", "view_id": "V1", "action_id": "x"}, 404),
    ("invite", {"channel": "#events"}, 409),
    ("timing", {"patience": 1}, 400),
    ("dance", {}, 404),
]


@pytest.mark.parametrize(("hand", "wish", "status"), MISTAKES)
async def test_what_nobody_could_do_is_explained(slack: Stage, hand: str, wish: Json, status: int) -> None:
    got, text = await slack.mistake(hand, **wish)
    assert got == status and text


async def test_what_went_over_the_wire_is_sent_again_as_it_was_with_a_signature_of_now(slack: Stage) -> None:
    await said(slack, text="Hello")
    await slack.trigger()
    before = len(slack.inbox.received)
    number = next(one["number"] for one in reversed(slack.world.view()["wire"]) if one["whole"])
    again = await slack.http.post("/control/again", json={"number": number})
    assert again.json() == {"status": 200}
    first, second = slack.inbox.received[before - 1], slack.inbox.received[before]
    assert first.raw == second.raw
    assert SignatureVerifier(slack.world.config.slack_signing_secret).is_valid_request(second.raw, second.headers)
    assert slack.world.view()["wire"][-1]["direction"] == "slack -> service"
    assert (await slack.http.post("/control/again", json={"number": 10_000})).status_code == 404
