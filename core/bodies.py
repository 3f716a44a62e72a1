"""Bodies of tasks: who does declared work, bound to its declaration so that mypy compares their signatures."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec

from sqlalchemy.ext.asyncio import AsyncSession

from core.outbox import Task
from core.ports.parts import Parts

P = ParamSpec("P")


@dataclass(frozen=True)
class Body:
    """A task, the function that does it, and whom to tell when it was tried in vain."""

    task: Task[Any]
    run: Callable[..., Awaitable[None]]
    given_up: Callable[..., Awaitable[None]] | None = None
    """Runs in the transaction that gives the task up: `(session, why, *the task's own arguments)`."""


def body_of(
    task: Task[P], *, given_up: Callable[Concatenate[AsyncSession, str, P], Awaitable[None]] | None = None
) -> Callable[[Callable[Concatenate[Parts, P], Awaitable[None]]], Body]:
    """Declare the body of a task: `async def body(parts, *the task's own arguments)`.

    `given_up` tells the person who waits for it; without one only operators hear of it.
    """

    def bind(run: Callable[Concatenate[Parts, P], Awaitable[None]]) -> Body:
        return Body(task, run, given_up)

    return bind
