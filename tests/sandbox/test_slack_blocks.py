"""What Slack refuses to show, with the place it points at."""

from typing import Any

import pytest
from slack_stage import Json, actions, asks, button, modal, plain, section

from sandbox.slack.blocks.surfaces import problems_in_message, problems_in_view

TEXT_INPUT: Json = {"type": "plain_text_input", "action_id": "a"}


def option(value: str = "v", text: str = "Text") -> Json:
    return {"text": plain(text), "value": value}


def select(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "s"} | more


def image(**more: Any) -> Json:
    return {"type": "image", "alt_text": "A flyer"} | more


def overflow(count: int) -> Json:
    return {"type": "overflow", "action_id": "o", "options": [option(str(n)) for n in range(count)]}


def chart(points: int) -> Json:
    data = [{"label": f"d{n}", "value": n} for n in range(points)]
    axis = {"categories": ["d0", "d1"]}
    drawn = {"type": "bar", "series": [{"name": "Reach", "data": data}], "axis_config": axis}
    return {"type": "data_visualization", "title": "Reach", "chart": drawn}


def table(rows: int, cells: int = 1, text: str = "x") -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": text}] * cells] * rows}


URL = "https://example.com/a.png"
REFUSED_IN_MESSAGES: list[tuple[str, list[Json], str, str]] = [
    ("a type nobody knows", [{"type": "sectoin"}], "unsupported type: sectoin", "/blocks/0/type"),
    ("a block without type", [{"text": plain("x")}], "missing required field: type", "/blocks/0"),
    ("a misspelt key", [section("x", acessory=button())], "invalid additional property: acessory", "/blocks/0"),
    ("an empty section", [section("")], "must be more than 0 characters", "/blocks/0/text/text"),
    ("a long section", [section("x" * 3001)], "must be less than 3001 characters", "/blocks/0/text/text"),
    ("a section without words", [{"type": "section"}], "missing required field", "/blocks/0"),
    ("eleven fields", [{"type": "section", "fields": [plain("x")] * 11}], "no more than 10 items", "/blocks/0/fields"),
    ("a long field", [{"type": "section", "fields": [plain("x" * 2001)]}], "less than 2001", "/blocks/0/fields/0/text"),
    ("a mrkdwn header", [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "unsupported type: mrkdwn",
     "/blocks/0/text/type"),
    ("a long header", [{"type": "header", "text": plain("x" * 151)}], "less than 151", "/blocks/0/text/text"),
    ("51 blocks", [section("x")] * 51, "no more than 50 items allowed", "/blocks"),
    ("26 buttons", [actions(*[button(str(n)) for n in range(26)])], "no more than 25 items", "/blocks/0/elements"),
    ("a wordy button", [actions(button(text=plain("x" * 76)))], "less than 76", "/blocks/0/elements/0/text/text"),
    ("a long button value", [actions(button(value="x" * 2001))], "less than 2001", "/blocks/0/elements/0/value"),
    ("an empty button value", [actions(button(value=""))], "more than 0", "/blocks/0/elements/0/value"),
    ("a button of another colour", [actions(button(style="warning"))], "valid enum value",
     "/blocks/0/elements/0/style"),
    ("a button with a broken address", [actions(button(url="example.com"))], "failed to match",
     "/blocks/0/elements/0/url"),
    ("a long confirm title", [actions(button(confirm={"title": plain("x" * 101), "text": plain("?"),
     "confirm": plain("Yes"), "deny": plain("No")}))], "less than 101", "/blocks/0/elements/0/confirm/title/text"),
    ("an input in an actions block", [actions(TEXT_INPUT)], "unsupported type: plain_text_input",
     "/blocks/0/elements/0/type"),
    ("a datetimepicker as accessory", [section("x", accessory={"type": "datetimepicker"})],
     "unsupported type: datetimepicker", "/blocks/0/accessory/type"),
    ("the same action twice in a block", [actions(button("a"), button("a"))], "`action_id` already exists",
     "/blocks/0/elements/1/action_id"),
    ("the same block_id twice", [section("x", block_id="b"), section("y", block_id="b")], "`block_id` already exists",
     "/blocks/1/block_id"),
    ("a long action_id", [actions(button("a" * 256))], "less than 256", "/blocks/0/elements/0/action_id"),
    ("an image with both sources", [image(image_url=URL, slack_file={"id": "F12345678"})], "only one of", "/blocks/0"),
    ("an image without source", [image()], "missing required field", "/blocks/0"),
    ("an image without words", [{"type": "image", "image_url": URL}], "missing required field: alt_text", "/blocks/0"),
    ("a local image address", [image(image_url="flyers/a.png")], "failed to match", "/blocks/0/image_url"),
    ("a file nobody uploaded", [image(slack_file={"id": "F00000000"})], "invalid slack file", "/blocks/0/slack_file"),
    ("a file id of another kind", [image(slack_file={"id": "f1"})], "failed to match", "/blocks/0/slack_file/id"),
    ("a long option value", [actions(select(options=[option("x" * 151)]))], "less than 151",
     "/blocks/0/elements/0/options/0/value"),
    ("a long option text", [actions(select(options=[option(text="x" * 76)]))], "less than 76",
     "/blocks/0/elements/0/options/0/text/text"),
    ("101 options", [actions(select(options=[option(str(n)) for n in range(101)]))], "no more than 100 items",
     "/blocks/0/elements/0/options"),
    ("a select without options", [actions(select())], "missing required field: one of options", "/blocks/0/elements/0"),
    ("a preselection that is no option", [actions(select(options=[option()], initial_option=option("other")))],
     "initial_option must match", "/blocks/0/elements/0"),
    ("six overflow options", [actions(overflow(6))], "no more than 5 items", "/blocks/0/elements/0/options"),
    ("a crooked date", [actions({"type": "datepicker", "action_id": "d", "initial_date": "14.11.2026"})],
     "failed to match", "/blocks/0/elements/0/initial_date"),
    ("a date and time as text", [actions({"type": "datetimepicker", "initial_date_time": "1700000000"})],
     "must be an integer", "/blocks/0/elements/0/initial_date_time"),
    ("eleven things in a context", [{"type": "context", "elements": [plain("x")] * 11}], "no more than 10 items",
     "/blocks/0/elements"),
    ("an alert outside modals", [{"type": "alert", "text": plain("x")}], "unsupported type: alert", "/blocks/0/type"),
    ("too much markdown in all", [{"type": "markdown", "text": "x" * 7000}] * 2, "less than 12001", "/blocks"),
    ("two tables", [table(1), table(1)], "no more than 1 table blocks", "/blocks"),
    ("a table of 101 rows", [table(101)], "no more than 100 items", "/blocks/0/rows"),
    ("a table full of words", [table(50, 2, "x" * 101)], "less than 10001", "/blocks/0/rows"),
    ("three charts", [chart(2)] * 3, "no more than 2 data_visualization blocks", "/blocks"),
    ("a chart with a missing point", [chart(1)], "one point for each category", "/blocks/0/chart/series/0/data"),
    ("two first focuses", [asks("A", TEXT_INPUT | {"focus_on_load": True}),
     asks("B", TEXT_INPUT | {"focus_on_load": True})], "only one element may have focus_on_load", "/blocks"),
]  # fmt: skip


@pytest.mark.parametrize(("blocks", "complaint", "pointer"), [row[1:] for row in REFUSED_IN_MESSAGES],
                         ids=[row[0] for row in REFUSED_IN_MESSAGES])  # fmt: skip
def test_a_message_is_refused_for(blocks: list[Json], complaint: str, pointer: str) -> None:
    found = problems_in_message(blocks, lambda _: False)
    assert any(complaint in one and one.endswith(f"[json-pointer:{pointer}]") for one in found), found


ACCEPTED_IN_MESSAGES: list[tuple[str, list[Json]]] = [
    ("the longest section", [section("x" * 3000)]),
    ("fifty blocks", [section("x")] * 50),
    ("equal action_ids in different blocks", [actions(button("a")), actions(button("a"))]),
    ("25 buttons", [actions(*[button(str(n)) for n in range(25)])]),
    ("an option value of 150", [actions(select(options=[option("x" * 150)]))]),
    ("groups of options", [actions(select(option_groups=[{"label": plain("G"), "options": [option()]}]))]),
    ("a preselected option", [actions(select(options=[option()], initial_option=option()))]),
    ("an image by address", [image(image_url=URL, title=plain("Flyer"))]),
    ("one table, two charts", [table(100, 20), chart(2), chart(2)]),
    ("a container", [{"type": "container", "title": plain("More"), "child_blocks": [section("x"), actions(button())]}]),
    ("rich text", [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [
        {"type": "date", "timestamp": 1700000000, "format": "{time}"}, {"type": "text", "text": "!"}]}]}]),
]  # fmt: skip


@pytest.mark.parametrize(
    "blocks", [row[1] for row in ACCEPTED_IN_MESSAGES], ids=[row[0] for row in ACCEPTED_IN_MESSAGES]
)
def test_a_message_is_accepted_with(blocks: list[Json]) -> None:
    assert problems_in_message(blocks, lambda _: True) == []


HUNDRED_AND_ONE = [section("x")] * 101
REFUSED_VIEWS: list[tuple[str, Json, str, str]] = [
    ("no title", {"type": "modal", "blocks": [section("x")]}, "missing required field: title", "/view"),
    ("a long title", modal(title=plain("x" * 25)), "less than 25", "/view/title/text"),
    ("a long submit", modal(submit=plain("x" * 25)), "less than 25", "/view/submit/text"),
    ("an input without submit", {"type": "modal", "title": plain("x"), "blocks": [asks("A", TEXT_INPUT)]},
     "missing required field: submit", "/view"),
    ("101 blocks", modal(*HUNDRED_AND_ONE), "no more than 100 items", "/view/blocks"),
    ("long private metadata", modal(private_metadata="x" * 3001), "less than 3001", "/view/private_metadata"),
    ("a long callback_id", modal(callback_id="x" * 256), "less than 256", "/view/callback_id"),
    ("a long label", modal(asks("x" * 2001, TEXT_INPUT)), "less than 2001", "/view/blocks/0/label/text"),
    ("a table", modal(table(1)), "unsupported type: table", "/view/blocks/0/type"),
    ("eleven files", modal(asks("A", {"type": "file_input", "max_files": 11})), "between 1 and 10",
     "/view/blocks/0/element/max_files"),
    ("a number input that does not say decimals", modal(asks("A", {"type": "number_input"})),
     "missing required field: is_decimal_allowed", "/view/blocks/0/element"),
    ("a dispatching file input", modal(asks("A", {"type": "file_input"}, dispatch_action=True)),
     "not supported with file_input", "/view/blocks/0"),
    ("eleven checkboxes", modal(asks("A", {"type": "checkboxes", "options": [option(str(n)) for n in range(11)]})),
     "no more than 10 items", "/view/blocks/0/element/options"),
    ("submit_disabled", modal(submit_disabled=True), "invalid additional property: submit_disabled", "/view"),
    ("a home sent as a modal", {"type": "home", "blocks": [section("x")]}, "unsupported type: home", "/view/type"),
]  # fmt: skip


@pytest.mark.parametrize(("view", "complaint", "pointer"), [row[1:] for row in REFUSED_VIEWS],
                         ids=[row[0] for row in REFUSED_VIEWS])  # fmt: skip
def test_a_modal_is_refused_for(view: Json, complaint: str, pointer: str) -> None:
    found = problems_in_view(view, "modal", lambda _: True)
    assert found[0] == "failed to match all allowed schemas [json-pointer:/view]"
    assert any(complaint in one and one.endswith(f"[json-pointer:{pointer}]") for one in found), found


def test_a_home_tab_may_hold_a_hundred_blocks_and_an_input_without_submit() -> None:
    home = {"type": "home", "blocks": [asks("A", TEXT_INPUT), *[section("x")] * 99]}
    assert problems_in_view(home, "home", lambda _: True) == []
