"""Videos: container, codecs, length, weight, pace, sound."""

from collections.abc import Callable, Iterator

from core.ports.studio import MediaFacts
from core.posts.limits import MEGABYTE, UPRIGHT, VIDEOS, VideoLimits
from core.posts.model import Format
from core.posts.preflight.planned import Finding, Planned

Rule = Callable[[str, MediaFacts, VideoLimits], str]
"""Gives what is wrong and what to do, or "" when all is well."""

EXPORT = "Export it as MP4 with H.264 video and AAC sound"


def videos(planned: Planned) -> Iterator[Finding]:
    limits = VIDEOS.get(planned.format)
    for number, file in enumerate(planned.files, start=1):
        if limits is None or not file.video:
            continue
        name = f"Video {number}" if len(planned.files) > 1 else "The video"
        yield from (Finding(wrong, "files") for rule in _RULES if (wrong := rule(name, file, limits)))
        if planned.format is not Format.CAROUSEL and abs(file.ratio - UPRIGHT) > 0.02:
            sentence = f"{name} is not 9:16; Instagram shows it with bars or cuts its sides."
            yield Finding(sentence, "files", blocks=False)


def _container(name: str, file: MediaFacts, limits: VideoLimits) -> str:
    if file.format in limits.containers:
        return ""
    return f"{name} is {file.format}; Instagram takes {' and '.join(limits.containers)}. {EXPORT}."


def _codec(name: str, file: MediaFacts, limits: VideoLimits) -> str:
    if file.video_codec in limits.video_codecs:
        return ""
    coded = file.video_codec or "something unknown"
    return f"{name} is coded as {coded}; Instagram takes H.264 and HEVC. {EXPORT}."


def _length(name: str, file: MediaFacts, limits: VideoLimits) -> str:
    least, most = limits.seconds
    if file.seconds < least:
        return f"{name} lasts {file.seconds:.1f} seconds, Instagram takes {least} and more. Please send a longer one."
    if file.seconds > most:
        longest = f"{most // 60} minutes" if most > 60 else f"{most} seconds"
        return f"{name} lasts {_clock(file.seconds)}, Instagram takes {longest} here. Please cut it."
    return ""


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d} minutes" if whole >= 60 else f"{seconds:.1f} seconds"


def _weight(name: str, file: MediaFacts, limits: VideoLimits) -> str:
    if file.size <= limits.bytes:
        return ""
    most = limits.bytes // MEGABYTE
    return f"{name} has {file.size / MEGABYTE:.0f} MB, Instagram takes {most} here. Please export it smaller."


def _pace(name: str, file: MediaFacts, limits: VideoLimits) -> str:
    least, most = limits.fps
    if least <= round(file.fps, 1) <= most:
        return ""
    return f"{name} has {file.fps:g} pictures a second, Instagram takes {least} to {most}. Please export it with 30."


def _rate(name: str, file: MediaFacts, limits: VideoLimits) -> str:
    if file.bits_per_second <= limits.bits_per_second:
        return ""
    most = limits.bits_per_second // 1_000_000
    return f"{name} has {file.bits_per_second / 1e6:.0f} Mbit/s, Instagram takes {most}. Please export it with less."


def _size(name: str, file: MediaFacts, limits: VideoLimits) -> str:
    if file.width > limits.width:
        return f"{name} is {file.width} pixels wide, Instagram takes {limits.width}. Please export it smaller."
    least, most = limits.ratios
    if not least <= file.ratio <= most:
        return f"{name} is {file.width} x {file.height}, too narrow or too wide for this format. Please crop it."
    return ""


def _chroma(name: str, file: MediaFacts, limits: VideoLimits) -> str:
    if file.chroma == limits.chroma:
        return ""
    stored = file.chroma or "something unknown"
    return f"{name} stores colour as {stored}, Instagram takes {limits.chroma}. {EXPORT}, yuv420p."


def _sound(name: str, file: MediaFacts, limits: VideoLimits) -> str:
    if not file.audio_codec:
        return ""
    if file.audio_codec not in limits.audio_codecs:
        return f"{name} has {file.audio_codec} sound, Instagram takes AAC. {EXPORT}."
    if file.audio_hz > limits.audio_hz:
        return f"{name} has sound of {file.audio_hz:,} Hz, Instagram takes {limits.audio_hz:,}. {EXPORT} of 48 kHz."
    if file.audio_channels > limits.audio_channels:
        return f"{name} has {file.audio_channels} channels of sound, Instagram takes one or two. {EXPORT} in stereo."
    return ""


def _index(name: str, file: MediaFacts, limits: VideoLimits) -> str:
    return (
        ""
        if file.index_first
        else f"{name} keeps its index at the end, Instagram wants it in front. Send it to me anew."
    )


_RULES: tuple[Rule, ...] = (
    *(_container, _codec, _length, _weight, _pace),
    *(_rate, _size, _chroma, _sound, _index),
)
