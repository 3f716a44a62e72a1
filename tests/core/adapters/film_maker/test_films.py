"""Films of flyers: what Instagram takes, the same every time, and at the end the flyer itself."""

import asyncio
import itertools
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import av
import pytest
from av.video.reformatter import Colorspace
from PIL import Image, ImageChops, ImageStat

from core.adapters.film_maker import FlyerFilmMaker
from core.adapters.film_maker.casting import TICKS, Casting
from core.adapters.film_maker.script import LONGEST, SHORTEST, script_for
from core.adapters.pillow_painter import PillowPainter
from core.adapters.studio.boxes import wrapping
from core.adapters.studio.videos import video_facts
from core.posts.model import Format
from core.posts.preflight import Planned, check
from core.templates.catalog import all_templates, sample, template
from core.templates.model import Template
from core.templates.scene import Brand, Layout, Scene

PAINTER = PillowPainter()
COUNTDOWN = "orbit"


@pytest.fixture(scope="module")
def film() -> bytes:
    return FlyerFilmMaker(PAINTER).shoot_now(template(COUNTDOWN), sample(COUNTDOWN), Brand())


def pictures(film: bytes) -> Iterator[Image.Image]:
    with av.open(BytesIO(film)) as opened:
        for frame in opened.decode(video=0):
            yield frame.reformat(format="rgb24", src_colorspace=Colorspace.ITU709).to_image()  # type: ignore[no-untyped-call]  # PyAV leaves it open


def cast(design: Template, scene: Scene) -> Casting:
    casting = Casting(design, scene, Brand())
    PAINTER.paint_now(design, Layout.STORY, scene, Brand(), watch=casting)
    return casting


@pytest.mark.parametrize("format_", [Format.REEL, Format.STORY])
def test_instagram_takes_it_as_reel_and_as_story(film: bytes, format_: Format) -> None:
    facts = video_facts(film)
    assert (facts.width, facts.height, facts.fps) == (1080, 1920, 30.0)
    assert (facts.format, facts.video_codec, facts.audio_codec, facts.chroma) == ("MP4", "h264", "aac", "4:2:0")
    assert SHORTEST <= facts.seconds <= LONGEST + 0.2
    assert check(Planned(format=format_, files=(facts,))) == ()


def test_it_is_packed_so_that_it_plays_from_the_front(film: bytes) -> None:
    packing = wrapping(film)
    assert packing.index_first
    assert not packing.edited
    assert not packing.fragmented
    with av.open(BytesIO(film)) as opened:
        stream = opened.streams.video[0]
        assert stream.codec_context.profile == "High"
        packets = [packet for packet in opened.demux(stream) if packet.pts is not None]
    assert packets[0].is_keyframe
    assert all(packet.pts == packet.dts for packet in packets)  # nothing out of order
    steps = {Fraction(later.pts - packet.pts) * stream.time_base for packet, later in itertools.pairwise(packets)}  # type: ignore[operator]  # known above
    assert steps == {Fraction(1, 30)}


def test_it_is_silent(film: bytes) -> None:
    with av.open(BytesIO(film)) as opened:
        assert all(not any(bytes(frame.planes[0])) for frame in opened.decode(audio=0))


def test_it_begins_without_words_and_ends_with_the_flyer(film: bytes) -> None:
    shown = list(pictures(film))
    jpeg = PAINTER.paint_now(template(COUNTDOWN), Layout.STORY, sample(COUNTDOWN), Brand()).jpeg
    flyer = Image.open(BytesIO(jpeg)).convert("RGB")
    assert far_from(shown[-1], flyer) < 3
    assert far_from(shown[0], flyer) > 10


def far_from(one: Image.Image, other: Image.Image) -> float:
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def test_the_same_flyer_gives_the_same_bytes(film: bytes) -> None:
    assert FlyerFilmMaker(PillowPainter()).shoot_now(template(COUNTDOWN), sample(COUNTDOWN), Brand()) == film


@pytest.mark.parametrize("design", [each.id for each in all_templates()])
def test_every_design_makes_a_film_that_ends_with_its_flyer(design: str) -> None:
    """The last picture is put together from its parts, without being coded."""
    casting = cast(template(design), sample(design))
    script = script_for(template(design), casting.actors)
    assert SHORTEST <= script.seconds <= LONGEST
    assert len(casting.actors) >= 3
    put_together = casting.ground.copy()
    for cue in script.cues:
        pose = script.pose(cue, script.seconds)
        assert pose is not None
        assert pose.at_rest
        look = cue.actor.looks[-1]
        put_together.paste(look.picture, look.corner, look.matte)
    assert put_together.tobytes() == casting.finished.tobytes()


def test_forty_names_come_one_by_one_and_the_film_stays_within_its_time() -> None:
    scene = replace(sample("mainstage"), lineup=tuple(f"Artist {number}" for number in range(1, 41)))
    casting = cast(template("mainstage"), scene)
    script = script_for(template("mainstage"), casting.actors)
    assert script.seconds <= LONGEST
    assert len({cue.start for cue in script.cues}) > 6


def test_a_countdown_runs_down_to_its_own_number() -> None:
    casting = cast(template(COUNTDOWN), replace(sample(COUNTDOWN), days_left=3))
    (counting,) = [actor for actor in casting.actors if len(actor.looks) > 1]
    assert len(counting.looks) == TICKS + 1


async def test_whoever_stops_waiting_stops_the_work() -> None:
    maker = FlyerFilmMaker(PAINTER)
    shooting = asyncio.ensure_future(maker.shoot(template(COUNTDOWN), sample(COUNTDOWN), Brand()))
    await asyncio.sleep(0.05)
    shooting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await shooting
    assert maker.shoot_now(template(COUNTDOWN), sample(COUNTDOWN), Brand(), lambda: True) == b""
