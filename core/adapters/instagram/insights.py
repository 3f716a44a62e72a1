"""How a post and an account are doing: implements core.ports.insights.InsightSource."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from core.adapters.instagram import account_insights, people
from core.adapters.instagram.asking import numbers, parts_of, rows_of
from core.adapters.instagram.client import InstagramClient
from core.adapters.instagram.wire import GraphError
from core.errors import Refused
from core.ports.access import Access, Product
from core.ports.insights import Day
from core.ports.publisher import Surface

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
ONLY_FACEBOOK: Mapping[Surface, tuple[str, ...]] = {
    Surface.FEED: ("total_views", "total_likes", "total_comments"),
    Surface.REELS: ("total_views", "total_likes", "total_comments"),
    Surface.STORY: ("total_views", "link_clicks"),
}
"""Only with Facebook Login; the totals include what was paid for."""
BROKEN_DOWN: Mapping[Surface, Mapping[str, str]] = {
    Surface.FEED: {"profile_activity": "action_type"},
    Surface.REELS: {},
    Surface.STORY: {"profile_activity": "action_type", "navigation": "story_navigation_action_type"},
}
"""A breakdown goes with its own metric alone, hence a call each."""
PARTS = ("bio_link_clicked", "tap_forward", "tap_back", "tap_exit", "swipe_forward")
SUREST = ("views", "reach")
OLDER_THAN_THE_ACCOUNT = 2108006
PACIFIC = ZoneInfo("America/Los_Angeles")


class InstagramInsights:
    """`online_zone` is the zone in which Instagram means the hours of online followers, which it does not say."""

    def __init__(self, client: InstagramClient, online_zone: ZoneInfo = PACIFIC) -> None:
        self._client = client
        self._online_zone = online_zone

    async def of_medium(self, access: Access, media_id: str, surface: Surface) -> dict[str, int] | None:
        """Numbers by Instagram's names, with the PARTS of breakdowns; what it does not give is absent, never 0."""
        metrics = METRICS[surface]
        if access.product is Product.FACEBOOK:
            metrics += ONLY_FACEBOOK[surface]
        try:
            found = dict(numbers(await rows_of(self._client, access, media_id, metrics, surest=SUREST)))
        except Refused as error:
            return None if _never(error) else {}
        for metric, breakdown in BROKEN_DOWN[surface].items() if found else ():
            found |= await self._parts(access, media_id, metric, breakdown)
        return found

    async def _parts(self, access: Access, media_id: str, metric: str, breakdown: str) -> dict[str, int]:
        try:
            rows = await rows_of(self._client, access, media_id, (metric,), breakdown=breakdown)
        except Refused:
            return {}
        # Asked for in upper case, answered in lower.
        told = {name.lower(): value for row in rows for name, value in parts_of(row).items()}
        return {name: value for name, value in told.items() if name in PARTS}

    def day_of(self, moment: datetime) -> date:
        """Instagram's days begin at midnight in California."""
        return moment.astimezone(PACIFIC).date()

    async def of_account(self, access: Access, first: date, last: date) -> Sequence[Day]:
        return await account_insights.days(self._client, access, first, last, PACIFIC)

    async def followers(self, access: Access) -> int | None:
        return await account_insights.followers(self._client, access)

    async def people(self, access: Access) -> dict[str, dict[str, dict[str, int]]]:
        return await people.traits(self._client, access)

    async def online(self, access: Access, now: datetime) -> dict[datetime, int]:
        return await people.online(self._client, access, self.day_of(now), PACIFIC, self._online_zone)


def _never(error: Refused) -> bool:
    said = error.__cause__
    return isinstance(said, GraphError) and said.subcode == OLDER_THAN_THE_ACCOUNT
