"""OpenAI's error answers."""

from starlette.responses import JSONResponse, Response

INVALID = "invalid_request_error"


class Refused(Exception):
    """A call that is answered with an error body."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = INVALID,
        param: str | None = None,
        code: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status, self.headers = status, headers or {}
        self.error = {"message": message, "type": kind, "param": param, "code": code}

    def answer(self) -> Response:
        """The error as it goes over the wire."""
        return JSONResponse({"error": self.error}, self.status, headers=self.headers)


def bad_key(shown: str) -> Refused:
    """401: no key, or a wrong one, of which only the ends are repeated."""
    if not shown:
        return Refused(
            "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer "
            "auth (i.e. Authorization: Bearer YOUR_KEY).",
            status=401,
        )
    masked = f"{shown[:3]}{'*' * 8}{shown[-4:]}" if len(shown) > 8 else "*" * len(shown)
    return Refused(
        f"Incorrect API key provided: {masked}. You can find your API key at "
        "https://platform.openai.com/account/api-keys.",
        status=401,
        code="invalid_api_key",
    )


def unknown_model(model: str) -> Refused:
    """404 for a model that is not ours to use."""
    return Refused(
        f"The model `{model}` does not exist or you do not have access to it.", status=404, code="model_not_found"
    )


def too_many(wait_seconds: float | None) -> Refused:
    """429, with the wait the platform wants; None: it does not say."""
    wait = "" if wait_seconds is None else f" Please try again in {wait_seconds:g}s."
    told = {} if wait_seconds is None else {"retry-after": f"{wait_seconds:g}"}
    return Refused(
        f"Rate limit reached for requests per minute.{wait}",
        status=429,
        kind="requests",
        code="rate_limit_exceeded",
        headers={**told, "x-ratelimit-remaining-requests": "0"},
    )


def no_credit() -> Refused:
    """429 of another kind: waiting does not help."""
    return Refused(
        "You exceeded your current quota, please check your plan and billing details.",
        status=429,
        kind="insufficient_quota",
        code="insufficient_quota",
    )


def broken() -> Refused:
    """500, OpenAI's own trouble."""
    return Refused(
        "The server had an error while processing your request. Sorry about that!", status=500, kind="server_error"
    )
