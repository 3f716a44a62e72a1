"""The film maker: lets a flyer come into being before one's eyes."""

from typing import Protocol

from core.templates.model import Template
from core.templates.scene import Brand, Scene


class FilmMaker(Protocol):
    """Works off the event loop; may be called from many tasks at once, and stops soon when it is cancelled."""

    async def shoot(self, template: Template, scene: Scene, brand: Brand) -> bytes:
        """An MP4 of 6 to 15 seconds for reels and stories: 1080 x 1920, H.264, 30 pictures a second, a silent track.

        Its last picture is the finished flyer. Same in, same out; raises UnreadablePicture when photo or logo cannot
        be read.
        """
        ...
