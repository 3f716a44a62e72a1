"""From one sentence or a forwarded message to the facts of an event; what is not understood stays empty."""

from core.events.extract.facts import Facts
from core.events.extract.read import extract

__all__ = ["Facts", "extract"]
