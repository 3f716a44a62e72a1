"""Instagram's webhooks: the handshake, the signature, and the two shapes of a delivery."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from core.errors import InvalidAnswer, NotAllowed
from core.plain_json import read_json

SIGNATURE_HEADER = "X-Hub-Signature-256"


@dataclass(frozen=True)
class Change:
    """One thing that happened on an account; deliveries may repeat and overtake each other."""

    instagram_id: str
    field: str
    value: Mapping[str, Any]
    at: datetime


def challenge(query: Mapping[str, str], verify_token: str | None) -> str:
    """What to answer to the handshake; raises NotAllowed unless it knows our word."""
    given = query.get("hub.verify_token", "")
    known = bool(verify_token) and hmac.compare_digest(given.encode(), (verify_token or "").encode())
    if query.get("hub.mode") != "subscribe" or not known:
        raise NotAllowed("This handshake does not know the word it needs.")
    return query.get("hub.challenge", "")


def check_signature(body: bytes, header: str | None, secrets: Iterable[str]) -> None:
    """The body exactly as received, and the header of SIGNATURE_HEADER; raises NotAllowed when no secret made it."""
    given = (header or "").encode()
    matches = [hmac.compare_digest(_signature(secret, body), given) for secret in secrets if secret]
    if not any(matches):
        raise NotAllowed("This delivery was not signed by Instagram.")


def changes(body: bytes) -> tuple[Change, ...]:
    """What a checked delivery tells, from either documented shape; raises InvalidAnswer for anything else."""
    try:
        entries = read_json(body)["entry"]
        return tuple(change for entry in entries for change in _of_entry(entry))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise InvalidAnswer("This delivery has a shape I do not know.") from error


def _of_entry(entry: Mapping[str, Any]) -> Iterable[Change]:
    at = datetime.fromtimestamp(int(entry["time"]), UTC)
    for item in entry.get("changes", [entry] if "field" in entry else []):
        yield Change(str(entry["id"]), str(item["field"]), dict(item["value"]), at)


def _signature(secret: str, body: bytes) -> bytes:
    return b"sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest().encode()
