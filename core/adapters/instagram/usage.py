"""Meta's usage headers: how much of the budget is spent, and when there is more."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

SHARES = ("call_count", "total_time", "total_cputime")


@dataclass(frozen=True)
class Usage:
    """What one answer told: percent spent (above 100 means throttled), and how long until there is more."""

    percent: int
    regain: timedelta | None


def usage_of(headers: Mapping[str, str], account: str) -> Usage | None:
    """Read both headers; None when neither is there, which is normal. Header names in lower case."""
    app = _loaded(headers.get("x-app-usage"))
    cases = _loaded(headers.get("x-business-use-case-usage"))
    # The key is the business's id, which need not be the one we know the account by.
    mine = cases.get(account) or [case for group in cases.values() if isinstance(group, list) for case in group]
    parts = [part for part in (app, *mine) if isinstance(part, dict)]
    shares = list(_numbers(parts, SHARES))
    if not shares:
        return None
    minutes = max(_numbers(parts, ("estimated_time_to_regain_access",)), default=0)
    return Usage(max(shares), timedelta(minutes=minutes) if minutes else None)


def _loaded(header: str | None) -> dict[str, Any]:
    try:
        value = json.loads(header or "{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _numbers(parts: Iterable[Mapping[str, Any]], names: Iterable[str]) -> Iterable[int]:
    names = tuple(names)
    return [int(part[name]) for part in parts for name in names if isinstance(part.get(name), int | float)]
