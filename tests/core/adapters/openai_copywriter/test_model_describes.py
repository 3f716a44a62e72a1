"""A model looks at a picture: what it is told, what it says, and what is said when it does not."""

import base64
import json
from typing import Any

import httpx2

from core.adapters.openai_copywriter import Connection, OpenAIDescriber
from core.ports.describer import Seen
from core.ports.model import ModelTrouble

PICTURE = b"\xff\xd8picture"


class Eyes:
    """An OpenAI-compatible server that says one thing and remembers what it was asked."""

    def __init__(self, status: int, answer: dict[str, Any]) -> None:
        self._status, self._answer = status, answer
        self.asked: list[dict[str, Any]] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(json.loads(request.content))
        return httpx2.Response(self._status, json=self._answer)


async def looked(eyes: Eyes, language: str) -> Seen:
    http = httpx2.AsyncClient(transport=httpx2.MockTransport(eyes))
    connection = Connection(
        api_key="sk-test", base_url="http://model.test/v1", model="gpt-5.4-mini", max_retries=0, http_client=http
    )
    return await OpenAIDescriber(connection).describe(PICTURE, language)


async def test_a_model_sees_the_picture_and_answers_in_the_post_s_language() -> None:
    message = {"role": "assistant", "content": json.dumps({"alt_text": "Zwei tanzen in rotem Licht."})}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    answer = {"id": "1", "object": "chat.completion", "created": 1, "model": "gpt-5.4-mini", "choices": [choice]}
    eyes = Eyes(200, {**answer, "usage": usage})
    seen = await looked(eyes, "de")
    assert (seen.text, seen.why, seen.trouble) == ("Zwei tanzen in rotem Licht.", "", None)
    assert [(call.purpose, call.input_tokens) for call in seen.calls] == [("see", 100)]
    told, shown = eyes.asked[0]["messages"][1]["content"]
    assert json.loads(told["text"]) == {"language": "German"}
    assert base64.b64decode(shown["image_url"]["url"].partition(",")[2]) == PICTURE


async def test_why_a_model_saw_nothing_is_told() -> None:
    error = {"message": "no", "type": "error", "code": "invalid_api_key", "param": None}
    seen = await looked(Eyes(401, {"error": error}), "en")
    assert seen.text == ""
    assert "did not accept our key" in seen.why
    assert seen.trouble is ModelTrouble.WRONG_KEY
