"""The only reader of the environment: one line per setting."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.errors import SettingsProblem
from core.spending.prices import read_rates

DATABASES = ("sqlite:///", "postgresql://", "postgres://")


def _named(name: str) -> AliasChoices:
    """Read a field from the environment by its public name only."""
    return AliasChoices(name)


class Settings(BaseSettings):
    """Everything an operator may set; every name is documented in .env.example and the README."""

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
    var_dir: Path = Field(Path("var"), validation_alias=_named("RITE_VAR_DIR"))

    slack_bot_token: SecretStr | None = Field(None, validation_alias=_named("RITE_SLACK_BOT_TOKEN"))
    slack_signing_secret: SecretStr | None = Field(None, validation_alias=_named("RITE_SLACK_SIGNING_SECRET"))
    slack_app_token: SecretStr | None = Field(None, validation_alias=_named("RITE_SLACK_APP_TOKEN"))
    slack_client_id: str | None = Field(None, validation_alias=_named("RITE_SLACK_CLIENT_ID"))
    slack_client_secret: SecretStr | None = Field(None, validation_alias=_named("RITE_SLACK_CLIENT_SECRET"))
    slack_api_url: str = Field("https://slack.com/api/", validation_alias=_named("RITE_SLACK_API_URL"))

    telegram_bot_token: SecretStr | None = Field(None, validation_alias=_named("RITE_TELEGRAM_BOT_TOKEN"))
    telegram_webhook_secret: SecretStr | None = Field(None, validation_alias=_named("RITE_TELEGRAM_WEBHOOK_SECRET"))
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
    amplitude_key: SecretStr | None = Field(None, validation_alias=_named("RITE_AMPLITUDE_KEY"))
    alert_conversation: str | None = Field(None, validation_alias=_named("RITE_ALERT_CONVERSATION"))

    log_format: str = Field("console", pattern="^(console|json)$", validation_alias=_named("RITE_LOG_FORMAT"))
    log_level: str = Field("INFO", validation_alias=_named("RITE_LOG_LEVEL"))
    now: datetime | None = Field(None, validation_alias=_named("RITE_NOW"))

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        if not url.startswith(DATABASES):
            raise ValueError("it begins with sqlite:/// or postgresql://")
        return url

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
    def secrets(self) -> tuple[str, ...]:
        """Every value that must never be seen: tokens, secrets, keys and the passwords inside addresses."""
        values = [value for name in type(self).model_fields if isinstance(value := getattr(self, name), SecretStr)]
        whole = [value.get_secret_value() for value in values]
        ring = self.secret_keys.get_secret_value() if self.secret_keys else ""
        keys = [named.partition(":")[2] for named in ring.split(",")]
        passwords = [urlsplit(url).password for url in (self.database_url, self.redis_url or "")]
        return tuple(secret for secret in (*whole, *keys, *passwords) if secret)

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
