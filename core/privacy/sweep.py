"""Files nobody names any more: sheets and previews that were painted for a message, exports that were fetched."""

from datetime import timedelta

from core.database import outside_transaction
from core.ports.parts import Parts
from core.privacy.tables import keys_of_all

IN_USE = timedelta(hours=1)
"""A file this young may be on its way into a row."""


async def sweep(parts: Parts, older_than: timedelta = IN_USE) -> int:
    """Take away every file that no row names and that nobody put there lately; returns how many.

    The store is looked at before the rows: whatever is put there meanwhile is not in the list.
    """
    outside_transaction()
    since = parts.clock.now() - max(older_than, IN_USE)
    old = {stored.key async for stored in parts.media.everything() if stored.at < since}
    if not old:
        return 0
    async with parts.db.reading() as session:
        unused = old - await keys_of_all(session)
    await parts.thumbnails.forget(unused)
    return sum([await parts.media.forget(key, put_before=since) for key in sorted(unused)])
