"""Which thing an id in a path names, and whether this token may touch it."""

from dataclasses import dataclass
from typing import Any

from sandbox.instagram.errors import GraphError
from sandbox.instagram.ledger import Ledger
from sandbox.instagram.records import FACEBOOK, Account, Token


@dataclass(frozen=True)
class Node:
    """A thing in the graph: its family ("user", "container", "media", "comment", "person"), and whose it is."""

    family: str
    thing: Any
    account: Account


def find(ledger: Ledger, token: Token, name: str, method: str) -> Node:
    """Look an id up. Raises GraphError unreadable for a stranger's, not_found for a stranger's container."""
    if name == "me":
        return Node("person" if token.host == FACEBOOK else "user", token.accounts[0], token.accounts[0])
    node = _user(ledger, token, name) or _container(ledger, name) or _media(ledger, name) or _comment(ledger, name)
    if node is None:
        raise GraphError("unreadable", method=method.lower(), id=name)
    if node.account not in token.accounts:
        if node.family == "container":
            raise GraphError("not_found", id=name)
        raise GraphError("unreadable", method=method.lower(), id=name)
    return node


def _user(ledger: Ledger, token: Token, name: str) -> Node | None:
    account = ledger.by_id.get(name)
    if account is None or (token.host == FACEBOOK and name != account.user_id):
        return None
    return Node("user", account, account)


def _container(ledger: Ledger, name: str) -> Node | None:
    container = ledger.containers.get(name)
    return Node("container", container, container.account) if container else None


def _media(ledger: Ledger, name: str) -> Node | None:
    media = ledger.media.get(name)
    return Node("media", media, media.account) if media else None


def _comment(ledger: Ledger, name: str) -> Node | None:
    comment = ledger.comments.get(name)
    return Node("comment", comment, comment.media.account) if comment else None
