"""From one sentence or a forwarded message to the facts of an event; what is not understood stays empty."""

from core.events.extract.facts import Facts, Read
from core.events.extract.read import extract
from core.events.extract.reader import OfflineReader

__all__ = ["Facts", "OfflineReader", "Read", "extract"]
