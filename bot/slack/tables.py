"""Tables of events that people send in Slack."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.answers import Answer
from bot.flows.import_events import check_table, is_table, receive_events
from bot.language import tr
from bot.slack.pictures import download
from bot.speaker import Speaker
from core.services import Services


def table_in(files: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The first file of a message that may be a table, as Slack describes it."""
    return next(
        (file for file in files if is_table(str(file.get("name") or ""), str(file.get("mimetype") or ""))), None
    )


async def take_table(services: Services, client: AsyncWebClient, speaker: Speaker, file: Mapping[str, Any]) -> Answer:
    """Fetch it and have it looked through; raises InvalidAnswer before a large one is fetched."""
    name = str(file.get("name") or tr("your list"))
    check_table(name, int(file.get("size") or 0))
    data = await download(client, services.http, str(file["id"]))
    return await receive_events(services, speaker, data, name)
