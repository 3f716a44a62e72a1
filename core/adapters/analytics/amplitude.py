"""Amplitude, through its official SDK. What it would try again in memory is left to our task row."""

import logging
from collections.abc import Sequence
from threading import Lock
from typing import Any

from amplitude import Amplitude, BaseEvent, Config
from amplitude.constants import EventLogLevel
from amplitude.storage import Storage, StorageProvider

from core.errors import Refused, Unavailable
from core.ports.forwarder import Happened

OK = 200
LATER = "left to whoever sent it"
_SILENT = logging.getLogger("amplitude.forwarding")
_SILENT.propagate = False
_SILENT.addHandler(logging.NullHandler())


class AmplitudeForwarder:
    """Implements core.ports.forwarder.Forwarder."""

    def __init__(self, key: str, url: str) -> None:
        self._answers: dict[str, tuple[int, str]] = {}
        config = Config(
            callback=self._answered,
            server_url=url,
            storage_provider=_OneTry(),
            logger=_SILENT,  # a key it refuses is all it would say, and we say that ourselves
            event_log_level=EventLogLevel.NONE,
        )
        self._client = Amplitude(key, config)
        self._turn = Lock()

    def send(self, events: Sequence[Happened]) -> int:
        with self._turn:
            self._answers = {}
            for one in events:
                self._client.track(_as_event(one))
            failed = [error for error in map(_failure, self._client.flush()) if error]
            answers = self._answers
        if failed:
            raise Unavailable(f"Amplitude answered what nobody can read: {failed[0]}"[:300]) from failed[0]
        if len(answers) < len(events):
            raise Refused("Amplitude does not accept our key. Set RITE_AMPLITUDE_KEY and start Rite anew.")
        later = [code for code, said in answers.values() if said == LATER]
        if later:
            raise Unavailable(f"Amplitude did not take {len(later)} of {len(events)} events (it said {later[0]}).")
        return sum(code != OK for code, _ in answers.values())

    def close(self) -> None:
        self._client.shutdown()

    def _answered(self, event: BaseEvent, code: int, said: str | None) -> None:
        self._answers[event["insert_id"]] = (code, said or "")


def _as_event(one: Happened) -> BaseEvent:
    return BaseEvent(
        one.event,
        user_id=str(one.member_id) if one.member_id else None,
        device_id=str(one.workspace_id),
        time=int(one.at.timestamp() * 1000),
        insert_id=str(one.id),
        event_properties={**one.properties, "workspace": str(one.workspace_id)},
    )


def _failure(future: Any) -> BaseException | None:
    return None if future is None else future.exception()


class _OneTry(StorageProvider):  # type: ignore[misc]  # the SDK has no types
    """The SDK's own place for a storage of one's own."""

    def get_storage(self) -> Storage:
        return _Shelf()


class _Shelf(Storage):  # type: ignore[misc]  # as above
    """Holds events until the flush, and takes none back that failed: no thread sends anything behind our back."""

    def __init__(self) -> None:
        self._events: list[BaseEvent] = []

    def setup(self, *_: object) -> None: ...

    def push(self, event: BaseEvent, delay: int = 0) -> tuple[bool, str | None]:
        if event.retry:
            return False, LATER
        self._events.append(event)
        return True, None

    def pull(self, batch_size: int) -> list[BaseEvent]:
        return self.pull_all()

    def pull_all(self) -> list[BaseEvent]:
        taken, self._events = self._events, []
        return taken
