"""The Instagram look-alike, put together."""

import logging
from collections.abc import Mapping
from typing import Any

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route

from sandbox.instagram import control, feed
from sandbox.instagram.answers import QuietDrops
from sandbox.instagram.cdn import Cdn
from sandbox.instagram.consent import Consent
from sandbox.instagram.dates import Dated
from sandbox.instagram.facebook import FacebookLogin
from sandbox.instagram.graph import Graph
from sandbox.instagram.ledger import Ledger
from sandbox.instagram.oauth import OAuth
from sandbox.instagram.records import INSTAGRAM
from sandbox.world import World

METHODS = ["GET", "POST", "DELETE"]


class Instagram:
    """Mounted under /instagram: graph, api, oauth, facebook, cdn."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.ledger = ledger = Ledger(world)
        self._quiet = QuietDrops()
        oauth, consent = OAuth(ledger), Consent(ledger, INSTAGRAM)
        graph, cdn = Graph(ledger, INSTAGRAM, "graph"), Cdn(ledger)
        routes: list[BaseRoute] = [
            Route("/oauth/authorize", consent.endpoint, methods=["GET", "POST"]),
            Route("/api/oauth/access_token", oauth.exchange_code, methods=["POST"]),
            Route("/graph/access_token", oauth.lengthen, methods=METHODS),
            Route("/graph/refresh_access_token", oauth.refresh, methods=METHODS),
            Route("/graph/{path:path}", graph.endpoint, methods=METHODS),
            Route("/cdn/{name}", cdn.endpoint),
            Mount("/facebook", routes=FacebookLogin(ledger).routes()),
        ]
        self.routes: list[BaseRoute] = [Mount("/", routes=routes, middleware=[Middleware(Dated, ledger)])]
        self.control_routes: list[BaseRoute] = control.control_routes(ledger)

    def view(self) -> Mapping[str, Any]:
        """The feed and what is behind it, as JSON values."""
        return feed.whole(self.ledger)

    def reset(self) -> None:
        """Back to the first day."""
        self.ledger.forget()

    async def start(self) -> None:
        """Keep intended hang-ups out of the server's log."""
        logging.getLogger("uvicorn.error").addFilter(self._quiet)

    async def stop(self) -> None:
        """End late landings and webhook retries."""
        logging.getLogger("uvicorn.error").removeFilter(self._quiet)
        await self.ledger.stop()
