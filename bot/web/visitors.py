"""Whether a person asked for an address: a program that looks at links for them is none.

Chats fetch every link somebody posts to show what is behind it, mail scanners and search engines follow what they find,
and browsers fetch ahead what may be pressed. Read from this request alone, and kept nowhere.
"""

import re
from collections.abc import Mapping

_PROGRAMS = re.compile(
    r"(?<!cu)bot(?![a-z])|crawl|spider|slurp|preview|prerender|externalhit|externalagent|facebookcatalog|whatsapp|slack"
    r"|embedly|quora link|outbrain|vkshare|pagerenderer|google-read-aloud|googleother|headless|lighthouse|monitor"
    r"|safelinks|archive|curl|wget|python|httpx|aiohttp|go-http|okhttp|java/|axios|node-fetch|http\.rb|ruby"
    r"|perl|libwww|postman|mastodon|feedly|\brss|fetch",
    re.IGNORECASE,
)
"""Phones by Cubot are phones."""
_AHEAD = re.compile(r"prefetch|prerender|preview", re.IGNORECASE)
_PURPOSES = ("purpose", "sec-purpose", "x-purpose", "x-moz")


def is_a_person(method: str, headers: Mapping[str, str]) -> bool:
    """`headers` by their names in small letters. Whoever does not say what they are is not counted."""
    agent = headers.get("user-agent", "")
    if method != "GET" or not agent.strip() or _PROGRAMS.search(agent):
        return False
    if any(_AHEAD.search(headers.get(name, "")) for name in _PURPOSES):
        return False
    return headers.get("sec-fetch-dest", "document") == "document"
