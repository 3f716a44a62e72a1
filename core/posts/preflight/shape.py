"""How many files of which kind a format takes, and what belongs to reels alone."""

from collections.abc import Iterator

from core.ports.access import Product
from core.posts.limits import FEWEST_SLIDES
from core.posts.model import Format
from core.posts.preflight.planned import Finding, Planned

_LOGINS = {Product.INSTAGRAM: "the Instagram login", Product.FACEBOOK: "the Facebook login"}


def shape(planned: Planned) -> Iterator[Finding]:
    count = len(planned.files)
    if planned.format is Format.CAROUSEL:
        most = planned.limits.carousel_most
        if not FEWEST_SLIDES <= count <= most:
            sentence = f"A carousel has {FEWEST_SLIDES} to {most} pictures and videos, this has {count}."
            yield Finding(f"{sentence} {_remedy(count)}", "files")
    elif count > 1:
        yield Finding(f"Only a carousel has several files, and these are {count}. Keep one of them.", "files")
    elif planned.format is Format.REEL and not (count and planned.files[0].video):
        yield Finding("A reel is a video; please attach one (MP4 or MOV).", "files")
    elif planned.format is Format.FEED and count and planned.files[0].video:
        yield Finding("Instagram shows a single video as a reel. Make it a reel, or attach a picture.", "files")


def _remedy(count: int) -> str:
    return "Please leave some out." if count > FEWEST_SLIDES else "Please attach more."


def reels_own(planned: Planned) -> Iterator[Finding]:
    """A cover, a moment for the still, and whether the feed shows it too."""
    details = planned.details
    asked = {
        "share_to_feed": details.share_to_feed is not None,
        "cover": bool(details.cover_key) or planned.cover is not None,
        "thumb_offset_ms": details.thumb_offset_ms is not None,
    }
    if planned.format is not Format.REEL:
        for field, wanted in asked.items():
            if wanted:
                yield Finding(f"Only reels have {_REELS_OWN[field]}; please leave it out.", field)
        return
    if asked["cover"] and asked["thumb_offset_ms"]:
        sentence = "It has a cover and a moment for the still; Instagram takes the cover."
        yield Finding(sentence, "thumb_offset_ms", blocks=False)
    yield from _moment(planned)


_REELS_OWN = {
    "share_to_feed": "a switch for the feed",
    "cover": "a cover",
    "thumb_offset_ms": "a moment for the still",
}


def _moment(planned: Planned) -> Iterator[Finding]:
    offset, video = planned.details.thumb_offset_ms, planned.file(1)
    if offset is None or video is None:
        return
    if not 0 <= offset < video.seconds * 1000:
        sentence = f"The moment for the still has to lie within the video, from 0 to {video.seconds:.1f} seconds."
        yield Finding(sentence, "thumb_offset_ms")


def login(planned: Planned) -> Iterator[Finding]:
    """What exists with one of the two logins only."""
    for field, needs in planned.limits.needs.items():
        if planned.product in (None, needs.product) or not getattr(planned.details, field):
            continue
        name = field.removesuffix("_id").replace("_", " ").capitalize()
        if needs.certain:
            sentence = f"{name}: only with {_LOGINS[needs.product]}. Connect the account that way, or leave it out."
        else:
            sentence = (
                f"{name}: Meta says only with {_LOGINS[needs.product]}, and elsewhere that yours takes it, too. "
                "Instagram may refuse the post; leave it out to be sure."
            )
        yield Finding(sentence, field, blocks=needs.certain)
