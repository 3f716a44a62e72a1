"""Two who read the same rules: whatever the look-alike of Instagram refuses, the preflight has refused before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from films import film
from instagram_on_a_socket import Stage, jpeg, on_stage
from media_server import media_served
from PIL import Image

from core.adapters.studio.studio import FileStudio
from core.errors import Refused, Unavailable
from core.ports.access import Access
from core.ports.publisher import Content
from core.posts.contents import carousel, single, slide, slides_of
from core.posts.details import Details, PlacedTag
from core.posts.media import Item, stored
from core.posts.model import Format, Post, Revision
from core.posts.preflight import Planned, check

FLYER, TALL = jpeg((1080, 1350)), jpeg((1080, 1920))
EIGHT_MEGABYTES = 8 * 1024 * 1024
PASSES, FAILS = False, True


def saved(kind: str, **options: Any) -> bytes:
    out = BytesIO()
    Image.new("RGB", (1080, 1350), (20, 40, 60)).save(out, kind, **options)
    return out.getvalue()


def long_film(seconds: float) -> bytes:
    return film(seconds, (96, 160), sound="", fps=24)


def tags(count: int, x: float | None = 0.5) -> tuple[PlacedTag, ...]:
    return tuple(PlacedTag(f"dj{n}", 1, x, 0.5) for n in range(count))


@dataclass(frozen=True)
class Sent:
    """A post at a border; fails: whether the look-alike shall refuse it."""

    fails: bool
    format: Format
    files: Sequence[bytes] = (FLYER,)
    caption: str = "Tonight"
    details: Details = field(default_factory=Details)


def feed(fails: bool, file: bytes = FLYER, caption: str = "Tonight", **details: Any) -> Sent:
    return Sent(fails, Format.FEED, (file,), caption, Details(**details))


def reel(fails: bool, **wishes: Any) -> Sent:
    return Sent(fails, Format.REEL, (film(3.0, **{"size": (96, 160), "sound": "", **wishes}),))


BORDERS = {
    "fit": feed(PASSES),
    "4:5, almost": feed(PASSES, jpeg((1080, 1351))),
    "too tall": feed(FAILS, jpeg((1080, 1370))),
    "1.91:1, almost": feed(PASSES, jpeg((1080, 564))),
    "too wide": feed(FAILS, jpeg((1080, 560))),
    "too heavy": feed(FAILS, FLYER + bytes(EIGHT_MEGABYTES)),
    "just light enough": feed(PASSES, FLYER + bytes(EIGHT_MEGABYTES - len(FLYER))),
    "png": feed(FAILS, saved("PNG")),
    "progressive": feed(FAILS, saved("JPEG", progressive=True)),
    "longest caption": feed(PASSES, caption="x" * 2200),
    "too long a caption": feed(FAILS, caption="x" * 2201),
    "30 hashtags": feed(PASSES, caption="#a " * 30),
    "31 hashtags": feed(FAILS, caption="#a " * 31),
    "31 hashtags in one word": feed(FAILS, caption="a#a" * 31),
    "20 mentions": feed(PASSES, caption="Hi @a" * 20),
    "21 mentions": feed(FAILS, caption="Hi @a" + " @a" * 20),
    "longest alt text": feed(PASSES, alt_texts=("x" * 1000,)),
    "too long an alt text": feed(FAILS, alt_texts=("x" * 1001,)),
    "20 tags": feed(PASSES, tags=tags(20)),
    "21 tags": feed(FAILS, tags=tags(21)),
    "a tag in the corner": feed(PASSES, tags=tags(1, 1.0)),
    "a tag outside": feed(FAILS, tags=tags(1, 1.01)),
    "a tag nowhere": feed(FAILS, tags=tags(1, None)),
    "a tag nowhere in a story": Sent(PASSES, Format.STORY, (TALL,), details=Details(tags=(PlacedTag("dj"),))),
    "a tag of nobody": feed(FAILS, tags=(PlacedTag("d j", 1, 0.5, 0.5),)),
    "3 collaborators": feed(PASSES, collaborators=("a", "b", "c")),
    "4 collaborators": feed(FAILS, collaborators=("a", "b", "c", "d")),
    "collaborator of no such name": feed(FAILS, collaborators=("ä",)),
    "place": feed(PASSES, location_id="102988293558"),
    "no place": feed(FAILS, location_id="0102988"),
    "story of any shape": Sent(PASSES, Format.STORY, (jpeg((1080, 300)),)),
    "progressive story": Sent(FAILS, Format.STORY, (saved("JPEG", progressive=True),)),
    "shortest reel": Sent(PASSES, Format.REEL, (long_film(3.0),)),
    "too short a reel": Sent(FAILS, Format.REEL, (long_film(2.9),)),
    "index at the end": Sent(FAILS, Format.REEL, (film(index_first=False),)),
    "the still at the end": Sent(PASSES, Format.REEL, (long_film(3.0),), details=Details(thumb_offset_ms=2_999)),
    "the still behind the end": Sent(FAILS, Format.REEL, (long_film(3.0),), details=Details(thumb_offset_ms=3_000)),
    "the still before the start": Sent(FAILS, Format.REEL, (long_film(3.0),), details=Details(thumb_offset_ms=-1)),
    "a reel of a minute and more": Sent(PASSES, Format.REEL, (long_film(61.0),)),
    "longest story": Sent(PASSES, Format.STORY, (long_film(60.0),)),
    "too long a story": Sent(FAILS, Format.STORY, (long_film(61.0),)),
    "as wide as a reel may be": reel(PASSES, size=(1920, 200)),
    "too wide a reel": reel(FAILS, size=(1922, 200)),
    "10:1": reel(PASSES, size=(640, 64)),
    "beyond 10:1": reel(FAILS, size=(640, 62)),
    "sound of another kind": reel(FAILS, sound="libopus", hz=48_000),
    "six channels": reel(FAILS, sound="aac", speakers="5.1"),
    "one channel": reel(PASSES, sound="aac", speakers="mono"),
    "2 slides": Sent(PASSES, Format.CAROUSEL, (FLYER, FLYER)),
    "1 slide": Sent(FAILS, Format.CAROUSEL, (FLYER,)),
    "10 slides": Sent(PASSES, Format.CAROUSEL, (FLYER,) * 10),
    "11 slides": Sent(FAILS, Format.CAROUSEL, (FLYER,) * 11),
    "a film among slides": Sent(PASSES, Format.CAROUSEL, (FLYER, film(3.0, (360, 450), sound=""))),
    "too long a film among slides": Sent(FAILS, Format.CAROUSEL, (FLYER, long_film(61.0))),
    "too tall a slide": Sent(FAILS, Format.CAROUSEL, (FLYER, TALL)),
}


async def test_whatever_the_look_alike_refuses_was_refused_before(tmp_path: Path) -> None:
    files = tmp_path / "served"
    files.mkdir()
    refused, blocked = {}, {}
    with media_served(files) as host:
        async with on_stage(tmp_path) as stage:
            access = await stage.access()
            for name, sent in BORDERS.items():
                items = [await _item(files, data) for data in sent.files]
                refused[name] = await _refused(stage, access, sent, items, host)
                blocked[name] = any(finding.blocks for finding in check(_planned(sent, items)))
    assert refused == {name: sent.fails for name, sent in BORDERS.items()}
    assert [name for name, told in refused.items() if told and not blocked[name]] == []
    assert [name for name, told in blocked.items() if told and not refused[name]] == []


async def _item(folder: Path, data: bytes) -> Item:
    facts = await FileStudio().facts(data)
    key = f"{sha256(data).hexdigest()}.{'mp4' if facts.video else 'jpg'}"
    (folder / key).write_bytes(data)
    return Item(key, key, facts)


def _planned(sent: Sent, items: Sequence[Item]) -> Planned:
    files = tuple(item.facts for item in items)
    return Planned(format=sent.format, files=files, caption=sent.caption, details=sent.details)


async def _refused(stage: Stage, access: Access, sent: Sent, items: Sequence[Item], host: str) -> bool:
    """Whether any container of the post is refused, at once or once it has ripened."""
    alt_text = sent.details.alt_text(1)
    post = Post(format=sent.format)
    revision = Revision(caption=sent.caption, alt_text=alt_text, details=sent.details.stored(), media=stored(items))

    def address(key: str) -> str:
        return f"{host}/{key}"

    async def ripe(content: Content) -> str:
        made = await stage.publisher.create_container(access, content)
        stage.wait(seconds=30)
        state = await stage.publisher.container(access, made)
        if state.status != "FINISHED":
            raise Refused(state.words)
        return made

    try:
        if sent.format is not Format.CAROUSEL:
            await ripe(single(post, revision, address))
            return False
        slides = enumerate(slides_of(post, revision), start=1)
        children = [await ripe(slide(revision, item, place, address)) for place, item in slides]
        await ripe(carousel(revision, tuple(children)))
    except (Refused, Unavailable):  # a progressive picture counts as one that was not to be had
        return True
    return False
