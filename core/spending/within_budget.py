"""Ask copywriter, reader and describer on behalf of a workspace: as far as its budget lasts, every call written down.

Use these instead of `parts.copywriter`, `parts.reader` and `parts.describer`, which know nothing of workspaces.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from core.database import Database
from core.events.extract import Facts
from core.ports.copywriter import Brief, Draft
from core.ports.describer import Seen
from core.ports.model import ModelCall, ModelTrouble
from core.ports.parts import Parts
from core.spending.month import month_of
from core.spending.note import note_calls
from core.spending.prices import Tariff
from core.spending.queries import budget_of, spent_in
from core.workspaces.members import get_workspace


class MonthsBudget:
    """What is left of a workspace's budget. Implements core.ports.model.Allowance.

    Looked at before each question, so that what is spent too much is at most what was under way.
    """

    def __init__(self, db: Database, workspace_id: UUID) -> None:
        self._db, self._workspace_id = db, workspace_id

    async def lasts(self, asked: Sequence[ModelCall]) -> bool:
        async with self._db.reading() as session:
            workspace = await get_workspace(session, self._workspace_id)
            budget = budget_of(session, workspace.model_budget)
            if budget is None:
                return True
            month = month_of(session.info["clock"].now(), workspace.time_zone)
            spent = await spent_in(session, self._workspace_id, month)
            tariff: Tariff = session.info["tariff"]
        return spent + sum(tariff.price(call) or 0 for call in asked) < budget


async def draft(parts: Parts, workspace_id: UUID, brief: Brief, *, post_id: UUID, revision: int) -> Draft:
    """The words of a post, for this version of it."""
    written = await parts.copywriter.draft(brief, MonthsBudget(parts.db, workspace_id))
    await _note(parts, workspace_id, written.calls, written.trouble, post_id=post_id, revision=revision)
    return written


async def read(parts: Parts, workspace_id: UUID, text: str, now: datetime, zone: str, locale: str) -> Facts:
    """As core.ports.reader.Reader.read."""
    found = await parts.reader.read(text, now, zone, locale, MonthsBudget(parts.db, workspace_id))
    await _note(parts, workspace_id, found.calls, found.trouble)
    return found.facts


async def look(parts: Parts, workspace_id: UUID, picture: bytes, now: datetime, zone: str, locale: str) -> Facts:
    """As core.ports.reader.Reader.look."""
    found = await parts.reader.look(picture, now, zone, locale, MonthsBudget(parts.db, workspace_id))
    await _note(parts, workspace_id, found.calls, found.trouble)
    return found.facts


async def describe(parts: Parts, workspace_id: UUID, picture: bytes, language: str) -> Seen:
    """What is to be seen in a picture; nothing when no model is there that could look."""
    if parts.describer is None:
        return Seen()
    seen = await parts.describer.describe(picture, language, MonthsBudget(parts.db, workspace_id))
    await _note(parts, workspace_id, seen.calls, seen.trouble)
    return seen


async def options(
    parts: Parts, workspace_id: UUID, brief: Brief, count: int, *, post_id: UUID, revision: int
) -> tuple[Draft, ...]:
    """Captions to choose from; one of them may become this version of the post."""
    offered = await parts.copywriter.options(brief, count, MonthsBudget(parts.db, workspace_id))
    calls = [call for draft in offered for call in draft.calls]
    trouble = next((draft.trouble for draft in offered if draft.trouble), None)
    await _note(parts, workspace_id, calls, trouble, post_id=post_id, revision=revision)
    return offered


async def _note(
    parts: Parts,
    workspace_id: UUID,
    calls: Sequence[ModelCall],
    trouble: ModelTrouble | None,
    *,
    post_id: UUID | None = None,
    revision: int | None = None,
) -> None:
    """In a transaction of its own, at once: what was asked has to be paid for, whatever becomes of the answer."""
    if not calls and trouble is None:
        return
    async with parts.db.transaction() as session:
        await note_calls(session, workspace_id, calls, trouble, post_id=post_id, revision=revision)
