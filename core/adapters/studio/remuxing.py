"""The same pictures in a new MP4, index in front; the sound, too, where Instagram takes it as it is."""

import tempfile
from pathlib import Path

import av
from av.container import InputContainer

from core.adapters.studio.boxes import DAMAGED
from core.adapters.studio.probing import SOUNDS, codec_of, opened, picture_stream, sound_stream
from core.ports.studio import UnreadableUpload

MOST_PACKETS = 2_000_000
SOUND_HZ = (48_000, 44_100, 32_000)
_MOST_CHANNELS = 2
_SOUND_BITS = 128_000


def needs_new_sound(sound: av.AudioStream | None) -> bool:
    """Whether its sound is to be coded anew, which is cheap; what cannot be read stays as it is."""
    if sound is None or codec_of(sound) not in ("aac", *SOUNDS):
        return False
    return codec_of(sound) != "aac" or sound.rate > max(SOUND_HZ) or sound.channels > _MOST_CHANNELS


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
    kept = [video] if sound is None or needs_new_sound(sound) else [video, sound]
    copies = {stream.index: copy.add_stream_from_template(stream) for stream in kept}
    spoken = _new_sound(copy, sound) if sound is not None and len(kept) == 1 else None
    for count, packet in enumerate(film.demux([video] if sound is None else [video, sound])):
        if count > MOST_PACKETS:
            raise UnreadableUpload(DAMAGED)
        if spoken is not None and sound is not None and packet.stream is sound:
            for frame in sound.decode(packet):
                copy.mux(spoken.encode(frame))
        elif packet.dts is not None:
            packet.stream = copies[packet.stream.index]
            copy.mux(packet)
    if spoken is not None:
        copy.mux(spoken.encode())


def _new_sound(copy: av.container.OutputContainer, sound: av.AudioStream) -> av.AudioStream:
    rate = sound.rate if sound.rate in SOUND_HZ else SOUND_HZ[0]
    track = copy.add_stream("aac", rate=rate, layout="mono" if sound.channels == 1 else "stereo")
    track.bit_rate = _SOUND_BITS
    return track
