"""What `rite doctor` says about settings that work and are weak."""

import ipaddress
from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from pydantic import SecretStr

from core.secret_files import open_to_others
from core.settings import Settings
from rite.finding import Finding

SHORTEST = 20
"""Characters of a secret that somebody made up; shorter ones can be guessed."""
MADE_UP = {
    "telegram_webhook_secret": "RITE_TELEGRAM_WEBHOOK_SECRET",
    "instagram_webhook_verify_token": "RITE_INSTAGRAM_WEBHOOK_VERIFY_TOKEN",
}
"""Secrets that come from whoever sets Rite up; the others are the platforms'."""
EXAMPLES = ("sandbox", "changeme", "example", "secret", "password", "xoxb-your", "test")


def weak_settings(settings: Settings, files: Collection[Path]) -> list[Finding]:
    """One finding for each weakness, or one that says there is none. `files` must be nobody else's to read."""
    found = [*_clock(settings), *_files(files), *_secrets(settings), *_lines(settings), *_limits(settings)]
    return found or [Finding(True, "Safety: no weak setting found.")]


def _clock(settings: Settings) -> Iterator[Finding]:
    if settings.now is not None:
        yield Finding(False, "Safety: RITE_NOW is set, so anybody can move the clock. It is for the sandbox alone.")


def _files(files: Collection[Path]) -> Iterator[Finding]:
    for path in open_to_others(files):
        yield Finding(False, f"Safety: others on this machine can read {path}. Run: chmod 600 {path}")


def _secrets(settings: Settings) -> Iterator[Finding]:
    for field, name in MADE_UP.items():
        value = getattr(settings, field)
        if isinstance(value, SecretStr) and len(value.get_secret_value()) < SHORTEST:
            yield Finding(False, f"Safety: {name} is short. Make one with: openssl rand -hex 32", optional=True)
    for name, field in settings.secret_names().items():
        value = getattr(settings, field)
        if isinstance(value, SecretStr) and value.get_secret_value().casefold().startswith(EXAMPLES):
            yield Finding(False, f"Safety: {name} looks like an example, not like a secret.", optional=True)


def _lines(settings: Settings) -> Iterator[Finding]:
    """What goes over a network in the clear."""
    houses = settings.slack_bot_token or settings.slack_is_installable or settings.telegram_webhook_secret
    if houses and not settings.public_url.startswith("https://"):
        yield Finding(
            False, "Safety: RITE_PUBLIC_URL is not https, so cookies and links can be overheard.", optional=True
        )
    database, redis = urlsplit(settings.database_url), urlsplit(settings.redis_url or "")
    if database.hostname and not _is_near(database.hostname) and not _asks_for_tls(database.query):
        yield Finding(
            False,
            "Safety: the database is on another machine and may be spoken to in the clear. Add ?sslmode=verify-full.",
            optional=True,
        )
    if redis.hostname and not _is_near(redis.hostname) and (redis.scheme != "rediss" or not redis.password):
        yield Finding(
            False, "Safety: Redis is on another machine without TLS (rediss://) or without a password.", optional=True
        )


def _limits(settings: Settings) -> Iterator[Finding]:
    for name, most in (
        ("RITE_REQUESTS_PER_MINUTE", settings.requests_per_minute),
        ("RITE_MEMBER_REQUESTS_PER_MINUTE", settings.member_requests_per_minute),
    ):
        if not most:
            yield Finding(False, f"Safety: {name} is 0, so nobody is slowed down.", optional=True)
    if settings.log_level.upper() == "DEBUG":
        yield Finding(False, "Safety: RITE_LOG_LEVEL is DEBUG, so libraries log what people wrote.", optional=True)


def _asks_for_tls(query: str) -> bool:
    return parse_qs(query).get("sslmode", [""])[0] in ("require", "verify-ca", "verify-full")


def _is_near(host: str) -> bool:
    """This machine; a bare name is a neighbour's in a network of containers."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or "." not in host
