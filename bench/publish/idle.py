"""How late a due post is claimed and in a worker's hands while nothing else goes on, beside the delays of other queues.

Half of the posts appear only shortly before they are due, which is what looking ahead is easily bad at.
"""

import asyncio
import random
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg
from sqlalchemy import make_url

from bench.peer_packages import NotToBeHad
from bench.publish.approved import Picture, Wish, schedule
from bench.publish.listener import Heard, listening
from bench.publish.peers.asking import Jobs, bullmq_peer, dramatiq_peer
from bench.publish.teams import Team
from bench.service import Stage
from bench.sheet import Line, at_most
from bench.spread import Spread
from core.adapters.queue import WAKE_UP_MS
from core.database import Database

JOBS = 120
OVER_SECONDS = 30.0
BEGIN_AFTER_SECONDS = 2.0
CLAIMED = at_most(50, " ms")
OURS = "ours"

# The instant of a claim, as the database sees it right before the claim is committed.
NOTE_CLAIMS = """
CREATE TABLE noted_claims (post_id uuid, at timestamptz);
CREATE FUNCTION note_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO noted_claims VALUES (NEW.id, clock_timestamp());
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER note_claim AFTER UPDATE ON posts DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (NEW.fence > OLD.fence) EXECUTE FUNCTION note_claim();
"""


@dataclass(frozen=True)
class Punctuality:
    """Seconds between due and claimed, and between due and in a worker's hands."""

    claimed: Spread
    heard: Spread


def jobs(count: int = JOBS, over: float = OVER_SECONDS, seed: int = 4) -> Jobs:
    """(added at, due at) in seconds: spread over the time, every second one added 0.3 to 2 s before it is due."""
    chance = random.Random(seed)
    dues = sorted(BEGIN_AFTER_SECONDS + chance.random() * over for _ in range(count))
    return [(max(0.0, due - chance.uniform(0.3, 2.0)) if number % 2 else 0.0, due) for number, due in enumerate(dues)]


async def ours(stage: Stage, db: Database, team: Team, picture: Picture, plan: Jobs) -> Punctuality:
    """A real clock process, a database and Redis; nobody publishes."""
    driver = make_url(stage.environment["RITE_DATABASE_URL"]).set(drivername="postgresql")
    with psycopg.connect(driver.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute(NOTE_CLAIMS)
        with listening(stage.environment["RITE_REDIS_URL"]) as heard, stage.rite("clock"):
            dues = await _add(db, team, picture, plan)
            await _until_heard(heard, dues)
        rows = connection.execute("SELECT post_id, min(at) FROM noted_claims GROUP BY post_id").fetchall()
        connection.execute("DROP TRIGGER note_claim ON posts; DROP FUNCTION note_claim; DROP TABLE noted_claims")
    claimed: dict[UUID, datetime] = dict(rows)
    return Punctuality(
        Spread.of((claimed[post_id] - due).total_seconds() for post_id, due in dues.items()),
        Spread.of(heard.at[str(post_id)] - due.timestamp() for post_id, due in dues.items()),
    )


async def _add(db: Database, team: Team, picture: Picture, plan: Jobs) -> dict[UUID, datetime]:
    began, dues = datetime.now(UTC), dict[UUID, datetime]()
    for added, due in sorted(plan):
        left = (began + timedelta(seconds=added) - datetime.now(UTC)).total_seconds()
        await asyncio.sleep(max(0.0, left))
        wish = Wish(team, began + timedelta(seconds=due), late=True)
        dues |= dict.fromkeys(await schedule(db, [wish], picture, datetime.now(UTC)), wish.due_at)
    return dues


async def _until_heard(heard: Heard, dues: dict[UUID, datetime]) -> None:
    deadline = time.monotonic() + OVER_SECONDS
    while any(str(post_id) not in heard.at for post_id in dues):
        if time.monotonic() > deadline:
            raise AssertionError("A due post was not rung for.")
        await asyncio.sleep(0.1)


def peers(redis_url: str, plan: Jobs) -> dict[str, Spread | str]:
    """What others make of the same plan, one after the other; or why they can't."""
    found: dict[str, Spread | str] = {
        "Dramatiq delay=, as it comes": Spread.of(dramatiq_peer().delays(redis_url, plan)),
        "Dramatiq delay=, tuned like ours": Spread.of(dramatiq_peer().delays(redis_url, plan, wake_up_ms=WAKE_UP_MS)),
    }
    try:
        found["BullMQ delay"] = Spread.of(bullmq_peer().delays(redis_url, plan))
    except NotToBeHad as why:
        found["BullMQ delay"] = str(why)
    return found


def idle_lines(found: Punctuality, others: dict[str, Spread | str]) -> list[Line]:
    """p50 / p99 / max each, and ours at the slow end as a share of theirs."""
    claimed = CLAIMED.words(round(found.claimed.p99 * 1000, 1))
    lines = [
        Line("due to claimed, idle", f"p99 {found.claimed.p99 * 1000:.1f} ms", claimed, found.claimed.words),
        Line("due to in a worker's hands, idle", f"p99 {found.heard.p99 * 1000:.1f} ms", "", found.heard.words),
    ]
    return lines + [_beside(found.heard, name, theirs) for name, theirs in others.items()]


def _beside(ours_: Spread, name: str, theirs: Spread | str) -> Line:
    what = f"in a worker's hands, p99 against {name}"
    if isinstance(theirs, str):
        return Line(what, "not run", "", theirs)
    return Line(what, f"{ours_.p99 / theirs.p99:.2f}x", "", theirs.words)
