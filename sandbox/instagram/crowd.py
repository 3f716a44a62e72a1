"""Many accounts at once, for runs in which thousands of posts go out."""

from collections.abc import Iterator

from sandbox.instagram import tokens
from sandbox.instagram.ledger import Ledger
from sandbox.instagram.records import INSTAGRAM, Account, Token

USER_ID, APP_SCOPED_ID, PAGE_ID = 17_841_500_000_000_000, 27_650_000_000_000_000, 104_300_000_000_000


def gather(ledger: Ledger, count: int) -> list[Token]:
    """So many new accounts, each with a long-lived token that holds every right."""
    accounts = list(_accounts(len(ledger.accounts), count))
    ledger.admit(accounts)
    return [tokens.issue(ledger, INSTAGRAM, (account,), tokens.SCOPES[INSTAGRAM].values()) for account in accounts]


def _accounts(start: int, count: int) -> Iterator[Account]:
    for number in range(start, start + count):
        yield Account(
            str(USER_ID + number),
            str(APP_SCOPED_ID + number),
            f"venue.{number:05d}",
            f"Venue {number}",
            "BUSINESS",
            followers=500 + number,
            follows=100,
            biography="One of many.",
            website="https://venues.example/",
            page_id=str(PAGE_ID + number),
        )
