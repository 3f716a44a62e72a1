"""Meta's signed_request: how it tells that somebody removed the app or wants to be forgotten."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from core.errors import NotAllowed
from core.plain_json import read_json

ALGORITHM = "HMAC-SHA256"
LASTS = timedelta(hours=1)
LATEST = 2**32
CLOCKS_DIFFER_BY = timedelta(minutes=5)


@dataclass(frozen=True)
class SignedRequest:
    """Whom it is about, by the app-scoped id, and when it was made and ends (aware UTC; None when not said)."""

    app_scoped_id: str
    issued_at: datetime | None
    expires_at: datetime | None
    fingerprint: str
    """The same for the same request sent again."""

    def is_over(self, now: datetime) -> bool:
        """Whether it is too old to be acted on."""
        if self.expires_at is None and self.issued_at is None:
            return False
        end = self.expires_at or (self.issued_at or now) + LASTS
        return now > end + CLOCKS_DIFFER_BY


def read_signed_request(signed: str, secrets: Iterable[str]) -> SignedRequest:
    """Check and read the form field. Several secrets, because Meta does not say which of an app's two it uses.

    Raises NotAllowed for anything that none of them signed.
    """
    signature, _, payload = signed.partition(".")
    try:
        given = _decoded(signature)
        told = read_json(_decoded(payload))
    except (ValueError, binascii.Error) as error:
        raise _forged() from error
    if not isinstance(told, dict) or str(told.get("algorithm", "")).upper() != ALGORITHM:
        raise _forged()
    # What is signed is the payload as it came, still encoded.
    if not any(hmac.compare_digest(_digest(secret, payload), given) for secret in secrets if secret):
        raise _forged()
    if not isinstance(told.get("user_id"), str | int) or not told["user_id"]:
        raise _forged()
    fingerprint = hashlib.sha256(payload.encode()).hexdigest()
    return SignedRequest(str(told["user_id"]), _moment(told, "issued_at"), _moment(told, "expires"), fingerprint)


def _moment(told: Mapping[str, Any], name: str) -> datetime | None:
    seconds = told.get(name)
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) and 0 < seconds < LATEST else None


def _digest(secret: str, payload: str) -> bytes:
    return hmac.digest(secret.encode(), payload.encode(), hashlib.sha256)


def _decoded(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def _forged() -> NotAllowed:
    return NotAllowed("This request was not signed by Instagram.")
