"""What Slack adds to blocks before it keeps them: missing ids and the defaults of text objects."""

import copy
import secrets
from collections.abc import Iterator
from typing import Any

from sandbox.slack.blocks.elements import ELEMENTS
from sandbox.slack.blocks.layouts import BLOCKS
from sandbox.slack.blocks.surfaces import walk
from sandbox.slack.refused import Json

PRESSABLE = frozenset(ELEMENTS.shapes) - {"image"}
TEXT_DEFAULTS = {"plain_text": {"emoji": True}, "mrkdwn": {"verbatim": False}}


def dressed(blocks: list[Json]) -> list[Json]:
    """A copy of valid blocks in which every block has a block_id and every element an action_id."""
    blocks = copy.deepcopy(blocks)
    for one, pointer in walk(blocks):
        kind = one.get("type")
        for key, value in TEXT_DEFAULTS.get(str(kind), {}).items():
            one.setdefault(key, value)
        if kind in PRESSABLE:
            one.setdefault("action_id", secrets.token_urlsafe(4))
        elif kind in BLOCKS.shapes and _is_block(pointer):
            one.setdefault("block_id", secrets.token_urlsafe(4))
    return blocks


def _is_block(pointer: str) -> bool:
    """Whether the pointer leads to a whole block: /3, or /3/child_blocks/0."""
    parts = pointer.split("/")
    return len(parts) == 2 or parts[-2] == "child_blocks"


def elements_of(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every element a person can use, with the block that holds it."""
    for block in blocks:
        inner = block.get("child_blocks")
        if isinstance(inner, list):
            yield from elements_of(inner)
            continue
        for one, _ in walk(block):
            if one.get("type") in PRESSABLE and "action_id" in one:
                yield block, one


def label_of(block: Json) -> str:
    """The words beside an input."""
    label: Any = block.get("label", {})
    return str(label.get("text", ""))
