"""The studio: takes in what people upload, pictures and videos, and makes it fit for Instagram."""

from dataclasses import dataclass
from typing import Protocol

from core.errors import PersonCanFix


class UnreadableUpload(PersonCanFix):
    """I can't read that file; please send a picture (JPEG, PNG, WebP, HEIC) or a video (MP4, MOV)."""


@dataclass(frozen=True, kw_only=True)
class MediaFacts:
    """What a file is, read from its bytes. Width and height in pixels as shown, rotation applied.

    format: "JPEG", "PNG", "MP4", "MOV" ...; colour: "sRGB", "CMYK" ... For pictures, baseline tells a JPEG that is
    not progressive. For videos: seconds, codecs by their common names ("h264", "hevc", "aac"; audio "" when silent),
    bits_per_second over all, audio_hz and audio_channels, chroma ("4:2:0"), index_first when it can be read from
    the front without the rest.
    """

    video: bool
    size: int
    width: int
    height: int
    format: str
    colour: str = "sRGB"
    baseline: bool = True
    seconds: float = 0.0
    video_codec: str = ""
    audio_codec: str = ""
    audio_hz: int = 0
    audio_channels: int = 0
    fps: float = 0.0
    bits_per_second: int = 0
    chroma: str = ""
    index_first: bool = True

    @property
    def ratio(self) -> float:
        """Width by height."""
        return self.width / self.height if self.height else 0.0


@dataclass(frozen=True)
class Prepared:
    """A file that is ready to be stored. notes tell what was done to it, a sentence each; still is a video's JPEG."""

    data: bytes
    facts: MediaFacts
    notes: tuple[str, ...] = ()
    still: bytes = b""

    @property
    def ending(self) -> str:
        """For the key in the media store."""
        return "mp4" if self.facts.video else "jpg"


class Studio(Protocol):
    """Works off the event loop; every method may be called from many tasks at once."""

    async def take_in(self, upload: bytes) -> Prepared:
        """Any phone's picture or video, made publishable as far as it can be.

        Pictures become upright baseline sRGB JPEG, 320 to 1440 px wide, at most 8 MiB. Videos keep their
        streams; MOV and late indexes are rewritten as MP4 with the index in front. Raises UnreadableUpload with a
        sentence for the person who sent it.
        """
        ...

    async def fit(self, jpeg: bytes, ratio: float) -> Prepared:
        """The picture in exactly this ratio (width by height): nothing is cut off, bars show a blur of itself."""
        ...

    async def facts(self, data: bytes) -> MediaFacts:
        """What these bytes are; raises UnreadableUpload."""
        ...
