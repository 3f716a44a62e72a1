"""What was made before and may be wanted again: bounded in bytes, shared by the painter's threads."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from typing import Generic, ParamSpec, TypeVar
from weakref import WeakSet

from PIL import Image

Given = ParamSpec("Given")
Value = TypeVar("Value")
Key = tuple[object, ...]

_PIXEL = {"L": 1, "1": 1, "P": 1, "LA": 4, "RGB": 4, "RGBA": 4, "RGBX": 4}
"""Bytes a pixel takes in memory."""


@dataclass(frozen=True)
class Held:
    """How full a store is."""

    name: str
    count: int
    bytes: int
    most_bytes: int


_ALL: "WeakSet[Kept[object]]" = WeakSet()
"""Every store of the process."""


def weight(picture: Image.Image) -> int:
    """Bytes a picture takes in memory."""
    return picture.width * picture.height * _PIXEL.get(picture.mode, 4)


class Kept(Generic[Value]):
    """Keeps what was used last, `most_bytes` of it. What alone is heavier is made anew each time.

    Two threads may make the same value at once; both are equal.
    """

    def __init__(self, name: str, most_bytes: int, weigh: Callable[[Value], int]) -> None:
        self.name = name
        self._most_bytes = most_bytes
        self._weigh = weigh
        self._values: OrderedDict[Key, tuple[Value, int]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()
        _ALL.add(self)  # type: ignore[arg-type]  # only looked at from there, whatever it holds

    def get(self, key: Key, make: Callable[[], Value], room: int = 0) -> Value:
        """The kept value, or a new one; before it is made, so many bytes are freed for it."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key][0]
            self._fit(self._most_bytes - room)
        made = make()
        weighs = self._weigh(made)
        with self._lock:
            if key not in self._values and weighs <= self._most_bytes:
                self._values[key] = (made, weighs)
                self._bytes += weighs
                self._fit(self._most_bytes)
        return made

    def _fit(self, most_bytes: int) -> None:
        """Drop what was not used for longest."""
        while self._values and self._bytes > most_bytes:
            self._bytes -= self._values.popitem(last=False)[1][1]

    def held(self) -> Held:
        with self._lock:
            return Held(self.name, len(self._values), self._bytes, self._most_bytes)

    def forget(self) -> None:
        with self._lock:
            self._values.clear()
            self._bytes = 0


def keeping(
    most_bytes: int, weigh: Callable[[Value], int]
) -> Callable[[Callable[Given, Value]], Callable[Given, Value]]:
    """Remember what a function of hashable arguments made, for the whole process: `functools.lru_cache` in bytes."""

    def around(make: Callable[Given, Value]) -> Callable[Given, Value]:
        store: Kept[Value] = Kept(f"{make.__module__.rpartition('.')[2]}.{make.__name__}", most_bytes, weigh)

        @wraps(make)
        def kept(*args: Given.args, **kwargs: Given.kwargs) -> Value:
            key = (*args, *sorted(kwargs.items())) if kwargs else args
            return store.get(key, lambda: make(*args, **kwargs))

        return kept

    return around


def held() -> tuple[Held, ...]:
    """How full every store of the process is."""
    return tuple(sorted((store.held() for store in _ALL), key=lambda each: each.name))


def forget_all() -> None:
    """Empty every store, as in a fresh process."""
    for store in _ALL:
        store.forget()
