"""What a call to Instagram is for; the same refusal means different things to different calls."""

from enum import StrEnum

from core.ports.gate import Urgency


class Call(StrEnum):
    """The kinds of calls that `refusals.toml` tells apart."""

    CREATE = "create"
    PUBLISH = "publish"
    """The one call that must never be repeated blindly."""
    COMMENT = "comment"
    """Like publishing: two equal comments cannot be taken back unseen."""
    READ = "read"
    INSIGHTS = "insights"
    LOGIN = "login"
    REFRESH = "refresh"

    @property
    def is_irrevocable(self) -> bool:
        """Whether an unclear answer may mean that it was done."""
        return self in (Call.PUBLISH, Call.COMMENT)

    @property
    def urgency(self) -> Urgency:
        """Who goes first when calls get scarce."""
        if self.is_irrevocable:
            return Urgency.MUST  # its intent is written down already
        return Urgency.LATER if self is Call.INSIGHTS else Urgency.USUAL
