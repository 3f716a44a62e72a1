"""Which process this is: what it may be expected to do is decided by that."""

from enum import StrEnum


class Process(StrEnum):
    """The ways Rite is started."""

    UP = "up"
    DEMO = "demo"
    WEB = "web"
    WORKER = "worker"
    CLOCK = "clock"
    COMMAND = "command"
    """A command that ends by itself, such as `rite doctor`."""
