"""Hears what a clock rings for, in a worker's place and as quick as one, and does nothing else."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from core.adapters.queue import WAKE_UP_MS, open_broker

PREFETCH = 16
QUEUE = "publish"


class Heard:
    """When each word of a message arrived first, in seconds of the machine's clock."""

    def __init__(self) -> None:
        self.at: dict[str, float] = {}

    def note(self, words: tuple[object, ...]) -> None:
        now = time.time()
        for word in words:
            self.at.setdefault(str(word), now)


@contextmanager
def listening(redis_url: str) -> Iterator[Heard]:
    """Take messages from the publishing queue until the end of the block."""
    heard, ending = Heard(), threading.Event()
    broker = open_broker(redis_url)

    def listen() -> None:
        consumer = broker.consume(QUEUE, prefetch=PREFETCH, timeout=WAKE_UP_MS)
        while not ending.is_set():
            message = next(consumer)
            if message is not None:
                heard.note(message.args)
                consumer.ack(message)
        consumer.close()

    thread = threading.Thread(target=listen, name="listener")
    thread.start()
    try:
        yield heard
    finally:
        ending.set()
        thread.join()
        broker.close()
