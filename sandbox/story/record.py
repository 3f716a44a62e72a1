"""The record: every deed of a person on the page, and what had been said before it."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox.story.deeds import Deed, in_words
from sandbox.story.seen import Said, new_words, said_in

DEEDS_KEPT = 200
Views = Callable[[], Mapping[str, Any]]


@dataclass(frozen=True)
class Step:
    """One deed in words, and how the messages began that came of it."""

    deed: Deed
    sees: tuple[str, ...]


@dataclass
class _Noted:
    deed: Deed
    before: Mapping[str, Said]
    after: Mapping[str, Said] = field(default_factory=dict)


class Story:
    """Notes deeds while they happen; `steps` tells them."""

    def __init__(self, views: Views, now: Callable[[], datetime]) -> None:
        """views: what each platform shows now, by its name."""
        self._views, self._now = views, now
        self.forget()

    def forget(self) -> None:
        """A new story begins."""
        self.began = self._now()
        self._noted: deque[_Noted] = deque(maxlen=DEEDS_KEPT)

    def note(self, path: str, wish: Mapping[str, Any]) -> None:
        """Before a deed is done: the control's path below /control, and what was asked of it."""
        views = self._views()
        deed = in_words(path, wish, views)
        if deed is None:
            return
        now = said_in(views)
        if self._noted:
            self._noted[-1].after = now
        else:
            self.began = self._now()
        self._noted.append(_Noted(deed, now))

    def steps(self) -> list[Step]:
        """Everything noted. Of what came of a deed, only what still reads the same is told: the rest was on its way."""
        last = said_in(self._views())
        if self._noted:
            self._noted[-1].after = last
        return [Step(one.deed, new_words(one.before, one.after, last)) for one in self._noted]

    def live(self) -> list[str]:
        """How the captions begin of what is live, oldest first."""
        media = self._views()["instagram"]["media"]
        return [str(one["caption"]).strip().split("\n")[0] for one in media]
