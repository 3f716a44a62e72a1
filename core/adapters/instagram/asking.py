"""Asking for numbers: one metric Instagram does not like fails the whole call, so it is dropped and the rest asked for.

Empty data means unknown, never zero.
"""

import re
from collections.abc import Mapping, Sequence

import structlog

from core.adapters.instagram.calls import Call
from core.adapters.instagram.client import InstagramClient
from core.adapters.instagram.values import listed
from core.adapters.instagram.wire import GraphError, Json
from core.errors import Refused
from core.ports.access import Access

log = structlog.get_logger(__name__)

BAD_METRIC = 100
POSITION = re.compile(r"metric\[(\d+)\] must be one of")


async def rows_of(
    client: InstagramClient,
    access: Access,
    node: str,
    metrics: Sequence[str],
    *,
    surest: Sequence[str] = (),
    **params: str,
) -> list[Json]:
    """Insights of a node by as many of the metrics as Instagram takes; raises Refused when none is left to ask for.

    `surest` is what is worth one more try when a refusal names no metric.
    """
    while True:
        asked = {"metric": ",".join(metrics), **params}
        try:
            return listed(await client.get(access, f"{node}/insights", asked, Call.INSIGHTS))
        except Refused as error:
            rest = _without_refused(metrics, surest, error)
            if not rest:
                raise
            metrics = rest


def _without_refused(metrics: Sequence[str], surest: Sequence[str], error: Refused) -> Sequence[str]:
    """What is worth asking for after a refusal; nothing when it was not about a metric."""
    said = error.__cause__
    if not isinstance(said, GraphError) or said.code != BAD_METRIC or said.subcode:
        return ()
    bad = _bad_metrics(metrics, said.words)
    log.warning("instagram metrics refused", metrics=sorted(bad))
    if bad:
        return tuple(metric for metric in metrics if metric not in bad)
    return tuple(surest) if len(metrics) > len(surest) else ()


def _bad_metrics(metrics: Sequence[str], words: str) -> set[str]:
    # This message goes on with the names that are good, so only the position counts.
    if found := POSITION.search(words):
        place = int(found.group(1))
        return {metrics[place]} if place < len(metrics) else set()
    return set(re.findall(r"\w+", words)) & set(metrics)


def value_of(row: Json) -> int | None:
    """The number of a row, from either of its shapes."""
    total, values = row.get("total_value"), row.get("values")
    holder = total if isinstance(total, dict) else values[-1] if isinstance(values, list) and values else {}
    return number(holder.get("value")) if isinstance(holder, dict) else None


def number(value: object) -> int | None:
    """A number as a whole one; None for anything else."""
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def parts_of(row: Json) -> dict[str, int]:
    """The parts of a breakdown by one dimension, by their names as Instagram writes them."""
    total = row.get("total_value")
    breakdowns = total.get("breakdowns", []) if isinstance(total, dict) else []
    return {
        str(result["dimension_values"][0]): value
        for breakdown in breakdowns
        for result in breakdown.get("results", [])
        if result.get("dimension_values") and (value := number(result.get("value"))) is not None
    }


def numbers(rows: Sequence[Json]) -> Mapping[str, int]:
    """Metric -> number, without what has none."""
    return {str(row.get("name", "")): value for row in rows if (value := value_of(row)) is not None}
