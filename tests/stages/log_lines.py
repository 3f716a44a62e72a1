"""Everything that is logged, through the set-up production uses."""

import io
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import structlog

from rite.logs import set_up_logs


@contextmanager
def logged_at_debug(secrets: Iterable[str] = ()) -> Iterator[io.StringIO]:
    """What is written at DEBUG meanwhile, as JSON lines; the test run's own logging is put back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    levels = {name: logging.getLogger(name).level for name in list(root.manager.loggerDict)}
    written = io.StringIO()
    set_up_logs("json", "DEBUG", secrets, written)
    try:
        yield written
    finally:
        root.handlers = handlers
        root.setLevel(level)
        for name in list(root.manager.loggerDict):
            logging.getLogger(name).setLevel(levels.get(name, logging.NOTSET))
        structlog.reset_defaults()
