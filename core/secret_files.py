"""Secrets from files: RITE_SLACK_BOT_TOKEN_FILE names the file that holds what RITE_SLACK_BOT_TOKEN would be.

As Docker, Kubernetes and systemd hand secrets out: not in the environment, which every child and crash dump inherits.
"""

import stat
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from core.errors import SettingsProblem

SUFFIX = "_FILE"
LARGEST = 64 * 1024
OTHERS_READ = stat.S_IRGRP | stat.S_IROTH


class SecretFiles(PydanticBaseSettingsSource):
    """A source of settings. `environment`: what is set, by lower-case name; `secrets`: public name -> field."""

    def __init__(
        self, settings: type[BaseSettings], environment: Mapping[str, str | None], secrets: Mapping[str, str]
    ) -> None:
        super().__init__(settings)
        self._environment, self._secrets = environment, secrets

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Everything is given at once, by calling."""
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        given: dict[str, Any] = {}
        for name, field in self._secrets.items():
            path = self._environment.get(f"{name}{SUFFIX}".lower())
            if not path:
                continue
            if self._environment.get(name.lower()):
                raise SettingsProblem(f"{name} and {name}{SUFFIX} are both set. Keep one of them.")
            given[field] = _read(name, Path(path))
        return given


def _read(name: str, path: Path) -> str:
    """The content without the line's end; the sentence of a failure names the setting and never the content."""
    try:
        if path.stat().st_size > LARGEST:
            raise SettingsProblem(f"{name}{SUFFIX}: that file is too large to be a secret.")
        secret = path.read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsProblem(f"{name}{SUFFIX}: the file {path} can't be read.") from error
    if not secret.strip():
        raise SettingsProblem(f"{name}{SUFFIX}: the file {path} is empty.")
    return secret


def open_to_others(paths: Collection[Path]) -> list[Path]:
    """Files that somebody else on this machine may read."""
    return [path for path in paths if path.exists() and path.stat().st_mode & OTHERS_READ]
