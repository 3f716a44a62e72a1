"""How a post is doing: implements core.ports.insights.InsightSource.

One metric name that Instagram does not like fails the whole call, so the named one is dropped and the rest asked again.
"""

import re
from collections.abc import Mapping

import structlog

from core.adapters.instagram.calls import Call
from core.adapters.instagram.client import InstagramClient
from core.adapters.instagram.values import listed, text
from core.adapters.instagram.wire import GraphError, Json
from core.errors import Refused
from core.ports.access import Access
from core.ports.publisher import Surface

log = structlog.get_logger(__name__)

FEED_METRICS = (
    *("views", "reach", "likes", "comments", "shares", "saved"),
    *("total_interactions", "follows", "profile_visits", "reposts"),
)
STORY_METRICS = (
    *("views", "reach", "replies", "shares", "total_interactions"),
    *("navigation", "profile_visits", "follows", "reposts"),
)
REEL_METRICS = (
    *("views", "reach", "likes", "comments", "shares", "saved", "total_interactions", "reposts"),
    *("ig_reels_avg_watch_time", "ig_reels_video_view_total_time", "reels_skip_rate"),
)
METRICS: Mapping[Surface, tuple[str, ...]] = {
    Surface.FEED: FEED_METRICS,
    Surface.REELS: REEL_METRICS,
    Surface.STORY: STORY_METRICS,
}
SUREST = ("views", "reach")
ACTIONS = "profile_activity"
LINK_TAPS = "bio_link_clicked"
BAD_METRIC = 100
POSITION = re.compile(r"metric\[(\d+)\] must be one of")


class InstagramInsights:
    """Lifetime numbers of one medium."""

    def __init__(self, client: InstagramClient) -> None:
        self._client = client

    async def of_medium(self, access: Access, media_id: str, surface: Surface) -> dict[str, int]:
        """Numbers by Instagram's names, plus "bio_link_clicked"; what it does not give is absent, never 0."""
        found = await self._read(access, media_id, METRICS[surface])
        return found | await self._link_taps(access, media_id) if found else {}

    async def _read(self, access: Access, media_id: str, metrics: tuple[str, ...]) -> dict[str, int]:
        while metrics:
            try:
                told = await self._client.get(
                    access, f"{media_id}/insights", {"metric": ",".join(metrics)}, Call.INSIGHTS
                )
            except Refused as error:
                metrics = _without_refused(metrics, error)
            else:
                return {text(row, "name"): value for row in listed(told) if (value := _value(row)) is not None}
        return {}

    async def _link_taps(self, access: Access, media_id: str) -> dict[str, int]:
        """A breakdown goes with its own metric alone, hence a call of its own."""
        params = {"metric": ACTIONS, "breakdown": "action_type"}
        try:
            told = await self._client.get(access, f"{media_id}/insights", params, Call.INSIGHTS)
        except Refused:
            return {}
        parts = [part for row in listed(told) for part in _parts(row)]
        return {name: value for name, value in parts if name == LINK_TAPS}


def _without_refused(metrics: tuple[str, ...], error: Refused) -> tuple[str, ...]:
    """What is worth asking for after a refusal; nothing when the medium has no numbers at all."""
    said = error.__cause__
    if not isinstance(said, GraphError) or said.code != BAD_METRIC or said.subcode:
        return ()
    bad = _bad_metrics(metrics, said.words)
    log.warning("instagram metrics refused", metrics=sorted(bad))
    if bad:
        return tuple(metric for metric in metrics if metric not in bad)
    return SUREST if len(metrics) > len(SUREST) else ()


def _bad_metrics(metrics: tuple[str, ...], words: str) -> set[str]:
    # This message goes on with the names that are good, so only the position counts.
    if found := POSITION.search(words):
        place = int(found.group(1))
        return {metrics[place]} if place < len(metrics) else set()
    return set(re.findall(r"\w+", words)) & set(metrics)


def _value(row: Json) -> int | None:
    total = row.get("total_value")
    values = row.get("values")
    holder = total if isinstance(total, dict) else values[-1] if isinstance(values, list) and values else {}
    value = holder.get("value") if isinstance(holder, dict) else None
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _parts(row: Json) -> list[tuple[str, int]]:
    """The parts of a breakdown by one dimension; Instagram writes their names in lower case."""
    total = row.get("total_value")
    breakdowns = total.get("breakdowns", []) if isinstance(total, dict) else []
    return [
        (str(result["dimension_values"][0]).lower(), int(result["value"]))
        for breakdown in breakdowns
        for result in breakdown.get("results", [])
        if result.get("dimension_values") and isinstance(result.get("value"), int)
    ]
