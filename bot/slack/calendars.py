"""Calendar files that people send in Slack."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.answers import Answer
from bot.flows.understand import begin_from_calendar, check_calendar_size, is_calendar
from bot.slack.pictures import download
from bot.speaker import Speaker
from core.services import Services


def calendar_in(files: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The first file of a message that may be a calendar, as Slack describes it."""
    return next(
        (file for file in files if is_calendar(str(file.get("name") or ""), str(file.get("mimetype") or ""))), None
    )


async def take_calendar(
    services: Services, client: AsyncWebClient, speaker: Speaker, file: Mapping[str, Any], words: str
) -> Answer:
    """Fetch it and fill the form; raises InvalidAnswer before a large one is fetched."""
    check_calendar_size(int(file.get("size") or 0))
    data = await download(client, services.http, str(file["id"]))
    return await begin_from_calendar(services, speaker, data, words, str(file.get("name") or "calendar.ics"))
