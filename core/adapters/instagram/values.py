"""Picking values out of Instagram's answers, whose shapes vary."""

from datetime import UTC, datetime
from typing import Any

from core.adapters.instagram.wire import Json
from core.errors import Unavailable


def unreadable(what: str) -> Unavailable:
    """The error for an answer that lacks what we need; reading again may help."""
    return Unavailable(f"Instagram's answer lacks {what}.")


def text(told: Json, name: str) -> str:
    """A value as text, "" when it is absent. Ids come as numbers beyond 2^53 too, so they are never floats."""
    value = told.get(name)
    return "" if value is None else str(value)


def needed(told: Json, name: str) -> str:
    """A value as text; raises Unavailable when it is absent."""
    if not (value := text(told, name)):
        raise unreadable(name)
    return value


def whole(told: Json, name: str) -> int:
    """A number; raises Unavailable when it is absent."""
    value = told.get(name)
    if isinstance(value, bool) or not isinstance(value, int):
        raise unreadable(name)
    return value


def listed(told: Json) -> list[Json]:
    """The objects below "data"; raises Unavailable when there is no list."""
    data = told.get("data")
    if not isinstance(data, list):
        raise unreadable("data")
    return [item for item in data if isinstance(item, dict)]


def unwrapped(told: Json) -> Json:
    """One object that documentation wraps into {"data": [...]} and reality mostly does not."""
    data = told.get("data")
    return data[0] if isinstance(data, list) and data and isinstance(data[0], dict) else told


def instant(told: Json, name: str) -> datetime:
    """A time like 2026-11-20T14:03:22+0000, aware UTC; raises Unavailable when it is absent or unlike that."""
    try:
        moment = datetime.fromisoformat(needed(told, name))
    except ValueError as error:
        raise unreadable(name) from error
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def split(value: Any) -> tuple[str, ...]:
    """A list of words, given as a list or as text with commas."""
    parts = value.split(",") if isinstance(value, str) else value
    return tuple(str(part).strip() for part in parts if str(part).strip())
