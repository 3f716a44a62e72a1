"""Whose account a call is for, and through which of Instagram's two login products it came."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Product(StrEnum):
    """Instagram's own login (no Facebook Page) or Facebook's (a Page with an Instagram account behind it)."""

    INSTAGRAM = "instagram"
    FACEBOOK = "facebook"


@dataclass(frozen=True)
class Access:
    """Whose account, and the token to act for it. The repr hides the token.

    workspace_id and account_id name our row of the account; None while nobody has signed in yet.
    """

    instagram_id: str
    token: str
    product: Product = Product.INSTAGRAM
    workspace_id: UUID | None = None
    account_id: UUID | None = None
    finishing: bool = False
    """Calls with it finish something that was begun; they never wait for calls to become less scarce."""

    looked: bool = False
    """Whoever calls has just seen that the account is not paused."""

    def __repr__(self) -> str:
        return f"Access(instagram_id={self.instagram_id!r}, product={self.product.value!r})"
