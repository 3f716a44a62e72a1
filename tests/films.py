"""Short videos for tests, made on the spot."""

import tempfile
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
from PIL import Image, ImageDraw

FPS = 24
HZ = 44_100
HAS_HEVC = "libx265" in av.codecs_available
_QUIET = {"libx265": {"x265-params": "log-level=none"}}


@cache
def film(
    seconds: float = 4.0,
    size: tuple[int, int] = (360, 640),
    *,
    codec: str = "libx264",
    format_: str = "mp4",
    sound: str = "aac",
    hz: int = HZ,
    speakers: str = "stereo",
    fps: int = FPS,
    colours: str = "yuv420p",
    index_first: bool = True,
    edit_lists: bool = False,
    fragmented: bool = False,
    turned: int = 0,
    dark_until: float = 0.0,
    place: str = "",
) -> bytes:
    """A video whose colour changes slowly, light above and dark below; small, as a phone would never make it.

    sound: its codec, "" for a silent film. turned: degrees by which a player turns it anticlockwise.
    dark_until: seconds that are black.
    """
    flags = "+negative_cts_offsets" + "+faststart" * index_first + "+frag_keyframe+empty_moov" * fragmented
    options = {"movflags": flags, "use_editlist": str(int(edit_lists))} if format_ in ("mp4", "mov") else {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"film.{format_}"  # moving the index to the front reads the file again by its name
        with av.open(str(path), "w", options=options) as container:
            if place:
                container.metadata["location"] = place
            pictures = container.add_stream(codec, rate=fps, options=_QUIET.get(codec, {}))
            pictures.width, pictures.height = size
            pictures.pix_fmt = colours
            if turned:
                pictures.set_display_rotation(turned)
            track = container.add_stream(sound, rate=hz, layout=speakers) if sound else None
            for number in range(int(seconds * fps)):
                shade = number / (seconds * fps) if number >= dark_until * fps else None
                container.mux(pictures.encode(av.VideoFrame.from_image(_picture(size, shade))))
            container.mux(pictures.encode())
            if track:
                _silence(container, track, seconds)
        return path.read_bytes()


def _picture(size: tuple[int, int], shade: float | None) -> Image.Image:
    if shade is None:
        return Image.new("RGB", size)
    picture = Image.new("RGB", size, (int(255 * shade), 40, int(255 - 255 * shade)))
    ImageDraw.Draw(picture).rectangle((0, 0, size[0], size[1] // 4), fill=(240, 240, 240))
    return picture


def _silence(container: av.container.OutputContainer, track: av.AudioStream, seconds: float) -> None:
    form, speakers, hz = track.codec_context.format.name, track.codec_context.layout.name, track.rate
    for start in range(0, int(seconds * hz), 1024):
        frame = av.AudioFrame(format=form, layout=speakers, samples=1024)
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        frame.sample_rate, frame.pts, frame.time_base = hz, start, Fraction(1, hz)
        container.mux(track.encode(frame))
    container.mux(track.encode())
