"""Bodies of tasks: who does declared work, bound to its declaration so that mypy compares their signatures."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec

from core.outbox import Task
from core.ports.parts import Parts

P = ParamSpec("P")


@dataclass(frozen=True)
class Body:
    """A task and the function that does it."""

    task: Task[Any]
    run: Callable[..., Awaitable[None]]


def body_of(task: Task[P]) -> Callable[[Callable[Concatenate[Parts, P], Awaitable[None]]], Body]:
    """Declare the body of a task: `async def body(parts, *the task's own arguments)`."""

    def bind(run: Callable[Concatenate[Parts, P], Awaitable[None]]) -> Body:
        return Body(task, run)

    return bind
