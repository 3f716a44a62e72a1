"""The Slack look-alike as the sandbox holds it: its wire, its controls, its picture."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.slack.authorize import authorize
from sandbox.slack.drawing import draw
from sandbox.slack.file_routes import download, receive_upload, show_on_page
from sandbox.slack.hall import Hall
from sandbox.slack.hands import HANDS
from sandbox.slack.hands.wish import Wish
from sandbox.slack.refused import Mistake
from sandbox.slack.respond import answer_response_url
from sandbox.slack.team import TEAMS
from sandbox.slack.timing import Timing
from sandbox.slack.web_api import answer_call
from sandbox.world import World

Answer = Callable[[Hall, Request], Awaitable[Response]]


class Slack:
    """One Slack. timing may be changed by tests; it outlives a reset."""

    def __init__(self, world: World, timing: Timing | None = None) -> None:
        self.world = world
        self.timing = timing or Timing()
        self.hall = Hall(world, self.timing)
        self.routes: list[BaseRoute] = [
            self._route("/api/{method}", answer_call, "GET", "POST"),
            self._route("/upload/{team}/{ticket}", receive_upload, "POST"),
            self._route("/files/{file}/{name}", download, "GET"),
            self._route("/files/{file}/download/{name}", download, "GET"),
            self._route("/response/{key}", answer_response_url, "POST"),
            self._route("/oauth/v2/authorize", authorize, "GET"),
        ]
        self.control_routes: list[BaseRoute] = [
            self._route("/files/{file}", show_on_page, "GET"),
            self._route("/view/{team}", _view_of_team, "GET"),
            self._route("/{hand}", _use_hand, "POST"),
        ]

    def view(self) -> Mapping[str, Any]:
        """The home workspace, and which others there are to install the app in (GET view/<team> draws them)."""
        teams = [{"id": team.id, "name": team.name, "installed": self.hall.is_installed(team)} for team in TEAMS]
        return draw(self.hall.home) | {"teams": teams}

    def reset(self) -> None:
        """Back to the first day; what is under way is dropped."""
        self.hall.chores.drop()
        self.hall = Hall(self.world, self.timing)

    async def start(self) -> None:
        """Nothing to do: deliveries start when somebody acts."""

    async def stop(self) -> None:
        await self.hall.chores.stop()

    def _route(self, path: str, answer: Answer, *methods: str) -> Route:
        async def endpoint(request: Request) -> Response:
            return await answer(self.hall, request)

        return Route(path, endpoint, methods=list(methods))


async def _use_hand(hall: Hall, request: Request) -> Response:
    """One control action; mistakes are answered with {"error": text}."""
    hand = HANDS.get(request.path_params["hand"])
    if hand is None:
        return JSONResponse({"error": f"There is no such action, only: {', '.join(HANDS)}."}, status_code=404)
    try:
        values = json.loads(await request.body() or b"{}")
    except ValueError:
        return JSONResponse({"error": "The body is not JSON."}, status_code=400)
    try:
        return JSONResponse(await hand(Wish(hall, values)))
    except Mistake as mistake:
        return JSONResponse({"error": str(mistake)}, status_code=mistake.status)


async def _view_of_team(hall: Hall, request: Request) -> Response:
    """The same picture as view(), of any workspace."""
    workspace = hall.workspaces.get(request.path_params["team"])
    if workspace is None:
        return JSONResponse({"error": "There is no such workspace."}, status_code=404)
    return JSONResponse(draw(workspace))
