"""What Instagram takes, in numbers, in one place. Meta's own tables, and ours where they leave a choice."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.ports.access import Product
from core.posts.model import Format

MEGABYTE = 1024 * 1024

LONGEST_CAPTION = 2200
LONGEST_COMMENT = 2200
LONGEST_ALT_TEXT = 1000
MOST_MENTIONS = 20
MOST_TAGS = 20
MOST_COLLABORATORS = 3

PICTURE_BYTES = 8 * MEGABYTE
PICTURE_WIDTHS = (320, 1440)
FEED_RATIOS = (4 / 5, 1.91)
"""Width by height, of pictures and slides."""
RATIO_SLACK = 0.005
"""Whole pixels never meet a ratio exactly: 1080 x 1351 is still taken for 4:5."""
UPRIGHT = 9 / 16

FEWEST_SLIDES = 2


@dataclass(frozen=True, kw_only=True)
class VideoLimits:
    """What one kind of video may be."""

    bytes: int
    seconds: tuple[int, int]
    ratios: tuple[float, float]
    containers: tuple[str, ...] = ("MP4", "MOV")
    video_codecs: tuple[str, ...] = ("h264", "hevc")
    audio_codecs: tuple[str, ...] = ("aac",)
    audio_hz: int = 48_000
    audio_channels: int = 2
    fps: tuple[int, int] = (23, 60)
    bits_per_second: int = 25_000_000
    chroma: str = "4:2:0"
    width: int = 1920


VIDEOS: Mapping[Format, VideoLimits] = {
    Format.REEL: VideoLimits(bytes=300 * MEGABYTE, seconds=(3, 15 * 60), ratios=(0.01, 10.0)),
    Format.STORY: VideoLimits(bytes=100 * MEGABYTE, seconds=(3, 60), ratios=(0.1, 10.0)),
    # Meta has no table for a video among slides: the stricter of both worlds.
    Format.CAROUSEL: VideoLimits(
        bytes=100 * MEGABYTE, seconds=(3, 60), ratios=(FEED_RATIOS[0] - RATIO_SLACK, FEED_RATIOS[1] + RATIO_SLACK)
    ),
}


@dataclass(frozen=True)
class Needs:
    """The login product a parameter needs; not certain where Meta's own pages disagree."""

    product: Product
    certain: bool = True


NEEDS: Mapping[str, Needs] = {"collaborators": Needs(Product.FACEBOOK, certain=False)}
"""Fields of Details that do not exist with every login."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What Meta's pages disagree about or may change any day: an operator can set the numbers (core/settings.py)."""

    hashtags_warn: int = 5
    """From here on Instagram may leave hashtags without effect."""
    hashtags_most: int = 30
    hashtags_usual: int = 5
    """What a post gets unless its team says otherwise: no limit of Instagram's, but an operator's, too."""
    carousel_most: int = 10
    needs: Mapping[str, Needs] = field(default_factory=lambda: NEEDS)


LIMITS = Limits()
