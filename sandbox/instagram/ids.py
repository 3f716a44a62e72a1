"""Names of things as Instagram gives them out: 17 digits, eleven-letter shortcodes, opaque cursors."""

import base64
import hashlib
import secrets
from itertools import count

FAMILIES = {"container": "17889", "media": "17918", "comment": "17865"}
STRIDE = 776_531  # has no factor in common with 10**12, so no number comes twice
CURSOR_MARK = "AQH"


class Ids:
    """Fresh 17-digit ids, a family of numbers for each kind, so that no container id is ever a media id."""

    def __init__(self) -> None:
        self._counters = {family: count(1) for family in FAMILIES}

    def fresh(self, family: str) -> str:
        """A new id; family is one of FAMILIES."""
        return f"{FAMILIES[family]}{next(self._counters[family]) * STRIDE % 10**12:012d}"


def shortcode(media_id: str) -> str:
    """The eleven letters in a permalink, always the same for one media."""
    digest = hashlib.sha256(media_id.encode()).digest()
    return "D" + base64.urlsafe_b64encode(digest).decode()[:10]


def trace() -> str:
    """A new fbtrace_id."""
    return "A" + secrets.token_urlsafe(18)[:22]


def secret(prefix: str) -> str:
    """A new token or code beginning with prefix."""
    return prefix + secrets.token_urlsafe(90)


def cursor(position: str) -> str:
    """Wrap an id so that nobody is tempted to read it."""
    return base64.urlsafe_b64encode((CURSOR_MARK + position).encode()).decode()


def position(text: str) -> str | None:
    """What cursor() wrapped; None when it is no cursor of ours."""
    try:
        plain = base64.urlsafe_b64decode(text.encode()).decode()
    except ValueError:
        return None
    return plain.removeprefix(CURSOR_MARK) if plain.startswith(CURSOR_MARK) else None
