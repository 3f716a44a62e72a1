"""Why a model gave no caption: the SDK's and the model's ways to fail, each as one sentence for the card."""

from collections.abc import Callable

import openai
import pydantic

_WROTE = "so the offline writer wrote this."


class NoCaption(Exception):
    """The model gave nothing usable; the message is the note for the card."""


def _unknown_model(model: str) -> str:
    return f"The model “{model}” does not exist (any more), {_WROTE} Set RITE_OPENAI_MODEL to one that does."


_REASONS: tuple[tuple[type[Exception], Callable[[str], str]], ...] = (
    (openai.APITimeoutError, lambda _: f"The model took too long to answer, {_WROTE}"),
    (openai.APIConnectionError, lambda _: f"The model was not reachable, {_WROTE}"),
    (
        openai.AuthenticationError,
        lambda _: f"The model's server did not accept our key, {_WROTE} Check OPENAI_API_KEY.",
    ),
    (openai.PermissionDeniedError, lambda model: f"Our key may not use the model “{model}”, {_WROTE}"),
    (openai.NotFoundError, _unknown_model),
    (openai.RateLimitError, lambda _: f"The model's server has had too many requests or the budget is spent, {_WROTE}"),
    (openai.InternalServerError, lambda _: f"The model's server has trouble, {_WROTE}"),
    (openai.LengthFinishReasonError, lambda _: f"The model's answer was cut off, {_WROTE}"),
    (openai.ContentFilterFinishReasonError, lambda _: f"The model's filter stopped its answer, {_WROTE}"),
    (openai.APIStatusError, lambda _: f"The model's server did not take the request, {_WROTE}"),
    (pydantic.ValidationError, lambda _: f"The model's answer could not be read, {_WROTE}"),
    (openai.OpenAIError, lambda _: f"The model could not be asked, {_WROTE}"),
)
"""In this order: the special ones before the general ones."""

EXPECTED = (openai.OpenAIError, pydantic.ValidationError)
"""What can go wrong outside the house while a model is asked."""
REFUSED = f"The model declined to write this, {_WROTE}"
EMPTY = f"The model sent an empty answer, {_WROTE}"


def reason(problem: Exception, model: str) -> NoCaption:
    """The sentence for a failure of EXPECTED, as an exception to raise from it."""
    if isinstance(problem, openai.APIStatusError) and problem.code == "model_not_found":
        return NoCaption(_unknown_model(model))
    return NoCaption(next(told(model) for kind, told in _REASONS if isinstance(problem, kind)))
