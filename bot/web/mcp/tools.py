"""Which operations are tools, and how one becomes the other: its parameters as arguments, its answer as it is."""

import hashlib
import inspect
import json
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi.routing import APIRoute
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.tools import Tool
from mcp_types import ToolAnnotations
from pydantic import BaseModel, Field, ValidationError
from starlette.responses import Response

from bot.errors import words_for
from bot.web.api.app import ROUTERS
from bot.web.api.asked import Asked
from bot.web.api.doors import let_do
from bot.web.api.problem import fields_of

ASKING: ContextVar[Asked] = ContextVar("who calls a tool")
KEY = "idempotency_key"


@dataclass(frozen=True)
class Hints:
    """What a client may tell its person before a call. loses: something is gone, or is out in the world, afterwards."""

    name: str
    reads: bool = False
    loses: bool = False
    outside: bool = False
    """It reaches people outside the team: what it lets go is published."""


TOOLS: Mapping[str, Hints] = {
    "whoAmI": Hints("who_am_i", reads=True),
    "listEvents": Hints("list_events", reads=True),
    "getEvent": Hints("get_event", reads=True),
    "createEvent": Hints("create_event"),
    "amendEvent": Hints("amend_event", loses=True),
    "cancelEvent": Hints("cancel_event", loses=True),
    "listCampaigns": Hints("list_campaigns", reads=True),
    "getCampaign": Hints("get_campaign", reads=True),
    "pauseCampaign": Hints("pause_campaign"),
    "resumeCampaign": Hints("resume_campaign", outside=True),
    "listPosts": Hints("list_posts", reads=True),
    "getPost": Hints("get_post", reads=True),
    "reschedulePost": Hints("reschedule_post"),
    "holdPost": Hints("hold_post"),
    "resumePost": Hints("resume_post", outside=True),
    "skipPost": Hints("skip_post", loses=True),
    "listApprovals": Hints("list_approvals", reads=True),
    "approvePost": Hints("approve_post", outside=True),
    "requestChanges": Hints("request_changes"),
    "getPostPerformance": Hints("get_post_performance", reads=True),
    "getUserInsights": Hints("get_user_insights", reads=True),
    "getCampaignReport": Hints("get_campaign_report", reads=True),
    "generateReport": Hints("generate_report", reads=True),
    "getOptimalPostingTimes": Hints("get_optimal_posting_times", reads=True),
}
"""By operationId. To publish at once, and to try again what failed, is left to people."""


def tools() -> Iterator[Tool]:
    for router in ROUTERS:
        for route in router.routes:
            if isinstance(route, APIRoute) and (hints := TOOLS.get(route.operation_id or "")):
                yield Tool.from_function(
                    _called(route), name=hints.name, description=route.description, annotations=_told(hints)
                )


def _told(hints: Hints) -> ToolAnnotations:
    return ToolAnnotations(
        title=hints.name.replace("_", " ").capitalize(),
        read_only_hint=hints.reads,
        destructive_hint=hints.loses,
        idempotent_hint=hints.reads,
        open_world_hint=hints.outside,
    )


def _called(route: APIRoute) -> Callable[..., Awaitable[Any]]:
    """The operation as a function of its arguments alone; whoever asks is found in the context of the call."""
    signature = inspect.signature(route.endpoint)
    taken = {name: one for name, one in signature.parameters.items() if name != "asks"}
    body = taken.pop("body").annotation if "body" in taken else None
    operation, changes = route.operation_id or "", "GET" not in (route.methods or ())

    async def call(**given: Any) -> Any:
        asks = ASKING.get()
        try:
            let_do(asks.holder.token, asks.holder.member, operation)
            if changes:
                asks = replace(asks, key=given.pop(KEY, None) or "", fingerprint=_fingerprint(operation, given))
            answer = await route.endpoint(asks, **_arguments(given, taken, body))
        except Exception as error:
            raise ToolError(_said(error)) from error
        return json.loads(bytes(answer.body)) if isinstance(answer, Response) else answer

    arguments = [*(one.replace(kind=one.KEYWORD_ONLY) for one in taken.values()), *(_fields(body) if body else ())]
    if changes:
        arguments.append(inspect.Parameter(KEY, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=_KEY))
    answers = route.response_model or signature.return_annotation
    call.__signature__ = signature.replace(parameters=arguments, return_annotation=answers)  # type: ignore[attr-defined]
    call.__name__ = operation
    call.__annotations__ = {one.name: one.annotation for one in arguments} | {"return": answers}
    return call


_KEY = Annotated[
    str | None,
    Field(
        max_length=255, description="Of your choice: a call repeated with it within a day is answered, not done again."
    ),
]


def _fields(body: type[BaseModel]) -> Iterator[inspect.Parameter]:
    """The fields of a body as arguments of their own."""
    for name, field in body.model_fields.items():
        default = inspect.Parameter.empty if field.is_required() else field.default
        told = Annotated[field.annotation, *field.metadata, Field(description=field.description)]  # type: ignore[name-defined]
        yield inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=told)


def _arguments(
    given: Mapping[str, Any], taken: Mapping[str, inspect.Parameter], body: type[BaseModel] | None
) -> dict[str, Any]:
    own = {name: value for name, value in given.items() if name in taken}
    if body is None:
        return own
    rest = {name: value for name, value in given.items() if name not in taken and value is not None}
    return {**own, "body": body(**rest)}


def _fingerprint(operation: str, given: Mapping[str, Any]) -> str:
    asks = json.dumps([operation, {name: str(value) for name, value in sorted(given.items())}])
    return hashlib.sha256(asks.encode()).hexdigest()


def _said(error: Exception) -> str:
    """The sentence of chat, with the fields that need care."""
    if isinstance(error, ValidationError):
        return "; ".join(str(one["msg"]) for one in error.errors())
    return "; ".join([words_for(error), *(f"{one.field}: {one.detail}" for one in fields_of(error))])
