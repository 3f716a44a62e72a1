"""Answers as Instagram gives them, and a client in front of a scripted transport."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx

from core.adapters.instagram import InstagramClient, open_http
from core.ports.access import Access

TOKEN = "IGAA-token-of-the-account"
IG = "17841400000000001"
ACCESS = Access(IG, TOKEN)
GRAPH = "https://graph.test"

Script = Callable[[httpx.Request], httpx.Response]


def envelope(code: Any, subcode: int | None = None, message: str = "Refused.", **more: Any) -> dict[str, Any]:
    """The Graph error envelope."""
    error = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "AbCdEf"} | more
    return {"error": error | ({} if subcode is None else {"error_subcode": subcode})}


def refused(code: Any, subcode: int | None = None, message: str = "Refused.", **more: Any) -> httpx.Response:
    """A refusal as it mostly comes."""
    return httpx.Response(400, json=envelope(code, subcode, message, **more))


def body(value: Any) -> bytes:
    return json.dumps(value).encode()


class Wire:
    """Plays answers in order (the last one for ever) and keeps what was asked."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.asked: list[httpx.Request] = []
        self._answers = list(answers)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def form(self) -> dict[str, str]:
        """The fields of the last request."""
        return dict(httpx.QueryParams(self.asked[-1].content.decode()))

    @property
    def query(self) -> dict[str, str]:
        return dict(self.asked[-1].url.params)


@asynccontextmanager
async def client_for(wire: Script) -> AsyncIterator[InstagramClient]:
    async with open_http(httpx.MockTransport(wire)) as http:
        yield InstagramClient(http, graph_url=f"{GRAPH}/", api_url="https://api.test/")
