"""Why a model gave no answer: the SDK's and the model's ways to fail, each as one clause for people."""

from collections.abc import Callable

import openai

from core.adapters.openai_copywriter.connection import NoAnswer


def _unknown_model(model: str) -> str:
    return f"The model “{model}” does not exist (any more; RITE_OPENAI_MODEL names it)"


_REASONS: tuple[tuple[type[Exception], Callable[[str], str]], ...] = (
    (openai.APITimeoutError, lambda _: "The model took too long to answer"),
    (openai.APIConnectionError, lambda _: "The model was not reachable"),
    (
        openai.AuthenticationError,
        lambda _: "The model's server did not accept our key (OPENAI_API_KEY)",
    ),
    (openai.PermissionDeniedError, lambda model: f"Our key may not use the model “{model}”"),
    (openai.NotFoundError, _unknown_model),
    (openai.RateLimitError, lambda _: "The model's server has had too many requests or the budget is spent"),
    (openai.InternalServerError, lambda _: "The model's server has trouble"),
    (openai.LengthFinishReasonError, lambda _: "The model's answer was cut off"),
    (openai.ContentFilterFinishReasonError, lambda _: "The model's filter stopped its answer"),
    (openai.APIStatusError, lambda _: "The model's server did not take the request"),
    (openai.OpenAIError, lambda _: "The model could not be asked"),
    (Exception, lambda _: "The model's answer could not be read"),
)
"""In this order: the special ones before the general ones."""

EXPECTED = (openai.OpenAIError, ValueError, TypeError, AttributeError)
"""What the SDK raises when a model is asked; the last three when a compatible server answers 200 with nonsense."""
REFUSED = "The model declined"
EMPTY = "The model sent an empty answer"


def reason(problem: Exception, model: str) -> NoAnswer:
    """The sentence for a failure of EXPECTED, as an exception to raise from it."""
    if isinstance(problem, openai.APIStatusError) and problem.code == "model_not_found":
        return NoAnswer(_unknown_model(model))
    return NoAnswer(next(told(model) for kind, told in _REASONS if isinstance(problem, kind)))
