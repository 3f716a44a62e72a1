"""What a judge looks at: the rows as plain SQL reads them, and the books of Instagram's look-alike.

Nothing of the service's own logic is asked: whoever judges must not make the mistakes of the judged.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import NullPool, create_engine, make_url, text
from sqlalchemy.engine import Connection

DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


@dataclass(frozen=True)
class PostRow:
    id: str
    account_id: str
    user_id: str
    """Instagram's id of the account."""
    format: str
    status: str
    due_at: datetime
    not_after: datetime
    next_at: datetime | None
    media_id: str
    trouble: str
    """What the service says went wrong with it; "" for a person's own doing."""


@dataclass(frozen=True)
class Yes:
    """Somebody's yes to one revision, with what that revision holds now."""

    post_id: str
    fingerprint: str
    caption: str
    alt_text: str
    picture: str
    files: tuple[str, ...]
    details: Mapping[str, Any]


@dataclass(frozen=True)
class Live:
    """One medium in the books; files are SHA-256 of what it shows."""

    id: str
    user_id: str
    container_id: str
    at: datetime
    asked_at: datetime
    """When we asked for it: Instagram may do it when nobody waits any more."""
    caption: str
    alt_text: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    posts: Mapping[str, PostRow]
    yeses: Sequence[Yes]
    containers: Mapping[str, str]
    """Instagram's id of a container -> the post it was made for."""
    captions: Sequence[tuple[str, str]]
    """(post, caption) of every revision that ever was."""
    told: Sequence[tuple[str, str, str]]
    """(post, conversation, sentence) for every notice that says something of a post."""
    live: Sequence[Live]
    now: datetime


def read(database_url: str, books: Mapping[str, Any]) -> Evidence:
    """Everything, in one read transaction."""
    with _connected(database_url) as connection:
        return Evidence(
            posts={row.id: row for row in _posts(connection)},
            yeses=list(_yeses(connection)),
            containers={
                row["instagram_id"]: _id(row["post_id"])
                for row in _rows(connection, "SELECT instagram_id, post_id FROM containers")
            },
            captions=[
                (_id(row["post_id"]), row["caption"])
                for row in _rows(connection, "SELECT post_id, caption FROM revisions")
            ],
            told=list(_told(connection)),
            live=[_live(entry) for entry in books["media"]],
            now=datetime.fromisoformat(books["now"]),
        )


@contextmanager
def _connected(database_url: str) -> Iterator[Connection]:
    url = make_url(database_url)
    backend = url.get_backend_name()
    engine = create_engine(url.set(drivername=DRIVERS.get(backend, url.drivername)), poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


def _rows(connection: Connection, query: str) -> Iterator[Mapping[str, Any]]:
    for row in connection.execute(text(query)).mappings():
        yield dict(row)


def _posts(connection: Connection) -> Iterator[PostRow]:
    query = """
        SELECT posts.id, posts.account_id, accounts.instagram_id AS user_id, posts.format, posts.status,
               posts.due_at, posts.not_after, posts.next_at, posts.media_id, posts.last_error
        FROM posts LEFT JOIN accounts ON accounts.id = posts.account_id
    """
    for row in _rows(connection, query):
        yield PostRow(
            _id(row["id"]),
            _id(row["account_id"]) if row["account_id"] else "None",
            row["user_id"] or "",
            row["format"],
            row["status"],
            _must(row["due_at"]),
            _must(row["not_after"]),
            _moment(row["next_at"]),
            row["media_id"] or "",
            row["last_error"] or "",
        )


def _yeses(connection: Connection) -> Iterator[Yes]:
    query = """
        SELECT approvals.post_id, approvals.fingerprint, revisions.caption, revisions.alt_text, revisions.picture_hash,
               revisions.media, revisions.details
        FROM approvals
        JOIN revisions ON revisions.post_id = approvals.post_id AND revisions.number = approvals.revision
        WHERE approvals.decision = 'yes'
    """
    for row in _rows(connection, query):
        yield Yes(
            _id(row["post_id"]),
            row["fingerprint"] or "",
            row["caption"],
            row["alt_text"],
            row["picture_hash"] or "",
            tuple(item["hash"] for item in _json(row["media"])),
            _json(row["details"]),
        )


def _told(connection: Connection) -> Iterator[tuple[str, str, str]]:
    query = "SELECT subject_id, conversation_id, details FROM notices WHERE kind = 'post' AND subject_id IS NOT NULL"
    for row in _rows(connection, query):
        if say := _json(row["details"]).get("say"):
            yield _id(row["subject_id"]), _id(row["conversation_id"]), say


def _live(entry: Mapping[str, Any]) -> Live:
    return Live(
        entry["id"],
        entry["user_id"],
        entry["container_id"],
        datetime.fromisoformat(entry["timestamp"]),
        datetime.fromisoformat(entry["asked_at"]),
        entry["caption"],
        entry["alt_text"],
        tuple(entry["files"]),
    )


def _id(value: object) -> str:
    """SQLite keeps UUIDs as bare hexadecimal digits."""
    return str(UUID(str(value)))


def _moment(value: Any) -> datetime | None:
    """SQLite keeps moments as text, in UTC and without a zone."""
    if value is None:
        return None
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _must(value: Any) -> datetime:
    moment = _moment(value)
    assert moment is not None
    return moment


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
