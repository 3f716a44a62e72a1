"""The door for all that Slack delivers, over HTTP and over a socket: answered in time, worked on once, in its team."""

import asyncio
from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.slack.clients import for_team
from core.notices.seen import first_time, was_seen
from core.ports.parts import Parts

log = structlog.get_logger(__name__)

Payload = Mapping[str, Any]
ANSWER_WITHIN_SECONDS = 2.5
"""Slack waits three. Work that takes longer goes on after the answer."""
WAITED_FOR = {"view_submission"}
"""Its answer may say what is wrong with the form: there is no saying it later."""


class Door(AsyncApp):
    """Bolt, with an answer in any case and no work done twice.

    Slack is answered once the database has what was decided (`process_before_response`): a delivery we die over comes
    again. Only what takes too long is answered before it is done.
    """

    def __init__(self, parts: Parts, **settings: Any) -> None:
        super().__init__(process_before_response=True, **settings)
        self._parts = parts
        self._going: dict[str, asyncio.Task[BoltResponse]] = {}
        self._overdue: set[asyncio.Task[BoltResponse]] = set()

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        body = req.body if isinstance(req.body, dict) else {}
        with for_team(team_of(body)):
            work = asyncio.create_task(self._once(str(body.get("event_id") or ""), body, req))
        if body.get("type") in WAITED_FOR:
            return await asyncio.shield(work)
        done, _ = await asyncio.wait({work}, timeout=ANSWER_WITHIN_SECONDS)
        if done:
            return work.result()
        self._overdue.add(work)
        work.add_done_callback(self._caught_up)
        return BoltResponse(status=200)

    async def settle(self) -> None:
        """Wait for what was answered before it was done."""
        await asyncio.gather(*self._overdue, return_exceptions=True)

    async def _once(self, event: str, body: Payload, req: AsyncBoltRequest) -> BoltResponse:
        """An event is worked on until it has been once; what fails comes again."""
        if not event:
            return await super().async_dispatch(req)
        if event in self._going:  # Slack did not wait for our answer
            return await asyncio.shield(self._going[event])
        work = self._going[event] = asyncio.create_task(self._first(event, body, req))
        try:
            return await asyncio.shield(work)
        finally:
            self._going.pop(event, None)

    async def _first(self, event: str, body: Payload, req: AsyncBoltRequest) -> BoltResponse:
        key = f"slack:{event}"
        async with self._parts.db.reading() as session:
            if await was_seen(session, key):
                return BoltResponse(status=200)
        answer = await super().async_dispatch(req)
        if answer.status == 200 and _concerns_us(body.get("event") or {}):
            async with self._parts.db.transaction() as session:
                await first_time(session, key, self._parts.clock.now())
        return answer

    def _caught_up(self, work: "asyncio.Task[BoltResponse]") -> None:
        self._overdue.discard(work)
        if not work.cancelled() and (error := work.exception()) is not None:
            log.error("what Slack delivered was not worked on", exc_info=error)


def team_of(body: Payload) -> str:
    """The team somebody acts in; what an organization's installation delivers may name only the person's."""
    team, view, user = (_inside(body, name) for name in ("team", "view", "user"))
    return str(team.get("id") or body.get("team_id") or view.get("app_installed_team_id") or user.get("team_id") or "")


def _inside(body: Payload, name: str) -> Payload:
    found = body.get(name)
    return found if isinstance(found, dict) else {}


def _concerns_us(event: Payload) -> bool:
    """What people say to each other in a channel is not kept note of."""
    if event.get("type") != "message":
        return True
    return event.get("channel_type") == "im" or bool(event.get("thread_ts"))
