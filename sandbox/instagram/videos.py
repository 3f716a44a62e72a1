"""What a video must be: MP4 or MOV with its index first, H.264 or HEVC, AAC, 3 s to 15 min (60 s in stories)."""

from dataclasses import dataclass

from sandbox.films import Film, read_film
from sandbox.instagram.fetching import PARTIAL, Fetched

NO_RANGE, UNSUPPORTED, FAILED = "2207077", "2207026", "2207082"
MEGABYTE = 1024 * 1024
PICTURE_CODECS, SOUND_CODECS = ("avc1", "avc3", "hvc1", "hev1"), ("mp4a",)
WIDEST = 1920
MOST_HERTZ, MOST_CHANNELS = 48_000, 2


@dataclass(frozen=True)
class Limits:
    """Bytes, seconds and shapes (width by height) of one kind of video."""

    most_bytes: int
    seconds: tuple[float, float]
    ratios: tuple[float, float]


REEL = Limits(300 * MEGABYTE, (3, 900), (0.01, 10))
OTHERS = Limits(100 * MEGABYTE, (3, 60), (0.1, 10))


def fault_of(fetched: Fetched, *, reel: bool) -> str:
    """The subcode the container will fail with, "" when the video is fine."""
    if fetched.status != PARTIAL:
        return NO_RANGE
    limits = REEL if reel else OTHERS
    if len(fetched.content) > limits.most_bytes:
        return FAILED
    film = read_film(fetched.content)
    if film is None or not _is_readable(film) or not _fits(film, limits):
        return UNSUPPORTED
    return FAILED if _has_odd_sound(film) else ""


def duration(content: bytes) -> float | None:
    """Seconds, None when the file does not tell."""
    film = read_film(content)
    return film.seconds if film else None


def _is_readable(film: Film) -> bool:
    sound = film.codec("soun")
    return film.index_first and film.codec("vide") in PICTURE_CODECS and (not sound or sound in SOUND_CODECS)


def _fits(film: Film, limits: Limits) -> bool:
    width, height = film.size
    if film.seconds is None or not width or not height or width > WIDEST:
        return False
    return limits.seconds[0] <= film.seconds <= limits.seconds[1] and (
        limits.ratios[0] <= width / height <= limits.ratios[1]
    )


def _has_odd_sound(film: Film) -> bool:
    return any(
        track.kind == "soun" and (track.hertz > MOST_HERTZ or track.channels > MOST_CHANNELS) for track in film.tracks
    )
