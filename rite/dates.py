"""rite parse-date."""

import json
from datetime import UTC, datetime

from core.errors import InvalidAnswer
from core.events.moments import known_zone, understand_moment


def read_date(text: str, locale: str, now: str, zone: str, as_json: bool) -> str:
    """What a phrase means, as JSON {"start_local", "choices"} or as a line for people."""
    if not known_zone(zone):
        raise InvalidAnswer(f"I don't know the time zone “{zone}”. Names look like Europe/Berlin.")
    try:
        present = datetime.fromisoformat(now) if now else datetime.now(UTC)
    except ValueError as error:
        raise InvalidAnswer(f"“{now}” is not an ISO 8601 moment.") from error
    if present.tzinfo is None:
        present = present.replace(tzinfo=UTC)
    found = understand_moment(text, present, zone, locale)
    start = found.start_local.isoformat() if found.start_local else None
    choices = [choice.isoformat() for choice in found.choices]
    if as_json:
        return json.dumps({"start_local": start, "choices": choices})
    return start or (f"Either {' or '.join(choices)}." if choices else "I could not read a day and an hour in that.")
