"""Modals that open at once: filled in where that takes no time, else with a word meanwhile and filled in after.

A trigger lives three seconds, and what a form shows may take longer: a page to be read, a slow database.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import words_for
from bot.language import tr
from bot.slack.answering import code_of, translated
from bot.slack.modal import View, sentence_modal
from core.errors import NotNow

log = structlog.get_logger(__name__)

AT_ONCE_SECONDS = 0.5
"""What is there by then opens as it is: a word that flickers by is worse than none."""
OUT_OF_DATE = {"hash_conflict", "not_found"}
"""Somebody closed it, or it shows something newer: what we have is not put over that."""
TOO_LATE = {"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"}


async def open_modal(
    client: AsyncWebClient, trigger: str, title: str, saying: str, filling: Coroutine[Any, Any, View]
) -> None:
    """Open what `filling` makes; `saying` stands in a modal of this title until it is there."""
    view = asyncio.create_task(filling)
    done, _ = await asyncio.wait({view}, timeout=AT_ONCE_SECONDS)
    if done:
        await _opened(client, trigger, view.result())
        return
    try:
        opened = await _opened(client, trigger, sentence_modal(title, saying))
    except BaseException:
        view.add_done_callback(_dropped)  # it only reads; cut off in the middle, it would take a connection along
        raise
    try:
        ready = await view
    except Exception as error:
        ready = sentence_modal(title, words_for(error))
    await _put(client, opened["view"], ready)


def _dropped(view: asyncio.Task[View]) -> None:
    """Nobody waits for it any more: what went wrong in it is of no interest."""
    if not view.cancelled():
        view.exception()


async def _opened(client: AsyncWebClient, trigger: str, view: View) -> Any:
    """Raises NotNow when Slack has given up waiting for it."""
    try:
        return await translated(lambda: client.views_open(trigger_id=trigger, view=view))
    except SlackApiError as error:
        if code_of(error) in TOO_LATE:
            raise NotNow(tr("That took too long for Slack to open a form. Please press again.")) from error
        raise


async def _put(client: AsyncWebClient, opened: Any, view: View) -> None:
    """In place of the word, unless the person has something else in front of them by now."""
    try:
        await translated(lambda: client.views_update(view_id=opened["id"], hash=opened["hash"], view=view))
    except SlackApiError as error:
        if code_of(error) not in OUT_OF_DATE:
            raise
        log.info("a modal was closed before it was filled in", reason=code_of(error))
