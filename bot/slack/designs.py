"""Templates that people send in Slack."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.answers import Answer
from bot.flows.send_design import check_size, is_design, receive_design
from bot.slack.pictures import download
from bot.speaker import Speaker
from core.services import Services


def design_in(files: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The first file of a message that may be a template, as Slack describes it."""
    return next((file for file in files if is_design(str(file.get("name") or ""))), None)


async def take_design(services: Services, client: AsyncWebClient, speaker: Speaker, file: Mapping[str, Any]) -> Answer:
    """Fetch it and have it looked at; raises InvalidAnswer before a large one is fetched."""
    check_size(int(file.get("size") or 0))
    data = await download(client, services.http, str(file["id"]))
    return await receive_design(services, speaker, data, str(file["name"]))
