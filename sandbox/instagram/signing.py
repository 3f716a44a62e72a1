"""Meta's two signatures: over webhook bodies, and inside a signed_request."""

import base64
import hmac
import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any


def webhook_signature(secret: str, body: bytes) -> str:
    """The X-Hub-Signature-256 of a body as sent."""
    return "sha256=" + hmac.new(secret.encode(), body, sha256).hexdigest()


def webhook_body(payload: Mapping[str, Any]) -> bytes:
    """JSON as Meta sends it: everything beyond ASCII escaped, slashes too."""
    return json.dumps(payload, separators=(",", ":")).replace("/", "\\/").encode()


def signed_request(secret: str, payload: Mapping[str, Any]) -> str:
    """base64url(signature).base64url(payload), the signature over the encoded payload."""
    encoded = _url64(json.dumps(payload).encode())
    signature = hmac.new(secret.encode(), encoded.encode(), sha256).digest()
    return f"{_url64(signature)}.{encoded}"


def _url64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
