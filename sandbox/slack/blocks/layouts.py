"""The blocks themselves, and on which surface each may stand."""

from collections.abc import Iterator

from sandbox.slack.blocks.elements import ELEMENTS, IN_ACCESSORY, IN_ACTIONS, IN_CONTEXT_ACTIONS, IN_INPUT
from sandbox.slack.blocks.rules import Among, Anything, Flag, Maybe, Number, Rule, Several, Shape, Typed, Words, at
from sandbox.slack.blocks.texts import (
    ADDRESS,
    HTTP_ADDRESS,
    IDENTIFIER,
    IMAGE_ELEMENT,
    PICTURE,
    RICH_TEXT,
    RICH_TEXT_CONTAINERS,
    plain,
    text,
)
from sandbox.slack.refused import Json

_ID: dict[str, Rule] = {"block_id": IDENTIFIER}
_RICH_CELL = Shape({"elements": Several(RICH_TEXT_CONTAINERS, least=0)})
_RICH = Typed({"rich_text": RICH_TEXT})
_IMAGE = Typed({"image": IMAGE_ELEMENT})


def _charted_evenly(chart: Json, pointer: str) -> Iterator[str]:
    """One point for each category, in each series, and no series named twice."""
    series, axis = chart.get("series"), chart.get("axis_config")
    if not isinstance(series, list) or not isinstance(axis, dict):
        return
    names = [one.get("name") for one in series if isinstance(one, dict)]
    if len(set(names)) != len(names):
        yield at("series names must be unique", f"{pointer}/series")
    for index, one in enumerate(series):
        points = one.get("data", []) if isinstance(one, dict) else []
        labels = [point.get("label") for point in points if isinstance(point, dict)]
        if sorted(map(str, labels)) != sorted(map(str, axis.get("categories", []))):
            yield at("data must have one point for each category", f"{pointer}/series/{index}/data")


def _no_dispatching_file_input(block: Json, pointer: str) -> Iterator[str]:
    element = block.get("element")
    if isinstance(element, dict) and element.get("type") == "file_input" and block.get("dispatch_action"):
        yield at("dispatch_action is not supported with file_input", pointer)


_SERIES = Shape({"name": Words(20), "data": Several(Shape({"label": Words(20), "value": Number(is_decimal=True)}), 20)})
_CHART = Shape(
    {
        "series": Several(_SERIES, 12),
        "axis_config": Shape(
            {"categories": Several(Words(20), 20)}, {"x_label": Words(50, 0), "y_label": Words(50, 0)}
        ),
    },
    also=_charted_evenly,
)
_PIE = Shape({"segments": Several(Shape({"label": Words(20), "value": Number(5e-324, is_decimal=True)}), 12)})
_TABLE_CELL = Typed({"raw_text": Shape({"text": Words(least=0)}), "rich_text": _RICH_CELL})
_DATA_CELL = Typed(
    {
        "raw_text": Shape({"text": Words()}),
        "raw_number": Shape({"value": Number(is_decimal=True)}, {"text": Words()}),
        "rich_text": _RICH_CELL,
        "action_cell": Anything(),
    }
)
_COLUMN = Shape({}, {"align": Among(("left", "center", "right")), "is_wrapped": Flag()})
_CARD = Shape(
    {},
    _ID
    | {
        "hero_image": _IMAGE,
        "icon": _IMAGE,
        "slack_icon": Anything(),
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "subtext": text(200),
        "actions": Several(ELEMENTS.only("button"), 3),
    },
    at_least_one=("hero_image", "title", "actions", "body"),
)
_TASK: dict[str, Rule] = _ID | {
    "details": _RICH,
    "output": _RICH,
    "sources": Several(Typed({"url": Shape({"url": ADDRESS, "text": Words()})})),
    "status": Among(("pending", "in_progress", "complete", "error")),
}

_LEAVES: dict[str, Rule] = {
    "actions": Shape({"elements": Several(IN_ACTIONS, 25)}, _ID),
    "alert": Shape({"text": text(200)}, _ID | {"level": Among(("default", "info", "warning", "error", "success"))}),
    "card": _CARD,
    "carousel": Shape({"elements": Several(Typed({"card": _CARD}), 10)}, _ID),
    "context": Shape({"elements": Several(Typed({**text(3000).shapes, "image": IMAGE_ELEMENT}), 10)}, _ID),
    "context_actions": Shape({"elements": Several(IN_CONTEXT_ACTIONS, 5)}, _ID),
    "data_table": Shape(
        {"caption": Words(), "rows": Several(Several(_DATA_CELL, 20), 201, 2)},
        _ID | {"page_size": Number(1, 100), "row_header_column_index": Number(0, 19)},
    ),
    "data_visualization": Shape(
        {"title": Words(50), "chart": Typed({"line": _CHART, "bar": _CHART, "area": _CHART, "pie": _PIE})}, _ID
    ),
    "divider": Shape({}, _ID),
    "file": Shape({"external_id": Words(), "source": Among(("remote",))}, _ID),
    "header": Shape({"text": plain(150)}, _ID | {"level": Number(1, 4)}),
    "image": Shape(
        {"alt_text": Words(2000)}, _ID | PICTURE | {"title": plain(2000)}, exactly_one=("image_url", "slack_file")
    ),
    "input": Shape(
        {"label": plain(2000), "element": IN_INPUT},
        _ID | {"dispatch_action": Flag(), "hint": plain(2000), "optional": Flag()},
        also=_no_dispatching_file_input,
    ),
    "markdown": Shape({"text": Words(12_000)}, _ID),
    "plan": Shape({"title": Anything()}, _ID | {"tasks": Several(Anything(), 50, 0)}),
    "rich_text": RICH_TEXT,
    "section": Shape(
        {},
        _ID | {"text": text(3000), "fields": Several(text(2000), 10), "accessory": IN_ACCESSORY, "expand": Flag()},
        at_least_one=("text", "fields"),
    ),
    "table": Shape(
        {"rows": Several(Several(_TABLE_CELL, 20), 100)}, _ID | {"column_settings": Several(Maybe(_COLUMN), 20, 0)}
    ),
    "task_card": Shape({"task_id": Words(), "title": Words()}, _TASK),
    "video": Shape(
        {"alt_text": Words(), "title": plain(199), "thumbnail_url": HTTP_ADDRESS, "video_url": HTTP_ADDRESS},
        _ID
        | {
            "author_name": Words(49),
            "description": plain(199),
            "provider_icon_url": HTTP_ADDRESS,
            "provider_name": Words(),
            "title_url": HTTP_ADDRESS,
        },
    ),
}
_IN_CONTAINER = Typed(_LEAVES).only(
    "actions", "context", "divider", "file", "header", "image", "input", "rich_text", "section", "table", "video"
)
BLOCKS = Typed(
    _LEAVES
    | {
        "container": Shape(
            {"child_blocks": Several(_IN_CONTAINER, 10)},
            _ID
            | {
                "title": plain(150),
                "rich_text_title": _RICH,
                "subtitle": text(150),
                "icon": _IMAGE,
                "width": Among(("narrow", "standard", "wide", "full")),
                "is_collapsible": Flag(),
                "default_collapsed": Flag(),
                "has_header_divider": Flag(),
            },
            at_least_one=("title", "rich_text_title"),
        )
    }
)

_EVERYWHERE = ("actions", "card", "context", "divider", "header", "image", "input", "rich_text", "section", "video")
_WIDE = ("carousel", "container", "data_table", "data_visualization", "table")
IN_MODAL = BLOCKS.only("alert", *_EVERYWHERE)
IN_HOME = BLOCKS.only(*_EVERYWHERE, *_WIDE)
IN_MESSAGE = BLOCKS.only("context_actions", "file", "markdown", "plan", "task_card", *_EVERYWHERE, *_WIDE)
