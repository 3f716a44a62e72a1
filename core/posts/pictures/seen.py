"""What the model sees in uploaded pictures: asked once for each file and language, then known."""

import asyncio
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from core.copy.alt_text import harmless
from core.ports.describer import Seen
from core.ports.parts import Parts
from core.posts.media import Item
from core.posts.uploads import Upload
from core.spending import within_budget

UNSEEN = "{why}, so the alt text of your picture tells what it belongs to, not what it shows."


async def seen_in(
    parts: Parts, workspace_id: UUID, pictures: Mapping[int, Item], language: str
) -> tuple[Mapping[int, str], tuple[str, ...]]:
    """(place -> what that picture shows, as far as the model could tell; notes for the person who approves)."""
    if parts.describer is None:
        return {}, ()
    looks = (_seen(parts, workspace_id, item, language) for item in pictures.values())
    told = dict(zip(pictures, await asyncio.gather(*looks), strict=True))
    notes = tuple(dict.fromkeys(UNSEEN.format(why=one.why) for one in told.values() if one.why))
    return {place: one.text for place, one in told.items()}, notes


async def _seen(parts: Parts, workspace_id: UUID, item: Item, language: str) -> Seen:
    mine = select(Upload).where(Upload.workspace_id == workspace_id, Upload.key == item.key)
    async with parts.db.reading() as session:
        upload = (await session.execute(mine)).scalar_one_or_none()
    if upload is not None and language in upload.seen:
        return Seen(upload.seen[language])
    found = await within_budget.describe(parts, workspace_id, await parts.media.get(item.key), language)
    text = harmless(found.text, language)
    if not text:
        return Seen(why=found.why)
    async with parts.db.transaction() as session:
        upload = (await session.execute(mine.with_for_update())).scalar_one_or_none()
        if upload is not None:
            upload.seen = {**upload.seen, language: text}
    return Seen(text)
