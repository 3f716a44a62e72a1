"""A message with what was shared in it: its own words, those of the messages passed on, and where these come from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from core.events.extract import Origin

Payload = Mapping[str, Any]


@dataclass(frozen=True)
class Shared:
    """text: own words first. origin: of the first message passed on, or of a message somebody picked."""

    text: str
    files: Sequence[Payload]
    origin: Origin | None


def shared_in(message: Payload) -> Shared:
    """What a message says, with the messages that were shared in it. Previews of links are none."""
    passed = [one for one in message.get("attachments") or () if one.get("is_share") or one.get("is_msg_unfurl")]
    words = [str(message.get("text") or ""), *(str(one.get("text") or one.get("fallback") or "") for one in passed)]
    files = [*(message.get("files") or ()), *(file for one in passed for file in one.get("files") or ())]
    text = "\n".join(one for one in words if one.strip())
    return Shared(text, files, _origin(passed[0].get("author_name"), passed[0].get("ts")) if passed else None)


def picked(message: Payload, longest: int) -> Shared:
    """The same for a message that somebody chose in a channel: it was written earlier itself."""
    found = shared_in(message)
    return Shared(found.text[:longest], found.files, found.origin or _origin("", message.get("ts")))


def _origin(by: object, ts: object) -> Origin | None:
    try:
        return Origin(str(by or ""), datetime.fromtimestamp(float(str(ts)), UTC))
    except (ValueError, OverflowError, OSError):
        return None
