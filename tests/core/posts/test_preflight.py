"""Whatever Instagram would refuse is said before it is asked, in a sentence, next to its field."""

from dataclasses import replace
from typing import Any

import pytest

from core.errors import InvalidAnswer
from core.ports.access import Product
from core.ports.studio import MediaFacts
from core.posts.details import Details, PlacedTag
from core.posts.edit import check_caption
from core.posts.limits import MEGABYTE, Limits, Needs
from core.posts.model import Format
from core.posts.preflight import Finding, Planned, check, check_words, insist

PICTURE = MediaFacts(video=False, size=400_000, width=1080, height=1350, format="JPEG")
TALL = replace(PICTURE, height=1920)
VIDEO = MediaFacts(
    video=True,
    size=20 * MEGABYTE,
    width=1080,
    height=1920,
    format="MP4",
    seconds=20.0,
    video_codec="h264",
    audio_codec="aac",
    audio_hz=48_000,
    audio_channels=2,
    fps=30.0,
    bits_per_second=8_000_000,
    chroma="4:2:0",
)
SLIDE = replace(VIDEO, height=1350)
FITTING = {
    Format.FEED: Planned(format=Format.FEED, files=(PICTURE,), caption="Friday we dance. #techno"),
    Format.CAROUSEL: Planned(format=Format.CAROUSEL, files=(PICTURE, SLIDE), caption="Friday we dance."),
    Format.REEL: Planned(format=Format.REEL, files=(VIDEO,), caption="Friday we dance."),
    Format.STORY: Planned(format=Format.STORY, files=(TALL,)),
}
FEED, CAROUSEL, REEL, STORY = FITTING.values()


def film_in_a_story(**changes: Any) -> Planned:
    return replace(STORY, files=(replace(VIDEO, **changes),))


def picture(planned: Planned, **changes: Any) -> Planned:
    return replace(planned, files=(replace(planned.files[0], **changes), *planned.files[1:]))


def slide(**changes: Any) -> Planned:
    return replace(CAROUSEL, files=(PICTURE, replace(SLIDE, **changes)))


def asked(planned: Planned, **details: Any) -> Planned:
    return replace(planned, details=Details(**details))


def blocked(planned: Planned) -> list[Finding]:
    return [finding for finding in check(planned) if finding.blocks]


def tags(count: int, slide: int = 1) -> tuple[PlacedTag, ...]:
    return tuple(PlacedTag(f"dj{n}", slide, 0.5, 0.5) for n in range(count))


@pytest.mark.parametrize("format_", Format)
def test_what_is_fit_passes_without_a_word(format_: Format) -> None:
    assert check(FITTING[format_]) == ()


def test_a_painted_flyer_needs_no_file() -> None:
    assert check(replace(FEED, files=())) == check(replace(STORY, files=())) == ()


# on the good side of a border, on the bad side, the field it belongs to, words of the sentence
BORDERS = {
    "picture's weight": (picture(FEED, size=8 * MEGABYTE), picture(FEED, size=8 * MEGABYTE + 1), "files", "8.0 MB"),
    "story picture's weight": (picture(STORY, size=8 * MEGABYTE), picture(STORY, size=9 * MEGABYTE), "files", "9.0 MB"),
    "4:5": (picture(FEED, height=1351), picture(FEED, height=1380), "files", "too tall"),
    "1.91:1": (picture(FEED, height=566), picture(FEED, height=560), "files", "too wide"),
    "4:5 of a slide": (picture(CAROUSEL, height=1351), picture(CAROUSEL, height=1380), "files", "Picture 1"),
    "no ratio in stories": (picture(STORY, height=100), picture(STORY, format="PNG"), "files", "is PNG"),
    "JPEG": (FEED, picture(FEED, format="PNG"), "files", "save it as JPEG"),
    "baseline": (FEED, picture(FEED, baseline=False), "files", "progressive"),
    "sRGB": (FEED, picture(FEED, colour="CMYK"), "files", "CMYK"),
    "reel's container": (picture(REEL, format="MOV"), picture(REEL, format="WebM"), "files", "is WebM"),
    "reel's codec": (picture(REEL, video_codec="hevc"), picture(REEL, video_codec="vp9"), "files", "Export it as MP4"),
    "reel too short": (picture(REEL, seconds=3.0), picture(REEL, seconds=2.9), "files", "2.9 seconds"),
    "reel too long": (picture(REEL, seconds=900.0), picture(REEL, seconds=961.0), "files", "16:01 minutes"),
    "reel's weight": (picture(REEL, size=300 * MEGABYTE), picture(REEL, size=301 * MEGABYTE), "files", "301 MB"),
    "reel's slowest pace": (picture(REEL, fps=23.0), picture(REEL, fps=22.0), "files", "22 pictures a second"),
    "reel's quickest pace": (picture(REEL, fps=60.0), picture(REEL, fps=61.0), "files", "61 pictures a second"),
    "reel's bitrate": (
        picture(REEL, bits_per_second=25_000_000),
        picture(REEL, bits_per_second=26_000_000),
        "files",
        "26 Mbit/s",
    ),
    "reel's width": (picture(REEL, width=1920, height=3413), picture(REEL, width=1921, height=3415), "files", "1921"),
    "reel's ratio": (picture(REEL, height=108), picture(REEL, height=106), "files", "crop it"),
    "reel's chroma": (REEL, picture(REEL, chroma="4:2:2"), "files", "4:2:2"),
    "reel's index": (REEL, picture(REEL, index_first=False), "files", "index"),
    "sound or none": (picture(REEL, audio_codec=""), picture(REEL, audio_codec="mp3"), "files", "mp3 sound"),
    "sound's pitch": (picture(REEL, audio_hz=44_100), picture(REEL, audio_hz=96_000), "files", "96,000 Hz"),
    "sound's channels": (picture(REEL, audio_channels=1), picture(REEL, audio_channels=6), "files", "6 channels"),
    "story too short": (film_in_a_story(seconds=3.0), film_in_a_story(seconds=2.9), "files", "2.9 seconds"),
    "story too long": (film_in_a_story(seconds=60.0), film_in_a_story(seconds=61.0), "files", "60 seconds here"),
    "story's weight": (film_in_a_story(size=100 * MEGABYTE), film_in_a_story(size=101 * MEGABYTE), "files", "101 MB"),
    "slide too long": (slide(seconds=60.0), slide(seconds=61.0), "files", "Video 2 lasts"),
    "slide's ratio": (slide(height=566), slide(height=1920), "files", "crop it"),
    "fewest slides": (CAROUSEL, replace(CAROUSEL, files=(PICTURE,)), "files", "attach more"),
    "most slides": (
        replace(CAROUSEL, files=(PICTURE,) * 10),
        replace(CAROUSEL, files=(PICTURE,) * 11),
        "files",
        "leave some out",
    ),
    "most slides as set": (
        replace(CAROUSEL, files=(PICTURE,) * 20, limits=Limits(carousel_most=20)),
        replace(CAROUSEL, files=(PICTURE,) * 21, limits=Limits(carousel_most=20)),
        "files",
        "2 to 20",
    ),
    "one file": (FEED, replace(FEED, files=(PICTURE, PICTURE)), "files", "Only a carousel"),
    "one file in a story": (STORY, replace(STORY, files=(TALL, TALL)), "files", "Only a carousel"),
    "a reel is a video": (REEL, replace(REEL, files=(TALL,)), "files", "attach one"),
    "a reel has a video": (REEL, replace(REEL, files=()), "files", "attach one"),
    "a video is a reel": (FEED, replace(FEED, files=(VIDEO,)), "files", "Make it a reel"),
    "caption's length": (
        replace(FEED, caption="x" * 2200),
        replace(FEED, caption="x" * 2201),
        "caption",
        "2,200 characters, this has 2,201",
    ),
    "hashtags": (replace(FEED, caption="#a " * 30), replace(FEED, caption="#a " * 31), "caption", "at most 30"),
    "hashtags as set": (
        replace(FEED, caption="#a " * 5, limits=Limits(hashtags_most=5)),
        replace(FEED, caption="#a " * 6, limits=Limits(hashtags_most=5)),
        "caption",
        "at most 5 hashtags",
    ),
    "mentions": (replace(FEED, caption="x @a" * 20), replace(FEED, caption="x @a" * 21), "caption", "20 mentions"),
    "a story's caption stays here": (
        replace(STORY, caption="x" * 2201),
        replace(REEL, caption="x" * 2201),
        "caption",
        "shorten",
    ),
    "alt text": (
        asked(FEED, alt_texts=("x" * 1000,)),
        asked(FEED, alt_texts=("x" * 1001,)),
        "alt_texts",
        "within 1,000",
    ),
    "our alt text": (replace(FEED, alt_text="x" * 1000), replace(FEED, alt_text="x" * 1001), "alt_texts", "1,001"),
    "no alt text on videos": (
        asked(CAROUSEL, alt_texts=("A door",)),
        asked(CAROUSEL, alt_texts=("", "A door")),
        "alt_texts",
        "Number 2 is a video",
    ),
    "no alt text on reels": (replace(REEL, alt_text="A"), asked(REEL, alt_texts=("A",)), "alt_texts", "leave it out"),
    "no alt text in stories": (replace(STORY, alt_text="A"), asked(STORY, alt_texts=("A",)), "alt_texts", "feed"),
    "alt text of nothing": (
        asked(FEED, alt_texts=("A", "")),
        asked(FEED, alt_texts=("A", "B")),
        "alt_texts",
        "no such picture",
    ),
    "people in a picture": (asked(FEED, tags=tags(20)), asked(FEED, tags=tags(21)), "tags", "21 people"),
    "people in each slide": (
        asked(replace(CAROUSEL, files=(PICTURE, PICTURE)), tags=tags(20) + tags(20, 2)),
        asked(replace(CAROUSEL, files=(PICTURE, PICTURE)), tags=tags(20) + tags(21, 2)),
        "tags",
        "Number 2",
    ),
    "where in the picture": (
        asked(FEED, tags=(PlacedTag("dj", 1, 0.0, 1.0),)),
        asked(FEED, tags=(PlacedTag("dj", 1, 0.0, 1.01),)),
        "tags",
        "outside",
    ),
    "left of the picture": (
        asked(FEED, tags=(PlacedTag("dj", 1, 0.0, 0.0),)),
        asked(FEED, tags=(PlacedTag("dj", 1, -0.01, 0.0),)),
        "tags",
        "outside",
    ),
    "a place is needed": (
        asked(STORY, tags=(PlacedTag("dj"),)),
        asked(FEED, tags=(PlacedTag("dj"),)),
        "tags",
        "Say where",
    ),
    "half a place": (
        asked(STORY, tags=(PlacedTag("dj", 1, 0.5, 0.5),)),
        asked(STORY, tags=(PlacedTag("dj", 1, 0.5),)),
        "tags",
        "Say where",
    ),
    "no place in a video": (
        asked(REEL, tags=(PlacedTag("dj"),)),
        asked(REEL, tags=(PlacedTag("dj", 1, 0.5, 0.5),)),
        "tags",
        "leave x and y out",
    ),
    "no tags in a slide's video": (
        asked(CAROUSEL, tags=tags(1)),
        asked(CAROUSEL, tags=(PlacedTag("dj", 2),)),
        "tags",
        "only pictures",
    ),
    "tags in what is there": (asked(CAROUSEL, tags=tags(1)), asked(CAROUSEL, tags=tags(1, 3)), "tags", "no such"),
    "a tag's name": (
        asked(FEED, tags=(PlacedTag("a.b_9" + "x" * 25, 1, 0.5, 0.5),)),
        asked(FEED, tags=(PlacedTag("a.b_9" + "x" * 26, 1, 0.5, 0.5),)),
        "tags",
        "no Instagram name",
    ),
    "a collaborator's name": (
        asked(FEED, collaborators=("dj.kalma",)),
        asked(FEED, collaborators=("@dj.kalma",)),
        "collaborators",
        "no Instagram name",
    ),
    "collaborators": (
        asked(FEED, collaborators=("a", "b", "c")),
        asked(FEED, collaborators=("a", "b", "c", "d")),
        "collaborators",
        "these are 4",
    ),
    "no collaborators in stories": (
        asked(REEL, collaborators=("a",)),
        asked(STORY, collaborators=("a",)),
        "collaborators",
        "Stories",
    ),
    "location": (
        asked(FEED, location_id="102988293558"),
        asked(FEED, location_id="Berlin"),
        "location_id",
        "Facebook Page",
    ),
    "no location in stories": (
        asked(REEL, location_id="102988293558"),
        asked(STORY, location_id="102988293558"),
        "location_id",
        "Stories",
    ),
    "first comment": (
        asked(FEED, first_comment="x" * 2200),
        asked(FEED, first_comment="x" * 2201),
        "first_comment",
        "2,201",
    ),
    "first comment's hashtags": (
        asked(FEED, first_comment="#a " * 30),
        asked(FEED, first_comment="#a " * 31),
        "first_comment",
        "The first comment has 31",
    ),
    "no comment under stories": (
        asked(REEL, first_comment="x"),
        asked(STORY, first_comment="x"),
        "first_comment",
        "A story has no comments",
    ),
    "shown in the feed": (
        asked(REEL, share_to_feed=False),
        asked(FEED, share_to_feed=False),
        "share_to_feed",
        "Only reels",
    ),
    "cover": (asked(REEL, cover_key="k"), asked(STORY, cover_key="k"), "cover", "Only reels"),
    "cover's format": (
        replace(REEL, cover=TALL),
        replace(REEL, cover=replace(TALL, format="PNG")),
        "cover",
        "The cover is PNG",
    ),
    "cover is a picture": (replace(REEL, cover=TALL), replace(REEL, cover=VIDEO), "cover", "The cover is a video"),
    "the still's moment": (
        asked(REEL, thumb_offset_ms=19_999),
        asked(REEL, thumb_offset_ms=20_000),
        "thumb_offset_ms",
        "from 0 to 20.0 seconds",
    ),
    "the still's first moment": (
        asked(REEL, thumb_offset_ms=0),
        asked(REEL, thumb_offset_ms=-1),
        "thumb_offset_ms",
        "within the video",
    ),
    "a moment of reels": (
        asked(REEL, thumb_offset_ms=0),
        asked(CAROUSEL, thumb_offset_ms=0),
        "thumb_offset_ms",
        "Only reels",
    ),
}


@pytest.mark.parametrize(("good", "bad", "field", "words"), BORDERS.values(), ids=list(BORDERS))
def test_every_border_has_two_sides(good: Planned, bad: Planned, field: str, words: str) -> None:
    assert blocked(good) == []
    (finding,) = blocked(bad)
    assert finding.field == field
    assert words in finding.sentence
    assert finding.sentence.endswith(".")
    with pytest.raises(InvalidAnswer) as refused:
        insist(check(bad))
    assert (refused.value.field, refused.value.message) == (field, finding.sentence)


# what goes out without a word, what goes out with one, its field, words of it
WARNINGS = {
    "hashtags": (replace(FEED, caption="#a " * 5), replace(FEED, caption="#a " * 6), "caption", "6 hashtags"),
    "hashtags as set": (
        replace(FEED, caption="#a " * 6, limits=Limits(hashtags_warn=6)),
        replace(FEED, caption="#a " * 7, limits=Limits(hashtags_warn=6)),
        "caption",
        "allows 6",
    ),
    "hashtags below": (
        asked(FEED, first_comment="#a " * 5),
        asked(FEED, first_comment="#a " * 6),
        "first_comment",
        "6 hashtags",
    ),
    "the right to comment": (
        asked(FEED, first_comment="x"),
        replace(asked(FEED, first_comment="x"), may_comment=False),
        "first_comment",
        "without the right to comment",
    ),
    "a name first": (replace(FEED, caption="With @kalma"), replace(FEED, caption="@kalma"), "caption", "begins with"),
    "narrow": (picture(FEED, width=320, height=400), picture(FEED, width=319, height=398), "files", "319 pixels"),
    "wide": (picture(FEED, width=1440, height=1800), picture(FEED, width=1441, height=1801), "files", "1441 pixels"),
    "a story's shape": (STORY, picture(STORY, height=1350), "files", "9:16"),
    "a reel's shape": (REEL, picture(REEL, height=1080), "files", "9:16"),
    "a cover's shape": (replace(REEL, cover=TALL), replace(REEL, cover=PICTURE), "cover", "9:16"),
    "slides of one shape": (CAROUSEL, picture(CAROUSEL, height=1080), "files", "Number 2"),
    "cover and moment": (
        asked(REEL, thumb_offset_ms=5),
        asked(REEL, thumb_offset_ms=5, cover_key="k"),
        "thumb_offset_ms",
        "takes the cover",
    ),
    "collaborators and the login": (
        replace(asked(FEED, collaborators=("a",)), product=Product.FACEBOOK),
        replace(asked(FEED, collaborators=("a",)), product=Product.INSTAGRAM),
        "collaborators",
        "Facebook login",
    ),
}


@pytest.mark.parametrize(("silent", "told", "field", "words"), WARNINGS.values(), ids=list(WARNINGS))
def test_what_may_surprise_is_told_and_goes_out(silent: Planned, told: Planned, field: str, words: str) -> None:
    assert check(silent) == ()
    (finding,) = check(told)
    assert (finding.field, finding.blocks) == (field, False)
    assert words in finding.sentence
    insist(check(told))


def test_what_surely_needs_the_other_login_is_refused_by_its_name() -> None:
    limits = Limits(needs={"location_id": Needs(Product.FACEBOOK)})
    planned = replace(asked(FEED, location_id="102988293558"), limits=limits)
    assert check(replace(planned, product=Product.FACEBOOK)) == check(planned) == ()
    (finding,) = blocked(replace(planned, product=Product.INSTAGRAM))
    assert finding.sentence == (
        "Location: only with the Facebook login. Connect the account that way, or leave it out."
    )


def test_refusals_come_before_warnings() -> None:
    planned = replace(FEED, caption="@kalma " + "#a " * 31)
    assert [finding.blocks for finding in check(planned)] == [True, False]


def test_a_caption_written_by_hand_meets_the_same_rules() -> None:
    check_caption("@kalma " + "#a " * 30)
    with pytest.raises(InvalidAnswer, match="at most 30 hashtags"):
        check_caption("#a " * 31)
    with pytest.raises(InvalidAnswer, match="at most 3 hashtags"):
        check_caption("#a " * 4, Limits(hashtags_most=3))
    assert len(check_words("#a " * 31)) == 1
