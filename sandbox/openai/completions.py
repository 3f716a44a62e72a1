"""The answers' shapes: a completion, its pieces when streamed, and what it cost."""

import json
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

FINGERPRINT = "fp_sandbox01"
CHARACTERS_PER_TOKEN = 4


@dataclass(frozen=True)
class Said:
    """What the model says: content or a refusal, and why it stopped."""

    content: str | None
    refusal: str | None = None
    finish: str = "stop"


@dataclass(frozen=True)
class Completion:
    """One finished answer; created is in unix seconds."""

    model: str
    said: tuple[Said, ...]
    prompt: str
    created: int
    name: str

    def usage(self) -> dict[str, Any]:
        """Tokens, counted as four characters each."""
        asked = tokens(self.prompt)
        answered = sum(tokens(one.content or one.refusal or "") for one in self.said)
        return {
            "prompt_tokens": asked,
            "completion_tokens": answered,
            "total_tokens": asked + answered,
            "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
            "completion_tokens_details": {
                "reasoning_tokens": 0,
                "audio_tokens": 0,
                "accepted_prediction_tokens": 0,
                "rejected_prediction_tokens": 0,
            },
        }

    def body(self) -> dict[str, Any]:
        """The whole completion object."""
        choices: list[dict[str, Any]] = [
            {
                "index": index,
                "message": {"role": "assistant", "content": one.content, "refusal": one.refusal, "annotations": []},
                "logprobs": None,
                "finish_reason": one.finish,
            }
            for index, one in enumerate(self.said)
        ]
        return self._frame("chat.completion") | {"choices": choices, "usage": self.usage()}

    def pieces(self, with_usage: bool) -> Iterator[str]:
        """The same as server-sent events, a few words each."""
        for index, one in enumerate(self.said):
            yield self._piece(index, {"role": "assistant", "content": "", "refusal": None})
            key, text = ("content", one.content) if one.content is not None else ("refusal", one.refusal or "")
            for piece in re.findall(r"\S*\s*", text)[:-1]:
                yield self._piece(index, {key: piece})
            yield self._piece(index, {}, one.finish)
        if with_usage:
            yield event(self._frame("chat.completion.chunk") | {"choices": [], "usage": self.usage()})
        yield "data: [DONE]\n\n"

    def _piece(self, index: int, delta: dict[str, Any], finish: str | None = None) -> str:
        choice = {"index": index, "delta": delta, "logprobs": None, "finish_reason": finish}
        return event(self._frame("chat.completion.chunk") | {"choices": [choice]})

    def _frame(self, kind: str) -> dict[str, Any]:
        return {
            "id": self.name,
            "object": kind,
            "created": self.created,
            "model": self.model,
            "service_tier": "default",
            "system_fingerprint": FINGERPRINT,
        }


def fresh_name() -> str:
    """A new completion's id."""
    return f"chatcmpl-{secrets.token_urlsafe(21)}"


def tokens(text: str) -> int:
    """About as many as the real tokenizer would count."""
    return (len(text) + CHARACTERS_PER_TOKEN - 1) // CHARACTERS_PER_TOKEN


def event(content: dict[str, Any]) -> str:
    """One server-sent event."""
    return f"data: {json.dumps(content, ensure_ascii=False)}\n\n"
