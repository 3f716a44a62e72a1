"""Videos made fit for Instagram: MP4 with the index in front, the pictures as they came."""

from collections.abc import Iterator

from core.adapters.studio.boxes import Wrapping, wrapping
from core.adapters.studio.probing import MOST_BYTES, facts_of, opened, sound_stream
from core.adapters.studio.remuxing import needs_new_sound, remuxed
from core.adapters.studio.stills import jpeg_of, rotation_of, still_of
from core.ports.studio import MediaFacts, Prepared, UnreadableUpload

_PLACE = "location"
"""Part of the names under which phones note where a film was made."""


def take_in_video(upload: bytes) -> Prepared:
    """A video ready to be stored, with a still; raises UnreadableUpload."""
    packing = _packing(upload)
    with opened(upload) as film:
        picture, rotation = still_of(film)
        facts = facts_of(film, packing, len(upload), rotation=rotation)
        spoken = sound_stream(film)
        notes = list(_notes(facts, packing, extra=len(film.streams) > 1 + bool(spoken), noted=film.metadata))
        if needs_new_sound(spoken):
            notes.append("Sound coded anew as AAC, in stereo at most.")
    data = upload
    if notes:
        data = remuxed(upload, keep_edits=packing.cut)
        facts = video_facts(data)
    return Prepared(data, facts, tuple(notes), jpeg_of(picture))


def video_facts(data: bytes) -> MediaFacts:
    """What a video is; raises UnreadableUpload."""
    packing = _packing(data)
    with opened(data) as film:
        return facts_of(film, packing, len(data), rotation=rotation_of(film))


def _packing(data: bytes) -> Wrapping:
    if len(data) > MOST_BYTES:
        raise UnreadableUpload("That video is larger than 300 MB; please export it smaller.")
    return wrapping(data)


def _notes(facts: MediaFacts, packing: Wrapping, *, extra: bool, noted: dict[str, str]) -> Iterator[str]:
    """What has to be done to its wrapping, a sentence each; none: it stays as it is."""
    if facts.format != "MP4":
        yield f"Repacked from {facts.format} as MP4."
    if not packing.index_first or packing.fragmented:
        yield "Index moved to the front."
    if packing.edited and not packing.cut:
        yield "Repacked without edit lists."
    if extra:
        yield "Tracks besides picture and sound left out."
    if any(_PLACE in name.lower() for name in noted):
        yield "Removed where it was filmed."
