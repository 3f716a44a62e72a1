"""Signed, expiring pictures that Instagram fetches, and small ones to look at; single byte ranges are served."""

import re

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.retold import retold
from core.errors import PersonCanFix
from core.ports.media import PictureKind
from core.services import Services

_RANGE = re.compile(r"bytes=(\d*)-(\d*)$")
_KINDS = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "mp4": "video/mp4"}


def media_routes(services: Services) -> list[BaseRoute]:
    async def fetch(request: Request) -> Response:
        key, asked = request.path_params["key"], request.query_params
        width = asked.get("w", "")
        try:
            services.media.check(key, asked.get("expires", ""), asked.get("signature", ""), services.clock.now(), width)
            if width:
                return await _small(services, key, int(width), request)
            data = await services.media.get(key)
        except PersonCanFix as error:
            return PlainTextResponse(retold(error.message), status_code=404)
        return _answer(data, _KINDS.get(key.rsplit(".", 1)[-1], "application/octet-stream"), request)

    return [Route("/media/{key}", fetch, methods=["GET", "HEAD"])]


async def _small(services: Services, key: str, width: int, request: Request) -> Response:
    """A small picture: WebP for whoever says it can show it, JPEG for all others. The width was signed by us."""
    kind: PictureKind = "webp" if "image/webp" in request.headers.get("accept", "") else "jpg"
    data = await services.thumbnails.of(key, width, kind)
    headers = {"cache-control": "private, max-age=86400", "vary": "Accept"}
    return Response(data, media_type=_KINDS[kind], headers=headers)


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
