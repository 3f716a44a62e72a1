"""What we shall make ourselves, as the preflight wants to know it before it is made."""

from core.ports.studio import MediaFacts
from core.posts.limits import FEWEST_SLIDES
from core.posts.model import Format, Post

_SLIDE = MediaFacts(video=False, size=500_000, width=1080, height=1350, format="JPEG")
_FILM = MediaFacts(
    video=True,
    size=2_000_000,
    width=1080,
    height=1920,
    format="MP4",
    seconds=6.0,
    video_codec="h264",
    audio_codec="aac",
    audio_hz=48_000,
    audio_channels=2,
    fps=30.0,
    bits_per_second=3_000_000,
    chroma="4:2:0",
)


def expected_files(post: Post) -> tuple[MediaFacts, ...]:
    """Facts of the files of a painted post; nothing for a flyer, which is a picture by itself."""
    if post.format is Format.CAROUSEL:
        return (_SLIDE,) * FEWEST_SLIDES
    return (_FILM,) if post.film or post.format is Format.REEL else ()
