"""`rite doctor` names settings that work and are weak, and never what they hold."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from core.settings import Settings
from rite.doctor_safety import weak_settings

STRONG: dict[str, Any] = {
    "public_url_set": "https://rite.example",
    "telegram_bot_token": SecretStr("123456:" + "b" * 30),
    "telegram_webhook_secret": SecretStr("c" * 40),
    "database_url": "postgresql://rite:pw@db.example/rite?sslmode=verify-full",
    "redis_url": "rediss://:pw@redis.example/0",
}
WEAK: dict[str, dict[str, Any]] = {
    "anybody can move the clock": {"now": datetime(2026, 1, 1, tzinfo=UTC)},
    "RITE_TELEGRAM_WEBHOOK_SECRET is short": {"telegram_webhook_secret": SecretStr("hush-7")},
    "RITE_SLACK_SIGNING_SECRET looks like an example": {"slack_signing_secret": SecretStr("changeme-please-now")},
    "not https": {"public_url_set": "http://rite.example"},
    "in the clear": {"database_url": "postgresql://rite:pw@db.example/rite"},
    "Redis is on another machine": {"redis_url": "redis://redis.example/0"},
    "RITE_REQUESTS_PER_MINUTE is 0": {"requests_per_minute": 0},
    "RITE_MEMBER_REQUESTS_PER_MINUTE is 0": {"member_requests_per_minute": 0},
    "RITE_LOG_LEVEL is DEBUG": {"log_level": "DEBUG"},
}


def test_strong_settings_are_said_to_be_fine() -> None:
    (found,) = weak_settings(Settings(_env_file=None, **STRONG), [])
    assert found.well and "no weak setting" in found.what


@pytest.mark.parametrize("told", WEAK)
def test_each_weakness_is_named_with_what_to_do(told: str) -> None:
    settings = Settings(_env_file=None, **{**STRONG, **WEAK[told]})
    found = weak_settings(settings, [])
    assert [told in one.what and not one.well for one in found] == [True]
    assert not any(secret in one.what for one in found for secret in settings.secrets if len(secret) > 3)


def test_a_file_that_others_can_read_is_named(tmp_path: Path) -> None:
    own, open_ = tmp_path / "own", tmp_path / "open"
    for path, mode in ((own, 0o600), (open_, 0o644)):
        path.write_text("x")
        path.chmod(mode)
    (found,) = weak_settings(Settings(_env_file=None, **STRONG), [own, open_, tmp_path / "none"])
    assert f"chmod 600 {open_}" in found.what and not found.optional
