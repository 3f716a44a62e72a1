"""A model we may ask, not yet loaded: the SDK takes half a second and much memory, so the first question loads it.

One for all who ask: a crowd of drafts waits here for its turn, and nobody waits for ever.
"""

import asyncio
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from core.database import outside_transaction
from core.ports.model import ModelTrouble

if TYPE_CHECKING:
    import httpx2
    from openai.types.chat import ChatCompletion
    from pydantic import BaseModel

    from core.adapters.openai_copywriter.wire import Model

TIMEOUT_SECONDS = 40.0
AT_ONCE = 4
MAX_RETRIES = 2
LATE = "The model took too long to answer"
CROWDED = "The model has too many questions of ours before it"

Messages = Sequence[Mapping[str, object]]


class NoAnswer(Exception):
    """The model gave nothing usable; the message says why, as a clause without its full stop."""

    def __init__(self, why: str, trouble: ModelTrouble = ModelTrouble.PASSING, *, begun: bool = False) -> None:
        super().__init__(why)
        self.trouble = trouble
        self.begun = begun
        """The model may have worked on it all the same, and may want to be paid."""


class Connection:
    """Key, address and name of a model; opens it once."""

    def __init__(
        self,
        *,
        api_key: str,
        base_url: str | None,
        model: str,
        timeout: float = TIMEOUT_SECONDS,
        at_once: int = AT_ONCE,
        max_retries: int = MAX_RETRIES,
        http_client: "httpx2.AsyncClient | None" = None,
    ) -> None:
        """timeout: seconds until an answer is given up, however often the SDK repeats the question meanwhile; one try
        gets half of it. at_once: how many questions may be open. http_client: for tests; else the SDK makes its own.
        """
        self._api_key, self._base_url, self.model = api_key, base_url, model
        self._timeout, self._max_retries, self._http_client = timeout, max_retries, http_client
        self._places = asyncio.Semaphore(at_once)
        self._opened: Model | None = None

    async def complete(self, messages: Messages, shape: "type[BaseModel]") -> "ChatCompletion":
        """The model's answer as it came. Raises NoAnswer, at the latest after twice the timeout: once for the turn."""
        outside_transaction()
        model = await self._open()
        try:
            async with asyncio.timeout(self._timeout):
                await self._places.acquire()
        except TimeoutError as crowd:
            raise NoAnswer(CROWDED) from crowd
        try:
            async with asyncio.timeout(self._timeout):
                return await model.complete(messages, shape)
        except TimeoutError as late:
            raise NoAnswer(LATE, begun=True) from late
        finally:
            self._places.release()

    async def _open(self) -> "Model":
        """The model, loaded now if it was not yet; in a thread, as everybody else's work goes on meanwhile."""
        if self._opened is None:
            await asyncio.to_thread(import_module, "core.adapters.openai_copywriter.wire")
        from core.adapters.openai_copywriter.wire import Model

        if self._opened is None:  # still: somebody else may have waited for the same
            self._opened = Model(
                api_key=self._api_key,
                base_url=self._base_url,
                model=self.model,
                timeout=self._timeout / 2,
                max_retries=self._max_retries,
                http_client=self._http_client,
            )
        return self._opened

    async def close(self) -> None:
        """Let go of the network, if it was ever used."""
        if self._opened is not None:
            await self._opened.close()
            self._opened = None
