"""What the settings alone decide of all that a use case may reach."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from core.folders import folders_of
from core.posts.limits import Limits
from core.privacy.retention import Retention
from core.settings import Settings


@dataclass(frozen=True)
class Settled:
    """The part of core.ports.parts.Parts for which nothing has to be opened."""

    settings: Settings

    @property
    def public_url(self) -> str:
        return self.settings.public_url

    @property
    def mini_app_url(self) -> str | None:
        return self.settings.mini_app_url

    @property
    def folders(self) -> tuple[Path, ...]:
        return folders_of(self.settings)

    @property
    def limits(self) -> Limits:
        return limits_of(self.settings)

    @property
    def retention(self) -> Retention:
        return retention_of(self.settings)

    @property
    def alert_conversation(self) -> str | None:
        return self.settings.alert_conversation

    @property
    def lease(self) -> timedelta:
        return timedelta(seconds=self.settings.lease_seconds)

    @property
    def publish_grace(self) -> timedelta:
        return timedelta(seconds=self.settings.publish_grace_seconds)


def limits_of(settings: Settings) -> Limits:
    return Limits(
        hashtags_warn=settings.instagram_hashtags_warn,
        hashtags_most=settings.instagram_hashtags_most,
        hashtags_usual=settings.hashtags_most,
        carousel_most=settings.instagram_carousel_most,
    )


def retention_of(settings: Settings) -> Retention:
    days = (settings.erase_after_days, settings.keep_talks_days, settings.keep_files_days)
    return Retention(*(timedelta(days=number) for number in days))
