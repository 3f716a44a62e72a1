"""A phone's video becomes one that Instagram takes, without being coded anew."""

import struct
from collections import Counter
from io import BytesIO
from typing import Any

import av
import pytest
from films import HAS_HEVC, film
from PIL import Image, ImageStat

from core.adapters.studio.studio import FileStudio
from core.ports.studio import MediaFacts, Prepared, UnreadableUpload
from core.posts.model import Format
from core.posts.preflight import Planned, check


async def taken_in(data: bytes) -> Prepared:
    ready = await FileStudio().take_in(data)
    assert ready.facts.size == len(ready.data)
    assert ready.facts == await FileStudio().facts(ready.data)
    assert (ready.ending, ready.facts.format, ready.facts.index_first) == ("mp4", "MP4", True)
    return ready


def still(ready: Prepared) -> Image.Image:
    picture = Image.open(BytesIO(ready.still))
    picture.load()
    assert picture.format == "JPEG"
    return picture


def packets(data: bytes) -> dict[str, list[bytes]]:
    """What is coded in each track, in order."""
    with av.open(BytesIO(data)) as container:
        found: dict[str, list[bytes]] = {}
        for packet in container.demux():
            if packet.size:
                found.setdefault(packet.stream.type, []).append(bytes(packet))
    return found


def starts(data: bytes) -> tuple[float, ...]:
    with av.open(BytesIO(data)) as container:
        return tuple(float((stream.start_time or 0) * stream.time_base) for stream in container.streams)


async def test_a_fit_video_stays_as_it_is_and_its_facts_are_read() -> None:
    data = film()
    ready = await taken_in(data)
    assert (ready.data, ready.notes) == (data, ())
    assert ready.facts == MediaFacts(
        video=True,
        size=len(data),
        width=360,
        height=640,
        format="MP4",
        seconds=pytest.approx(4.0, abs=0.1),
        video_codec="h264",
        audio_codec="aac",
        audio_hz=44_100,
        audio_channels=2,
        fps=24.0,
        bits_per_second=pytest.approx(len(data) * 2, rel=0.1),
        chroma="4:2:0",
    )
    assert check(Planned(format=Format.REEL, files=(ready.facts,))) == ()


REPACKED: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "mov": ({"format_": "mov"}, ("Repacked from MOV as MP4.",)),
    "late index": ({"index_first": False}, ("Index moved to the front.",)),
    "fragments": ({"index_first": False, "fragmented": True}, ("Index moved to the front.",)),
    "edit lists": ({"edit_lists": True}, ("Repacked without edit lists.",)),
    "place": ({"place": "+52.5200+013.4050/"}, ("Removed where it was filmed.",)),
    "silent mov": ({"format_": "mov", "sound": ""}, ("Repacked from MOV as MP4.",)),
}


@pytest.mark.parametrize(("wishes", "told"), REPACKED.values(), ids=list(REPACKED))
async def test_a_video_is_repacked_and_nothing_in_it_is_coded_anew(
    wishes: dict[str, Any], told: tuple[str, ...]
) -> None:
    data = film(**wishes)
    ready = await taken_in(data)
    assert ready.notes == told
    assert packets(ready.data) == packets(data)
    assert b"elst" not in ready.data
    assert b"+52.52" not in ready.data
    assert starts(ready.data) == pytest.approx(starts(data), abs=0.1)
    assert (await FileStudio().take_in(data)).data == ready.data
    assert check(Planned(format=Format.REEL, files=(ready.facts,))) == ()


SOUNDS: dict[str, tuple[dict[str, Any], tuple[int, int]]] = {
    "as cameras write it": ({"sound": "pcm_s16le", "format_": "mov"}, (44_100, 2)),
    "mp3": ({"sound": "libmp3lame"}, (44_100, 2)),
    "six channels": ({"speakers": "5.1", "hz": 48_000}, (48_000, 2)),
    "one channel, high": ({"speakers": "mono", "hz": 96_000}, (48_000, 1)),
}


@pytest.mark.parametrize(("wishes", "heard"), SOUNDS.values(), ids=list(SOUNDS))
async def test_sound_that_instagram_does_not_take_becomes_aac_and_the_pictures_stay(
    wishes: dict[str, Any], heard: tuple[int, int]
) -> None:
    data = film(**wishes)
    ready = await taken_in(data)
    assert ready.notes[-1] == "Sound coded anew as AAC, in stereo at most."
    assert (ready.facts.audio_codec, ready.facts.audio_hz, ready.facts.audio_channels) == ("aac", *heard)
    assert packets(ready.data)["video"] == packets(data)["video"]
    assert ready.facts.seconds == pytest.approx(4.0, abs=0.1)
    assert starts(ready.data) == pytest.approx((0.0, 0.0), abs=0.1)
    assert check(Planned(format=Format.REEL, files=(ready.facts,))) == ()
    assert (await FileStudio().take_in(data)).data == ready.data


async def test_sound_nobody_can_read_stays_and_the_preflight_tells() -> None:
    ready = await taken_in(film(sound="libopus", hz=48_000))
    assert ready.notes == ()
    (finding,) = check(Planned(format=Format.REEL, files=(ready.facts,)))
    assert finding.sentence.startswith("The video has opus sound, Instagram takes AAC. Export it as MP4")


@pytest.mark.skipif(not HAS_HEVC, reason="this build of FFmpeg makes no HEVC")
async def test_hevc_is_taken() -> None:
    ready = await taken_in(film(3.0, (180, 320), codec="libx265", format_="mov"))
    assert ready.facts.video_codec == "hevc"
    assert check(Planned(format=Format.STORY, files=(ready.facts,))) == ()


@pytest.mark.parametrize("format_", ["mp4", "mov"])
async def test_a_video_filmed_with_the_phone_on_its_side_counts_as_it_is_shown(format_: str) -> None:
    ready = await taken_in(film(size=(640, 360), turned=-90, format_=format_))
    assert (ready.facts.width, ready.facts.height) == (360, 640)
    picture = still(ready)
    assert picture.size == (360, 640)
    bright = picture.convert("L").point(lambda value: 255 * (value > 200)).getbbox()
    assert bright is not None
    assert bright[0] > 200  # the light is above in the film, so on the right once it is turned clockwise


async def test_a_silent_video_has_no_sound() -> None:
    ready = await taken_in(film(sound=""))
    assert (ready.facts.audio_codec, ready.facts.audio_hz, ready.facts.audio_channels) == ("", 0, 0)


async def test_the_still_is_not_black() -> None:
    ready = await taken_in(film(dark_until=1.5))
    assert ImageStat.Stat(still(ready).convert("L")).mean[0] > 24


async def test_even_a_black_video_has_a_still_of_the_usual_width() -> None:
    ready = await taken_in(film(1.0, (1280, 720), dark_until=1.0, sound=""))
    assert still(ready).size == (1080, 608)


async def test_what_was_cut_away_stays_away() -> None:
    whole = film(edit_lists=True)
    ready = await taken_in(cut(whole, seconds=1.0))
    assert ready.notes == ()
    moved = await taken_in(cut(film(edit_lists=True, index_first=False), seconds=1.0))
    assert moved.notes == ("Index moved to the front.",)
    assert b"elst" in moved.data


def cut(data: bytes, *, seconds: float) -> bytes:
    """The same film, its beginning hidden by the edit lists."""
    out, at = bytearray(data), 0
    while (at := data.find(b"elst", at + 1)) > 0:
        header = data.index(b"mdhd", at)
        (scale,) = struct.unpack_from(">I", data, header + 16)
        struct.pack_into(">i", out, at + 16, int(seconds * scale))
    return bytes(out)


@pytest.mark.parametrize(
    ("wishes", "told"),
    [
        ({"codec": "libvpx-vp9"}, "coded as VP9"),
        ({"codec": "mpeg4"}, "coded as MPEG-4 Part 2"),
        ({"codec": "libvpx-vp9", "format_": "webm", "sound": ""}, "a WebM or Matroska video"),
    ],
    ids=["vp9", "mpeg-4", "webm"],
)
async def test_other_codecs_are_refused_with_what_to_export_instead(wishes: dict[str, Any], told: str) -> None:
    with pytest.raises(UnreadableUpload) as refused:
        await FileStudio().take_in(film(1.0, (96, 160), **wishes))
    assert told in refused.value.message
    assert refused.value.message.endswith("please export it as MP4 with H.264 video and AAC sound.")


def claiming_many_samples() -> bytes:
    data = bytearray(film())
    struct.pack_into(">II", data, data.index(b"stsz") + 8, 1, 0x7FFFFFFF)
    return bytes(data)


BROKEN = {
    "cut off": film(index_first=False)[:9000],
    "cut off behind the index": film()[:9000],
    "no boxes": b"\x00\x00\x00\x18ftypisom" + bytes(400),
    "boxes without end": b"\x00\x00\x00\x18ftypisom" + bytes(12) + b"\x00\x00\x00\x08free" * 30_000,
    "two billion samples": claiming_many_samples(),
    "noise in the index": film()[:600] + bytes(range(256)) * 8 + film()[2648:],
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=list(BROKEN))
async def test_a_broken_or_hostile_video_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(UnreadableUpload) as refused:
        await FileStudio().take_in(data)
    assert refused.value.message.endswith(".")


async def test_sound_alone_is_no_video() -> None:
    with pytest.raises(UnreadableUpload, match="only sound"):
        await FileStudio().take_in(sound_alone())


def sound_alone() -> bytes:
    out = BytesIO()
    with av.open(BytesIO(film())) as source, av.open(out, "w", format="mp4") as copy:
        track = copy.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(source.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = track
                copy.mux(packet)
    return out.getvalue()


async def test_tracks_besides_picture_and_sound_are_left_out() -> None:
    ready = await taken_in(with_two_sounds())
    assert ready.notes == ("Index moved to the front.", "Tracks besides picture and sound left out.")
    with av.open(BytesIO(ready.data)) as container:
        assert Counter(stream.type for stream in container.streams) == {"video": 1, "audio": 1}


def with_two_sounds() -> bytes:
    out = BytesIO()
    options = {"movflags": "+negative_cts_offsets", "use_editlist": "0"}
    with av.open(BytesIO(film())) as source, av.open(out, "w", format="mp4", options=options) as copy:
        video, audio = source.streams.video[0], source.streams.audio[0]
        tracks = {0: [copy.add_stream_from_template(video)], 1: []}
        tracks[1] = [copy.add_stream_from_template(audio), copy.add_stream_from_template(audio)]
        for packet in source.demux(video, audio):
            if packet.dts is None:
                continue
            data, pts, dts = bytes(packet), packet.pts, packet.dts
            for track in tracks[packet.stream.index]:
                again = av.Packet(data)
                again.pts, again.dts, again.time_base = pts, dts, packet.time_base
                again.stream, again.is_keyframe = track, packet.is_keyframe
                copy.mux(again)
    return out.getvalue()
