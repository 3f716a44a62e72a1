"""Logging: structlog, JSON for machines or lines for people; secrets never get in."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_SECRETS = re.compile(
    r"(xox[a-z]-[\w-]+|xapp-[\w-]+|\b\d{6,}:[\w-]{20,}|\b(?:IGA|EAA)[\w-]{10,}|sk-[\w-]{8,}"
    r"|(?<=access_token=)[^&\s\"']+|(?<=client_secret=)[^&\s\"']+|(?<=signature=)[^&\s\"']+)"
)
_NOISY = (
    "alembic",
    "httpx",
    "httpcore",
    "httpx2",
    "telegram",
    "apscheduler",
    "dramatiq",
    "slack_bolt",
    "slack_sdk",
    "uvicorn.access",
)


def hide_secrets(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Cover whatever looks like a token, in any value, tracebacks included."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = _SECRETS.sub("•••", value)
    return event


def set_up_logs(log_format: str, level: str) -> None:
    """Route structlog and the standard library's logging through the same processors."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        hide_secrets,
    ]
    lines = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    last = structlog.processors.JSONRenderer() if log_format == "json" else lines
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
