"""The front of the house: every chat platform that is configured, and the web application around them."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.flows.understand import read_event
from bot.houses import Messenger
from bot.notices import deliver_notice
from bot.slack.house import SlackHouse
from bot.telegram.house import TelegramHouse
from bot.web.app import build_web
from core import tasks
from core.bodies import Body, body_of
from core.notices.untaken import say_files_not_taken
from core.ports.parts import Parts
from core.services import Services
from core.workspaces.model import Platform


class House(Protocol):
    """A chat platform Rite is at home in."""

    @property
    def messenger(self) -> Messenger: ...

    def routes(self) -> list[BaseRoute]: ...

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


class Front:
    """Built without touching the network; `start` opens the houses, `stop` closes them."""

    def __init__(self, services: Services, own_routes: Sequence[BaseRoute] = ()) -> None:
        settings = services.settings
        houses: dict[Platform, House] = {}
        if settings.slack_bot_token is not None or settings.slack_is_installable:
            houses[Platform.SLACK] = SlackHouse(services)
        if settings.telegram_bot_token is not None:
            houses[Platform.TELEGRAM] = TelegramHouse(services)
        self._houses = houses
        routes = [route for house in houses.values() for route in house.routes()]
        self.web: Starlette = build_web(services, [*routes, *own_routes])
        slack = houses.get(Platform.SLACK)
        own = slack if isinstance(slack, SlackHouse) else None
        self.bodies = self._bodies({platform: house.messenger for platform, house in houses.items()}, own)

    @staticmethod
    def _bodies(messengers: dict[Platform, Messenger], slack: SlackHouse | None = None) -> dict[str, Body]:
        @body_of(tasks.deliver_notice)
        async def deliver(parts: Parts, workspace_id: UUID, notice_id: UUID) -> None:
            await deliver_notice(parts, messengers, workspace_id, notice_id)

        @body_of(tasks.take_in_files, given_up=say_files_not_taken)
        async def take_in_files(_: Parts, workspace_id: UUID, talk_id: UUID) -> None:
            if slack is not None:
                await slack.late.go_on(workspace_id, talk_id)

        @body_of(tasks.read_event)
        async def read(parts: Parts, workspace_id: UUID, talk_id: UUID) -> None:
            await read_event(parts, workspace_id, talk_id)

        @body_of(tasks.show_home)
        async def show_home(_: Parts, workspace_id: UUID, home_id: UUID) -> None:
            if slack is not None:
                await slack.homes.redraw(workspace_id, home_id)

        return {body.task.name: body for body in (deliver, take_in_files, read, show_home)}

    async def start(self) -> None:
        for house in self._houses.values():
            await house.start()

    async def stop(self) -> None:
        self.web.state.pulse.stop()
        for house in self._houses.values():
            await house.stop()
