"""The same request sent twice is done once: claimed by its key, answered from what was stored.

The answer is stored in the transaction that did the deed: a process that dies in between has done neither, and whoever
takes the request over does it for the first time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.api_tokens.model import ApiRequest, ApiToken, answer_place
from core.database import Database, found_or_added, touched
from core.errors import Busy, InvalidAnswer, NotNow
from core.ports.vault import Vault

KEPT = timedelta(hours=24)
TAKEN_OVER_AFTER = timedelta(minutes=2)
"""Nothing we are asked for takes so long: whoever claimed it is gone."""


class OtherRequest(InvalidAnswer):
    """This Idempotency-Key was used for another request. Take a new key for every request."""


class InHand(NotNow):
    """The request with this Idempotency-Key is being worked on. Send it again in a moment."""


@dataclass(frozen=True)
class Claim:
    """One run of a request; answered: (status, body) of the run that did it, None while it is to be done."""

    request_id: UUID
    workspace_id: UUID
    run: UUID
    answered: tuple[int, str] | None = None


async def claim(db: Database, vault: Vault, token: ApiToken, key: str, fingerprint: str, now: datetime) -> Claim:
    """Take a request. Raises OtherRequest and InHand."""
    run = uuid4()
    async with db.transaction() as session:
        row = await found_or_added(
            session, lambda: _found(session, token, key), lambda: _added(session, token, key, fingerprint, run, now)
        )
        if row.fingerprint != fingerprint:
            raise OtherRequest(field="Idempotency-Key")
        if row.status is not None:
            body = vault.open(row.answer_sealed or "", answer_place(row.id, row.workspace_id))
            return Claim(row.id, row.workspace_id, row.run, (row.status, body))
        if row.run != run and not await _taken_over(session, row, run, now):
            raise InHand
        return Claim(row.id, row.workspace_id, run)


async def store(session: AsyncSession, vault: Vault, taken: Claim, status: int, body: str) -> None:
    """Keep the answer, in the transaction of the deed. Raises Busy where somebody else has it by now: undo all."""
    sealed = vault.seal(body, answer_place(taken.request_id, taken.workspace_id))
    kept = await session.execute(
        update(ApiRequest)
        .where(
            ApiRequest.workspace_id == taken.workspace_id,
            ApiRequest.id == taken.request_id,
            ApiRequest.run == taken.run,
            ApiRequest.status.is_(None),
        )
        .values(status=status, answer_sealed=sealed)
        .execution_options(synchronize_session=False)
    )
    if not touched(kept):
        raise Busy


async def let_go(db: Database, taken: Claim) -> None:
    """Nothing was done: the same key may be used again at once."""
    async with db.transaction() as session:
        await session.execute(
            delete(ApiRequest)
            .where(
                ApiRequest.workspace_id == taken.workspace_id,
                ApiRequest.id == taken.request_id,
                ApiRequest.run == taken.run,
                ApiRequest.status.is_(None),
            )
            .execution_options(synchronize_session=False)
        )


async def _found(session: AsyncSession, token: ApiToken, key: str) -> ApiRequest | None:
    found = await session.execute(
        select(ApiRequest).where(
            ApiRequest.workspace_id == token.workspace_id, ApiRequest.token_id == token.id, ApiRequest.key == key
        )
    )
    return found.scalar_one_or_none()


async def _added(
    session: AsyncSession, token: ApiToken, key: str, fingerprint: str, run: UUID, now: datetime
) -> ApiRequest:
    row = ApiRequest(
        id=uuid4(),
        workspace_id=token.workspace_id,
        token_id=token.id,
        key=key,
        fingerprint=fingerprint,
        run=run,
        claimed_at=now,
        created_at=now,
    )
    session.add(row)
    return row


async def _taken_over(session: AsyncSession, row: ApiRequest, run: UUID, now: datetime) -> bool:
    taken = await session.execute(
        update(ApiRequest)
        .where(
            ApiRequest.workspace_id == row.workspace_id,
            ApiRequest.id == row.id,
            ApiRequest.run == row.run,
            ApiRequest.status.is_(None),
            ApiRequest.claimed_at <= now - TAKEN_OVER_AFTER,
        )
        .values(run=run, claimed_at=now)
        .execution_options(synchronize_session=False)
    )
    return bool(touched(taken))
