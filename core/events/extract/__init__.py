"""From one sentence or a forwarded message to the facts of an event; what is not understood stays empty."""

from core.events.extract.facts import Facts, Read
from core.events.extract.origin import Origin, read_as_of, still_to_come
from core.events.extract.read import extract
from core.events.extract.reader import OfflineReader

__all__ = ["Facts", "OfflineReader", "Origin", "Read", "extract", "read_as_of", "still_to_come"]
