"""A stand-in for an OpenAI-compatible server, and what it answers about one evening."""

# ruff: noqa: DTZ001
# Times on the venue's wall clock are naive by design.

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import httpx2

from core.adapters.openai_copywriter import Connection, OpenAICopywriter
from core.copy.offline import OfflineCopywriter
from core.ports.copywriter import Brief
from core.ports.model import ModelCall

BRIEF = Brief(
    name="Warehouse Night",
    starts_local=datetime(2026, 11, 27, 22),
    doors_local=datetime(2026, 11, 27, 21),
    time_zone="Europe/Berlin",
    venue="Halle 7",
    city="Berlin",
    lineup=("Mara Voss", "Ben Klock"),
    ticket_link="https://tickets.example/warehouse",
    price="15 €",
    genre="techno",
    phase="announcement",
    days_left=21,
    handle="@warehouse.berlin",
    seed=3,
)
TRUE = (
    "Warehouse Night is on.\n\nFriday 27 November, 22:00\nHalle 7, Berlin\n\nWith Mara Voss and Ben Klock. Link in bio."
)
FALSE = TRUE.replace("Friday 27", "Saturday 28").replace("22:00", "23:00")
MODEL = "gpt-5.4-mini"


def completion(
    caption: str | None,
    *,
    tags: Sequence[str] = ("#WarehouseNight", "techno"),
    refusal: str | None = None,
    finish: str = "stop",
) -> httpx2.Response:
    content = None if caption is None else json.dumps({"caption": caption, "hashtags": list(tags)})
    return answered(content, refusal=refusal, finish=finish)


def answered(content: str | None, *, refusal: str | None = None, finish: str = "stop") -> httpx2.Response:
    return httpx2.Response(
        200,
        json={
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1,
            "model": MODEL,
            "choices": [
                {
                    "index": 0,
                    "message": {"role": "assistant", "content": content, "refusal": refusal},
                    "finish_reason": finish,
                    "logprobs": None,
                }
            ],
            "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
        },
    )


def failing(status: int, code: str = "", headers: dict[str, str] | None = None) -> httpx2.Response:
    error = {"message": "no", "type": "error", "code": code, "param": None}
    return httpx2.Response(status, json={"error": error}, headers=headers or {})


class Server:
    """An OpenAI-compatible server that gives its answers in turn and remembers what it was asked."""

    def __init__(self, *answers: httpx2.Response | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[dict[str, Any]] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(json.loads(request.content))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def writer_for(server: Callable[[httpx2.Request], httpx2.Response], *, max_retries: int = 0) -> OpenAICopywriter:
    connection = Connection(
        api_key="sk-test",
        base_url="http://model.test/v1",
        model=MODEL,
        max_retries=max_retries,
        http_client=httpx2.AsyncClient(transport=httpx2.MockTransport(server)),
    )
    return OpenAICopywriter(OfflineCopywriter(), connection)


def call(purpose: str) -> ModelCall:
    """As `answered` counts one."""
    return ModelCall(purpose=purpose, model=MODEL, input_tokens=100, output_tokens=20)
