"""A card's chart as a block of Slack's own; where a workspace has no such block yet, the picture stays."""

from typing import Any

from slack_sdk.errors import SlackApiError

from bot.cards.card import Chart
from bot.slack.answering import code_of

TITLE_MAX = 50
LABEL_MAX = 20
POINTS_MAX = 20
REFUSALS = {"invalid_blocks", "invalid_blocks_format"}


def chart_block(chart: Chart) -> dict[str, Any]:
    """Bars, each with a name of its own: Slack takes one value for each name."""
    amounts = chart.amounts[:POINTS_MAX]
    labels = _apart([label for label, _ in amounts])
    points = [{"label": label, "value": value} for label, (_, value) in zip(labels, amounts, strict=True)]
    return {
        "type": "data_visualization",
        "title": _cut(chart.title, TITLE_MAX),
        "chart": {
            "type": "bar",
            "series": [{"name": _cut(chart.unit, LABEL_MAX), "data": points}],
            "axis_config": {"categories": labels},
        },
    }


def is_refused(error: SlackApiError) -> bool:
    """Whether Slack did not take blocks; with a chart among them, that is what it does not know."""
    return code_of(error) in REFUSALS


def _apart(labels: list[str]) -> list[str]:
    """Short enough, and no two the same."""
    apart: list[str] = []
    for label in labels:
        name, number = _cut(label, LABEL_MAX), 1
        while name in apart:
            number += 1
            name = f"{_cut(label, LABEL_MAX - 3)} {number}"
        apart.append(name)
    return apart


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
