"""Pictures into an MP4 that Instagram takes: H.264 High 4:2:0, closed groups, silence as AAC, the index in front."""

import tempfile
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path

import av
from av.container import OutputContainer
from av.video.reformatter import ColorRange, Colorspace
from PIL import Image

from core.adapters.film_maker.frames import FPS, Patch

_X264 = {
    "preset": "veryfast",
    "crf": "20",
    "profile": "high",
    # one thread, or the bytes would depend on the machine; no pictures out of order, so no edit list is needed
    "threads": "1",
    "x264-params": "keyint=60:min-keyint=30:open-gop=0:bframes=0:scenecut=0:"
    "colorprim=bt709:transfer=bt709:colormatrix=bt709:range=tv",
}
_PACKING = {"movflags": "+faststart+negative_cts_offsets", "use_editlist": "0", "fflags": "+bitexact"}
_HZ, _SAMPLES = 48_000, 1024
_SILENCE_BITS = 64_000


class Coder:
    """Takes what changes from picture to picture; only that is converted to the colours of film."""

    def __init__(self, film: OutputContainer, ground: Image.Image) -> None:
        self._film = film
        self._video = film.add_stream("libx264", rate=FPS, options=_X264)
        self._video.width, self._video.height = ground.size
        self._video.pix_fmt = "yuv420p"
        self._video.time_base = Fraction(1, FPS)
        self._sound = film.add_stream("aac", rate=_HZ, layout="stereo")
        self._sound.bit_rate = _SILENCE_BITS
        self._picture = _in_film_colours(ground)
        self._shown = 0
        self._heard = 0

    def show(self, changed: list[Patch]) -> None:
        """One more picture, and the silence that belongs to it."""
        for patch in changed:
            _lay(self._picture, _in_film_colours(patch.picture), patch.corner)
        self._picture.pts = self._shown
        self._picture.time_base = Fraction(1, FPS)
        self._film.mux(self._video.encode(self._picture))
        self._shown += 1
        while self._heard * FPS < self._shown * _HZ:
            self._be_silent()

    def finish(self) -> None:
        self._film.mux(self._video.encode())
        self._film.mux(self._sound.encode())

    def _be_silent(self) -> None:
        frame = av.AudioFrame(format="fltp", layout="stereo", samples=_SAMPLES)
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        frame.sample_rate, frame.pts, frame.time_base = _HZ, self._heard, Fraction(1, _HZ)
        self._film.mux(self._sound.encode(frame))
        self._heard += _SAMPLES


def filmed(ground: Image.Image, changes: Iterable[list[Patch]], stopped: Callable[[], bool]) -> bytes:
    """The whole film; empty when it was stopped."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"  # moving the index to the front reads the file again by its name
        with av.open(str(path), "w", format="mp4", options=_PACKING) as film:
            coder = Coder(film, ground)
            for changed in changes:
                if stopped():
                    return b""
                coder.show(changed)
            coder.finish()
        return path.read_bytes()


def _in_film_colours(picture: Image.Image) -> av.VideoFrame:
    frame: av.VideoFrame = av.VideoFrame.from_image(picture)  # type: ignore[no-untyped-call]  # PyAV leaves it open
    return frame.reformat(format="yuv420p", dst_colorspace=Colorspace.ITU709, dst_color_range=ColorRange.MPEG)


def _lay(onto: av.VideoFrame, piece: av.VideoFrame, corner: tuple[int, int]) -> None:
    """Copy a piece to its place, plane by plane; colours have half as many pixels each way."""
    for plane, (target, source) in enumerate(zip(onto.planes, piece.planes, strict=True)):
        halved = 1 if plane else 0
        x, y, width = corner[0] >> halved, corner[1] >> halved, piece.width >> halved
        there, here = memoryview(target), memoryview(source)
        for row in range(piece.height >> halved):
            start, begin = (y + row) * target.line_size + x, row * source.line_size
            there[start : start + width] = here[begin : begin + width]
