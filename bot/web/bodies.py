"""Read what the world sends, but never more than it has reason to send."""

from starlette.requests import Request

LARGEST_BODY = 2 * 1024 * 1024
"""Slack and Telegram stay far below; pictures are fetched, not sent."""


async def limited_body(request: Request, largest: int = LARGEST_BODY) -> bytes | None:
    """The whole body, or None as soon as it is larger than `largest` bytes."""
    read = bytearray()
    async for piece in request.stream():
        read += piece
        if len(read) > largest:
            return None
    return bytes(read)
