"""Logging: structlog, JSON for machines or lines for people; no secret is ever in a line."""

import logging
import sys
from collections.abc import Callable, Iterable
from typing import Any, TextIO

import structlog

from core.masking import masked, spellings

_QUIET = (
    "alembic",
    "httpx",
    "httpcore",
    "httpx2",
    "mcp",
    "telegram",
    "apscheduler",
    "dramatiq",
    "slack_bolt",
    "slack_sdk",
    "uvicorn.access",
)
"""Libraries that speak up at DEBUG only."""
_SILENT = ("aiosqlite", "sqlalchemy", "PIL", "matplotlib")
"""Libraries that never do: their lines are people's words as parameters, or of no use to anybody here."""


class MaskedLines(structlog.stdlib.ProcessorFormatter):
    """Covers secrets in the finished line: whoever logged it, at whatever level, its traceback included."""

    def __init__(self, *, secrets: Iterable[str], **formatting: Any) -> None:
        super().__init__(**formatting)
        self._known = spellings(secrets)

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record), self._known)


def set_up_logs(
    log_format: str,
    level: str,
    secrets: Iterable[str] = (),
    stream: TextIO | None = None,
    on_error: Callable[[str, BaseException], None] | None = None,
) -> None:
    """Route structlog and the standard library's logging through the same processors; secrets never get out.

    stream is where the lines go, standard error when it is None. on_error hears of errors by what was logged of them.
    """
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        *([_passing_errors_on(on_error)] if on_error else []),
        structlog.processors.format_exc_info,
    ]
    lines = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    last = structlog.processors.JSONRenderer() if log_format == "json" else lines
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        MaskedLines(
            secrets=secrets,
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(level if root.level <= logging.DEBUG else logging.WARNING)
    for name in _SILENT:
        logging.getLogger(name).setLevel(logging.WARNING)


def _passing_errors_on(on_error: Callable[[str, BaseException], None]) -> structlog.typing.Processor:
    def look(_: Any, level: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
        told = line.get("exc_info")
        error = sys.exc_info()[1] if told is True else told[1] if isinstance(told, tuple) else told
        if level in ("error", "critical", "exception") and isinstance(error, BaseException):
            on_error(str(line.get("event", "")), error)
        return line

    return look
