"""Placeholder of the lead, so that integration can run: the owner replaces it wholly."""

from typing import Any

from core.copy.offline import OfflineCopywriter


class OpenAICopywriter(OfflineCopywriter):
    def __init__(self, offline: OfflineCopywriter, **_: Any) -> None: ...
