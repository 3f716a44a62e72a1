"""The OpenAI look-alike."""

from collections.abc import Mapping
from typing import Any

from starlette.routing import BaseRoute

from sandbox.world import World


class OpenAI:
    def __init__(self, world: World) -> None:
        self.world = world
        self.routes: list[BaseRoute] = []
        self.control_routes: list[BaseRoute] = []

    def view(self) -> Mapping[str, Any]:
        return {}

    def reset(self) -> None: ...

    async def start(self) -> None: ...

    async def stop(self) -> None: ...
