"""A model we may ask, not yet loaded: the SDK takes half a second and much memory, so the first question loads it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx2

    from core.adapters.openai_copywriter.wire import Model

TIMEOUT_SECONDS = 20.0
MAX_RETRIES = 2


class NoAnswer(Exception):
    """The model gave nothing usable; the message says why, as a clause without its full stop."""


class Connection:
    """Key, address and name of a model; opens it once."""

    def __init__(
        self,
        *,
        api_key: str,
        base_url: str | None,
        model: str,
        timeout: float = TIMEOUT_SECONDS,
        max_retries: int = MAX_RETRIES,
        http_client: "httpx2.AsyncClient | None" = None,
    ) -> None:
        """timeout: seconds one attempt may take. http_client: for tests; the SDK makes its own otherwise."""
        self._api_key, self._base_url, self._name = api_key, base_url, model
        self._timeout, self._max_retries, self._http_client = timeout, max_retries, http_client
        self._model: Model | None = None

    def open(self) -> "Model":
        """The model, loaded now if it was not yet."""
        from core.adapters.openai_copywriter.wire import Model

        if self._model is None:
            self._model = Model(
                api_key=self._api_key,
                base_url=self._base_url,
                model=self._name,
                timeout=self._timeout,
                max_retries=self._max_retries,
                http_client=self._http_client,
            )
        return self._model

    async def close(self) -> None:
        """Let go of the network, if it was ever used."""
        if self._model is not None:
            await self._model.close()
            self._model = None
