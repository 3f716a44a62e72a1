"""A film opened safely, and what it is: only known codecs are decoded, and never without bounds."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import av
from av.container import InputContainer

from core.adapters.studio.boxes import DAMAGED, Wrapping
from core.adapters.studio.sniffing import EXPORT
from core.ports.studio import MediaFacts, UnreadableUpload

MOST_BYTES = 300 * 1024 * 1024
MOST_STREAMS = 20
MOST_PIXELS = 8192 * 4352
MOST_SECONDS = 3600
CODECS = ("h264", "hevc")
SOUNDS = (
    *("mp3", "ac3", "eac3", "alac"),
    *("pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be", "pcm_s32le", "pcm_s32be", "pcm_f32le", "pcm_f32be"),
)
"""Codecs of sound that are made into AAC."""
_DECODED = ",".join((*CODECS, "aac", "mp3float", *SOUNDS))
_LOOK_AHEAD = "5000000"
"""Bytes, and microseconds, that may be read before a film is known."""
_SPOKEN = {
    "vp9": "VP9",
    "av1": "AV1",
    "mpeg4": "MPEG-4 Part 2",
    "prores": "ProRes",
    "mjpeg": "Motion JPEG",
}
_MP4_BRANDS = ("isom", "iso", "mp4", "avc1", "M4V", "dash", "MSNV", "XAVC", "f4v")


@contextmanager
def opened(data: bytes) -> Iterator[InputContainer]:
    """Raises UnreadableUpload for what FFmpeg cannot read, also while it is read."""
    options = {"codec_whitelist": _DECODED, "probesize": _LOOK_AHEAD, "analyzeduration": _LOOK_AHEAD}
    try:
        with av.open(BytesIO(data), "r", format="mov", options=options) as film:
            yield film
    except (av.FFmpegError, EOFError, ValueError, MemoryError, IndexError) as error:
        raise UnreadableUpload(DAMAGED) from error


def picture_stream(film: InputContainer) -> av.VideoStream:
    """The film's pictures; raises UnreadableUpload when there are none, too many, or in a codec nobody shows."""
    if len(film.streams) > MOST_STREAMS:
        raise UnreadableUpload(f"That video has more than {MOST_STREAMS} tracks; {EXPORT}.")
    if not film.streams.video:
        raise UnreadableUpload("There is only sound in that file, or nothing I know; please send a picture or a video.")
    stream = film.streams.video[0]
    codec = codec_of(stream)
    if codec not in CODECS:
        name = _SPOKEN.get(codec, codec or "something I don't know")
        raise UnreadableUpload(f"That video is coded as {name}, which Instagram does not take; {EXPORT}.")
    if not 0 < stream.width * stream.height <= MOST_PIXELS:
        raise UnreadableUpload(f"That video is too large ({stream.width} x {stream.height} pixels); {EXPORT} at 1080p.")
    if (film.duration or 0) / av.time_base > MOST_SECONDS:
        raise UnreadableUpload("That video lasts more than an hour; please cut it to 15 minutes at most.")
    return stream


def sound_stream(film: InputContainer) -> av.AudioStream | None:
    """The sound that goes along: the first track in AAC, or else the first of all."""
    tracks = [track for track in film.streams.audio if track.codec_context is not None]
    return next((track for track in tracks if codec_of(track) == "aac"), tracks[0] if tracks else None)


def codec_of(stream: av.VideoStream | av.AudioStream) -> str:
    """The common name, "" for what FFmpeg does not know."""
    context = stream.codec_context
    return context.codec.canonical_name if context is not None else ""


def facts_of(film: InputContainer, packing: Wrapping, size: int, *, rotation: int) -> MediaFacts:
    """rotation: by how many degrees its pictures are turned when shown."""
    video, sound = picture_stream(film), sound_stream(film)
    seconds = (film.duration or 0) / av.time_base
    width, height = _shown(video, rotation)
    return MediaFacts(
        video=True,
        size=size,
        width=width,
        height=height,
        format=_container(packing.brand),
        colour=_colour(video),
        seconds=round(seconds, 3),
        video_codec=codec_of(video),
        audio_codec=codec_of(sound) if sound else "",
        audio_hz=sound.rate if sound else 0,
        audio_channels=sound.channels if sound else 0,
        fps=round(float(video.average_rate or video.guessed_rate or 0), 3),
        bits_per_second=round(size * 8 / seconds) if seconds else 0,
        chroma=_chroma(video),
        index_first=packing.index_first,
    )


def _shown(video: av.VideoStream, rotation: int) -> tuple[int, int]:
    """Pixels as they are shown: stretched where they are not square, then turned."""
    width, height = video.width, video.height
    if video.sample_aspect_ratio:
        width = max(1, round(width * float(video.sample_aspect_ratio)))
    return (height, width) if rotation % 180 else (width, height)


def _container(brand: str) -> str:
    if brand == "qt":
        return "MOV"
    if brand.startswith("3g"):
        return "3GP"
    return "MP4" if brand.startswith(_MP4_BRANDS) else brand.upper()


def _colour(video: av.VideoStream) -> str:
    """ "HDR" when its light is coded for bright screens, else what everything else shows as."""
    return "HDR" if video.codec_context.color_trc in (16, 18) else "sRGB"


def _chroma(video: av.VideoStream) -> str:
    name = video.codec_context.pix_fmt
    if not name:
        return ""
    form = av.VideoFormat(name, 64, 64)
    return _CHROMAS.get((form.chroma_width(64), form.chroma_height(64)), name)


_CHROMAS = {(32, 32): "4:2:0", (32, 64): "4:2:2", (64, 64): "4:4:4", (16, 64): "4:1:1"}
