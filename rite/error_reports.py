"""Errors for Sentry, when an operator wants them there: which error, where in our code, and nothing anybody typed.

What is sent is put together here from a short list; what an error says is left out, because it may quote people, and so
are the values of variables, addresses, headers and the machine's name.
"""

import traceback
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from core.errors import SettingsProblem
from core.settings import Settings

LACKING = "RITE_SENTRY_DSN needs a package that is not here. Install it with: pip install 'rite[sentry]'"
SENT = ("event_id", "timestamp", "platform", "release", "level", "message", "exception", "tags")
"""All that an event may hold on its way out."""
ENDS_WITHIN_SECONDS = 2.0

Report = Callable[[str, BaseException], None]


def error_reports(settings: Settings, process: str) -> Report | None:
    """What to call with what was logged and the error; None when nobody wants reports."""
    if settings.sentry_dsn is None:
        return None
    try:
        import sentry_sdk
    except ImportError as error:
        raise SettingsProblem(LACKING) from error
    client: Any = sentry_sdk.Client(
        dsn=settings.sentry_dsn.get_secret_value(),
        release=f"rite@{version('rite')}",
        default_integrations=False,
        include_local_variables=False,
        include_source_context=False,
        max_breadcrumbs=0,
        auto_session_tracking=False,
        send_client_reports=False,
        server_name="",
        before_send=lambda event, _: _only_what_is_listed(event),
        shutdown_timeout=ENDS_WITHIN_SECONDS,
    )

    def report(logged: str, error: BaseException) -> None:
        client.capture_event(event_of(logged, error, process))

    return report


def event_of(logged: str, error: BaseException, process: str) -> dict[str, Any]:
    """`logged` is a constant of our source: what happened, without any values."""
    return {
        "level": "error",
        "message": logged,
        "exception": {"values": [_value(one) for one in reversed(_chain(error))]},
        "tags": {"process": process},
    }


def _only_what_is_listed(event: Any) -> Any:
    return {key: value for key, value in event.items() if key in SENT}


def _value(error: BaseException) -> dict[str, Any]:
    frames = [
        {"filename": _short(frame.filename), "function": frame.name, "lineno": frame.lineno}
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    return {"type": type(error).__name__, "module": type(error).__module__, "stacktrace": {"frames": frames}}


def _chain(error: BaseException) -> list[BaseException]:
    """The error and what led to it, the last first."""
    chain: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in chain:
        chain.append(cause)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return chain


def _short(filename: str) -> str:
    """Where it is in a package; the folders above tell of a machine."""
    parts = Path(filename).parts
    return "/".join(parts[parts.index("site-packages") + 1 :] if "site-packages" in parts else parts[-3:])
