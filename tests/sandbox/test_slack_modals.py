"""Modals and the Home tab: triggers, stacks, hashes, and what a submission may answer."""

import base64
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from films import film
from slack_stage import PNG, Json, Stage, actions, answers, asks, button, modal, plain, section, stage
from stages.uploads import as_files, photo
from starlette.responses import PlainTextResponse, Response

ADA = "U0ADA00001"
TITLE = asks("Title", {"type": "plain_text_input", "action_id": "title", "max_length": 20}, block_id="title")
GENRES = [{"text": plain("Techno"), "value": "t"}, {"text": plain("Jazz"), "value": "j"}]
HOME = {"type": "home", "blocks": [section("Welcome")]}


@pytest.fixture
async def slack() -> AsyncIterator[Stage]:
    async with stage() as one:
        yield one


async def opened(slack: Stage, view: Json) -> Json:
    shown: Json = (await slack.good("views.open", trigger_id=await slack.trigger(), view=view))["view"]
    return shown


async def submitted(slack: Stage, view: Json, **values: Any) -> Json:
    return await slack.hand("submit", user="ada", view_id=view["id"], values=values)


def state(slack: Stage) -> Json:
    values: Json = slack.inbox.asked["view"]["state"]["values"]
    return values


async def test_a_trigger_works_once(slack: Stage) -> None:
    trigger = await slack.trigger()
    await slack.good("views.open", trigger_id=trigger, view=modal())
    assert (await slack.call("views.open", trigger_id=trigger, view=modal()))["error"] == "exchanged_trigger_id"


async def test_a_trigger_dies_with_its_three_seconds(slack: Stage) -> None:
    await slack.hand("timing", trigger_seconds=0)
    answer = await slack.call("views.open", trigger_id=await slack.trigger(), view=modal())
    assert answer["error"] == "expired_trigger_id"


async def test_a_made_up_trigger_is_invalid(slack: Stage) -> None:
    assert (await slack.call("views.open", trigger_id="1.2.abc", view=modal()))["error"] == "invalid_trigger_id"


async def test_a_refused_view_leaves_the_trigger_alive(slack: Stage) -> None:
    trigger = await slack.trigger()
    refused = await slack.call("views.open", trigger_id=trigger, view=modal(title=plain("x" * 25)))
    assert refused["response_metadata"]["messages"][1].endswith("[json-pointer:/view/title/text]")
    await slack.good("views.open", trigger_id=trigger, view=modal())


async def test_an_old_hash_conflicts(slack: Stage) -> None:
    view = await opened(slack, modal())
    newer = (await slack.good("views.update", view_id=view["id"], hash=view["hash"], view=modal()))["view"]
    answer = await slack.call("views.update", view_id=view["id"], hash=view["hash"], view=modal())
    assert (answer["error"], newer["hash"] != view["hash"]) == ("hash_conflict", True)


async def test_a_stack_holds_three_views(slack: Stage) -> None:
    await opened(slack, modal(actions(button())))
    for _ in range(2):
        top = slack.slack.view()["modals"][ADA][-1]
        await slack.hand("press", user="ada", view_id=top["id"], action_id="go")
        trigger = slack.inbox.asked["trigger_id"]
        pushed = (await slack.good("views.push", trigger_id=trigger, view=modal(actions(button()))))["view"]
        assert pushed["previous_view_id"] == top["id"]
    await slack.hand("press", user="ada", view_id=pushed["id"], action_id="go")
    answer = await slack.call("views.push", trigger_id=slack.inbox.asked["trigger_id"], view=modal())
    assert answer["error"] == "push_limit_reached"


async def test_a_push_needs_a_trigger_from_inside(slack: Stage) -> None:
    await opened(slack, modal())
    assert (await slack.call("views.push", trigger_id=await slack.trigger(), view=modal()))["error"] == "not_found"


async def test_an_external_id_is_used_once_and_finds_its_view(slack: Stage) -> None:
    await opened(slack, modal(external_id="event-1"))
    answer = await slack.call("views.open", trigger_id=await slack.trigger("ben"), view=modal(external_id="event-1"))
    assert answer["error"] == "duplicate_external_id"
    await slack.good("views.update", external_id="event-1", view=modal(external_id="event-1"))


async def test_a_view_over_250_kb_is_too_large(slack: Stage) -> None:
    many = [section("x" * 2900) for _ in range(90)]
    assert (await slack.call("views.publish", user_id=ADA, view={"type": "home", "blocks": many}))["error"] == (
        "view_too_large"
    )


async def test_the_home_tab_keeps_its_id_and_changes_its_hash(slack: Stage) -> None:
    first = (await slack.good("views.publish", user_id=ADA, view=HOME))["view"]
    second = (await slack.good("views.publish", user_id=ADA, view=HOME, hash=first["hash"]))["view"]
    assert (first["id"], first["hash"] == second["hash"]) == (second["id"], False)
    answer = await slack.call("views.publish", user_id=ADA, view=HOME, hash=first["hash"])
    assert answer["error"] == "hash_conflict"
    await slack.hand("home", user="ada")
    await slack.settle()
    event = slack.inbox.events[-1]
    assert (event["type"], event["tab"], event["view"]["id"]) == ("app_home_opened", "home", first["id"])


INPUTS: list[tuple[str, Json, Any, Json]] = [
    ("text", {"type": "plain_text_input"}, "Night", {"value": "Night"}),
    ("an address", {"type": "url_text_input"}, "https://a.example/x", {"value": "https://a.example/x"}),
    ("a number", {"type": "number_input", "is_decimal_allowed": False}, 12, {"value": "12"}),
    ("a day", {"type": "datepicker"}, "2026-11-28", {"selected_date": "2026-11-28"}),
    ("a time", {"type": "timepicker", "timezone": "Europe/Berlin"}, "22:30",
     {"selected_time": "22:30", "timezone": "Europe/Berlin"}),
    ("a moment", {"type": "datetimepicker"}, "2026-11-28 22:30",
     {"selected_date_time": int(datetime(2026, 11, 28, 21, 30, tzinfo=UTC).timestamp())}),
    ("an option by its text", {"type": "static_select", "options": GENRES}, "Jazz",
     {"selected_option": GENRES[1]}),
    ("an option by its value", {"type": "radio_buttons", "options": GENRES}, "t", {"selected_option": GENRES[0]}),
    ("several options", {"type": "checkboxes", "options": GENRES}, ["t", "j"], {"selected_options": GENRES}),
    ("a person", {"type": "users_select"}, "ben", {"selected_user": "U0BEN00001"}),
    ("a channel", {"type": "conversations_select"}, "#events", {"selected_conversation": "C0EVENTS01"}),
]  # fmt: skip


def dressed(value: Any) -> Any:
    """Slack adds emoji: true to plain text."""
    if isinstance(value, dict):
        more = {"emoji": True} if value.get("type") == "plain_text" else {}
        return {key: dressed(one) for key, one in value.items()} | more
    return [dressed(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize(("element", "given", "told"), [row[1:] for row in INPUTS], ids=[row[0] for row in INPUTS])
async def test_what_is_entered_arrives_as_slack_spells_it(slack: Stage, element: Json, given: Any, told: Json) -> None:
    view = await opened(slack, modal(asks("Answer", element | {"action_id": "a"}, block_id="b")))
    assert await submitted(slack, view, Answer=given) == {"closed": True, "errors": {}}
    assert state(slack)["b"]["a"] == dressed({"type": element["type"]} | told)


async def test_a_file_in_a_form_can_be_downloaded(slack: Stage) -> None:
    element = {"type": "file_input", "action_id": "f", "filetypes": ["png"], "max_files": 1}
    view = await opened(slack, modal(asks("Flyer", element, block_id="f")))
    picture = {"name": "old.png", "base64": base64.b64encode(PNG).decode()}
    assert (await submitted(slack, view, Flyer=[picture]))["closed"]
    [file] = state(slack)["f"]["f"]["files"]
    bearer = {"authorization": f"Bearer {slack.world.config.slack_bot_token}"}
    assert (await slack.http.get(file["url_private_download"], headers=bearer)).content == PNG


async def test_a_form_takes_several_pictures_and_videos(slack: Stage) -> None:
    element = {"type": "file_input", "action_id": "f", "filetypes": ["jpg", "mp4", "mov"], "max_files": 10}
    view = await opened(slack, modal(asks("Media", element, block_id="f")))
    given = as_files([photo(), film(), film(format_="mov")])
    assert (await submitted(slack, view, Media=given))["closed"]
    files = state(slack)["f"]["f"]["files"]
    assert [file["filetype"] for file in files] == ["jpg", "mp4", "mov"]
    assert all(file["size"] for file in files)


CLIENT_REFUSES: list[tuple[str, Json, Any, str]] = [
    ("nothing", {"type": "plain_text_input"}, "", "Please complete this required field."),
    ("too much", {"type": "plain_text_input", "max_length": 3}, "four", "at most 3 characters"),
    ("too little", {"type": "plain_text_input", "min_length": 3}, "no", "at least 3 characters"),
    ("words for an address", {"type": "url_text_input"}, "my page", "valid URL"),
    ("words for a number", {"type": "number_input", "is_decimal_allowed": True}, "many", "enter a number"),
    ("a number out of range", {"type": "number_input", "is_decimal_allowed": False, "max_value": "5"}, 6, "between"),
    ("words for a day", {"type": "datepicker"}, "tomorrow", "pick a date"),
    ("an option that is not there", {"type": "static_select", "options": GENRES}, "Folk", "only: Techno, Jazz"),
]


@pytest.mark.parametrize(("element", "given", "text"), [r[1:] for r in CLIENT_REFUSES],
                         ids=[row[0] for row in CLIENT_REFUSES])  # fmt: skip
async def test_the_client_refuses_before_the_app_hears(slack: Stage, element: Json, given: Any, text: str) -> None:
    view = await opened(slack, modal(asks("Answer", element, block_id="b")))
    heard = len(slack.inbox.received)
    answer = await submitted(slack, view, Answer=given)
    assert not answer["closed"] and text in answer["errors"]["Answer"]
    assert len(slack.inbox.received) == heard


async def test_first_values_are_kept_and_optional_inputs_may_stay_empty(slack: Stage) -> None:
    first = TITLE | {"element": TITLE["element"] | {"initial_value": "Night"}}
    notes = asks("Notes", {"type": "plain_text_input", "action_id": "n"}, block_id="n", optional=True)
    view = await opened(slack, modal(first, notes))
    assert (await submitted(slack, view))["closed"]
    assert (state(slack)["title"]["title"]["value"], state(slack)["n"]["n"]["value"]) == ("Night", None)


async def test_typed_words_survive_an_update_while_both_ids_stay(slack: Stage) -> None:
    view = await opened(slack, modal(TITLE))
    slack.inbox.answer = answers({"response_action": "update", "view": modal(section("New"), TITLE)})
    assert not (await submitted(slack, view, Title="Night"))["closed"]
    slack.inbox.answer = lambda _: Response()
    await submitted(slack, view)
    assert state(slack)["title"]["title"]["value"] == "Night"


async def test_errors_stand_beside_inputs_and_elsewhere_mean_trouble(slack: Stage) -> None:
    view = await opened(slack, modal(TITLE))
    slack.inbox.answer = answers({"response_action": "errors", "errors": {"title": "Taken."}})
    assert await submitted(slack, view, Title="Night") == {"closed": False, "errors": {"Title": "Taken."}}
    slack.inbox.answer = answers({"response_action": "errors", "errors": {"titel": "Taken."}})
    assert await submitted(slack, view, Title="Night") == {"closed": False, "errors": {}}
    assert "trouble connecting" in slack.slack.view()["warnings"][ADA][-1]


@pytest.mark.parametrize(("answer", "titles"), [
    ({"response_action": "push", "view": modal(title=plain("Next"))}, ["A question", "Next"]),
    ({"response_action": "update", "view": modal(title=plain("Next"))}, ["Next"]),
    ({"response_action": "clear"}, None),
    ({"response_action": "update", "view": modal(title=plain("x" * 25))}, ["A question"]),
])  # fmt: skip
async def test_a_submission_may_answer_with(slack: Stage, answer: Json, titles: list[str] | None) -> None:
    view = await opened(slack, modal(TITLE))
    slack.inbox.answer = answers(answer)
    assert (await submitted(slack, view, Title="Night"))["closed"] is (titles is None)
    stack = slack.slack.view()["modals"].get(ADA)
    assert (stack and [one["title"]["text"] for one in stack]) == titles


async def test_a_broken_answer_keeps_the_form_open_with_a_warning(slack: Stage) -> None:
    view = await opened(slack, modal(TITLE))
    slack.inbox.answer = lambda _: PlainTextResponse("oops", status_code=500)
    assert not (await submitted(slack, view, Title="Night"))["closed"]
    slack.inbox.answer = lambda _: PlainTextResponse("not json")
    assert not (await submitted(slack, view, Title="Night"))["closed"]
    assert len(slack.slack.view()["warnings"][ADA]) == 2


async def test_cancel_closes_one_view_and_the_x_all_of_them(slack: Stage) -> None:
    root = await opened(slack, modal(actions(button()), notify_on_close=True))
    await slack.hand("press", user="ada", view_id=root["id"], action_id="go")
    trigger = slack.inbox.asked["trigger_id"]
    top = (await slack.good("views.push", trigger_id=trigger, view=modal(notify_on_close=True)))["view"]
    await slack.hand("close", user="ada")
    assert (slack.inbox.asked["view"]["id"], slack.inbox.asked["is_cleared"]) == (top["id"], False)
    await slack.hand("close", user="ada", all=True)
    assert (slack.inbox.asked["view"]["id"], slack.inbox.asked["is_cleared"]) == (root["id"], True)
    assert slack.slack.view()["modals"] == {}
    assert (await slack.mistake("close", user="ada"))[0] == 404


async def test_a_menu_that_dispatches_tells_the_app_what_was_picked(slack: Stage) -> None:
    menu = {"type": "static_select", "action_id": "genre", "options": GENRES}
    view = await opened(slack, modal(TITLE, asks("Genre", menu, block_id="g", dispatch_action=True)))
    await slack.hand("press", user="ada", view_id=view["id"], action_id="genre", value="Jazz")
    payload = slack.inbox.asked
    assert payload["actions"][0]["selected_option"]["value"] == "j"
    assert payload["view"]["state"]["values"]["g"]["genre"]["selected_option"]["value"] == "j"
    assert payload["container"] == {"type": "view", "view_id": view["id"]}
    assert (await slack.mistake("press", user="ada", view_id=view["id"], action_id="title", value="x"))[0] == 409


async def test_what_is_not_in_front_of_a_person_cannot_be_used(slack: Stage) -> None:
    view = await opened(slack, modal(TITLE))
    assert (await slack.mistake("submit", user="ben", view_id=view["id"], values={}))[0] == 404
    status, text = await slack.mistake("submit", user="ada", view_id=view["id"], values={"Titel": "x"})
    assert status == 404 and "only: Title" in text
