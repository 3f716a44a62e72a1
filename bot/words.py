"""Small words the whole bot says the same way: dates, counts, lists, statuses."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from core.approvals.policy import spoken_list
from core.posts.model import Format, PostStatus
from core.spending.queries import Cost

__all__ = [
    "STATUS",
    "clock",
    "cost",
    "count",
    "day",
    "dollars",
    "files_in_words",
    "kind",
    "long_moment",
    "moment",
    "place_of",
    "short_moment",
    "spoken_list",
]

STATUS: dict[PostStatus, str] = {
    PostStatus.DRAFT: "being drafted",
    PostStatus.IN_REVIEW: "waits for a yes",
    PostStatus.CHANGES_REQUESTED: "being changed",
    PostStatus.APPROVED: "approved",
    PostStatus.SCHEDULED: "approved, goes out by itself",
    PostStatus.PUBLISHING: "on its way",
    PostStatus.PUBLISHED: "live",
    PostStatus.HELD: "held",
    PostStatus.EXPIRED: "not published, its time has passed",
    PostStatus.CANCELLED: "dropped",
    PostStatus.FAILED: "not published",
    PostStatus.UNCONFIRMED: "not confirmed",
}

_KINDS = {Format.FEED: "feed post", Format.CAROUSEL: "carousel", Format.REEL: "reel", Format.STORY: "story"}


def kind(format_: Format) -> str:
    return _KINDS[format_]


def place_of(zone: str) -> str:
    """ "Europe/Berlin" -> "Berlin time"."""
    return f"{zone.rsplit('/', 1)[-1].replace('_', ' ')} time"


def clock(local: datetime) -> str:
    return f"{local:%H:%M}"


def day(local: datetime) -> str:
    """ "Thursday 26 November"."""
    return f"{local:%A} {local.day} {local:%B}"


def moment(local: datetime, zone: str) -> str:
    """ "Thursday 26 November, 19:00 (Berlin time)"."""
    return f"{day(local)}, {clock(local)} ({place_of(zone)})"


def long_moment(local: datetime, zone: str) -> str:
    """ "Friday 27 November 2026, 22:00 (Berlin time)"."""
    return f"{day(local)} {local.year}, {clock(local)} ({place_of(zone)})"


def short_moment(local: datetime) -> str:
    """ "Thu 26 Nov, 19:00"."""
    return f"{local:%a} {local.day} {local:%b}, {clock(local)}"


def shortened(text: str, longest: int) -> str:
    """The beginning of a text, with a sign that it goes on."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def count(number: int, one: str, many: str = "") -> str:
    """ "1 post", "3 posts"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def dollars(millionths: int) -> str:
    """ "$12.30", "$0.42", "$0.0042": small sums keep the two figures that tell them apart."""
    amount = Decimal(millionths) / 1_000_000
    places = max(2, min(6, 1 - amount.adjusted())) if amount else 2
    whole, _, rest = f"{amount:,.{places}f}".partition(".")
    return f"${whole}.{rest.rstrip('0').ljust(2, '0')}"


def cost(spent: Cost) -> str:
    """ "$0.0042", "1,204 tokens" where nobody knows the price, "" where no model was asked."""
    if not spent.calls:
        return ""
    if spent.unpriced:
        return f"{count(spent.tokens, 'token')}, price unknown"
    return dollars(spent.price)


def files_in_words(keys: Sequence[str]) -> str:
    """Files by their keys in the media store: "3 pictures", "1 picture and 1 video"."""
    videos = sum(key.endswith(".mp4") for key in keys)
    pictures = len(keys) - videos
    said = [count(pictures, "picture")] if pictures or not videos else []
    return " and ".join([*said, count(videos, "video")] if videos else said)
