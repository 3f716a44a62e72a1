"""What a ticket shop sends: one JSON object, read strictly and answered in sentences. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from core.errors import InvalidAnswer
from core.plain_json import storable
from core.tickets.state import Told

KEY = "Idempotency-Key"
"""The header that names a delivery; "id" in the body does the same."""
LARGEST = 16 * 1024
MOST = 1_000_000
LONGEST_NAME, LONGEST_KEY = 500, 100
NUMBERS = ("sold", "capacity", "left")
KNOWN = ("event", "id", "at", "tier", "over", "sold_out", *NUMBERS)


@dataclass(frozen=True)
class Delivery:
    """event: its name, its ticket link or our id of it. key: names this delivery. at: when it was so."""

    event: str
    told: Told
    key: str
    at: datetime | None = None


def read_delivery(body: bytes, key: str = "") -> Delivery:
    """Raises InvalidAnswer with a sentence for whoever sets the shop up."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise InvalidAnswer("The body is no JSON.") from error
    if not isinstance(sent, dict):
        raise InvalidAnswer('The body is no JSON object like {"event": "...", "sold": 120, "capacity": 300}.')
    if strange := [name for name in sent if name not in KNOWN]:
        raise InvalidAnswer(f"I don't know the field “{strange[0][:40]}”. Known are: {', '.join(KNOWN)}.")
    named = (key or _text(sent, "id", LONGEST_KEY)).strip()
    if not named or len(named) > LONGEST_KEY:
        raise InvalidAnswer(f"Name each delivery: the header {KEY} or the field “id”, up to {LONGEST_KEY} characters.")
    if not (event := _text(sent, "event", LONGEST_NAME)):
        raise InvalidAnswer("Which event is it? Put its name or its ticket link into “event”.")
    told = Told(
        **{name: _number(sent, name) for name in NUMBERS},
        tier=_text(sent, "tier", 40),
        over=_text(sent, "over", 40),
        sold_out=_flag(sent, "sold_out"),
    )
    if told == Told():
        raise InvalidAnswer(f"Nothing about tickets is in it. Send one of: {', '.join(NUMBERS)}, tier, over, sold_out.")
    if told.sold is not None and told.capacity is not None and told.sold > told.capacity:
        raise InvalidAnswer(f"{told.sold} sold of {told.capacity} cannot be.")
    return Delivery(event, told, named, _moment(sent))


def _number(sent: Mapping[str, Any], name: str) -> int | None:
    value = sent.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST:
        raise InvalidAnswer(f"“{name}” is a whole number from 0 to {MOST:,}.")
    return value


def _text(sent: Mapping[str, Any], name: str, longest: int) -> str:
    value = sent.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > longest or storable(value) != value:
        raise InvalidAnswer(f"“{name}” is a text of up to {longest} characters.")
    return value.strip()


def _flag(sent: Mapping[str, Any], name: str) -> bool | None:
    value = sent.get(name)
    if value is not None and not isinstance(value, bool):
        raise InvalidAnswer(f"“{name}” is true or false.")
    return value


def _moment(sent: Mapping[str, Any]) -> datetime | None:
    if not (said := _text(sent, "at", 40)):
        return None
    try:
        moment = datetime.fromisoformat(said)
        if moment.tzinfo is None:
            raise ValueError(said)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise InvalidAnswer("“at” is a moment with its zone, like 2026-11-22T10:00:00Z.") from error
