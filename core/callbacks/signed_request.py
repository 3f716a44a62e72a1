"""Meta's signed_request: how it tells that somebody removed the app or wants to be forgotten."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from core.errors import NotAllowed

ALGORITHM = "HMAC-SHA256"


@dataclass(frozen=True)
class SignedRequest:
    """Whom it is about, by the app-scoped id, and when Meta made it (aware UTC; None when it does not say)."""

    app_scoped_id: str
    issued_at: datetime | None


def read_signed_request(signed: str, secrets: Iterable[str]) -> SignedRequest:
    """Check and read the form field. Several secrets, because Meta does not say which of an app's two it uses.

    Raises NotAllowed for anything that none of them signed.
    """
    signature, _, payload = signed.partition(".")
    try:
        given = _decoded(signature)
        told = json.loads(_decoded(payload))
    except (ValueError, binascii.Error) as error:
        raise _forged() from error
    if not isinstance(told, dict) or str(told.get("algorithm", "")).upper() != ALGORITHM:
        raise _forged()
    # What is signed is the payload as it came, still encoded.
    if not any(hmac.compare_digest(_digest(secret, payload), given) for secret in secrets if secret):
        raise _forged()
    user_id, issued_at = told.get("user_id"), told.get("issued_at")
    if not user_id:
        raise _forged()
    return SignedRequest(str(user_id), datetime.fromtimestamp(issued_at, UTC) if isinstance(issued_at, int) else None)


def _digest(secret: str, payload: str) -> bytes:
    return hmac.digest(secret.encode(), payload.encode(), hashlib.sha256)


def _decoded(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def _forged() -> NotAllowed:
    return NotAllowed("This request was not signed by Instagram.")
