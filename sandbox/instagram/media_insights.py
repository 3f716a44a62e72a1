"""Insights of one media: which metric each product has, and one bad name failing the whole call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sandbox.instagram import growth
from sandbox.instagram.calls import Call, Json, Operation
from sandbox.instagram.errors import GraphError
from sandbox.instagram.ledger import Ledger
from sandbox.instagram.media import is_live_story
from sandbox.instagram.records import FACEBOOK, INSTAGRAM, Media

FEED, REELS, STORY = "FEED", "REELS", "STORY"
ANY = (FEED, REELS, STORY)
BOTH = (INSTAGRAM, FACEBOOK)


@dataclass(frozen=True)
class Metric:
    """Where a metric exists; alone marks the ones that fail every call here, our media having no Facebook copy."""

    products: tuple[str, ...]
    title: str
    hosts: tuple[str, ...] = BOTH
    alone: bool = False


METRICS: Mapping[str, Metric] = {
    "impressions": Metric((), "Impressions"),
    "reach": Metric(ANY, "Accounts reached"),
    "replies": Metric((STORY,), "Replies"),
    "saved": Metric((FEED, REELS), "Saved"),
    "likes": Metric((FEED, REELS), "Likes"),
    "comments": Metric((FEED, REELS), "Comments"),
    "shares": Metric(ANY, "Shares"),
    "total_interactions": Metric(ANY, "Post interactions"),
    "follows": Metric((FEED, STORY), "Follows"),
    "profile_visits": Metric((FEED, STORY), "Profile visits"),
    "profile_activity": Metric((FEED, STORY), "Profile activity"),
    "navigation": Metric((STORY,), "Navigation"),
    "ig_reels_video_view_total_time": Metric((REELS,), "Watch time"),
    "ig_reels_avg_watch_time": Metric((REELS,), "Average watch time"),
    "views": Metric(ANY, "Views"),
    "reels_skip_rate": Metric((REELS,), "Skip rate"),
    "reposts": Metric(ANY, "Reposts"),
    "facebook_views": Metric(ANY, "Facebook views", alone=True),
    "crossposted_views": Metric((REELS,), "Cross-posted views", alone=True),
    "total_views": Metric(ANY, "Total views", (FACEBOOK,)),
    "total_likes": Metric((FEED, REELS), "Total likes", (FACEBOOK,)),
    "total_comments": Metric((FEED, REELS), "Total comments", (FACEBOOK,)),
    "link_clicks": Metric((STORY,), "Link clicks", (FACEBOOK,)),
}
IMPRESSIONS_ARE_GONE = (
    "Starting from version v22.0 and above, the impressions metric is no longer supported for the queried media"
)
BREAKDOWNS = {"profile_activity": "action_type", "navigation": "story_navigation_action_type"}
NAVIGATION = {"tap_forward": 0.66, "swipe_forward": 0.14, "tap_exit": 0.12, "tap_back": 0.08}


async def read(ledger: Ledger, call: Call) -> Json:
    """GET /{media}/insights?metric=…: numbers so far, or empty data while there are none."""
    media: Media = call.node
    names = [str(name) for name in call.listed("metric")]
    if not names:
        raise GraphError("missing", name="metric")
    _insist_known(names)
    for name in names:
        _insist_offered(name, media, call.token.host)
    breakdown = call.text("breakdown")
    _insist_breakdown(breakdown, names)
    if call.text("period", "lifetime") != "lifetime":
        raise GraphError("invalid", why="period must be one of the following values: lifetime")
    return {"data": [] if _is_empty(ledger, media) else _rows(ledger, media, names, breakdown)}


def _insist_known(names: list[str]) -> None:
    for place, name in enumerate(names):
        if name not in METRICS:
            raise GraphError(
                "invalid", why=f"metric[{place}] must be one of the following values: {', '.join(METRICS)}"
            )


def _insist_offered(name: str, media: Media, host: str) -> None:
    metric, product = METRICS[name], media.kind.product_type
    if name == "impressions":
        raise GraphError("invalid", why=IMPRESSIONS_ARE_GONE)
    if product not in metric.products or host not in metric.hosts:
        raise GraphError(
            "invalid", why=f"The Media Insights API does not support the {name} metric for this media product type."
        )
    if metric.alone:
        raise GraphError("not_cross_posted", metric=name)


def _insist_breakdown(breakdown: str, names: list[str]) -> None:
    if breakdown and any(BREAKDOWNS.get(name) != breakdown for name in names):
        raise GraphError("invalid", why=f"Incompatible breakdown ({breakdown}) for the metrics ({', '.join(names)})")


def _is_empty(ledger: Ledger, media: Media) -> bool:
    if media.parent_id:
        return True
    if media.kind.product_type != STORY:
        return (ledger.now() - media.born.at).total_seconds() < ledger.settings.insights_ready_seconds
    if not is_live_story(ledger, media):
        raise GraphError("unreadable", method="get", id=media.id)
    if growth.numbers(ledger, media)["reach"] < ledger.settings.story_viewers_min:
        raise GraphError("few_viewers")
    return False


def _rows(ledger: Ledger, media: Media, names: list[str], breakdown: str) -> list[Json]:
    found = growth.numbers(ledger, media) | _reel_numbers(ledger, media)
    rows = []
    for name in names:
        value = found[name.removeprefix("total_") if METRICS[name].hosts == (FACEBOOK,) else name]
        row: Json = {
            "name": name,
            "period": "lifetime",
            "values": [{"value": value}],
            "title": METRICS[name].title,
            "description": f"{METRICS[name].title} of this media.",
            "id": f"{media.id}/insights/{name}/lifetime",
        }
        if breakdown:
            row["total_value"] = _broken_down(value, breakdown, SPLITS[name](found))
        rows.append(row)
    return rows


def _reel_numbers(ledger: Ledger, media: Media) -> dict[str, int]:
    watched = int(growth.between(4200, 9400, media.id, "watched"))  # milliseconds
    views = growth.numbers(ledger, media)["views"]
    return {
        "ig_reels_avg_watch_time": watched,
        "ig_reels_video_view_total_time": watched * views,
        "reels_skip_rate": int(growth.between(22, 58, media.id, "skipped")),
        "link_clicks": growth.numbers(ledger, media)["bio_link_clicked"],
    }


SPLITS: Mapping[str, Callable[[Mapping[str, int]], dict[str, int]]] = {
    "profile_activity": lambda found: {"bio_link_clicked": found["bio_link_clicked"], "other": found["other_actions"]},
    "navigation": lambda found: growth.split(found["navigation"], NAVIGATION),
}


def _broken_down(value: int, key: str, parts: Mapping[str, int]) -> Json:
    results = [{"dimension_values": [name], "value": part} for name, part in parts.items() if part]
    return {"value": value, "breakdowns": [{"dimension_keys": [key], "results": results}]}


OPERATIONS = {("media", "insights", "GET"): Operation("insights", "insights", read)}
