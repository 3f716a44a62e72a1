"""Why a model gave no answer: the SDK's and the model's ways to fail, each as one clause for people."""

from dataclasses import dataclass

import openai

from core.adapters.openai_copywriter.connection import LATE, NoAnswer
from core.ports.model import ModelTrouble


@dataclass(frozen=True)
class _Told:
    """A clause, in which "{model}" is the model we asked, and who can do something about it."""

    why: str
    trouble: ModelTrouble = ModelTrouble.PASSING
    begun: bool = False


_UNKNOWN = _Told(
    "The model “{model}” does not exist (any more; RITE_OPENAI_MODEL names it)", ModelTrouble.UNKNOWN_MODEL
)
_CODES = {
    "model_not_found": _UNKNOWN,
    "insufficient_quota": _Told("The credit at the model's server is used up", ModelTrouble.NO_CREDIT),
}
"""What a server says of itself tells more than its status."""

_KINDS: tuple[tuple[type[Exception], _Told], ...] = (
    (openai.APITimeoutError, _Told(LATE, begun=True)),
    (openai.APIConnectionError, _Told("The model was not reachable")),
    (
        openai.AuthenticationError,
        _Told("The model's server did not accept our key (OPENAI_API_KEY)", ModelTrouble.WRONG_KEY),
    ),
    (openai.PermissionDeniedError, _Told("Our key may not use the model “{model}”", ModelTrouble.NO_RIGHT)),
    (openai.NotFoundError, _UNKNOWN),
    (openai.RateLimitError, _Told("The model's server has had too many requests")),
    (openai.InternalServerError, _Told("The model's server has trouble")),
    (openai.APIStatusError, _Told("The model's server did not take the request")),
    (openai.OpenAIError, _Told("The model could not be asked")),
    (Exception, _Told("The model's answer could not be read")),
)
"""In this order: the special ones before the general ones."""

EXPECTED = (openai.OpenAIError, ValueError, TypeError, AttributeError)
"""What the SDK raises when a model is asked; the last three when a compatible server answers 200 with nonsense."""
REFUSED = "The model declined"
EMPTY = "The model sent an empty answer"
CUT_OFF = "The model's answer was cut off"
FILTERED = "The model's filter stopped its answer"
UNREADABLE = "The model's answer could not be read"


def reason(problem: Exception, model: str) -> NoAnswer:
    """The sentence for a failure of EXPECTED, as an exception to raise from it."""
    code = problem.code if isinstance(problem, openai.APIStatusError) else None
    told = _CODES.get(code or "") or next(told for kind, told in _KINDS if isinstance(problem, kind))
    return NoAnswer(told.why.format(model=model), told.trouble, begun=told.begun)
