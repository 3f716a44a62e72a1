"""Lists come in pages with opaque cursors; some also by time."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from sandbox.instagram.calls import Call, Json
from sandbox.instagram.errors import GraphError
from sandbox.instagram.ids import cursor, position

Item = TypeVar("Item", bound=Any)
LIMIT_DEFAULT = 25


def page(call: Call, items: Sequence[Item], draw: Callable[[Item], Json], *, most: int, address: str) -> Json:
    """One page of items (each has an id), at most `most`; address is the URL without its query."""
    limit = max(1, min(call.whole("limit", LIMIT_DEFAULT), most))
    start = _start(call, items)
    shown = items[start : start + limit]
    if not shown:
        return {"data": []}
    first, last = cursor(shown[0].id), cursor(shown[-1].id)
    paging: Json = {"cursors": {"before": first, "after": last}}
    kept = {name: value for name, value in call.params.items() if name not in ("access_token", "after", "before")}
    if start + limit < len(items):
        paging["next"] = f"{address}?{urlencode(kept | {'after': last})}"
    if start > 0:
        paging["previous"] = f"{address}?{urlencode(kept | {'before': first})}"
    return {"data": [draw(item) for item in shown], "paging": paging}


def _start(call: Call, items: Sequence[Item]) -> int:
    ids = [item.id for item in items]
    if after := call.text("after"):
        return _index(ids, after) + 1
    if before := call.text("before"):
        return max(0, _index(ids, before) - call.whole("limit", LIMIT_DEFAULT))
    return 0


def _index(ids: list[str], wrapped: str) -> int:
    if (found := position(wrapped)) not in ids:
        raise GraphError("invalid", why="Invalid cursors values")
    return ids.index(found)
