"""The only reader of the environment: one line per setting."""

from datetime import datetime
from decimal import Decimal
from ipaddress import ip_network
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from core.errors import SettingsProblem
from core.secret_files import SecretFiles
from core.spending.prices import read_rates

LOOPBACK = ("127.0.0.1", "localhost", "::1")
DATABASES = ("sqlite:///", "postgresql://", "postgres://")
QUEUES = ("redis://", "rediss://", "unix://")


def _named(name: str) -> AliasChoices:
    """Read a field from the environment by its public name only."""
    return AliasChoices(name)


class Settings(BaseSettings):
    """Everything an operator may set; every name is documented in .env.example and docs/operating.md."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True, populate_by_name=True
    )

    database_url: str = Field("sqlite:///var/rite.db", validation_alias=_named("RITE_DATABASE_URL"))
    redis_url: str | None = Field(None, validation_alias=_named("RITE_REDIS_URL"))
    host: str = Field("127.0.0.1", validation_alias=_named("HOST"))
    port: int = Field(8080, ge=0, le=65535, validation_alias=_named("PORT"))
    public_url_set: str | None = Field(None, validation_alias=_named("RITE_PUBLIC_URL"))
    home_url: str | None = Field(None, validation_alias=_named("RITE_HOME_URL"))
    secret_keys: SecretStr | None = Field(None, validation_alias=_named("RITE_SECRET_KEYS"))
    media_url: str = Field("file://var/media", validation_alias=_named("RITE_MEDIA_URL"))
    media_fallback_url: str | None = Field(None, validation_alias=_named("RITE_MEDIA_FALLBACK_URL"))
    var_dir: Path = Field(Path("var"), validation_alias=_named("RITE_VAR_DIR"))

    member_requests_per_minute: int = Field(300, ge=0, validation_alias=_named("RITE_MEMBER_REQUESTS_PER_MINUTE"))
    requests_per_minute: int = Field(600, ge=0, validation_alias=_named("RITE_REQUESTS_PER_MINUTE"))
    trusted_proxies: str = Field("127.0.0.1,::1", validation_alias=_named("RITE_TRUSTED_PROXIES"))
    database_connections: int = Field(20, ge=2, multiple_of=2, validation_alias=_named("RITE_DATABASE_CONNECTIONS"))

    slack_bot_token: SecretStr | None = Field(None, validation_alias=_named("RITE_SLACK_BOT_TOKEN"))
    slack_signing_secret: SecretStr | None = Field(None, validation_alias=_named("RITE_SLACK_SIGNING_SECRET"))
    slack_app_token: SecretStr | None = Field(None, validation_alias=_named("RITE_SLACK_APP_TOKEN"))
    slack_client_id: str | None = Field(None, validation_alias=_named("RITE_SLACK_CLIENT_ID"))
    slack_client_secret: SecretStr | None = Field(None, validation_alias=_named("RITE_SLACK_CLIENT_SECRET"))
    slack_api_url: str = Field("https://slack.com/api/", validation_alias=_named("RITE_SLACK_API_URL"))
    slack_messages_per_second: float = Field(1.0, gt=0, validation_alias=_named("RITE_SLACK_MESSAGES_PER_SECOND"))

    telegram_bot_token: SecretStr | None = Field(None, validation_alias=_named("RITE_TELEGRAM_BOT_TOKEN"))
    telegram_webhook_secret: SecretStr | None = Field(None, validation_alias=_named("RITE_TELEGRAM_WEBHOOK_SECRET"))
    telegram_messages_per_second: float = Field(1.0, gt=0, validation_alias=_named("RITE_TELEGRAM_MESSAGES_PER_SECOND"))
    telegram_api_url: str = Field("https://api.telegram.org", validation_alias=_named("RITE_TELEGRAM_API_URL"))

    instagram_app_id: str | None = Field(None, validation_alias=_named("RITE_INSTAGRAM_APP_ID"))
    instagram_app_secret: SecretStr | None = Field(None, validation_alias=_named("RITE_INSTAGRAM_APP_SECRET"))
    instagram_graph_url: str = Field("https://graph.instagram.com", validation_alias=_named("RITE_INSTAGRAM_GRAPH_URL"))
    instagram_api_url: str = Field("https://api.instagram.com", validation_alias=_named("RITE_INSTAGRAM_API_URL"))
    instagram_authorize_url: str = Field(
        "https://www.instagram.com/oauth/authorize", validation_alias=_named("RITE_INSTAGRAM_AUTHORIZE_URL")
    )
    instagram_api_version: str = Field("v25.0", validation_alias=_named("RITE_INSTAGRAM_API_VERSION"))
    instagram_webhook_verify_token: SecretStr | None = Field(
        None, validation_alias=_named("RITE_INSTAGRAM_WEBHOOK_VERIFY_TOKEN")
    )
    instagram_online_followers_zone: str = Field(
        "America/Los_Angeles", validation_alias=_named("RITE_INSTAGRAM_ONLINE_FOLLOWERS_ZONE")
    )
    facebook_app_id: str | None = Field(None, validation_alias=_named("RITE_FACEBOOK_APP_ID"))
    facebook_app_secret: SecretStr | None = Field(None, validation_alias=_named("RITE_FACEBOOK_APP_SECRET"))
    facebook_graph_url: str = Field("https://graph.facebook.com", validation_alias=_named("RITE_FACEBOOK_GRAPH_URL"))
    facebook_authorize_url: str = Field(
        "https://www.facebook.com/v25.0/dialog/oauth", validation_alias=_named("RITE_FACEBOOK_AUTHORIZE_URL")
    )
    instagram_hashtags_warn: int = Field(5, ge=0, validation_alias=_named("RITE_INSTAGRAM_HASHTAGS_WARN"))
    instagram_hashtags_most: int = Field(30, ge=0, validation_alias=_named("RITE_INSTAGRAM_HASHTAGS_MOST"))
    hashtags_most: int = Field(5, ge=0, validation_alias=_named("RITE_HASHTAGS_MOST"))
    instagram_carousel_most: int = Field(10, ge=2, validation_alias=_named("RITE_INSTAGRAM_CAROUSEL_MOST"))
    instagram_calls_per_hour: int = Field(200, ge=20, validation_alias=_named("RITE_INSTAGRAM_CALLS_PER_HOUR"))
    lease_seconds: float = Field(20.0, ge=1, le=300, validation_alias=_named("RITE_LEASE_SECONDS"))
    publish_grace_seconds: float = Field(300.0, gt=0, validation_alias=_named("RITE_PUBLISH_GRACE_SECONDS"))

    eventbrite_token: SecretStr | None = Field(None, validation_alias=_named("RITE_EVENTBRITE_TOKEN"))
    eventbrite_api_url: str = Field(
        "https://www.eventbriteapi.com/v3", validation_alias=_named("RITE_EVENTBRITE_API_URL")
    )

    openai_api_key: SecretStr | None = Field(None, validation_alias=_named("OPENAI_API_KEY"))
    openai_base_url: str | None = Field(None, validation_alias=_named("OPENAI_BASE_URL"))
    openai_model: str = Field("gpt-5.4-mini", validation_alias=_named("RITE_OPENAI_MODEL"))
    openai_prices: str | None = Field(None, validation_alias=_named("RITE_OPENAI_PRICES"))
    openai_timeout_seconds: float = Field(40.0, gt=0, le=40, validation_alias=_named("RITE_OPENAI_TIMEOUT_SECONDS"))
    openai_at_once: int = Field(4, ge=1, validation_alias=_named("RITE_OPENAI_AT_ONCE"))
    model_budget_usd: Decimal | None = Field(None, ge=0, le=1_000_000, validation_alias=_named("RITE_MODEL_BUDGET_USD"))

    mixpanel_token: SecretStr | None = Field(None, validation_alias=_named("RITE_MIXPANEL_TOKEN"))
    mixpanel_url: str = Field("https://api.mixpanel.com", validation_alias=_named("RITE_MIXPANEL_URL"))
    amplitude_key: SecretStr | None = Field(None, validation_alias=_named("RITE_AMPLITUDE_KEY"))
    amplitude_url: str = Field("https://api2.amplitude.com/2/httpapi", validation_alias=_named("RITE_AMPLITUDE_URL"))
    operator_token: SecretStr | None = Field(None, min_length=20, validation_alias=_named("RITE_OPERATOR_TOKEN"))
    alert_conversation: str | None = Field(None, validation_alias=_named("RITE_ALERT_CONVERSATION"))

    erase_after_days: float = Field(7, ge=0, le=365, validation_alias=_named("RITE_ERASE_AFTER_DAYS"))
    keep_talks_days: float = Field(180, ge=1, validation_alias=_named("RITE_KEEP_TALKS_DAYS"))
    keep_files_days: float = Field(30, ge=1, validation_alias=_named("RITE_KEEP_FILES_DAYS"))

    backup_dir: Path | None = Field(None, validation_alias=_named("RITE_BACKUP_DIR"))
    backup_hour: int = Field(3, ge=0, le=23, validation_alias=_named("RITE_BACKUP_HOUR"))
    backup_keep: int = Field(14, ge=1, validation_alias=_named("RITE_BACKUP_KEEP"))
    backup_keys: SecretStr | None = Field(None, validation_alias=_named("RITE_BACKUP_KEYS"))
    sentry_dsn: SecretStr | None = Field(None, validation_alias=_named("RITE_SENTRY_DSN"))
    otel_endpoint: str | None = Field(None, validation_alias=_named("RITE_OTEL_ENDPOINT"))
    metrics_port: int | None = Field(None, ge=1, le=65535, validation_alias=_named("RITE_METRICS_PORT"))

    log_format: str = Field("console", pattern="^(console|json)$", validation_alias=_named("RITE_LOG_FORMAT"))
    log_level: str = Field("INFO", validation_alias=_named("RITE_LOG_LEVEL"))
    now: datetime | None = Field(None, validation_alias=_named("RITE_NOW"))

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is given by hand, in the environment, in `.env`, and for secrets in files of their own."""
        known = {**getattr(dotenv_settings, "env_vars", {}), **getattr(env_settings, "env_vars", {})}
        return init_settings, env_settings, dotenv_settings, SecretFiles(settings_cls, known, cls.secret_names())

    @classmethod
    def secret_names(cls) -> dict[str, str]:
        """Public name -> field, of every setting that is a secret or an address with a password in it."""
        return {
            str(field.validation_alias.choices[0]): name
            for name, field in cls.model_fields.items()
            if isinstance(field.validation_alias, AliasChoices)
            and (SecretStr in get_args(field.annotation) or name in ("database_url", "redis_url"))
        }

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        if not url.startswith(DATABASES):
            raise ValueError("it begins with sqlite:/// or postgresql://")
        return url

    @field_validator("redis_url")
    @classmethod
    def _known_queue(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(QUEUES):
            raise ValueError("it begins with redis://, rediss:// or unix://")
        return url

    @field_validator("trusted_proxies")
    @classmethod
    def _known_proxies(cls, proxies: str) -> str:
        try:
            for place in proxies.split(","):
                ip_network(place.strip())
        except ValueError as error:
            raise ValueError("it lists addresses or networks, like 10.0.0.5,172.30.0.0/24") from error
        return proxies

    @field_validator("instagram_online_followers_zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ValueError, ZoneInfoNotFoundError) as error:
            raise ValueError("it is the name of a time zone, like Europe/Berlin") from error
        return zone

    @field_validator("openai_prices")
    @classmethod
    def _known_prices(cls, prices: str | None) -> str | None:
        read_rates(prices or "")
        return prices

    @field_validator("alert_conversation")
    @classmethod
    def _known_house(cls, address: str | None) -> str | None:
        house, _, place = (address or "").partition(":")
        if address is not None and (house not in ("slack", "telegram") or not place):
            raise ValueError("it looks like slack:C0123456789 or telegram:-1001234567890")
        return address

    @property
    def public_url(self) -> str:
        """How the world reaches us, without a trailing slash."""
        return (self.public_url_set or f"http://127.0.0.1:{self.port}").rstrip("/")

    @property
    def mini_app_url(self) -> str | None:
        """Where Telegram's programs open our pages; None without a bot, and where they would refuse our address.

        They insist on https, except where somebody on this very machine stands in for Telegram.
        """
        ours, api = urlsplit(self.public_url), urlsplit(self.telegram_api_url)
        at_home = ours.hostname in LOOPBACK and api.hostname in LOOPBACK
        opens = self.telegram_bot_token is not None and (ours.scheme == "https" or at_home)
        return f"{self.public_url}/app" if opens else None

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every value that must never be seen: tokens, secrets, keys and the passwords inside addresses."""
        values = [value for name in type(self).model_fields if isinstance(value := getattr(self, name), SecretStr)]
        whole = [value.get_secret_value() for value in values]
        rings = [ring.get_secret_value() for ring in (self.secret_keys, self.backup_keys) if ring]
        keys = [named.partition(":")[2] for ring in rings for named in ring.split(",")]
        passwords = [urlsplit(url).password for url in (self.database_url, self.redis_url or "")]
        return tuple(secret for secret in (*whole, *keys, *passwords) if secret)

    @property
    def slack_is_installable(self) -> bool:
        """Whether teams can install us by themselves."""
        return bool(self.slack_client_id and self.slack_client_secret)

    @property
    def slack_authorize_url(self) -> str:
        """Where a person lets us into a team: beside the Web API."""
        return f"{self.slack_api_url.rstrip('/').removesuffix('/api')}/oauth/v2/authorize"

    @property
    def meta_secrets(self) -> tuple[str, ...]:
        """With one of these Meta signs what it sends us; it does not say with which."""
        both = (self.instagram_app_secret, self.facebook_app_secret)
        return tuple(secret.get_secret_value() for secret in both if secret is not None)

    @property
    def on_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")


def read_settings() -> Settings:
    """Read the environment; raises SettingsProblem with a sentence that names each wrong setting."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = "; ".join(
            f"{'/'.join(map(str, e['loc']))}: {e['msg'].removeprefix('Value error, ')}" for e in error.errors()
        )
        raise SettingsProblem(f"The settings need care: {wrong}.") from error
