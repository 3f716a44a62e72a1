"""Files whose kind says what they are for: a template, a calendar, a table of events."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.answers import Answer
from bot.slack.calendars import calendar_in, take_calendar
from bot.slack.designs import design_in, take_design
from bot.slack.tables import table_in, take_table
from bot.speaker import Speaker
from core.services import Services


async def take_known(
    services: Services, client: AsyncWebClient, speaker: Speaker, files: Sequence[Mapping[str, Any]], words: str
) -> Answer | None:
    """What becomes of the first such file of a message; None when there is none."""
    if design := design_in(files):
        return await take_design(services, client, speaker, design)
    if calendar := calendar_in(files):
        return await take_calendar(services, client, speaker, calendar, words)
    if table := table_in(files):
        return await take_table(services, client, speaker, table)
    return None


def is_known(files: Sequence[Mapping[str, Any]]) -> bool:
    """Whether there is such a file among them."""
    return bool(design_in(files) or calendar_in(files) or table_in(files))
