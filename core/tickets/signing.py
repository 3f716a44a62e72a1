"""How a ticket shop proves who it is: a signature over the moment and the body, or a token. Pure."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from core.errors import NotAllowed

SIGNATURE, TIMESTAMP = "X-Rite-Signature", "X-Rite-Timestamp"
"""The headers: "sha256=" with the hex digest, and Unix seconds."""
WINDOW = timedelta(minutes=5)
"""So far may the shop's clock be from ours; what is older may have been overheard."""
UNSIGNED = "This delivery is not signed with the secret of this address."
UNKNOWN_TOKEN = "This token is not the one of this address."  # noqa: S105 - a sentence


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """ "sha256=..." over the timestamp, a dot and the body exactly as it is sent."""
    made = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256)
    return f"sha256={made.hexdigest()}"


def check_signature(secret: str, given: str, timestamp: str, body: bytes, now: datetime) -> datetime:
    """When it was signed; raises NotAllowed for a wrong signature and for one of another time."""
    if not hmac.compare_digest(signature(secret, timestamp, body).encode(), given.encode()):
        raise NotAllowed(UNSIGNED)
    try:
        signed_at = datetime.fromtimestamp(int(timestamp), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise NotAllowed(f"{TIMESTAMP} is no number of seconds since 1970.") from error
    if abs(now - signed_at) > WINDOW:
        raise NotAllowed("This was signed more than five minutes ago, or in the future. Sign each delivery anew.")
    return signed_at


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def check_token(known_hash: str, authorization: str) -> None:
    """The header "Authorization: Bearer ..."; raises NotAllowed."""
    scheme, _, token = authorization.partition(" ")
    if scheme.casefold() != "bearer" or not hmac.compare_digest(known_hash.encode(), hash_of(token.strip()).encode()):
        raise NotAllowed(UNKNOWN_TOKEN)
