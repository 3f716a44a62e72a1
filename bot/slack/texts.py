"""Words as Slack takes them: what somebody wrote can call, mention or link nobody, and nothing is cut in half.

With `<`, `>` and `&` escaped, no text spells <!channel>, <@U1>, <#C1> or a link; `verbatim` beside it keeps Slack from
making any of a bare name.
"""

from collections.abc import Iterator
from typing import Any

BREAKS = ("\n\n", "\n", ". ", " ")
"""Where a text that is too long is parted, the best place first."""
LONGEST_ENTITY = len("&amp;")


def escape(text: str) -> str:
    """A caption must never be able to spell <!channel>."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def address(url: str) -> str:
    """A link's address as it stands in <address|words>: neither mark can end it early."""
    return escape(url).replace("|", "%7C")


def cut(text: str, longest: int) -> str:
    """The beginning of a plain text, with a sign that it goes on."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def fitted(text: str, longest: int) -> str:
    """A text escaped, and as much of it as fits: an escaped character counts as many."""
    whole = escape(text)
    return whole if len(whole) <= longest else whole[: _end(whole, longest - 1)].rstrip() + "…"


def pieces(escaped: str, longest: int) -> Iterator[str]:
    """An escaped text in pieces that fit, parted between paragraphs, lines, sentences or words."""
    while len(escaped) > longest:
        found = (escaped.rfind(one, longest // 2, longest) for one in BREAKS)
        at = next((place + 1 for place in found if place > 0), 0) or _end(escaped, longest)
        yield escaped[:at].rstrip()
        escaped = escaped[at:].lstrip()
    if escaped:
        yield escaped


def mrkdwn(escaped: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": escaped, "verbatim": True}


def _end(escaped: str, longest: int) -> int:
    """Where it can be cut at the latest: not within an escaped character."""
    begun = escaped.rfind("&", max(0, longest - LONGEST_ENTITY + 1), longest)
    return begun if begun > 0 and ";" not in escaped[begun:longest] else longest
