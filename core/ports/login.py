"""Signing an Instagram account in and keeping it signed in."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol


@dataclass(frozen=True)
class Token:
    """A long-lived token. Never logged: its repr hides it."""

    secret: str
    lasts: timedelta | None
    """None for one that has no end of its own, as a Facebook Page's."""

    def __repr__(self) -> str:
        return f"Token(lasts={self.lasts})"


@dataclass(frozen=True)
class SignedIn:
    """Who has signed in, and with which rights."""

    token: Token
    instagram_id: str
    app_scoped_id: str
    username: str
    kind: str
    scopes: tuple[str, ...]


class Login(Protocol):
    """Business login of one product (core.ports.access.Product)."""

    scopes: tuple[str, ...]
    """The rights we ask for."""

    def authorize_url(self, state: str) -> str:
        """Where a person consents."""
        ...

    async def sign_in(self, code: str) -> tuple[SignedIn, ...]:
        """Exchange the code of a consent for the accounts it covers, at least one.

        Raises PersonCanFix when the code is stale or was used, or when there is no account to publish to.
        """
        ...

    async def refresh(self, secret: str) -> Token:
        """Renew a long-lived token; raises ReconnectNeeded when it is dead."""
        ...
