"""Mixpanel, through its official SDK."""

from collections.abc import Sequence
from datetime import timedelta
from threading import Lock

from mixpanel import Consumer, Mixpanel, MixpanelException

from core.clock import Clock
from core.errors import Unavailable
from core.ports.forwarder import Happened

AT_ONCE = 50
"""More is not taken in one request."""
TIMEOUT_SECONDS = 10
TOO_OLD = timedelta(days=5)
"""Older events are not taken at this address."""


class MixpanelForwarder:
    """Implements core.ports.forwarder.Forwarder."""

    def __init__(self, token: str, url: str, clock: Clock) -> None:
        self._client_token, self._clock = token, clock
        # Tried again by our own task row, which survives this process.
        self._consumer = Consumer(events_url=f"{url.rstrip('/')}/track", request_timeout=TIMEOUT_SECONDS, retry_limit=0)
        self._turn = Lock()

    def send(self, events: Sequence[Happened]) -> int:
        still_taken = [one for one in events if self._clock.now() - one.at < TOO_OLD]
        gathered = _Gathered()
        client = Mixpanel(self._client_token, gathered)
        for one in still_taken:
            whose = one.member_id or one.workspace_id
            insert = {"$insert_id": str(one.id), "time": one.at.timestamp(), "workspace": str(one.workspace_id)}
            client.track(str(whose), one.event, {**one.properties, **insert})
        with self._turn:
            for first in range(0, len(gathered.messages), AT_ONCE):
                self._send(gathered.messages[first : first + AT_ONCE])
        return len(events) - len(still_taken)

    def _send(self, messages: Sequence[str]) -> None:
        try:
            self._consumer.send("events", f"[{','.join(messages)}]")
        except MixpanelException as error:
            raise Unavailable(f"Mixpanel did not take our events: {error}"[:300]) from error

    def close(self) -> None:
        self._consumer._session.close()  # it has no way to say so itself


class _Gathered:
    """The SDK's own place for a consumer of one's own: keeps the messages, to be sent together."""

    def __init__(self) -> None:
        self.messages: list[str] = []

    def send(self, _: str, message: str, *__: object, **___: object) -> None:
        self.messages.append(message)
