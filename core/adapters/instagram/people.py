"""Who an account reaches, and when its followers are online. Small accounts get empty answers, which mean unknown."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.adapters.instagram.account_insights import begun
from core.adapters.instagram.asking import number, parts_of, rows_of
from core.adapters.instagram.client import InstagramClient
from core.errors import Refused, Unavailable
from core.ports.access import Access
from core.ports.insights import PEOPLE, TRAITS

METRICS = {
    "follower": "follower_demographics",
    "engaged": "engaged_audience_demographics",
    "reached": "reached_audience_demographics",
}
TIMEFRAME = "this_month"
LOOKS_BACK = timedelta(days=28)

Traits = dict[str, dict[str, dict[str, int]]]


async def traits(client: InstagramClient, access: Access) -> Traits:
    """Each group by each trait is a call of its own; one that fails loses no other."""
    found: Traits = {}
    for whose in PEOPLE:
        for trait in TRAITS:
            if groups := await _groups(client, access, whose, trait):
                found.setdefault(whose, {})[trait] = groups
    return found


async def _groups(client: InstagramClient, access: Access, whose: str, trait: str) -> dict[str, int]:
    params = {"period": "lifetime", "metric_type": "total_value", "timeframe": TIMEFRAME, "breakdown": trait}
    try:
        rows = await rows_of(client, access, access.instagram_id, (METRICS[whose],), **params)
    except (Refused, Unavailable):
        return {}
    return {name: value for row in rows for name, value in parts_of(row).items()}


async def online(
    client: InstagramClient, access: Access, today: date, days_begin_in: ZoneInfo, hours_in: ZoneInfo
) -> dict[datetime, int]:
    """Each hour of each day about which something is known; the newest two days mostly are not."""
    since = int(datetime.combine(today - LOOKS_BACK, time(), days_begin_in).timestamp())
    until = int(datetime.combine(today, time(), days_begin_in).timestamp())
    params = {"period": "lifetime", "since": str(since), "until": str(until)}
    try:
        rows = await rows_of(client, access, access.instagram_id, ("online_followers",), **params)
    except Refused:
        return {}
    found: dict[datetime, int] = {}
    for row in rows:
        for item in row.get("values") or ():
            day, hours = begun(item), item.get("value")
            if day is not None and isinstance(hours, dict):
                found |= _by_hour(day, hours, hours_in)
    return found


def _by_hour(day: date, hours: dict[str, object], zone: ZoneInfo) -> dict[datetime, int]:
    found = {}
    for hour, told in hours.items():
        value = number(told)
        if value is not None and hour.isdecimal() and int(hour) < 24:
            found[datetime.combine(day, time(int(hour)), zone).astimezone(UTC)] = value
    return found
