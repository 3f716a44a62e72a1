"""What all look-alikes share: one clock, one cast of people, one record of the wire, one list of faults."""

import asyncio
import re
import time
from collections import deque
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Protocol

import httpx
from starlette.routing import BaseRoute

from sandbox.again import Again, Sent
from sandbox.clock import SandboxClock

ACCESS_TOKEN = re.compile(r"\b(?:IGA|EAA)[\w-]{8,}")
SLACK_TEAM = "T0RITE0001"
WIRE_ENTRIES_KEPT = 400
BODY_CHARACTERS_KEPT = 4000
STRIKES_KEPT = 60


@dataclass(frozen=True)
class Person:
    """One member of the cast, with an identity on each platform."""

    key: str
    name: str
    slack_id: str
    telegram_id: int
    slack_standing: str  # "owner", "admin", "member" or "guest"
    language: str = "en"
    time_zone: str = "Europe/Berlin"


CAST = (
    Person("ada", "Ada Albrecht", "U0ADA00001", 100001, "owner"),
    Person("ben", "Ben Bauer", "U0BEN00001", 100002, "member"),
    Person("cy", "Cy Cordes", "U0CY000001", 100003, "member"),
    Person("gil", "Gil Gast", "U0GIL00001", 100004, "guest"),
)


@dataclass(frozen=True)
class Config:
    """Where the service under test listens, and the secrets both sides know."""

    base_url: str = "http://127.0.0.1:8081"
    service_url: str = "http://127.0.0.1:8080"
    slack_bot_token: str = "xoxb-sandbox-0001"  # noqa: S105 - a made-up credential of the look-alike
    slack_client_id: str = "1000000001.2000000001"
    slack_client_secret: str = "sandbox-slack-client-secret"  # noqa: S105 - as above
    slack_signing_secret: str = "sandbox-signing-secret"  # noqa: S105 - as above
    telegram_bot_token: str = "1000001:sandbox-telegram-token"  # noqa: S105 - as above
    instagram_app_id: str = "990000000000001"
    instagram_app_secret: str = "sandbox-instagram-secret"  # noqa: S105 - as above
    instagram_verify_token: str = "sandbox-verify-token"  # noqa: S105 - the word of the webhook's handshake
    openai_api_key: str = "sk-sandbox"
    amplitude_key: str = "sandbox-amplitude"
    real: tuple[str, ...] = ()
    """Platforms that the service does not meet here, but where they are."""


@dataclass
class WireEntry:
    """One HTTP exchange as it went over the wire, secrets masked; whole: it can be sent again by its number."""

    number: int
    at: str
    direction: str  # "slack -> service", "service -> instagram", ...
    method: str
    target: str
    status: int
    milliseconds: int
    request: str
    answer: str
    whole: bool = False


@dataclass
class Fault:
    """Something that shall go wrong: which platform, which operation (or "*"), what, how many times."""

    platform: str
    operation: str
    kind: str
    times: int = 1
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Strike:
    """A fault that happened: which (by the key the page gave it), to which operation, when."""

    key: str
    platform: str
    operation: str
    kind: str
    at: str


class Platform(Protocol):
    """What each look-alike offers to the application that holds them together."""

    routes: list[BaseRoute]
    """Its wire, mounted under /<name>."""
    control_routes: list[BaseRoute]
    """What a person or a test may do on it, mounted under /control/<name>."""

    def view(self) -> Mapping[str, Any]:
        """Everything a page needs to draw it, as JSON values."""
        ...

    def reset(self) -> None:
        """Back to the first day."""
        ...

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


class World:
    """The state that is not any one platform's."""

    def __init__(self, config: Config | None = None, start: datetime | None = None) -> None:
        self.config = config or Config()
        self.start = start
        self.clock = SandboxClock(start)
        self.people = CAST
        self.faults: list[Fault] = []
        self.wire: deque[WireEntry] = deque(maxlen=WIRE_ENTRIES_KEPT)
        self.again = Again()
        self.struck: deque[Strike] = deque(maxlen=STRIKES_KEPT)
        """Faults that happened, the newest last."""
        self._exchanges = 0
        self.version = 0
        self._changed = asyncio.Event()
        self.http = httpx.AsyncClient(timeout=httpx.Timeout(30.0), follow_redirects=False)

    def person(self, key: str) -> Person:
        """Look a person up by key, Slack id or Telegram id."""
        for person in self.people:
            if key in (person.key, person.slack_id, str(person.telegram_id)):
                return person
        raise KeyError(key)

    def take_fault(self, platform: str, operation: str) -> Fault | None:
        """The next fault meant for this call, used up by one; None when all is well."""
        for fault in self.faults:
            if fault.platform == platform and fault.operation in ("*", operation):
                return self.spend(fault, operation)
        return None

    def spend(self, fault: Fault, operation: str) -> Fault:
        """It happens, to this operation: once less from now on, and noted for the page."""
        fault.times -= 1
        if fault.times <= 0:
            self.faults.remove(fault)
        key = str(fault.details.get("key", ""))
        self.struck.append(Strike(key, fault.platform, operation, fault.kind, self.clock.now().isoformat()))
        return fault

    def touch(self) -> None:
        """Tell every open page that something changed."""
        self.version += 1
        self._changed.set()
        self._changed = asyncio.Event()

    async def changes(self) -> AsyncIterator[int]:
        """Yield the version number after every change, for as long as somebody listens."""
        seen = -1
        while True:
            if seen != self.version:
                seen = self.version
                yield seen
            try:
                await asyncio.wait_for(self._changed.wait(), timeout=10.0)
            except TimeoutError:
                yield seen

    async def deliver(
        self,
        platform: str,
        path_or_url: str,
        *,
        content: bytes,
        headers: Mapping[str, str],
        timeout: float = 30.0,
        method: str = "POST",
    ) -> httpx.Response:
        """Send something to the service as the platform would, and record it on the wire.

        Raises httpx.HTTPError when the service cannot be reached or is slower than timeout seconds.
        """
        url = path_or_url if "://" in path_or_url else self.config.service_url.rstrip("/") + path_or_url
        began = time.monotonic()
        status, answer = 0, ""
        try:
            response = await self.http.request(method, url, content=content, headers=dict(headers), timeout=timeout)
            status, answer = response.status_code, response.text
            return response
        except httpx.HTTPError as error:
            answer = f"{type(error).__name__}: {error}"
            raise
        finally:
            sent = Sent(platform, method, url, dict(headers), content)
            said = content.decode("utf-8", "replace")
            self.record(f"{platform} -> service", method, url, status, began, said, answer, sent)

    def record(
        self,
        direction: str,
        method: str,
        target: str,
        status: int,
        began: float,
        request: str,
        answer: str,
        sent: Sent | None = None,
    ) -> None:
        """Add one exchange to the wire; began is time.monotonic() at its start, sent what can be sent again."""
        self._exchanges += 1
        if sent is not None:
            self.again.keep(self._exchanges, sent)
        self.wire.append(
            WireEntry(
                number=self._exchanges,
                at=self.clock.now().isoformat(),
                direction=direction,
                method=method,
                target=self.mask(target),
                status=status,
                milliseconds=int((time.monotonic() - began) * 1000),
                request=self.mask(request)[:BODY_CHARACTERS_KEPT],
                answer=self.mask(answer)[:BODY_CHARACTERS_KEPT],
                whole=sent is not None,
            )
        )
        self.touch()

    def mask(self, text: str) -> str:
        """Hide the credentials that would otherwise be readable on the wire pane."""
        config = self.config
        for secret in (
            config.slack_bot_token,
            config.slack_signing_secret,
            config.telegram_bot_token,
            config.instagram_app_secret,
            config.openai_api_key,
            config.slack_client_secret,
        ):
            text = text.replace(secret, "•••")
        return ACCESS_TOKEN.sub("•••", text)

    def view(self, *, wire: bool = True) -> dict[str, Any]:
        return {
            "now": self.clock.now().isoformat(),
            "paused": self.clock.paused,
            "version": self.version,
            "people": [asdict(person) for person in self.people],
            "faults": [asdict(fault) for fault in self.faults],
            "struck": [asdict(strike) for strike in self.struck],
            "wire": [asdict(entry) for entry in list(self.wire)[-80:]] if wire else [],
            "service_url": self.config.service_url,
            "real": list(self.config.real),
        }

    def reset(self, start: datetime | None = None) -> None:
        self.clock = SandboxClock(start or self.start)
        self.faults.clear()
        self.struck.clear()
        self.again.clear()
        self.wire.clear()
        self.touch()
