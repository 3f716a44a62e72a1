"""The same pictures and sound in a new MP4, index in front: nothing is coded anew."""

import tempfile
from pathlib import Path

import av
from av.container import InputContainer

from core.adapters.studio.boxes import DAMAGED
from core.adapters.studio.probing import opened, picture_stream, sound_stream
from core.ports.studio import UnreadableUpload

MOST_PACKETS = 2_000_000


def remuxed(data: bytes, *, keep_edits: bool) -> bytes:
    """One track of pictures, one of sound, no notes of the camera.

    keep_edits: leave the edit lists in, because they hide what was cut away.
    """
    options = {"movflags": "+faststart+negative_cts_offsets", "use_editlist": str(int(keep_edits))}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"  # moving the index to the front reads the file again by its name
        with opened(data) as film, av.open(str(path), "w", format="mp4", options=options) as copy:
            _copy(film, copy)
        return path.read_bytes()


def _copy(film: InputContainer, copy: av.container.OutputContainer) -> None:
    video, sound = picture_stream(film), sound_stream(film)
    streams = [stream for stream in (video, sound) if stream is not None]
    copies = {stream.index: copy.add_stream_from_template(stream) for stream in streams}
    for count, packet in enumerate(film.demux(streams)):
        if count > MOST_PACKETS:
            raise UnreadableUpload(DAMAGED)
        if packet.dts is not None:
            packet.stream = copies[packet.stream.index]
            copy.mux(packet)
