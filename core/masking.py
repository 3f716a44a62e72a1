"""Covers what must stay secret in any text: log lines, tracebacks, errors that are kept.

Two ways at once: what looks like a secret wherever it stands, and the values we know (the settings' own).
"""

import re
from collections.abc import Iterable
from urllib.parse import quote

COVER = "•••"
SHORTEST_KNOWN = 6
"""Shorter values would cover ordinary words."""

_BETWEEN = r"""(?:=|%3D|:\s?|\\*["']\s?[:=,]\s?b?\\*["'])"""
_VALUE = r"[\w.~+/=%-]"

_BY_LOOK = re.compile(
    r"xox[a-z](?:\.xox[a-z])?-[\w-]+"
    r"|xapp-[\w-]+"
    r"|(?<!\d)\d{6,}(?::|%3A)[\w-]{20,}"  # a Telegram bot's, also right behind the word "bot" in an address
    r"|(?<![A-Za-z0-9])(?:IGA|IGQ|EAA)[\w-]{10,}"
    r"|(?<![\w-])sk-[\w-]{6,}"
    r"|(?<![\w-])rite_[\w-]{43}"
    r"|whsec_[\w+/=]{20,}"
)
_BY_NAME = re.compile(
    rf"((?:access_token|client_secret|appsecret_proof|fb_exchange_token|signature){_BETWEEN}){_VALUE}+"
    rf"|((?:code|state|start|token|secret|password|cookie){_BETWEEN}){_VALUE}{{16,}}"
    rf"|((?:Bearer|OAuth|Basic)\s+){_VALUE}{{6,}}"
    rf"|(/calendar/|/dashboard/enter/){_VALUE}{{22,}}"
    rf"|(/start(?:@\w+)?(?:\s|%20|\+)+)[\w-]{{8,}}",
    re.IGNORECASE,
)


def masked(text: str, known: Iterable[str] = ()) -> str:
    """The text with every secret covered; known are values to cover besides what looks like one."""
    for secret in known:
        text = text.replace(secret, COVER)
    return _BY_NAME.sub(lambda found: f"{''.join(filter(None, found.groups()))}{COVER}", _BY_LOOK.sub(COVER, text))


def spellings(secrets: Iterable[str]) -> tuple[str, ...]:
    """Known values as they may stand in a text: plain and percent-encoded, the longest first."""
    long_enough = {secret for secret in secrets if len(secret) >= SHORTEST_KNOWN}
    return tuple(sorted({*long_enough, *(quote(secret, safe="") for secret in long_enough)}, key=len, reverse=True))
