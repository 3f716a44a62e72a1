"""Deliveries to the service: signed, with three seconds for the answer, events retried under the same id."""

import asyncio
import hashlib
import hmac
import json
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx

from sandbox.slack.chores import Chores
from sandbox.slack.faults import take_named
from sandbox.slack.refused import Json
from sandbox.slack.stamps import Stamps
from sandbox.slack.team import APP_ID, Team
from sandbox.slack.timing import Timing
from sandbox.world import World

EVENTS_PATH = "/slack/events"
EVENTS_KEPT = 500
TIMEOUT, HTTP_ERROR, NO_CONNECTION = "http_timeout", "http_error", "connection_failed"


@dataclass(frozen=True)
class Reply:
    """What the service answered; failure is "" or one of Slack's retry reasons."""

    status: int = 0
    body: str = ""
    content_type: str = ""
    failure: str = ""
    is_final: bool = False

    @property
    def is_ok(self) -> bool:
        return not self.failure


@dataclass
class Delivery:
    """One event and how its attempts ended: statuses, or reasons of failure."""

    event_id: str
    kind: str
    body: bytes
    attempts: list[str] = field(default_factory=list)


class Courier:
    """Carries events, commands and interactions to the service under test."""

    def __init__(self, world: World, stamps: Stamps, timing: Timing, chores: Chores) -> None:
        self._world, self._stamps, self._timing, self._chores = world, stamps, timing, chores
        world.again.seals["slack"] = self._seal
        self.deliveries: deque[Delivery] = deque(maxlen=EVENTS_KEPT)

    def announce(self, team: Team, event: Json) -> str:
        """Send an event in the background; returns its event_id."""
        envelope = self._envelope(team, event)
        delivery = Delivery(envelope["event_id"], event["type"], json.dumps(envelope).encode())
        self.deliveries.append(delivery)
        self._chores.start(self._deliver(delivery))
        return delivery.event_id

    def again(self, event_id: str) -> bool:
        """Send an event once more, as Slack does when an answer got lost; False when the id is unknown."""
        delivery = next((one for one in self.deliveries if one.event_id == event_id), None)
        if delivery is None:
            return False
        self._chores.start(self._attempt_quietly(delivery, {"x-slack-retry-num": "1", "x-slack-retry-reason": TIMEOUT}))
        return True

    async def command(self, form: Mapping[str, str]) -> Reply:
        """A slash command; never retried."""
        return await self._send(urlencode(form).encode(), "application/x-www-form-urlencoded", {})

    async def interact(self, payload: Json) -> Reply:
        """A press, a submission, a shortcut; never retried."""
        body = urlencode({"payload": json.dumps(payload)}).encode()
        return await self._send(body, "application/x-www-form-urlencoded", {})

    async def _deliver(self, delivery: Delivery) -> None:
        fault = take_named(self._world, "event")
        if fault and fault.kind == "drop":
            return
        if fault and fault.kind == "delay":
            await asyncio.sleep(float(fault.details.get("seconds", 1.0)))
        reply = await self._attempt(delivery, {})
        if fault and fault.kind == "duplicate":
            await self._attempt(delivery, {"x-slack-retry-num": "1", "x-slack-retry-reason": TIMEOUT})
        for number, wait in enumerate(self._timing.retry_seconds, start=1):
            if reply.is_ok or reply.is_final:
                return
            await asyncio.sleep(wait)
            headers = {"x-slack-retry-num": str(number), "x-slack-retry-reason": reply.failure}
            reply = await self._attempt(delivery, headers)

    async def _attempt(self, delivery: Delivery, headers: Mapping[str, str]) -> Reply:
        reply = await self._send(delivery.body, "application/json", headers)
        delivery.attempts.append(reply.failure if not reply.status else str(reply.status))
        return reply

    async def _attempt_quietly(self, delivery: Delivery, headers: Mapping[str, str]) -> None:
        await self._attempt(delivery, headers)

    async def _send(self, body: bytes, content_type: str, headers: Mapping[str, str]) -> Reply:
        named = {"content-type": content_type, "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}
        signed = self._seal(named, body)
        seconds = self._timing.ack_seconds
        try:
            async with asyncio.timeout(seconds):
                response = await self._world.deliver(
                    "slack", EVENTS_PATH, content=body, headers=signed | dict(headers), timeout=seconds
                )
        except (TimeoutError, httpx.TimeoutException):
            return Reply(failure=TIMEOUT)
        except httpx.HTTPError:
            return Reply(failure=NO_CONNECTION)
        return Reply(
            response.status_code,
            response.text,
            response.headers.get("content-type", ""),
            "" if response.is_success else HTTP_ERROR,
            response.headers.get("x-slack-no-retry") == "1",
        )

    def _seal(self, headers: Mapping[str, str], body: bytes) -> dict[str, str]:
        stamp = str(int(time.time()))
        signature = sign(self._world.config.slack_signing_secret, stamp, body)
        return dict(headers) | {"x-slack-request-timestamp": stamp, "x-slack-signature": signature}

    def _envelope(self, team: Team, event: Json) -> Json:
        installed = {"enterprise_id": None, "team_id": team.id, "user_id": team.bot_user_id}
        return {
            "token": "sandbox-verification-token",
            "team_id": team.id,
            "context_team_id": team.id,
            "context_enterprise_id": None,
            "api_app_id": APP_ID,
            "event": event,
            "type": "event_callback",
            "event_id": self._stamps.identifier("Ev"),
            "event_time": self._stamps.seconds(),
            "authorizations": [installed | {"is_bot": True, "is_enterprise_install": False}],
            "is_ext_shared_channel": False,
            "event_context": self._stamps.identifier("4-"),
        }


def sign(secret: str, stamp: str, body: bytes) -> str:
    """Slack's v0 signature of a request."""
    return "v0=" + hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
