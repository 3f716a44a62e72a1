"""Numbers, and the digests made of them."""

from uuid import UUID

import structlog

from core import tasks
from core.bodies import body_of
from core.digests import compile as digests
from core.errors import ReconnectNeeded, Refused
from core.insights import account, collect
from core.ports.parts import Parts

log = structlog.get_logger(__name__)


@body_of(tasks.read_insights)
async def read_insights(parts: Parts, workspace_id: UUID, post_id: UUID) -> None:
    try:
        await collect.read_insights(parts, workspace_id, post_id)
    except (Refused, ReconnectNeeded) as error:
        # Publishing and renewing tell people; here nobody waits for anything, and the next reading asks again.
        log.info("numbers not read", post=str(post_id), reason=error.message)


@body_of(tasks.read_account)
async def read_account(parts: Parts, workspace_id: UUID, account_id: UUID) -> None:
    await account.read_account(parts, workspace_id, account_id)


@body_of(tasks.compile_digest, given_up=digests.say_no_digest)
async def compile_digest(parts: Parts, workspace_id: UUID, conversation_id: UUID, day: str) -> None:
    await digests.compile_digest(parts, workspace_id, conversation_id, day)
