"""What went over the wire, kept whole for a while, to be sent once more as it was."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import httpx

KEPT = 400
HOP_BY_HOP = frozenset(("host", "content-length", "connection", "transfer-encoding", "accept-encoding"))
Seal = Callable[[Mapping[str, str], bytes], dict[str, str]]
"""Headers anew for a body: a platform that signs with the hour has to sign again."""


@dataclass(frozen=True)
class Sent:
    """One request as it left, secrets and all: it never leaves this process."""

    platform: str
    method: str
    url: str
    headers: Mapping[str, str]
    content: bytes


class Again:
    """Requests by the number of their exchange on the wire."""

    def __init__(self) -> None:
        self._sent: dict[int, Sent] = {}
        self.seals: dict[str, Seal] = {}
        """By platform, for what the platform itself delivers."""

    def keep(self, number: int, sent: Sent) -> None:
        self._sent[number] = sent
        self._sent.pop(number - KEPT, None)

    def clear(self) -> None:
        self._sent.clear()

    async def send(self, number: int, http: httpx.AsyncClient) -> tuple[Sent, httpx.Response]:
        """Raises KeyError when it is not kept, httpx.HTTPError when nobody answers."""
        sent = self._sent[number]
        headers = {name: value for name, value in sent.headers.items() if name.lower() not in HOP_BY_HOP}
        seal = self.seals.get(sent.platform)
        if seal is not None:
            headers = seal(headers, sent.content)
        return sent, await http.request(sent.method, sent.url, headers=headers, content=sent.content)
