"""Bytes in and out: upload addresses, private downloads, pictures for the sandbox's page."""

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from sandbox.slack.faults import take_named
from sandbox.slack.files import FileState, StoredFile
from sandbox.slack.hall import Hall
from sandbox.slack.refused import Refused

LOGIN_PAGE = (
    "<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body><h1>Sign in to your workspace</h1></body>"
)


async def receive_upload(hall: Hall, request: Request) -> Response:
    """POST of the bytes, raw or as one multipart file; no token. Wrong length or a used address: 4xx."""
    workspace = hall.workspaces.get(request.path_params["team"])
    file = workspace.files.awaited(request.path_params["ticket"]) if workspace else None
    if file is None or file.state not in (FileState.ANNOUNCED, FileState.UPLOADED):
        return PlainTextResponse("upload not found", status_code=404)
    fault = take_named(hall.world, "upload")
    if fault:
        return PlainTextResponse("upload failed", status_code=500)
    content = await _bytes_of(request)
    if len(content) != file.expected_bytes:
        return PlainTextResponse(f"expected {file.expected_bytes} bytes, got {len(content)}", status_code=400)
    file.content, file.state = content, FileState.UPLOADED
    return PlainTextResponse(f"OK - {len(content)}")


async def _bytes_of(request: Request) -> bytes:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    async with request.form() as form:
        for value in form.values():
            if isinstance(value, UploadFile):
                return await value.read()
    return b""


async def download(hall: Hall, request: Request) -> Response:
    """The bytes for a bearer token with files:read in the file's team; a login page with status 200 otherwise."""
    team_id, _, file_id = request.path_params["file"].partition("-")
    workspace = hall.workspaces.get(team_id)
    file = workspace.files.find(file_id) if workspace else None
    if not _may_read(hall, request, team_id):
        return HTMLResponse(LOGIN_PAGE)
    if file is None:
        return HTMLResponse("<!DOCTYPE html><title>Not found</title>", status_code=404)
    return _bytes_response(file)


def _may_read(hall: Hall, request: Request, team_id: str) -> bool:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    try:
        installation = hall.installations.authenticate(token if scheme.lower() == "bearer" else "")
    except Refused:
        return False
    return installation.team.id == team_id and "files:read" in installation.scopes


async def show_on_page(hall: Hall, request: Request) -> Response:
    """GET /control/slack/files/<id>: the same bytes without a token, for the sandbox's own page."""
    for workspace in hall.workspaces.values():
        file = workspace.files.find(request.path_params["file"])
        if file is not None:
            return _bytes_response(file)
    return JSONResponse({"error": "There is no such file."}, status_code=404)


def _bytes_response(file: StoredFile) -> Response:
    return Response(file.content, media_type=file.kind[1])
