"""Any upload in, something Instagram takes out, off the event loop and in turns with the painter."""

from core.adapters.studio.fitting import fitted
from core.adapters.studio.pictures import picture_facts, take_in_picture
from core.adapters.studio.sniffing import is_film
from core.adapters.studio.videos import take_in_video, video_facts
from core.adapters.turns import Turns
from core.ports.studio import MediaFacts, Prepared


class FileStudio:
    """Implements `Studio`. Keeps nothing."""

    def __init__(self, turns: Turns | None = None) -> None:
        self._turns = turns or Turns()

    async def take_in(self, upload: bytes) -> Prepared:
        return await self._turns.take(take_in_video if is_film(upload) else take_in_picture, upload)

    async def fit(self, jpeg: bytes, ratio: float) -> Prepared:
        return await self._turns.take(fitted, jpeg, ratio)

    async def facts(self, data: bytes) -> MediaFacts:
        return await self._turns.take(video_facts if is_film(data) else picture_facts, data)
