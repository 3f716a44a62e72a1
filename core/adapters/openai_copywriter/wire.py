"""One question to a chat model over the OpenAI SDK, and what its answer says and cost.

The SDK's own parsing is not used: it throws away an answer that it cannot read, together with what it cost.
"""

from typing import TYPE_CHECKING, Any, TypeVar, cast

import httpx2
from openai import AsyncOpenAI, DefaultAsyncHttpxClient
from openai.types.chat import ChatCompletion
from pydantic import BaseModel, ValidationError

from core.adapters.openai_copywriter.connection import Messages, NoAnswer
from core.adapters.openai_copywriter.schema import wanted
from core.adapters.openai_copywriter.trouble import CUT_OFF, EMPTY, EXPECTED, FILTERED, REFUSED, UNREADABLE, reason
from core.ports.model import ModelCall

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletionMessageParam
    from openai.types.chat.completion_create_params import ResponseFormat

Shape = TypeVar("Shape", bound=BaseModel)

_ENDED_BADLY = {"length": CUT_OFF, "content_filter": FILTERED}


class Model:
    """A model behind a base URL; the SDK keeps time and repeats what may be repeated."""

    def __init__(
        self,
        *,
        api_key: str,
        base_url: str | None,
        model: str,
        timeout: float,
        max_retries: int,
        http_client: httpx2.AsyncClient | None = None,
    ) -> None:
        self.name, self._timeout = model, timeout
        http = http_client or DefaultAsyncHttpxClient()
        http.event_hooks["response"].append(self._no_long_waits)
        self._client = AsyncOpenAI(
            api_key=api_key, base_url=base_url, timeout=timeout, max_retries=max_retries, http_client=http
        )

    async def complete(self, messages: Messages, shape: type[BaseModel]) -> ChatCompletion:
        """The answer as it came, in the shape asked for if the server holds to that. Raises NoAnswer."""
        try:
            answer: object = await self._client.chat.completions.create(
                model=self.name,
                messages=cast("list[ChatCompletionMessageParam]", messages),
                response_format=cast("ResponseFormat", wanted(shape)),
            )
        except EXPECTED as problem:
            raise reason(problem, self.name) from problem
        if not isinstance(answer, ChatCompletion) or not isinstance(answer.choices, list):  # the SDK checks nothing
            raise NoAnswer(UNREADABLE)
        return answer

    async def _no_long_waits(self, response: httpx2.Response) -> None:
        """The SDK waits as long as a server wants, up to two minutes; by then we have given the answer up."""
        wait = response.headers.get("retry-after", "")
        if wait.isdecimal() and int(wait) > self._timeout:
            response.headers["x-should-retry"] = "false"

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.close()


def counted(answer: ChatCompletion, purpose: str, asked: str) -> ModelCall:
    """What an answer cost; asked: the model we named, for servers that don't say who answers."""
    usage: Any = answer.usage
    details = getattr(usage, "prompt_tokens_details", None)
    return ModelCall(
        purpose=purpose,
        model=str(answer.model or asked),
        input_tokens=_number(getattr(usage, "prompt_tokens", None)),
        output_tokens=_number(getattr(usage, "completion_tokens", None)),
        cached_tokens=_number(getattr(details, "cached_tokens", None)) or 0,
    )


def said(answer: ChatCompletion, shape: type[Shape]) -> Shape:
    """What an answer says, checked as servers may not hold to the shape. Raises NoAnswer."""
    try:
        choice = answer.choices[0] if answer.choices else None
        if choice is None or choice.message.refusal:
            raise NoAnswer(REFUSED if choice else EMPTY)
        if choice.finish_reason in _ENDED_BADLY:
            raise NoAnswer(_ENDED_BADLY[choice.finish_reason])
        if not choice.message.content:
            raise NoAnswer(EMPTY)
        return shape.model_validate_json(_object_in(choice.message.content))
    except (ValidationError, TypeError, AttributeError) as problem:
        raise NoAnswer(UNREADABLE) from problem


def _object_in(content: str) -> str:
    """The JSON in an answer: small models like to put a fence or a greeting around it."""
    return content[content.find("{") : content.rfind("}") + 1] or content


def _number(told: object) -> int | None:
    return told if isinstance(told, int) and told >= 0 else None
