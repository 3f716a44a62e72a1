"""Links of ours that somebody shows in Slack: under each it says what it leads to, to those it belongs to."""

import re
from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.card import Card
from bot.cards.link import calendar_link_card
from bot.slack.answering import translated
from bot.slack.blocks import Block, blocks_of
from bot.speaker import Speaker
from core.calendar.feed import feed_behind
from core.campaigns.queries import campaigns
from core.errors import PersonCanFix
from core.ports.parts import Parts

CALENDAR = re.compile(r"/calendar/([A-Za-z0-9_-]+)\.ics")
LOOKS_BACK = timedelta(days=1)


Unfurls = dict[str, dict[str, list[Block]]]


async def unfurled(parts: Parts, speaker: Speaker, urls: Iterable[str]) -> Unfurls:
    """What Slack shall show under each address; nothing under those that lead nowhere or to another team's plan."""
    cards = {url: await _card(parts, speaker, url) for url in urls}
    return {url: {"blocks": blocks_of(card, None)} for url, card in cards.items() if card is not None}


async def put_under(client: AsyncWebClient, channel: str, message: str, unfurls: Unfurls) -> None:
    await translated(lambda: client.chat_unfurl(channel=channel, ts=message, unfurls=unfurls))


async def _card(parts: Parts, speaker: Speaker, url: str) -> Card | None:
    ours, theirs = urlsplit(parts.public_url), urlsplit(url)
    if (ours.scheme, ours.netloc) != (theirs.scheme, theirs.netloc):
        return None
    found = CALENDAR.fullmatch(theirs.path.removeprefix(ours.path))
    return await _calendar(parts, speaker, found.group(1)) if found else None


async def _calendar(parts: Parts, speaker: Speaker, token: str) -> Card | None:
    workspace, now = speaker.workspace, parts.clock.now()
    async with parts.db.reading() as session:
        try:
            feed = await feed_behind(session, parts.vault, token)
        except PersonCanFix:
            return None
        if feed.workspace_id != workspace.id:
            return None
        found = await campaigns(session, workspace.id, since=now - LOOKS_BACK)
    return calendar_link_card(workspace.name, found, now)
