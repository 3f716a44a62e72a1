"""Rules, dashboard and docs name the metrics there are, and the docs name all of them."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from prometheus_client import REGISTRY
from prometheus_client.metrics import MetricWrapperBase

from core.operations import meters
from core.operations.checks import CHECKS
from core.operations.thresholds import THRESHOLDS

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "monitoring"
NAME = re.compile(r"\brite_\w+")
WORDS = {
    *("absent", "by", "histogram_quantile", "increase", "max", "min", "or", "rate", "sum", "up", "le"),
    *("job", "check", "state", "queue", "task", "result", "answer", "call", "account", "incident", "about"),
}
"""All that expressions here are made of, besides our metrics, figures and what stands in quotes."""


def there() -> dict[str, set[str]]:
    """Every metric of ours by the names it is asked by, with its labels."""
    found: dict[str, set[str]] = {}
    for metric in vars(meters).values():
        if not isinstance(metric, MetricWrapperBase):
            continue
        for described in metric.describe():
            labels = set(metric._labelnames)
            ends = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum")}.get(described.type, ("",))
            found |= {described.name + end: labels | ({"le"} if end == "_bucket" else set()) for end in ends}
    return found


def rules() -> list[dict[str, Any]]:
    (group,) = yaml.safe_load((FOLDER / "alerts.yml").read_text())["groups"]
    return list(group["rules"])


def expressions() -> Iterator[str]:
    yield from (rule["expr"] for rule in rules())
    for panel in json.loads((FOLDER / "grafana-dashboard.json").read_text())["panels"]:
        yield from (target["expr"] for target in panel["targets"])


def test_every_metric_that_is_asked_for_exists_with_its_labels() -> None:
    known = there()
    assert set(known) <= set(REGISTRY._names_to_collectors)
    for expression in expressions():
        names = NAME.findall(expression)
        assert names or "up{" in expression, expression
        assert set(names) <= set(known), expression
        asked = {word for group in re.findall(r"by \((.*?)\)", expression) for word in re.split(r"[ ,]+", group)}
        asked |= set(re.findall(r"[{,]\s*(\w+)\s*!?=", expression)) - {"job"}
        assert asked <= {label for name in names for label in known[name]}, expression


def test_every_metric_is_drawn_and_explained() -> None:
    asked = set(NAME.findall(" ".join(expressions())))
    bases = {name: re.sub("_(bucket|count|sum)$", "", name) for name in there()}
    assert {bases[name] for name in asked} == set(bases.values())
    explained = re.findall(r"^\| `(rite_\w+)`", (ROOT / "docs" / "metrics.md").read_text(), re.MULTILINE)
    assert sorted(explained) == sorted(set(bases.values()))


def test_expressions_are_whole_and_made_of_known_words() -> None:
    for expression in expressions():
        bare = re.sub(r'"[^"]*"', "", expression)
        for opening, closing in ("()", "{}", "[]"):
            assert bare.count(opening) == bare.count(closing), expression
        words = set(re.findall(r"[a-z]\w*", re.sub(r"\[\d+[smhd]\]", "", NAME.sub("", bare))))
        assert words <= WORDS, expression


def test_every_rule_says_what_is_wrong_and_what_to_do() -> None:
    for rule in rules():
        assert set(rule) == {"alert", "expr", "for", "labels", "annotations"}
        assert re.fullmatch(r"\d+m", rule["for"])
        assert rule["labels"]["severity"] in ("warning", "critical")
        assert rule["annotations"]["summary"] and rule["annotations"]["description"].endswith(".")


def test_prometheus_is_told_of_the_same_limits_as_the_incidents() -> None:
    limits = dict(re.findall(r"(rite_\w+)\)* [<>] ([\d.]+)", " ".join(rule["expr"] for rule in rules())))
    assert {name: float(limit) for name, limit in limits.items() if name in LIMITS} == LIMITS
    assert {one.name for one in THRESHOLDS} == {*NAMED}
    assert {check.name for check in CHECKS if check.soft} == {"instagram"}


LIMITS = {
    "rite_error_rate": 0.05,
    "rite_response_time_seconds": 2,
    "rite_queue_depth": 1000,
    "rite_queue_wait_seconds": 300,
    "rite_post_late_seconds": 60,
    "rite_tokens_expiring": 0,
    "rite_disk_free_ratio": 0.1,
}
NAMED = ("error rate", "response time", "queue depth", "queue wait", "post late", "tokens expiring", "disk")


def test_promtool_takes_the_rules_where_it_is_installed() -> None:
    promtool = shutil.which("promtool")
    if promtool is not None:
        subprocess.run([promtool, "check", "rules", FOLDER / "alerts.yml"], check=True)  # noqa: S603 - our own file
    assert yaml.safe_load((FOLDER / "prometheus.yml").read_text())["rule_files"] == ["alerts.yml"]
