"""The Telegram look-alike as the sandbox holds it."""

from collections.abc import Mapping
from typing import Any

from starlette.routing import BaseRoute

from sandbox.telegram.api import api_routes
from sandbox.telegram.control import control_routes
from sandbox.telegram.state import State
from sandbox.telegram.view import view
from sandbox.world import World


class Telegram:
    """The Bot API for one bot, a private chat for each person, and one group."""

    def __init__(self, world: World) -> None:
        self.state = State(world)
        self.routes: list[BaseRoute] = api_routes(self.state)
        self.control_routes: list[BaseRoute] = control_routes(self.state)

    def view(self) -> Mapping[str, Any]:
        return view(self.state)

    def reset(self) -> None:
        self.state.reset()

    async def start(self) -> None:
        """Nothing runs until the service sets a webhook or polls."""

    async def stop(self) -> None:
        self.state.updates.end_poll()
        await self.state.webhook.halt()
