"""What a person at the control panel may turn; every uncertain habit of the platform is a switch here."""

from dataclasses import dataclass, field, fields, replace
from typing import Any

REPEATS = ("error", "same_id", "duplicate")
BY_ACCOUNT = "by_account"
CHOICES = {
    "repeat_publish": (*REPEATS, BY_ACCOUNT),
    "named_errors": ("message", "code"),
    "code_answer": ("flat", "documented"),
    "refresh_answer": ("new", "same"),
    "webhook_shape": ("changes", "flat"),
}


@dataclass(frozen=True)
class Settings:
    """Lengths of time are in seconds."""

    ripening_seconds: float = 3.0
    video_ripening_seconds: float = 20.0
    repeat_publish: str = "error"
    """What a second media_publish of one container does: one of REPEATS, or BY_ACCOUNT, each of them at a third."""
    status_lag_seconds: float = 0.0
    """For how long a published container still reads FINISHED."""
    listing_lag_seconds: float = 0.0
    """For how long a published media is missing from the lists."""
    lagging_percent: int = 100
    """How many of the publications these two lags are for."""
    quota_total: int = 100
    containers_per_day: int = 400
    carousel_max: int = 10
    hashtags_max: int = 30
    parent_needs_finished_children: bool = True
    accept_media_type_image: bool = False
    fetch_timeout_seconds: float = 10.0
    private_usernames: tuple[str, ...] = ("private.person",)
    date_ahead_seconds: float = 0.0
    """How far the Date of its answers is ahead of real time."""
    integer_ids: bool = False
    """Whether ids come as unquoted integers, as they sometimes do."""
    named_errors: str = "message"
    """Where INSTAGRAM_PLATFORM_API__... stands: in the "message" beside code 100, or as the "code" itself."""

    code_answer: str = "flat"
    """Shape of the code exchange's answer: "flat" (user_id a big integer) or "documented"."""
    redirect_uris: tuple[str, ...] = ()
    """The registered ones; none means any."""
    refresh_answer: str = "new"
    """Whether a refresh hands out a "new" token or the "same" one."""
    token_error_status: int = 400
    throttle_status: int = 400

    usage_percent: int = 0
    """Where the usage counter starts; above 100 every call is throttled."""
    call_budget: int = 4_800_000
    """Calls in 24 h that make 100 %."""
    regain_minutes: int = 12

    insights_ready_seconds: float = 900.0
    story_viewers_min: int = 5
    followers: dict[str, int] = field(default_factory=dict)
    """Overrides of how many followers an account began with, by username."""

    webhook_callback: str = "/instagram/webhooks"
    webhook_verify_token: str = "sandbox-verify-token"  # noqa: S105 - a made-up word both sides know
    webhook_shape: str = "changes"
    """"changes" or "flat"; Meta documents both."""

    def changed(self, wishes: dict[str, Any]) -> "Settings":
        """These settings with the wishes in place. Raises ValueError for an unknown name or choice."""
        known = {item.name for item in fields(self)}
        if unknown := sorted(set(wishes) - known):
            raise ValueError(f"Unknown settings: {', '.join(unknown)}")
        for name, choices in CHOICES.items():
            if wishes.get(name, choices[0]) not in choices:
                raise ValueError(f"{name} is one of {', '.join(choices)}")
        whole = {name: tuple(value) if isinstance(value, list) else value for name, value in wishes.items()}
        return replace(self, **whole)  # type: ignore[arg-type] # names are checked above, values are the person's
