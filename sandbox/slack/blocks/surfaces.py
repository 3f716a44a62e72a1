"""Whole messages, modals and Home tabs: the rules that look at more than one block."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from sandbox.slack.blocks.layouts import IN_HOME, IN_MESSAGE, IN_MODAL
from sandbox.slack.blocks.rules import Flag, Rule, Several, Shape, Typed, Words, at
from sandbox.slack.blocks.texts import plain
from sandbox.slack.refused import Json

IsShowable = Callable[[Json], bool]
"""Whether a slack_file reference names a picture that Slack has finished checking."""

MARKDOWN_CHARACTERS = 12_000
TABLE_CHARACTERS = {"table": 10_000, "data_table": 20_000}
MOST_OF_A_KIND = {"table": 1, "data_table": 1, "data_visualization": 2}
VIEW_BYTES = 250_000
NO_MATCH = "failed to match all allowed schemas"


def _submit_with_inputs(view: Json, pointer: str) -> Iterator[str]:
    blocks = view.get("blocks")
    has_input = isinstance(blocks, list) and any(_type_of(block) == "input" for block in blocks)
    if has_input and "submit" not in view:
        yield at("missing required field: submit, because the view has an input block", pointer)


_VIEW: dict[str, Rule] = {
    "private_metadata": Words(3000, 0),
    "callback_id": Words(255, 0),
    "external_id": Words(255, 0),
}
_SWITCHES: dict[str, Rule] = {"clear_on_close": Flag(), "notify_on_close": Flag()}
MESSAGE = Several(IN_MESSAGE, 50)
VIEW = Typed(
    {
        "modal": Shape(
            {"title": plain(24), "blocks": Several(IN_MODAL, 100)},
            _VIEW | _SWITCHES | {"close": plain(24), "submit": plain(24)},
            also=_submit_with_inputs,
        ),
        "home": Shape({"blocks": Several(IN_HOME, 100)}, _VIEW),
    }
)


def problems_in_message(blocks: Any, is_showable: IsShowable) -> list[str]:
    """What Slack says about the blocks of a message; empty when it would post them."""
    found = list(MESSAGE.problems(blocks, "/blocks"))
    return found or list(_problems_across(blocks, "/blocks", is_showable))


def problems_in_view(view: Any, kind: str, is_showable: IsShowable) -> list[str]:
    """What Slack says about a view of kind "modal" or "home"; empty when it would show it."""
    found = list(VIEW.only(kind).problems(view, "/view"))
    found = found or list(_problems_across(view["blocks"], "/view/blocks", is_showable))
    return [at(NO_MATCH, "/view"), *found] if found else []


def is_too_large(view: Json) -> bool:
    return len(json.dumps(view)) > VIEW_BYTES


def _problems_across(blocks: list[Json], pointer: str, is_showable: IsShowable) -> Iterator[str]:
    yield from _repeated_ids(blocks, pointer)
    yield from _unusable_files(blocks, pointer, is_showable)
    if sum(_length(block) for block in blocks if block["type"] == "markdown") > MARKDOWN_CHARACTERS:
        yield at(f"markdown text must be less than {MARKDOWN_CHARACTERS + 1} characters in total", pointer)
    for kind, most in MOST_OF_A_KIND.items():
        if sum(block["type"] == kind for block in blocks) > most:
            yield at(f"no more than {most} {kind} blocks allowed", pointer)
    for index, block in enumerate(blocks):
        most_characters = TABLE_CHARACTERS.get(block["type"])
        if most_characters and _length(block["rows"]) > most_characters:
            yield at(f"must be less than {most_characters + 1} characters", f"{pointer}/{index}/rows")
    if sum(one.get("focus_on_load") is True for one, _ in walk(blocks, pointer)) > 1:
        yield at("only one element may have focus_on_load", pointer)


def _repeated_ids(blocks: list[Json], pointer: str) -> Iterator[str]:
    """block_id is unique in the whole payload, action_id within its block."""
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        for one, where in walk(block, f"{pointer}/{index}"):
            block_id = one.get("block_id")
            if block_id is not None and block_id in seen:
                yield at(f"`block_id` already exists: {block_id}", f"{where}/block_id")
            seen.add(block_id or "")
        actions: set[str] = set()
        for one, where in walk(block, f"{pointer}/{index}"):
            action_id = one.get("action_id")
            if action_id is not None and action_id in actions:
                yield at(f"`action_id` already exists in this block: {action_id}", f"{where}/action_id")
            actions.add(action_id or "")


def _unusable_files(blocks: list[Json], pointer: str, is_showable: IsShowable) -> Iterator[str]:
    for one, where in walk(blocks, pointer):
        if "slack_file" in one and not is_showable(one["slack_file"]):
            yield at("invalid slack file", f"{where}/slack_file")


def walk(value: Any, pointer: str = "") -> Iterator[tuple[Json, str]]:
    """Every object inside value with its pointer, outermost first."""
    if isinstance(value, dict):
        yield value, pointer
        for key, item in value.items():
            yield from walk(item, f"{pointer}/{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from walk(item, f"{pointer}/{index}")


def _length(value: Any) -> int:
    return sum(len(one["text"]) for one, _ in walk(value) if isinstance(one.get("text"), str))


def _type_of(block: object) -> object:
    return block.get("type") if isinstance(block, dict) else None
