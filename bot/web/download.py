"""A file for a browser to keep instead of showing it."""

from starlette.responses import Response

KINDS = {"csv": "text/csv; charset=utf-8", "pdf": "application/pdf"}


def download(name: str, data: bytes | str) -> Response:
    """name: with an ending of KINDS; who may not read it does not find it in a cache."""
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
    }
    return Response(data, media_type=KINDS[name.rpartition(".")[2]], headers=headers)
