"""The look-alike's memory and its two clocks: everything that reset() forgets is here."""

import asyncio
import hashlib
import time
from collections import deque
from collections.abc import Coroutine, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zlib import crc32

from sandbox.instagram.errors import GraphError
from sandbox.instagram.ids import Ids
from sandbox.instagram.mix import Mix
from sandbox.instagram.records import ACCOUNTS, Account, Code, Comment, Container, Media, Moment, Subscription, Token
from sandbox.instagram.settings import Settings
from sandbox.world import World

if TYPE_CHECKING:
    from sandbox.instagram.landing import Landing

DAY = timedelta(hours=24)
TURN_SECONDS = 0.05


class Ledger:
    """One sandbox's Instagram. Times are the sandbox clock's; waits end on whichever clock is first."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._chores: set[asyncio.Task[Any]] = set()
        self.forget()

    def forget(self) -> None:
        """Back to the first day: no token, no media, default settings."""
        self.settings = Settings()
        self.ids = Ids()
        self.tokens: dict[str, Token] = {}
        self.codes: dict[str, Code] = {}
        self.containers: dict[str, Container] = {}
        self.media: dict[str, Media] = {}
        self.comments: dict[str, Comment] = {}
        self.files: dict[str, bytes] = {}
        self.accounts: list[Account] = []
        self.by_id: dict[str, Account] = {}
        self.publications: dict[str, deque[datetime]] = {}
        self.calls: dict[str, deque[datetime]] = {}
        self.subscriptions: dict[str, Subscription] = {}
        self.admit(ACCOUNTS)
        self.mix = Mix()
        self.landings: list[Landing] = []
        self.restricted: set[str] = set()
        self.accepted: set[tuple[str, str]] = set()
        """(media, who shares it since they accepted the invite)."""
        self.callback_verified = False
        self.deliveries: list[bytes] = []
        self.held: list[bytes] | None = None
        """Deliveries that wait to be released; None while they go out at once."""
        for chore in self._chores:
            chore.cancel()

    def admit(self, accounts: Iterable[Account]) -> None:
        """Let accounts exist from now on."""
        for account in accounts:
            self.accounts.append(account)
            self.by_id[account.user_id] = self.by_id[account.app_scoped_id] = account
            self.publications[account.user_id], self.calls[account.user_id] = deque(), deque()
            self.subscriptions[account.user_id] = Subscription(account)

    def now(self) -> datetime:
        return self.world.clock.now()

    def moment(self) -> Moment:
        return Moment(self.now(), time.monotonic())

    def seconds_since(self, moment: Moment) -> float:
        """What has passed since then: sandbox time or real time, whichever is more."""
        return max((self.now() - moment.at).total_seconds(), time.monotonic() - moment.tick)

    async def sleep(self, seconds: float, since: Moment | None = None) -> None:
        """Wait until that much has passed since then (now) on either clock."""
        began = since or self.moment()
        while (left := seconds - self.seconds_since(began)) > 0:  # noqa: ASYNC110 - the sandbox clock may jump meanwhile, and nobody signals it
            await asyncio.sleep(min(left, TURN_SECONDS))

    def lags(self, name: str) -> bool:
        """Whether the news of a publication come late, always the same for one thing."""
        return crc32(name.encode()) % 100 < self.settings.lagging_percent

    def later(self, chore: Coroutine[Any, Any, Any]) -> None:
        """Do something beside the answer; forget() and stop() cut it short."""
        task = asyncio.get_running_loop().create_task(chore)
        self._chores.add(task)
        task.add_done_callback(self._chores.discard)

    async def stop(self) -> None:
        """End what is still going on beside the answers."""
        chores = list(self._chores)
        for chore in chores:
            chore.cancel()
        await asyncio.gather(*chores, return_exceptions=True)

    def account(self, name: str) -> Account:
        """By username or by either id. Raises KeyError."""
        for account in self.accounts:
            if name in (account.username, account.user_id, account.app_scoped_id):
                return account
        raise KeyError(name)

    def keep(self, content: bytes) -> str:
        """Store a file once, however often it is fetched; answers the name it is kept under."""
        name = hashlib.sha256(content).hexdigest()
        self.files.setdefault(name, content)
        return name

    def published_today(self, account: Account, since: datetime | None = None) -> int:
        """Publications of the last 24 h, or since a later moment."""
        recent = _recent(self.publications[account.user_id], self.now() - DAY)
        return sum(1 for at in recent if since is None or at >= since)

    def count_call(self, account: Account) -> int:
        """Count one call of this account and answer the usage in percent of the budget."""
        calls = self.calls[account.user_id]
        calls.append(self.now())
        used = len(_recent(calls, self.now() - DAY))
        return self.settings.usage_percent + used * 100 // self.settings.call_budget

    def insist_unrestricted(self, account: Account) -> None:
        """Raises GraphError restricted for an account that must first be set free in the app."""
        if account.user_id in self.restricted:
            raise GraphError("restricted")


def _recent(times: deque[datetime], since: datetime) -> deque[datetime]:
    while times and times[0] <= since:
        times.popleft()
    return times
