"""A shop's address with what tells it where its visitors come from (UTM): pure.

What the organizer wrote stays as it is, to the letter: a name that is in the address already is not added again.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

SOURCE, MEDIUM = "instagram", "social"
LONGEST_TAG = 80
_UNSEEN = re.compile(r"[\x00-\x20\x7f]")
PLAIN = "/%:=&?+~!$'()*,;@-._"
"""What may stand in a path or a query; everything else is written in percents."""


def tag_of(event: str, day: date) -> str:
    """ "Warehouse Night!", 27 November -> "warehouse-night-2026-11-27"."""
    plain = unicodedata.normalize("NFKD", event).encode("ascii", "ignore").decode().casefold()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    ending = f"{day:%Y-%m-%d}"
    return f"{name[: LONGEST_TAG - len(ending) - 1].rstrip('-')}-{ending}" if name else ending


def utm(tag: str, phase: str) -> Mapping[str, str]:
    return {"utm_source": SOURCE, "utm_medium": MEDIUM, "utm_campaign": tag, "utm_content": phase}


def tagged(address: str, tags: Mapping[str, str]) -> str:
    """The address with the tags it has not got yet; "" for one that no browser should be sent to.

    Only http and https with a host, nothing that could end a header, and plain ASCII all through.
    """
    if _UNSEEN.search(address):
        return ""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme.casefold() not in ("http", "https") or not host:
        return ""
    known = {name.casefold() for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    more = urlencode({name: value for name, value in tags.items() if name not in known})
    query = "&".join(part for part in (quote(parts.query, safe=PLAIN), more) if part)
    netloc = f"[{host}]{port}" if ":" in host else f"{host}{port}"
    path, fragment = quote(parts.path, safe=PLAIN), quote(parts.fragment, safe=PLAIN)
    return urlunsplit((parts.scheme.casefold(), netloc, path, query, fragment))
