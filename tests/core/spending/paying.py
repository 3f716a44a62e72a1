"""What opens a machine that has a model, with more settings when wanted."""

from collections.abc import Awaitable, Callable

from publishing_machine import Machine

PayingMachine = Callable[..., Awaitable[Machine]]
