"""One picture out of a film, to stand for it."""

from io import BytesIO

import av
from av.container import InputContainer
from PIL import Image, ImageStat

from core.adapters.studio.boxes import DAMAGED
from core.adapters.studio.probing import MOST_PIXELS, picture_stream
from core.ports.studio import UnreadableUpload

WIDEST = 1080
_PLACES = (0.1, 0.25, 0.5, 0.75, 0.0)
"""Shares of the film, tried until a picture is not dark."""
_DARK = 24
_FRAMES = 90
"""Most pictures that are decoded on the way to a place."""


def still_of(film: InputContainer) -> tuple[Image.Image, int]:
    """A picture about a tenth in, or the first bright one after; turned as shown, with the film's rotation."""
    stream = picture_stream(film)
    stream.codec_context.options = {"max_pixels": str(MOST_PIXELS)}
    stream.thread_type = "AUTO"
    brightest: tuple[float, Image.Image, int] | None = None
    for place in _PLACES:
        frame = _frame_at(film, stream, place)
        if frame is None:
            continue
        picture = _shown(frame, stream)
        light = ImageStat.Stat(picture.convert("L").reduce(8)).mean[0]
        if brightest is None or light > brightest[0]:
            brightest = (light, picture, int(frame.rotation))
        if light > _DARK:
            break
    if brightest is None:
        raise UnreadableUpload(DAMAGED)
    return brightest[1], brightest[2]


def rotation_of(film: InputContainer) -> int:
    """By how many degrees the film is turned when shown."""
    frame = next(iter(film.decode(picture_stream(film))), None)
    if frame is None:
        raise UnreadableUpload(DAMAGED)
    return int(frame.rotation)


def jpeg_of(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()


def _frame_at(film: InputContainer, stream: av.VideoStream, place: float) -> av.VideoFrame | None:
    """The first frame at or after a place; the last one of those that may be decoded, when it lies further on."""
    wanted = place * (film.duration or 0) / av.time_base
    found = None
    try:
        film.seek(int(wanted * av.time_base))
        for count, frame in enumerate(film.decode(stream)):
            found = frame
            if (frame.time or 0.0) >= wanted or count >= _FRAMES:
                break
    except av.FFmpegError:
        return found  # a broken place: there are others
    return found


def _shown(frame: av.VideoFrame, stream: av.VideoStream) -> Image.Image:
    """Square pixels, upright, at most 1080 px wide."""
    picture: Image.Image = frame.to_image()  # type: ignore[no-untyped-call]  # PyAV leaves it open
    if stream.sample_aspect_ratio and stream.sample_aspect_ratio != 1:
        wide = max(1, round(picture.width * float(stream.sample_aspect_ratio)))
        picture = picture.resize((wide, picture.height), Image.Resampling.BICUBIC)
    if frame.rotation:
        picture = picture.rotate(frame.rotation, expand=True)
    if picture.width > WIDEST:
        tall = max(1, round(picture.height * WIDEST / picture.width))
        picture = picture.resize((WIDEST, tall), Image.Resampling.LANCZOS)
    return picture
