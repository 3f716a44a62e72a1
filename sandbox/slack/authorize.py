"""GET /slack/oauth/v2/authorize: where a person allows the app into a workspace."""

from html import escape
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from sandbox.slack.hall import Hall
from sandbox.slack.installations import Grant
from sandbox.slack.team import APP_NAME, CLIENT_ID, HOME

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Install {app}</title></head>
<body><main><h1>{app} is requesting permission to access a Slack workspace</h1>
<p>It asks for: {scopes}</p><ul>{choices}</ul><p><a href="?{cancel}">Cancel</a></p></main></body></html>"""


async def authorize(hall: Hall, request: Request) -> Response:
    """The page; ?allow=<person>&team=<id> added redirects with a code, ?deny=1 with error=access_denied."""
    query = dict(request.query_params)
    redirect_uri, scopes = query.get("redirect_uri", ""), query.get("scope", "").replace(",", " ").split()
    if query.get("client_id") != CLIENT_ID:
        return HTMLResponse("<h1>Invalid client_id parameter</h1>", status_code=400)
    if not redirect_uri or not scopes:
        return HTMLResponse("<h1>Invalid permissions requested or redirect_uri missing</h1>", status_code=400)
    if "deny" in query:
        return _back(redirect_uri, {"error": "access_denied", "state": query.get("state", "")})
    if "allow" not in query:
        return HTMLResponse(_page(hall, query, scopes))
    workspace = hall.workspaces.get(query.get("team", HOME.id))
    if workspace is None:
        return HTMLResponse("<h1>No such workspace</h1>", status_code=404)
    user = hall.world.person(query["allow"]).slack_id
    code = hall.installations.grant(Grant(workspace.team, user, frozenset(scopes), redirect_uri))
    return _back(redirect_uri, {"code": code, "state": query.get("state", "")})


def _back(redirect_uri: str, answer: dict[str, str]) -> Response:
    joint = "&" if "?" in redirect_uri else "?"
    return RedirectResponse(f"{redirect_uri}{joint}{urlencode(answer)}", status_code=302)


def _page(hall: Hall, query: dict[str, str], scopes: list[str]) -> str:
    choices = "".join(
        f'<li><a href="?{escape(urlencode(query | {"allow": person.key, "team": team_id}))}">'
        f"Allow in {escape(workspace.team.name)} as {escape(person.name)}</a></li>"
        for team_id, workspace in hall.workspaces.items()
        for person in workspace.people.values()
        if person.slack_standing != "guest"
    )
    cancel = escape(urlencode(query | {"deny": "1"}))
    return PAGE.format(app=APP_NAME, scopes=escape(", ".join(scopes)), choices=choices, cancel=cancel)
