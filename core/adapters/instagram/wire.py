"""From an answer of Instagram's to a value or a typed error, without any network.

What counts is the error's code and subcode, never the HTTP status alone: the same refusal has been seen under several.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from core.adapters.instagram.calls import Call
from core.adapters.instagram.refusals import Kind, Row, meaning
from core.errors import (
    CaptionRefused,
    ContainerGone,
    DetailsRefused,
    MediaRefused,
    OutcomeUnknown,
    PolicyRefused,
    QuotaSpent,
    RateLimited,
    ReconnectNeeded,
    Refused,
    RiteError,
    SettingsProblem,
    Unavailable,
)
from core.masking import masked

Json = dict[str, Any]
SERVER_FAILED = 500
TOO_MANY_REQUESTS = 429
OWN_WORDS_AT_MOST = 300
REFUSED: Mapping[str, type[Refused]] = {
    "media": MediaRefused,
    "caption": CaptionRefused,
    "details": DetailsRefused,
    "quota": QuotaSpent,
    "policy": PolicyRefused,
}


@dataclass(frozen=True)
class Answer:
    """What came over the wire."""

    status: int
    body: bytes


class GraphError(Exception):
    """What Instagram itself said; the __cause__ of the typed error. Its text holds no words of Instagram's."""

    def __init__(self, code: int | None, subcode: int | None, words: str, spoken: str, trace: str, transient: bool):
        super().__init__(f"{_code_text(code, subcode)} (fbtrace {trace or 'unknown'})")
        self.code = code
        self.subcode = subcode
        self.words = words
        """Everything it says to programmers, secrets taken out."""
        self.spoken = spoken
        """What it says to people, secrets taken out."""
        self.trace = trace
        self.transient = transient

    @property
    def code_text(self) -> str:
        """ "code/subcode", or the code alone."""
        return _code_text(self.code, self.subcode)


def understand(answer: Answer, call: Call, *, hidden: Iterable[str] = (), regain: timedelta | None = None) -> Json:
    """The JSON object of a good answer; raises the typed error of a refusal, with a GraphError as its cause.

    hidden are secrets that Instagram might echo; regain is what the usage headers say about waiting.
    """
    told = _object(answer.body)
    if call.is_irrevocable and (answer.status >= SERVER_FAILED or told is None):
        raise OutcomeUnknown from graph_error(told or {}, hidden)
    if told is None:
        raise _unreadable(answer.status)
    refusal = graph_error(told, hidden)
    if refusal is not None:
        raise typed(refusal, call, answer.status, regain) from refusal
    if not 200 <= answer.status < 300:
        raise OutcomeUnknown if call.is_irrevocable else _unreadable(answer.status)
    return told


def typed(refusal: GraphError, call: Call, status: int, regain: timedelta | None) -> RiteError:
    """The error class for a refusal, by the table."""
    row = meaning(refusal.code, refusal.subcode, refusal.words, call)
    if row.is_for_the_unknown:
        return _unknown(refusal, row, call, status)
    return _by_row(row, refusal, row.cause, regain)


def graph_error(told: Json, hidden: Iterable[str]) -> GraphError | None:
    """The refusal in an answer, in either of the shapes Instagram uses; None when there is none."""
    error = told.get("error")
    if isinstance(error, str | list):
        error = {"message": str(error)}
    if not error and "error_message" in told:  # the code exchange has a shape of its own
        error = {"message": told["error_message"], "code": told.get("code")}
    if not error:
        return None
    words = f"{error.get('message') or ''} {error.get('error_data') or ''} {error.get('code') or ''}".strip()
    spoken = str(error.get("error_user_msg") or error.get("message") or "")
    return GraphError(
        _whole(error.get("code")),
        _whole(error.get("error_subcode")),
        _without(words, hidden),
        _without(spoken, hidden),
        str(error.get("fbtrace_id") or ""),
        error.get("is_transient") is True,
    )


def _by_row(row: Row, refusal: GraphError, cause: str, regain: timedelta | None) -> RiteError:
    match row.kind:
        case Kind.AMBIGUOUS:
            return OutcomeUnknown(row.sentences)
        case Kind.RETRY:
            return Unavailable(row.sentences, after=row.after, cure=row.cure)
        case Kind.WAIT:
            return RateLimited(row.sentences, after=regain or row.after, cure=row.cure)
        case Kind.RECONNECT:
            return ReconnectNeeded(row.sentences)
        case Kind.PERSON if row.about == "settings":
            return SettingsProblem(row.sentences)
        case _:
            refused = ContainerGone if row.kind is Kind.NEW_CONTAINER else REFUSED.get(row.about, Refused)
            return refused(code=refusal.code_text, cause=cause, remedy=row.remedy, cure=row.cure)


def _unknown(refusal: GraphError, row: Row, call: Call, status: int) -> RiteError:
    if call.is_irrevocable and (refusal.code is None or refusal.transient):
        return OutcomeUnknown()
    if status >= SERVER_FAILED or refusal.transient:
        return Unavailable(row.sentences, after=row.after)
    if status == TOO_MANY_REQUESTS:
        return RateLimited()
    spoken = refusal.spoken[:OWN_WORDS_AT_MOST]
    return _by_row(row, refusal, f"{row.cause} It says: {spoken}" if spoken else row.cause, None)


def _unreadable(status: int) -> RiteError:
    if status == TOO_MANY_REQUESTS:
        return RateLimited()
    return Unavailable(f"Instagram answered with something that cannot be read (HTTP {status}).")


def _object(body: bytes) -> Json | None:
    try:
        told = json.loads(body)
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def _whole(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError):
        return None


def _without(words: str, hidden: Iterable[str]) -> str:
    return masked(words, filter(None, hidden))


def _code_text(code: int | None, subcode: int | None) -> str:
    if code is None:
        return f"?/{subcode}" if subcode else "?"
    return f"{code}/{subcode}" if subcode else str(code)
