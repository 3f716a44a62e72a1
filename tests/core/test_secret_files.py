"""Secrets that stand in files, as containers and systemd hand them out."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from core.errors import SettingsProblem
from core.settings import Settings, read_settings


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without anybody's .env."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", sorted(Settings.secret_names()))
def test_every_secret_can_stand_in_a_file(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    addresses = {"RITE_DATABASE_URL": "sqlite:///x.db", "RITE_REDIS_URL": "redis://:word@x"}
    secret = addresses.get(name, f"the value of {name}")
    path = tmp_path / "secret"
    path.write_text(f"{secret}\n")
    monkeypatch.setenv(f"{name}_FILE", str(path))
    monkeypatch.delenv(name, raising=False)
    settings = read_settings()
    found = getattr(settings, Settings.secret_names()[name])
    assert (found.get_secret_value() if isinstance(found, SecretStr) else found) == secret
    if isinstance(found, SecretStr):
        assert secret in settings.secrets
        assert secret not in repr(settings)


def test_no_secret_is_left_out() -> None:
    fields = set(Settings.secret_names().values())
    assert {"slack_bot_token", "secret_keys", "telegram_bot_token", "openai_api_key", "database_url"} <= fields
    assert len(fields) >= 14


@pytest.mark.parametrize(
    ("content", "also_set", "why"),
    [
        (None, False, "can't be read"),
        ("", False, "is empty"),
        ("x" * 70_000, False, "too large"),
        ("a-secret", True, "both set"),
    ],
    ids=["missing", "empty", "huge", "twice"],
)
def test_a_file_that_is_no_help_is_told_without_its_content(
    content: str | None, also_set: bool, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret"
    if content is not None:
        path.write_text(content)
    monkeypatch.setenv("RITE_TELEGRAM_BOT_TOKEN_FILE", str(path))
    if also_set:
        monkeypatch.setenv("RITE_TELEGRAM_BOT_TOKEN", "1:another")
    with pytest.raises(SettingsProblem, match=f"RITE_TELEGRAM_BOT_TOKEN.*{why}") as told:
        read_settings()
    assert "a-secret" not in str(told.value) and "xxx" not in str(told.value)
