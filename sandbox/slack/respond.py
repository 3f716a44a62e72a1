"""POST /slack/response/<id>: what an app sends to a response_url."""

import json

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from sandbox.slack import posting
from sandbox.slack.arguments import Arguments
from sandbox.slack.faults import take_named
from sandbox.slack.hall import Hall
from sandbox.slack.refused import Json, Refused
from sandbox.slack.response_urls import ResponseUrl

GONE = ("expired_url", "used_url")


async def answer_response_url(hall: Hall, request: Request) -> Response:
    """200 "ok", or the error as JSON with 404 for a dead address and 400 for content Slack refuses."""
    fault = take_named(hall.world, "response_url")
    if fault:
        return JSONResponse({"ok": False, "error": "internal_error"}, status_code=500)
    try:
        body = json.loads(await request.body())
        if not isinstance(body, dict):
            raise Refused("invalid_payload")
        apply(hall, hall.response_urls.use(request.path_params["key"]), body)
    except ValueError:
        return JSONResponse({"ok": False, "error": "invalid_payload"}, status_code=400)
    except Refused as refused:
        return JSONResponse(refused.answer(), status_code=404 if refused.code in GONE else 400)
    return PlainTextResponse("ok")


def apply(hall: Hall, url: ResponseUrl, body: Json) -> None:
    """Post, replace or delete as the body says. Raises Refused like chat.postMessage."""
    workspace, original = url.workspace, url.original
    if body.get("delete_original"):
        if original is not None and original in workspace.timeline.all(original.channel):
            posting.remove(hall, workspace, original)
        return
    content = posting.read_content(Arguments(body), workspace)
    if body.get("replace_original") and original is not None:
        posting.change(hall, workspace, original, content)
        return
    is_public = body.get("response_type") == "in_channel"
    posting.post_as_bot(
        hall,
        workspace,
        workspace.channels[url.channel],
        content,
        thread_ts=body.get("thread_ts"),
        ephemeral_for=None if is_public else url.user,
    )
