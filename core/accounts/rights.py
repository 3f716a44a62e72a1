"""What an account lets us do, by the rights its owner left ticked: pure."""

import enum
from collections.abc import Sequence


class Right(enum.Enum):
    """Something we ask for that can be refused without the sign-in failing."""

    PUBLISH = "publish"
    COMMENT = "comment"
    NUMBERS = "numbers"


SCOPES: dict[Right, frozenset[str]] = {
    Right.PUBLISH: frozenset({"instagram_business_content_publish", "instagram_content_publish"}),
    Right.COMMENT: frozenset({"instagram_business_manage_comments", "instagram_manage_comments"}),
    Right.NUMBERS: frozenset({"instagram_business_manage_insights", "instagram_manage_insights"}),
}
"""By what either login calls it."""


def missing_rights(granted: Sequence[str]) -> tuple[Right, ...]:
    """What cannot work; nothing is known to be missing where no right at all is recorded."""
    if not granted:
        return ()
    return tuple(right for right, scopes in SCOPES.items() if scopes.isdisjoint(granted))
