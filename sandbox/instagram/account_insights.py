"""Insights of an account: which metric takes which period, type and breakdown, and the shapes of the answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from sandbox.instagram import account_numbers, addresses
from sandbox.instagram.account_numbers import Day
from sandbox.instagram.calls import Call, Json, Operation, timestamp
from sandbox.instagram.errors import GraphError
from sandbox.instagram.growth import first_followers
from sandbox.instagram.ledger import Ledger

SERIES, TOTAL = "time_series", "total_value"
RANGE_MOST = timedelta(days=30)
FOLLOWERS_FEWEST = 100
TIMEFRAMES = ("this_week", "this_month")


@dataclass(frozen=True)
class Metric:
    """What may be asked of a metric; quiet ones answer nothing where total_value was left out."""

    title: str
    periods: tuple[str, ...] = ("day",)
    types: tuple[str, ...] = (TOTAL,)
    breakdowns: tuple[str, ...] = ()
    quiet: bool = False
    for_many: bool = False
    """Only for accounts of at least 100 followers."""


MEDIA, FOLLOW, PEOPLE = ("media_product_type",), ("follow_type",), ("age", "city", "country", "gender")


def _demographics(title: str) -> Metric:
    return Metric(title, ("lifetime",), (TOTAL,), PEOPLE, for_many=True)


METRICS: Mapping[str, Metric] = {
    "reach": Metric("Reach", ("day", "week", "days_28"), (SERIES, TOTAL), MEDIA + FOLLOW),
    "follower_count": Metric("Follower Count", types=(SERIES,), for_many=True),
    "website_clicks": Metric("Website Clicks", quiet=True),
    "profile_views": Metric("Profile Views", quiet=True),
    "online_followers": Metric("Online Followers", ("lifetime",), (SERIES,), for_many=True),
    "accounts_engaged": Metric("Accounts engaged"),
    "total_interactions": Metric("Content interactions", breakdowns=MEDIA),
    "likes": Metric("Likes", breakdowns=MEDIA),
    "comments": Metric("Comments", breakdowns=MEDIA),
    "shares": Metric("Shares", breakdowns=MEDIA),
    "saves": Metric("Saves", breakdowns=MEDIA),
    "replies": Metric("Replies"),
    "engaged_audience_demographics": Metric(
        "Engaged audience demographics", ("lifetime",), (TOTAL,), PEOPLE, False, True
    ),
    "reached_audience_demographics": Metric(
        "Reached audience demographics", ("lifetime",), (TOTAL,), PEOPLE, False, True
    ),
    "follower_demographics": Metric("Follower demographics", ("lifetime",), (TOTAL,), PEOPLE, for_many=True),
    "follows_and_unfollows": Metric("Follows and unfollows", breakdowns=FOLLOW, for_many=True),
    "profile_links_taps": Metric("Profile links taps", breakdowns=("contact_button_type",)),
    "views": Metric("Views", breakdowns=MEDIA + FOLLOW),
    "reposts": Metric("Reposts"),
}


async def read(ledger: Ledger, call: Call) -> Json:
    """GET /{ig-user}/insights?metric=…&period=…[&metric_type][&breakdown][&since][&until][&timeframe]."""
    names = _names(call)
    period = call.needed("period")
    wanted = call.text("metric_type")
    breakdown = call.text("breakdown")
    for name in names:
        _insist_askable(METRICS[name], name, period, breakdown)
    _insist_type(names, wanted)
    since, until = _range(ledger, call)
    days = account_numbers.days(ledger, since, until)
    rows = [_row(ledger, call, name, wanted, days) for name in names if not _is_silent(ledger, call, name, wanted)]
    answer: Json = {"data": [row for row in rows if row]}
    return answer | ({"paging": _neighbours(ledger, call, since, until)} if wanted != TOTAL and answer["data"] else {})


def _names(call: Call) -> list[str]:
    names = [str(name) for name in call.listed("metric")]
    if not names:
        raise GraphError("missing", name="metric")
    for place, name in enumerate(names):
        if name not in METRICS:
            known = ", ".join(METRICS)
            raise GraphError("invalid", why=f"metric[{place}] must be one of the following values: {known}")
    return names


def _insist_askable(metric: Metric, name: str, period: str, breakdown: str) -> None:
    if period not in metric.periods:
        raise GraphError("invalid", why=f"Incompatible period ({period}) for the metric ({name})")
    if breakdown and breakdown not in metric.breakdowns:
        raise GraphError("invalid", why=f"Incompatible breakdown ({breakdown}) for the metrics ({name})")


def _insist_type(names: list[str], wanted: str) -> None:
    if wanted not in ("", SERIES, TOTAL):
        raise GraphError("invalid", why=f"metric_type must be one of the following values: {SERIES}, {TOTAL}")
    needing = [name for name in names if SERIES not in METRICS[name].types and not METRICS[name].quiet]
    if needing and wanted != TOTAL:
        listed = ", ".join(needing)
        why = f"The following metrics ({listed}) should be specified with parameter metric_type={TOTAL}"
        raise GraphError("invalid", why=why)
    if wanted == TOTAL and (series := [name for name in names if TOTAL not in METRICS[name].types]):
        why = f"The following metrics ({', '.join(series)}) are incompatible with the metric type ({TOTAL})"
        raise GraphError("invalid", why=why)


def _range(ledger: Ledger, call: Call) -> tuple[datetime, datetime]:
    until = call.when("until") or ledger.now()
    since = call.when("since") or until - timedelta(days=1)
    if until - since > RANGE_MOST:
        raise GraphError("invalid", why="There cannot be more than 30 days (2592000 s) between since and until")
    return since, until


def _is_silent(ledger: Ledger, call: Call, name: str, wanted: str) -> bool:
    metric = METRICS[name]
    too_few = metric.for_many and first_followers(ledger, call.account) < FOLLOWERS_FEWEST
    return too_few or (metric.quiet and wanted != TOTAL)


def _row(ledger: Ledger, call: Call, name: str, wanted: str, days: list[Day]) -> Json:
    period = call.text("period")
    row: Json = {"name": name, "period": period}
    if wanted == TOTAL:
        total = _people(ledger, call, name) if name.endswith("_demographics") else _total(ledger, call, name, days)
        if not total:
            return {}
        row["total_value"] = total
    else:
        row["values"] = [
            {"value": value, "end_time": timestamp(day.begins)}
            for day, value in account_numbers.series(ledger, call.account, name, period, days)
        ]
        if not row["values"]:
            return {}
    title = METRICS[name].title
    parts = {"title": title, "description": f"{title} of this account.", "id": _row_id(call, name, period)}
    return row | parts


def _row_id(call: Call, name: str, period: str) -> str:
    return f"{call.account.user_id}/insights/{name}/{period}"


def _total(ledger: Ledger, call: Call, name: str, days: list[Day]) -> Json:
    if not days:
        return {}
    value = account_numbers.total(ledger, call.account, name, days)
    breakdown = call.text("breakdown")
    if name == "follows_and_unfollows" and not breakdown:
        return {}
    answer: Json = {} if name == "follows_and_unfollows" else {"value": value}
    if breakdown:
        parts = account_numbers.parts(call.account, name, breakdown, value)
        answer["breakdowns"] = [_breakdown(breakdown, parts)]
    return answer


def _people(ledger: Ledger, call: Call, name: str) -> Json:
    breakdown = call.text("breakdown")
    if call.text("timeframe") not in TIMEFRAMES:
        raise GraphError("invalid", why=f"timeframe must be one of the following values: {', '.join(TIMEFRAMES)}")
    if not breakdown:
        raise GraphError("invalid", why=f"The metric ({name}) needs a breakdown")
    return {"breakdowns": [_breakdown(breakdown, account_numbers.people(ledger, call.account, name, breakdown))]}


def _breakdown(key: str, parts: Mapping[str, int]) -> Json:
    results = [{"dimension_values": [name], "value": value} for name, value in parts.items()]
    return {"dimension_keys": [key], "results": results}


def _neighbours(ledger: Ledger, call: Call, since: datetime, until: datetime) -> Json:
    asked = {name: value for name, value in call.params.items() if name != "access_token"}
    root = f"{addresses.root(ledger)}{call.path}"
    width = until - since

    def address(start: datetime) -> str:
        bounds = {"since": int(start.timestamp()), "until": int((start + width).timestamp())}
        return f"{root}?{urlencode(asked | bounds)}"

    return {"previous": address(since - width), "next": address(until.astimezone(UTC))}


OPERATIONS = {("user", "insights", "GET"): Operation("insights", "insights", read)}
