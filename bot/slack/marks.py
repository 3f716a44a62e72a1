"""A mark on each message of ours, so that one whose answer was lost is found instead of sent a second time."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.houses import Gone, Place, Sent
from bot.slack.answering import translated

log = structlog.get_logger(__name__)

EVENT_TYPE = "rite_message"
EARLIER, LATER = timedelta(minutes=1), timedelta(minutes=3)
"""Around the moment of sending: clocks differ, and Slack may be slow."""
A_PAGE, MOST_PAGES = 100, 5
"""Slack may give fewer; apps outside its Marketplace get fifteen a page."""


def metadata_of(mark: UUID | None) -> dict[str, Any] | None:
    """What chat.postMessage takes along; every app of the workspace may read it, so it is a mere number."""
    return {"event_type": EVENT_TYPE, "event_payload": {"id": str(mark)}} if mark else None


async def find_marked(client: AsyncWebClient, place: Place, mark: UUID, sent_at: datetime) -> Sent | None:
    """The message with this mark; None when it is not there, or when we may not look."""
    span: dict[str, Any] = {
        "channel": place.address,
        "oldest": f"{(sent_at - EARLIER).timestamp():.6f}",
        "latest": f"{(sent_at + LATER).timestamp():.6f}",
        "include_all_metadata": True,
        "limit": A_PAGE,
    }
    cursor = ""
    try:
        for _ in range(MOST_PAGES):
            answer = await translated(lambda: _page(client, place, span, cursor))  # noqa: B023 - asked at once
            for message in answer["messages"]:
                if _mark_of(message) == str(mark):
                    return Sent(str(message["ts"]))
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return None
    except (Gone, SlackApiError) as error:
        log.warning("a message could not be looked for", reason=str(error))
    return None


async def _page(client: AsyncWebClient, place: Place, span: dict[str, Any], cursor: str) -> Any:
    more: dict[str, Any] = {"cursor": cursor} if cursor else {}
    if place.thread:
        return await client.conversations_replies(ts=place.thread, **span, **more)
    return await client.conversations_history(**span, **more)


def _mark_of(message: dict[str, Any]) -> str:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return ""
    return str((metadata.get("event_payload") or {}).get("id", ""))
