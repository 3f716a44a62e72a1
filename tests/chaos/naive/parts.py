"""The two usual designs, written as carefully as they usually are, to see what the same seed does to them.

Both know their posts as rows of one table and speak to Instagram themselves; neither writes down what it is about to
do before it does it.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import psycopg
from chaos.processes.fate import Fate
from chaos.processes.ground import Ground

TABLE = """
    CREATE TABLE IF NOT EXISTS naive_posts (
        id text PRIMARY KEY, user_id text, token text, picture text, caption text, due_at timestamptz,
        status text NOT NULL DEFAULT 'scheduled', lease_until timestamptz, next_at timestamptz, tries int DEFAULT 0,
        media_id text
    )
"""
ANSWERS_WITHIN_SECONDS = 10.0
POLL_SECONDS = 0.1
POLLS = 40
THREADS = 8


@dataclass(frozen=True)
class Row:
    id: str
    user_id: str
    token: str
    picture: str
    caption: str


class Failed(Exception):
    """Instagram did not do what was asked, as far as one can see."""


class Instagram:
    """The three calls of a publication."""

    def __init__(self, ground: Ground) -> None:
        self._http = httpx.Client(
            base_url=f"{ground.sandbox_url}/instagram/graph/v25.0", timeout=ANSWERS_WITHIN_SECONDS
        )

    def create(self, row: Row) -> str:
        fields = {"image_url": row.picture, "caption": row.caption, "alt_text": row.id}
        return str(self._call("POST", f"{row.user_id}/media", row, data=fields)["id"])

    def wait(self, row: Row, container: str) -> None:
        for _ in range(POLLS):
            if self._call("GET", container, row, params={"fields": "status_code"})["status_code"] == "FINISHED":
                return
            time.sleep(POLL_SECONDS)
        raise Failed("It does not ripen.")

    def publish(self, row: Row, container: str) -> str:
        return str(self._call("POST", f"{row.user_id}/media_publish", row, data={"creation_id": container})["id"])

    def _call(self, method: str, path: str, row: Row, **what: Any) -> Mapping[str, Any]:
        try:
            answer = self._http.request(method, path, headers={"authorization": f"Bearer {row.token}"}, **what)
            told: Mapping[str, Any] = answer.raise_for_status().json()
        except (httpx.HTTPError, ValueError) as error:
            raise Failed(type(error).__name__) from error
        return told


def bring_live(instagram: Instagram, row: Row, fate: Fate) -> str:
    """Container, wait, publish; passes the same failpoints as the real machine."""
    fate.at("before create")
    container = instagram.create(row)
    fate.at("after create")
    instagram.wait(row, container)
    fate.at("before publish")
    media_id = instagram.publish(row, container)
    fate.at("published, not persisted")
    return media_id


def connected(ground: Ground) -> psycopg.Connection[Any]:
    """A connection, as soon as there is a database."""
    while True:
        try:
            return psycopg.connect(ground.database_url, autocommit=True, connect_timeout=5)
        except psycopg.OperationalError:
            time.sleep(0.2)
