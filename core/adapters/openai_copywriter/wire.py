"""One question to a chat model over the OpenAI SDK, answered with words or with the reason why not."""

from dataclasses import dataclass

import httpx2
from openai import AsyncOpenAI
from openai.types.chat import ChatCompletionMessageParam, ParsedChatCompletion
from pydantic import BaseModel, Field

from core.adapters.openai_copywriter.trouble import EMPTY, EXPECTED, REFUSED, NoCaption, reason


class Written(BaseModel):
    """The shape we ask for; the server may not hold to it, so it is checked here again."""

    caption: str = Field(min_length=1, max_length=4000)
    hashtags: list[str] = Field(max_length=30)


@dataclass(frozen=True)
class Answer:
    """A model's words, who says it wrote them, and what that cost."""

    caption: str
    hashtags: tuple[str, ...]
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

    async def ask(self, messages: list[ChatCompletionMessageParam]) -> Answer:
        """One completion. Raises NoCaption with the sentence for the card."""
        try:
            completion = await self._client.chat.completions.parse(
                model=self.name, messages=messages, response_format=Written
            )
        except EXPECTED as problem:
            raise reason(problem, self.name) from problem
        return self._answer(completion)

    def _answer(self, completion: ParsedChatCompletion[Written]) -> Answer:
        message = completion.choices[0].message if completion.choices else None
        if message is None:
            raise NoCaption(EMPTY)
        if message.refusal:
            raise NoCaption(REFUSED)
        if message.parsed is None or not message.parsed.caption.strip():
            raise NoCaption(EMPTY)
        tokens = completion.usage.total_tokens if completion.usage else 0
        return Answer(
            message.parsed.caption.strip(), tuple(message.parsed.hashtags), completion.model or self.name, tokens
        )

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.close()
