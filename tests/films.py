"""Short videos for tests, made on the spot."""

import tempfile
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
from PIL import Image

FPS = 24
HZ = 44_100


@cache
def film(
    seconds: float = 4.0,
    size: tuple[int, int] = (360, 640),
    *,
    codec: str = "libx264",
    format_: str = "mp4",
    sound: bool = True,
    index_first: bool = True,
) -> bytes:
    """A video whose colour changes slowly; small, as a phone would never make it."""
    options = {"movflags": "faststart"} if index_first else {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"film.{format_}"  # moving the index to the front reads the file again by its name
        with av.open(str(path), "w", options=options) as container:
            pictures = container.add_stream(codec, rate=FPS)
            pictures.width, pictures.height = size
            pictures.pix_fmt = "yuv420p"
            track = container.add_stream("aac", rate=HZ, layout="stereo") if sound else None
            for number in range(int(seconds * FPS)):
                shade = int(255 * number / (seconds * FPS))
                picture = Image.new("RGB", size, (shade, 40, 255 - shade))
                container.mux(pictures.encode(av.VideoFrame.from_image(picture)))
            container.mux(pictures.encode())
            if track:
                _silence(container, track, seconds)
        return path.read_bytes()


def _silence(container: av.container.OutputContainer, track: av.AudioStream, seconds: float) -> None:
    for start in range(0, int(seconds * HZ), 1024):
        frame = av.AudioFrame(format="fltp", layout="stereo", samples=1024)
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        frame.sample_rate, frame.pts, frame.time_base = HZ, start, Fraction(1, HZ)
        container.mux(track.encode(frame))
    container.mux(track.encode())
