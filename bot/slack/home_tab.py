"""Home tabs as they are shown: when somebody opens theirs, and again when something in it changed."""

import asyncio
import hashlib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.calendar import sheet_of
from bot.houses import Gone
from bot.language import speaking
from bot.slack.answering import code_of, translated
from bot.slack.clients import for_team
from bot.slack.home import HomeFacts, home_view
from bot.slack.pictures import upload
from bot.speaker import Speaker
from core.approvals.waiting import waiting_for
from core.calendar.look import Look, Span
from core.calendar.queries import calendar_ahead
from core.campaigns.queries import campaigns
from core.errors import WaitAndRetry
from core.events.moments import to_local
from core.notices.home_tab import HomeTab, forget_home, keep_home, open_home, take_home
from core.ports.calendars import CalendarSheet
from core.ports.parts import Parts
from core.workspaces.members import get_member, get_workspace
from core.workspaces.model import Member, Workspace

log = structlog.get_logger(__name__)

LOOKS_BACK = timedelta(days=2)
PATIENCE_SECONDS = (0.5, 1.0, 2.0)
"""A picture may be refused for a moment after its upload, although Slack says it is processed."""


@dataclass(frozen=True)
class Known:
    """What Slack has: the version it shows, and the calendar's picture with the fingerprint of what it shows."""

    hash: str = ""
    sheet: str = ""
    file: str = ""


class HomeTabs:
    def __init__(self, parts: Parts, client: AsyncWebClient) -> None:
        self._parts, self._client = parts, client

    async def open(self, speaker: Speaker, hash_seen: str = "") -> None:
        """Shown at once, with the calendar's picture as soon as it is painted; hash_seen: of what is open now."""
        async with self._parts.db.transaction() as session:
            member, identity = speaker.member, speaker.identity
            now = self._parts.clock.now()
            home = await open_home(session, member.workspace_id, member.id, identity.team, identity.external_id, now)
        known = replace(_known(home), **({"hash": hash_seen} if hash_seen else {}))
        facts, sheet = await self._read(member, speaker.workspace)
        if facts.calendar.ever and known.sheet != _fingerprint(sheet):
            known = await self._publish(home, facts, known)
        await self._finish(home, facts, sheet, known)

    async def redraw(self, workspace_id: UUID, home_id: UUID) -> None:
        """The body of `home.show`: what changed since, for somebody who opened it once. Twice, it does nothing."""
        async with self._parts.db.transaction() as session:
            home = await take_home(session, workspace_id, home_id, self._parts.clock.now())
            if home is None:
                return
            member = await get_member(session, workspace_id, home.member_id)
            workspace = await get_workspace(session, workspace_id)
        with speaking(member.language or workspace.language), for_team(home.team):
            try:
                facts, sheet = await self._read(member, workspace)
                await self._finish(home, facts, sheet, _known(home))
            except Gone:
                async with self._parts.db.transaction() as session:
                    await forget_home(session, home)

    async def _read(self, member: Member, workspace: Workspace) -> tuple[HomeFacts, CalendarSheet]:
        now, zone = self._parts.clock.now(), member.time_zone or workspace.time_zone
        look = _month(to_local(now, zone).date())
        async with self._parts.db.reading() as session:
            found = await campaigns(session, workspace.id, since=now - LOOKS_BACK)
            waiting = await waiting_for(session, member)
            calendar = await calendar_ahead(session, workspace.id, look, zone, now)
        return HomeFacts(member, workspace, found, waiting, calendar), sheet_of(calendar)

    async def _finish(self, home: HomeTab, facts: HomeFacts, sheet: CalendarSheet, known: Known) -> None:
        """Published with its picture, and what Slack has now kept in the row."""
        try:
            known = await self._painted(facts, sheet, known)
        except WaitAndRetry as error:  # everything else can be shown without it
            log.warning("the calendar of a Home tab could not be uploaded", reason=error.message)
        known = await self._publish(home, facts, known)
        async with self._parts.db.transaction() as session:
            await keep_home(session, home, vars(known))

    async def _painted(self, facts: HomeFacts, sheet: CalendarSheet, known: Known) -> Known:
        print_of = _fingerprint(sheet)
        if known.sheet == print_of or not facts.calendar.ever:
            return known
        picture = await self._parts.calendars.calendar(sheet)
        file = await translated(lambda: upload(self._client, picture, "calendar.png", sheet.title))
        return replace(known, sheet=print_of, file=file)

    async def _publish(self, home: HomeTab, facts: HomeFacts, known: Known) -> Known:
        """Returns what Slack has now. Where it shows another version, ours is read anew to be the newest."""
        for pause in PATIENCE_SECONDS:
            try:
                return replace(known, hash=await self._sent(home, home_view(facts, known.file or None), known.hash))
            except SlackApiError as error:
                if code_of(error) == "hash_conflict":
                    facts, _ = await self._read(facts.member, facts.workspace)
                    known = replace(known, hash="")
                    continue
                if not known.file or "slack_file" not in str(error.response):
                    raise
                await asyncio.sleep(pause)
        without = replace(known, file="", sheet="")
        return replace(without, hash=await self._sent(home, home_view(facts, None), known.hash))

    async def _sent(self, home: HomeTab, view: dict[str, Any], hash_: str) -> str:
        more = {"hash": hash_} if hash_ else {}
        answer = await translated(lambda: self._client.views_publish(user_id=home.person, view=view, **more))
        return str(answer["view"]["hash"])


def _month(today: date) -> Look:
    """This month; where today stands on the next one's page already, that one: it shows more of what is to come."""
    look = Look(Span.MONTH, today)
    return look.moved(1) if look.moved(1).first <= today else look


def _known(home: HomeTab) -> Known:
    return Known(**home.extra)


def _fingerprint(sheet: CalendarSheet) -> str:
    return hashlib.sha256(repr(sheet).encode()).hexdigest()[:32]
