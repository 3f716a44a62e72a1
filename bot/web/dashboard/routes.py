"""Every address of the dashboard."""

from starlette.routing import BaseRoute

from bot.web.dashboard.app_door import app_door_routes
from bot.web.dashboard.approvals import approvals_page, post_page
from bot.web.dashboard.assets import asset_routes
from bot.web.dashboard.calendar import calendar_page
from bot.web.dashboard.design_shelf import designs_page, picture_route
from bot.web.dashboard.door import door_routes, way_out
from bot.web.dashboard.entrances import Entrance, by_link, in_telegram
from bot.web.dashboard.events import events_page
from bot.web.dashboard.guarded import Page, page_route
from bot.web.dashboard.live import live_route
from bot.web.dashboard.new_event import new_event_page
from bot.web.dashboard.numbers import numbers_page
from bot.web.dashboard.pulse import Pulse
from bot.web.dashboard.report import report_file_route, report_page
from bot.web.dashboard.team_settings import settings_page
from core.services import Services

PAGES: dict[str, tuple[str, Page]] = {
    "": ("events.html", events_page),
    "/new": ("settings.html", new_event_page),
    "/calendar": ("calendar.html", calendar_page),
    "/approvals": ("approvals.html", approvals_page),
    "/posts/{post_id:uuid}": ("post.html", post_page),
    "/numbers": ("numbers.html", numbers_page),
    "/report": ("report.html", report_page),
    "/designs": ("designs.html", designs_page),
    "/settings": ("settings.html", settings_page),
}


def dashboard_routes(services: Services, pulse: Pulse) -> list[BaseRoute]:
    """Those inside Telegram are there only where its programs can open them."""
    door = by_link(services.settings)
    routes = [*asset_routes(), *door_routes(services, door), *_behind(services, door, pulse)]
    if services.mini_app_url is not None:
        app = in_telegram(services.settings)
        routes += [*app_door_routes(services, app), *_behind(services, app, pulse)]
    return routes


def _behind(services: Services, entrance: Entrance, pulse: Pulse) -> list[BaseRoute]:
    pages = [page_route(services, entrance, path, template, page) for path, (template, page) in PAGES.items()]
    return [
        way_out(services, entrance),
        picture_route(services, entrance),
        report_file_route(services, entrance),
        live_route(services, entrance, pulse),
        *pages,
    ]
