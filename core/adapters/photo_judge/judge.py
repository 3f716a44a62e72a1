"""Implements core.ports.photo_judge.PhotoJudge, in turns with the painter."""

from collections.abc import Sequence

from core.adapters.photo_judge.sheet import contact_sheet
from core.adapters.turns import Turns
from core.recaps.photos import Photo


class PillowPhotoJudge:
    def __init__(self, turns: Turns | None = None) -> None:
        self._turns = turns or Turns()

    async def measure(self, key: str, jpeg: bytes) -> Photo:
        return await self._turns.take(_measured, key, jpeg)

    async def contact_sheet(self, pictures: Sequence[bytes], picked: Sequence[int]) -> bytes:
        return await self._turns.take(contact_sheet, pictures, picked)


def _measured(key: str, jpeg: bytes) -> Photo:
    """Counting needs numpy: to load it takes as long as all of SQLAlchemy, and few processes ever measure a photo."""
    from core.adapters.photo_judge.measuring import measured

    return measured(key, jpeg)
