"""Signed, expiring pictures that Instagram fetches; single byte ranges are served."""

import re

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from core.errors import PersonCanFix
from core.services import Services

_RANGE = re.compile(r"bytes=(\d*)-(\d*)$")
_KINDS = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "mp4": "video/mp4"}


def media_routes(services: Services) -> list[BaseRoute]:
    async def fetch(request: Request) -> Response:
        key = request.path_params["key"]
        try:
            services.media.check(
                key,
                request.query_params.get("expires", ""),
                request.query_params.get("signature", ""),
                services.clock.now(),
            )
            data = await services.media.get(key)
        except PersonCanFix as error:
            return PlainTextResponse(error.message, status_code=404)
        return _answer(data, _KINDS.get(key.rsplit(".", 1)[-1], "application/octet-stream"), request)

    return [Route("/media/{key}", fetch, methods=["GET", "HEAD"])]


def _answer(data: bytes, kind: str, request: Request) -> Response:
    headers = {"accept-ranges": "bytes", "cache-control": "private, max-age=3600"}
    asked = _RANGE.match(request.headers.get("range", ""))
    if asked is None or asked.group(0) == "bytes=-":
        return Response(data, media_type=kind, headers=headers)
    first, last = asked.groups()
    start = int(first) if first else max(0, len(data) - int(last))
    end = min(int(last), len(data) - 1) if first and last else len(data) - 1
    if start > end:
        return Response(status_code=416, headers={"content-range": f"bytes */{len(data)}"})
    headers["content-range"] = f"bytes {start}-{end}/{len(data)}"
    return Response(data[start : end + 1], status_code=206, media_type=kind, headers=headers)
