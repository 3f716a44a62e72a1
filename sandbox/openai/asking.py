"""Reading a request for a chat completion, and refusing what the API refuses."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.openai.models import MODELS
from sandbox.openai.refusals import Refused, unknown_model
from sandbox.openai.strictness import insist_strict

ROLES = ("system", "assistant", "user", "function", "tool", "developer")
SCHEMA_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")
PART_TYPES: Mapping[str, tuple[str, ...]] = {
    "user": ("text", "image_url", "input_audio", "file"),
    "assistant": ("text", "refusal"),
}
RANGES = {
    "temperature": (0, 2),
    "top_p": (0, 1),
    "frequency_penalty": (-2, 2),
    "presence_penalty": (-2, 2),
    "top_logprobs": (0, 20),
    "n": (1, 128),
    "max_tokens": (1, 200_000),
    "max_completion_tokens": (1, 200_000),
}
OTHERS = (
    "model messages response_format stream stream_options stop seed logit_bias logprobs tools tool_choice user "
    "parallel_tool_calls function_call functions prediction modalities audio store metadata reasoning_effort "
    "verbosity service_tier safety_identifier prompt_cache_key prompt_cache_retention prompt_cache_options "
    "web_search_options moderation"
)
KNOWN = frozenset(OTHERS.split()) | set(RANGES)
FORMATS = ("text", "json_object", "json_schema")


@dataclass(frozen=True)
class Ask:
    """A good request; schema is None for plain text, and {} for any JSON object."""

    model: str
    messages: tuple[Mapping[str, Any], ...]
    schema: Mapping[str, Any] | None
    choices: int
    tokens_most: int | None
    streamed: bool
    usage_streamed: bool

    def text(self, *roles: str) -> str:
        """Everything said in these roles, one message per paragraph."""
        return "\n\n".join(words(message) for message in self.messages if message["role"] in roles)


def words(message: Mapping[str, Any]) -> str:
    """The text of a message, its text parts joined."""
    content = message.get("content") or ""
    if isinstance(content, str):
        return content
    return "\n".join(str(part["text"]) for part in content if part.get("type") == "text")


def read(body: bytes) -> Ask:
    """Check and read a request body. Raises Refused in the API's words."""
    try:
        given = json.loads(body)
    except ValueError as error:
        raise Refused("We could not parse the JSON body of your request.") from error
    if not isinstance(given, dict):
        raise Refused("We could not parse the JSON body of your request. Expected an object.")
    if unknown := [name for name in given if name not in KNOWN]:
        raise Refused(f"Unrecognized request argument supplied: {unknown[0]}")
    model = _model(given)
    messages = _messages(given.get("messages"))
    for name, bounds in RANGES.items():
        _insist_range(name, given.get(name), *bounds)
    schema = _wanted(given.get("response_format"), messages)
    return Ask(
        model,
        messages,
        schema,
        given.get("n") or 1,
        given.get("max_completion_tokens") or given.get("max_tokens"),
        bool(given.get("stream")),
        bool((given.get("stream_options") or {}).get("include_usage")),
    )


def _model(given: Mapping[str, Any]) -> str:
    model = given.get("model")
    if model is None:
        raise Refused("you must provide a model parameter")
    if model not in MODELS:
        raise unknown_model(str(model))
    return str(model)


def _messages(messages: Any) -> tuple[Mapping[str, Any], ...]:
    if messages is None:
        raise Refused("Missing required parameter: 'messages'.", param="messages", code="missing_required_parameter")
    if not isinstance(messages, list):
        raise _wrong_type("messages", "an array of objects", messages)
    if not messages:
        raise Refused(
            "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.",
            param="messages",
            code="empty_array",
        )
    for place, message in enumerate(messages):
        _insist_message(message, f"messages[{place}]")
    return tuple(messages)


def _insist_message(message: Any, where: str) -> None:
    if not isinstance(message, dict):
        raise _wrong_type(where, "an object", message)
    role = message.get("role")
    if role is None:
        raise Refused(
            f"Missing required parameter: '{where}.role'.", param=f"{where}.role", code="missing_required_parameter"
        )
    if role not in ROLES:
        listed = ", ".join(f"'{name}'" for name in ROLES)
        raise Refused(
            f"Invalid value: '{role}'. Supported values are: {listed}.", param=f"{where}.role", code="invalid_value"
        )
    content = message.get("content")
    if content is None and role == "assistant" and (message.get("tool_calls") or message.get("refusal")):
        return
    if isinstance(content, list) and content:
        for place, part in enumerate(content):
            _insist_part(part, role, f"{where}.content[{place}]")
    elif not isinstance(content, str):
        raise Refused(
            f"Invalid value for 'content': expected a string, got {_named(content)}.", param=f"{where}.content"
        )


def _insist_part(part: Any, role: str, where: str) -> None:
    allowed = PART_TYPES.get(role, ("text",))
    kind = part.get("type") if isinstance(part, dict) else None
    if kind not in allowed:
        listed = ", ".join(f"'{name}'" for name in allowed)
        raise Refused(
            f"Invalid value: '{kind}'. Supported values are: {listed}.", param=f"{where}.type", code="invalid_value"
        )
    if part.get(kind) is None or (kind == "text" and not isinstance(part["text"], str)):
        raise Refused(
            f"Missing required parameter: '{where}.{kind}'.", param=f"{where}.{kind}", code="missing_required_parameter"
        )


def _insist_range(name: str, value: Any, low: float, high: float) -> None:
    if value is None:
        return
    whole = name in ("n", "top_logprobs", "max_tokens", "max_completion_tokens")
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
        raise _wrong_type(name, "an integer" if whole else "a decimal", value)
    if not low <= value <= high:
        side, sign, bound = ("below minimum", ">=", low) if value < low else ("above maximum", "<=", high)
        kind = "integer" if whole else "decimal"
        raise Refused(
            f"Invalid '{name}': {kind} {side} value. Expected a value {sign} {bound}, but got {value} instead.",
            param=name,
            code=f"{kind}_{'below_min' if value < low else 'above_max'}_value",
        )


def _wanted(wish: Any, messages: tuple[Mapping[str, Any], ...]) -> Mapping[str, Any] | None:
    kind = wish.get("type") if isinstance(wish, dict) else "text" if wish is None else None
    if kind not in FORMATS:
        listed = ", ".join(f"'{name}'" for name in FORMATS)
        raise Refused(
            f"Invalid value: '{kind}'. Supported values are: {listed}.",
            param="response_format.type",
            code="invalid_value",
        )
    if kind == "json_object":
        if not any("json" in words(message).lower() for message in messages):
            raise Refused(
                "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
                param="messages",
            )
        return {}
    return _schema(wish.get("json_schema")) if kind == "json_schema" else None


def _schema(wrapped: Any) -> Mapping[str, Any]:
    if not isinstance(wrapped, dict) or "name" not in wrapped:
        where = "response_format.json_schema" + (".name" if isinstance(wrapped, dict) else "")
        raise Refused(f"Missing required parameter: '{where}'.", param=where, code="missing_required_parameter")
    name, schema = str(wrapped["name"]), wrapped.get("schema") or {}
    if not SCHEMA_NAME.fullmatch(name):
        raise Refused(
            f"Invalid 'response_format.json_schema.name': string does not match pattern. Expected a string that "
            f"matches the pattern '^[a-zA-Z0-9_-]+$' and is at most 64 long, got {name[:70]!r}.",
            param="response_format.json_schema.name",
            code="invalid_value",
        )
    if wrapped.get("strict"):
        insist_strict(schema, name)
    return dict(schema)


def _wrong_type(name: str, expected: str, value: Any) -> Refused:
    return Refused(
        f"Invalid type for '{name}': expected {expected}, but got {_named(value)} instead.",
        param=name,
        code="invalid_type",
    )


def _named(value: Any) -> str:
    names = {str: "a string", list: "an array", dict: "an object", bool: "a boolean", int: "an integer"}
    return "null" if value is None else names.get(type(value), "a decimal")
