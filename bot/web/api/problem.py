"""What went wrong, as RFC 9457 has it: a status, the sentence chat would say, and which answers need care."""

import re
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from bot.errors import status_for, words_for
from bot.flows.form import InvalidAnswers
from bot.retold import retold
from core.errors import InvalidAnswer, RiteError, WaitAndRetry

MEDIA_TYPE = "application/problem+json"
NOT_UNDERSTOOD = "I could not read that request. The fields that need care are named."
LONGEST_SENTENCE = 300
_CAPITALS = re.compile(r"(?<!^)(?=[A-Z])")


class FieldProblem(BaseModel):
    """One answer that needs care."""

    model_config = ConfigDict(extra="forbid")
    field: str = Field(description="Where it stands: `starts`, `lineup.2`, `Idempotency-Key`.")
    detail: str


class Problem(BaseModel):
    """RFC 9457. `type` tells programs what it is, `detail` tells people."""

    model_config = ConfigDict(extra="forbid")
    type: str = Field(examples=["urn:rite:problem:not-now"])
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] = Field(default_factory=list)


def problem_of(error: Exception) -> JSONResponse:
    """Never a traceback: a bug of ours gets a short name that is also in the log."""
    status, said = status_for(error), words_for(error)
    kind = type(error).__name__ if isinstance(error, RiteError) else "InternalError"
    headers = {}
    if isinstance(error, WaitAndRetry):
        headers["retry-after"] = str(max(1, round(error.after.total_seconds())) if error.after else 60)
    return problem(status, kind, said, fields=fields_of(error), headers=headers)


def problem(
    status: int,
    kind: str,
    detail: str,
    *,
    fields: Iterable[FieldProblem] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """kind: "NotNow", told as "urn:rite:problem:not-now"."""
    told = Problem(
        type=f"urn:rite:problem:{_CAPITALS.sub('-', kind).lower()}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        errors=list(fields),
    )
    return JSONResponse(told.model_dump(), status, dict(headers or {}), media_type=MEDIA_TYPE)


def unreadable(error: RequestValidationError) -> JSONResponse:
    """Fields by name, without what was sent in them."""
    fields = [
        FieldProblem(field=_place(one["loc"]), detail=str(one["msg"])[:LONGEST_SENTENCE]) for one in error.errors()
    ]
    return problem(422, "InvalidRequest", NOT_UNDERSTOOD, fields=fields)


def refused(error: HTTPException) -> JSONResponse:
    """What Starlette itself refuses: an address that is not there, a method it does not know, a body that is late."""
    if error.status_code == HTTPStatus.BAD_REQUEST:  # a body that is no text at all
        return problem(422, "InvalidRequest", NOT_UNDERSTOOD)
    phrase = HTTPStatus(error.status_code).phrase
    return problem(error.status_code, phrase.title().replace(" ", ""), f"{phrase}.", headers=error.headers)


def fields_of(error: Exception) -> list[FieldProblem]:
    if isinstance(error, InvalidAnswers):
        return [FieldProblem(field=key, detail=retold(said)) for key, said in error.by_field.items()]
    if isinstance(error, InvalidAnswer) and error.field:
        return [FieldProblem(field=error.field, detail=retold(error.message))]
    return []


def _place(where: tuple[Any, ...]) -> str:
    """("body", "lineup", 2) -> "lineup.2"."""
    inner = where[1:] if len(where) > 1 else where
    return ".".join(str(part) for part in inner)[:LONGEST_SENTENCE]
