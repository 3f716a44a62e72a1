"""One question to a chat model over the OpenAI SDK, answered in a shape or with the reason why not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar, cast

import httpx2
from openai import AsyncOpenAI
from pydantic import BaseModel

from core.adapters.openai_copywriter.connection import NoAnswer
from core.adapters.openai_copywriter.trouble import EMPTY, EXPECTED, REFUSED, reason

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletionMessageParam


Shape = TypeVar("Shape", bound=BaseModel)


@dataclass(frozen=True)
class Answer(Generic[Shape]):
    """What a model said in the shape asked for, who says so, and what that cost."""

    said: Shape
    model: str
    tokens: int


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
        self.name = model
        self._client = AsyncOpenAI(
            api_key=api_key, base_url=base_url, timeout=timeout, max_retries=max_retries, http_client=http_client
        )

    async def ask(self, messages: Sequence[Mapping[str, object]], shape: type[Shape]) -> Answer[Shape]:
        """One completion in the shape asked for, which is checked here again as servers may not hold to it.

        Raises NoAnswer with the reason.
        """
        try:
            completion = await self._client.chat.completions.parse(
                model=self.name, messages=cast("list[ChatCompletionMessageParam]", messages), response_format=shape
            )
        except EXPECTED as problem:
            raise reason(problem, self.name) from problem
        message = completion.choices[0].message if completion.choices else None
        if message is not None and message.refusal:
            raise NoAnswer(REFUSED)
        if message is None or message.parsed is None:
            raise NoAnswer(EMPTY)
        tokens = completion.usage.total_tokens if completion.usage else 0
        return Answer(message.parsed, completion.model or self.name, tokens)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.close()
