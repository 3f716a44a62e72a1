"""Files people send, taken in once and known to their workspace by key until a post uses them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import String, UniqueConstraint, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, Json, of_workspace, row_id
from core.database import Base, found_or_added
from core.errors import InvalidAnswer
from core.ports.parts import Parts
from core.posts.media import Item, items_from, stored


class Upload(Base):
    """One file of a workspace's; the same bytes sent twice are one row."""

    __tablename__ = "uploads"
    __table_args__ = (UniqueConstraint("workspace_id", "key"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    key: Mapped[str] = mapped_column(String(200))
    item: Mapped[dict[str, Any]] = mapped_column(Json)
    seen: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    """Language -> what a model saw in the picture (core/posts/pictures/seen.py)."""
    created_at: Mapped[datetime] = mapped_column(Instant)


async def take_in(parts: Parts, workspace_id: UUID, upload: bytes) -> Item:
    """Make a file fit for Instagram, store it, remember it. Raises UnreadableUpload with a sentence for its sender."""
    prepared = await parts.studio.take_in(upload)
    key = await parts.media.put(prepared.data, kind=prepared.ending)
    still_key = await parts.media.put(prepared.still) if prepared.still else ""
    item = Item(key, key.partition(".")[0], prepared.facts, still_key, prepared.notes)
    async with parts.db.transaction() as session:
        await _remember(session, workspace_id, item, parts.clock.now())
    return item


async def _remember(session: AsyncSession, workspace_id: UUID, item: Item, now: datetime) -> Upload:
    async def find() -> Upload | None:
        found = await session.execute(select(Upload).where(Upload.workspace_id == workspace_id, Upload.key == item.key))
        return found.scalar_one_or_none()

    async def add() -> Upload:
        (row,) = stored([item])
        upload = Upload(id=uuid4(), workspace_id=workspace_id, key=item.key, item=row, created_at=now)
        session.add(upload)
        return upload

    return await found_or_added(session, find, add)


async def uploaded(session: AsyncSession, workspace_id: UUID, keys: Sequence[str]) -> tuple[Item, ...]:
    """The files behind these keys, in their order; raises InvalidAnswer for one this workspace never sent."""
    found = await session.execute(select(Upload).where(Upload.workspace_id == workspace_id, Upload.key.in_(list(keys))))
    by_key = {upload.key: upload.item for upload in found.scalars()}
    if missing := [key for key in keys if key not in by_key]:
        raise InvalidAnswer(f"I don't have {len(missing)} of these files any more. Send them again.", field="files")
    return items_from(by_key[key] for key in keys)
