"""An account day by day. Each group of metrics is asked for alone: one that is refused loses no other.

Ranges are [since, until) in unix seconds from midnight to midnight of Instagram's days, and both ends are always given:
without them a total means several days.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import structlog

from core.adapters.instagram.asking import number, numbers, parts_of, rows_of
from core.adapters.instagram.calls import Call
from core.adapters.instagram.client import InstagramClient
from core.adapters.instagram.values import text
from core.adapters.instagram.wire import Json
from core.errors import Refused, Unavailable
from core.ports.access import Access
from core.ports.insights import Day

log = structlog.get_logger(__name__)

TOTAL = "total_value"
TOTALS = (
    *("views", "accounts_engaged", "total_interactions", "likes", "comments", "shares", "saves", "replies", "reposts"),
    "profile_links_taps",
)
UNDOCUMENTED = ("profile_views", "website_clicks")
"""Documented no more, still answered; they may vanish any day and shall take nothing with them."""
SERIES = ("reach", "follower_count")
REACH = ("reach",)
FOLLOWING = {"FOLLOWER": "follows", "NON_FOLLOWER": "unfollows"}
"""How follows_and_unfollows names its two parts."""
REACHED = {"FOLLOWER": "reach_followers", "NON_FOLLOWER": "reach_others"}
LATER = timedelta(hours=12)

Part = dict[date, dict[str, int]]
Read = Callable[[], Awaitable[Part]]


async def days(client: InstagramClient, access: Access, first: date, last: date, zone: ZoneInfo) -> Sequence[Day]:
    """Every day about which anything is known. Raises the last trouble when no part could be read at all."""
    ask = _Asking(client, access, zone)
    every_day = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    parts: list[Read] = [
        partial(ask.series, SERIES, "day", first, last),
        partial(ask.series, REACH, "week", first, last),
    ]
    for day in every_day:
        parts += [
            partial(ask.totals, TOTALS, day),
            partial(ask.totals, UNDOCUMENTED, day),
            partial(ask.parts, "follows_and_unfollows", FOLLOWING, day),
            partial(ask.parts, "reach", REACHED, day),
        ]
    found: dict[date, dict[str, int]] = {day: {} for day in every_day}
    for part in await together(parts):
        for day, metrics in part.items():
            if day in found:
                found[day] |= metrics
    return [Day(day, metrics) for day, metrics in found.items() if metrics]


async def together(parts: Sequence[Read]) -> list[Part]:
    """What could be read, one after the other; raises Unavailable when Instagram answered none of them."""
    found: list[Part] = []
    trouble: Unavailable | None = None
    answered = 0
    for part in parts:
        try:
            found.append(await part())
            answered += 1
        except Refused as error:
            answered += 1
            log.info("instagram keeps a number to itself", code=error.code)
        except Unavailable as error:
            trouble = error
    if trouble is not None and not answered:
        raise trouble
    return found


class _Asking:
    def __init__(self, client: InstagramClient, access: Access, zone: ZoneInfo) -> None:
        self._client, self._access, self._zone = client, access, zone

    async def series(self, metrics: Sequence[str], period: str, first: date, last: date) -> Part:
        """Metrics with a value for every day; those of longer periods look back from it."""
        found: Part = {}
        for row in await self._rows(metrics, first, last, period=period):
            name = text(row, "name") if period == "day" else f"{text(row, 'name')}_{period}"
            for day, value in dated(row).items():
                found.setdefault(day, {})[name] = value
        return found

    async def totals(self, metrics: Sequence[str], day: date) -> Part:
        return {day: dict(numbers(await self._rows(metrics, day, day, period="day", metric_type=TOTAL)))}

    async def parts(self, metric: str, names: dict[str, str], day: date) -> Part:
        more = {"metric_type": TOTAL, "breakdown": "follow_type"}
        told = [parts_of(row) for row in await self._rows((metric,), day, day, period="day", **more)]
        return {day: {names[key]: value for part in told for key, value in part.items() if key in names}}

    async def _rows(self, metrics: Sequence[str], first: date, last: date, **params: str) -> list[Json]:
        bounds = {"since": self._midnight(first), "until": self._midnight(last + timedelta(days=1))}
        return await rows_of(self._client, self._access, self._access.instagram_id, metrics, **params, **bounds)

    def _midnight(self, day: date) -> str:
        return str(int(datetime.combine(day, time(), self._zone).timestamp()))


def dated(row: Json) -> dict[date, int]:
    """The values of a series by their day; "end_time" marks the beginning of the day it is about."""
    found = {}
    for item in row.get("values") or ():
        value = number(item.get("value"))
        if value is not None and (day := begun(item)) is not None:
            found[day] = value
    return found


def begun(item: Json) -> date | None:
    """The day of one value: half a day after its beginning it is that day wherever days may begin."""
    try:
        return (datetime.fromisoformat(text(item, "end_time")).astimezone(UTC) + LATER).date()
    except ValueError:
        return None


async def followers(client: InstagramClient, access: Access) -> int | None:
    """Read from the account itself: insights know only how many came."""
    try:
        told = await client.get(access, access.instagram_id, {"fields": "followers_count"}, Call.INSIGHTS)
    except Refused:
        return None
    return number(told.get("followers_count"))
