"""Looking at photos: how good each is, and all of them on one numbered sheet."""

from collections.abc import Sequence
from typing import Protocol

from core.recaps.photos import Photo


class PhotoJudge(Protocol):
    """Works off the event loop."""

    async def measure(self, key: str, jpeg: bytes) -> Photo:
        """What can be told of a photo without knowing what is on it. Raises UnreadablePicture."""
        ...

    async def contact_sheet(self, pictures: Sequence[bytes], picked: Sequence[int]) -> bytes:
        """One JPEG of up to thirty numbered pictures; those that are picked (places from 1) stand out."""
        ...
