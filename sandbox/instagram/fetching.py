"""Fetching what a URL names, the way Meta's crawler does: no login, no redirects, no second chance."""

import time
from dataclasses import dataclass

import httpx

from sandbox.instagram.errors import GraphError
from sandbox.instagram.ledger import Ledger

USER_AGENT = "facebookexternalhit/1.1"
OK, PARTIAL = 200, 206
SHOWN_CHARACTERS = 300


@dataclass(frozen=True)
class Fetched:
    """What came back: status is 200 or, where Range was asked and honoured, 206."""

    content: bytes
    status: int
    url: str


async def fetch(ledger: Ledger, url: str, *, ranged: bool = False, expect: str = "image/") -> Fetched:
    """Download a media file; expect is how its content type must begin.

    Raises GraphError unfetchable, with the reason in its words, or fetch_timeout.
    """
    if not url.isascii() or not url.startswith(("http://", "https://")):
        raise unfetchable(url, "the URI is not an http(s) URL in US-ASCII")
    headers = {"user-agent": USER_AGENT, "accept": "*/*"} | ({"range": "bytes=0-"} if ranged else {})
    answer = await _get(ledger, url, headers)
    if answer.status_code not in (OK, PARTIAL):
        raise unfetchable(url, f"HTTP error code {answer.status_code}")
    if not answer.headers.get("content-type", expect).startswith((expect, "application/octet-stream")):
        raise unfetchable(url, f"content type {answer.headers['content-type']}")
    return Fetched(answer.content, answer.status_code, url)


async def _get(ledger: Ledger, url: str, headers: dict[str, str]) -> httpx.Response:
    began, status, said = time.monotonic(), 0, ""
    try:
        answer = await ledger.world.http.get(url, headers=headers, timeout=ledger.settings.fetch_timeout_seconds)
        status, said = answer.status_code, f"{answer.headers.get('content-type', '')}, {len(answer.content)} bytes"
        return answer
    except httpx.TimeoutException as error:
        said = "timed out"
        raise GraphError("fetch_timeout", uri=url[:SHOWN_CHARACTERS]) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        said = type(error).__name__
        raise unfetchable(url, said) from error
    finally:
        ledger.world.record("instagram -> service", "GET", url, status, began, "", said)


def unfetchable(url: str, why: str) -> GraphError:
    """9004/2207052, with the reason a person could act on."""
    return GraphError("unfetchable", uri=url[:SHOWN_CHARACTERS], why=why)
