"""Small words the whole bot says the same way, in the reader's language: dates, counts, lists, statuses."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date, get_timezone_location
from babel.numbers import format_decimal

from bot.language import ENGLISH, mark, reader, tr, tr_as, tr_many
from bot.nouns import NOUNS
from core.posts.model import Format, PostStatus
from core.spending.queries import Cost

STATUS: dict[PostStatus, str] = {
    PostStatus.DRAFT: mark("being drafted"),
    PostStatus.IN_REVIEW: mark("waits for a yes"),
    PostStatus.CHANGES_REQUESTED: mark("being changed"),
    PostStatus.APPROVED: mark("approved"),
    PostStatus.SCHEDULED: mark("approved, goes out by itself"),
    PostStatus.PUBLISHING: mark("on its way"),
    PostStatus.PUBLISHED: mark("live"),
    PostStatus.HELD: mark("held"),
    PostStatus.EXPIRED: mark("not published, its time has passed"),
    PostStatus.CANCELLED: mark("dropped"),
    PostStatus.FAILED: mark("not published"),
    PostStatus.UNCONFIRMED: mark("not confirmed"),
}

_KINDS = {
    Format.FEED: mark("feed post"),
    Format.CAROUSEL: mark("carousel"),
    Format.REEL: mark("reel"),
    Format.STORY: mark("story"),
}

_ORDER = {
    "en": ("{weekday} {day}", "d MMMM", "d MMM", " y"),
    "de": ("{weekday}, {day}", "d. MMMM", "d. MMM", " y"),
    "es": ("{weekday} {day}", "d 'de' MMMM", "d MMM", " 'de' y"),
    "fr": ("{weekday} {day}", "d MMMM", "d MMM", " y"),
    "it": ("{weekday} {day}", "d MMMM", "d MMM", " y"),
    "pt": ("{weekday}, {day}", "d 'de' MMMM", "d 'de' MMM", " 'de' y"),
}
"""How a day is written, in Babel's letters: with its weekday; without, long and short; the year after it."""


def kind(format_: Format) -> str:
    return tr(_KINDS[format_])


def place_of(zone: str) -> str:
    """ "Europe/Berlin" -> "Berlin time"."""
    return tr("{city} time", city=_city(zone))


def _city(zone: str) -> str:
    area, _, city = zone.rpartition("/")
    plain = city.replace("_", " ")
    if reader() == ENGLISH or not area or area == "Etc":
        return plain
    try:
        return get_timezone_location(zone, locale=reader(), return_city=True)
    except LookupError:
        return plain


def colon() -> str:
    """What follows a label: some languages put a space before it."""
    return tr_as("punctuation", ":")


def clock(local: datetime) -> str:
    return f"{local:%H:%M}"


def day_of(local: date, *, weekday: bool = True, year: bool = False, short: bool = False) -> str:
    """ "Thursday 26 November", "Thu 26 Nov", "26 November 2026"."""
    whole, long, abbreviated, of_year = _ORDER[reader()]
    pattern = abbreviated if short else long
    if weekday:
        pattern = whole.format(weekday="EEE" if short else "EEEE", day=pattern)
    return format_date(local, pattern + (of_year if year else ""), locale=reader())


def day(local: date) -> str:
    """ "Thursday 26 November"."""
    return day_of(local)


def short_day(local: date) -> str:
    """ "Thu 26 Nov"."""
    return day_of(local, short=True)


def weekday(local: date) -> str:
    """ "Thursday"."""
    return format_date(local, "EEEE", locale=reader())


def short_weekday(local: date) -> str:
    """ "Thu"."""
    return format_date(local, "EEE", locale=reader())


def two_letters(local: date) -> str:
    """ "Th", at the head of a column."""
    return format_date(local, "EEEEEE", locale=reader()).rstrip(".")


def short_month(local: date) -> str:
    """ "Nov", as a heading."""
    return format_date(local, "LLL", locale=reader())


def month_of(local: date) -> str:
    """ "November 2026", as a heading."""
    return format_date(local, "LLLL y", locale=reader())


def moment(local: datetime, zone: str) -> str:
    """ "Thursday 26 November, 19:00 (Berlin time)"."""
    return f"{day(local)}, {clock(local)} ({place_of(zone)})"


def long_moment(local: datetime, zone: str) -> str:
    """ "Friday 27 November 2026, 22:00 (Berlin time)"."""
    return f"{day_of(local, year=True)}, {clock(local)} ({place_of(zone)})"


def short_moment(local: datetime) -> str:
    """ "Thu 26 Nov, 19:00"."""
    return f"{short_day(local)}, {clock(local)}"


def quoted(text: str) -> str:
    """ "“22:00”": what somebody wrote, between the reader's marks."""
    return tr("“{text}”", text=text)


def inside(name: str) -> str:
    """ "announcement" for "Announcement", as it stands inside a sentence; German keeps the capital."""
    return name if reader() == "de" else name.lower()


def shortened(text: str, longest: int) -> str:
    """The beginning of a text, with a sign that it goes on."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def spoken_list(names: Sequence[str], last: str = "and") -> str:
    """ "Ada", "Ada and Cy", "Ada, Ben and Cy"; with last="or" the choice of one."""
    if len(names) < 2:
        return "".join(names)
    before = ", ".join(names[:-1])
    if last == "or":
        return tr_as("list", "{names} or {last}", names=before, last=names[-1])
    return tr_as("list", "{names} and {last}", names=before, last=names[-1])


def count(number: int, one: str, many: str = "") -> str:
    """ "1 post", "3 posts"."""
    if one in NOUNS:
        return tr_many(*NOUNS[one], number)
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def number_in_words(number: Decimal | float, places: int = 0) -> str:
    """ "1,204", "4.5": with the reader's marks."""
    figures = f"#,##0.{'0' * places}" if places else "#,##0"
    return format_decimal(number, figures, locale=reader())


def dollars(millionths: int) -> str:
    """ "$12.30", "$0.42", "$0.0042": small sums keep the two figures that tell them apart."""
    amount = Decimal(millionths) / 1_000_000
    places = max(2, min(6, 1 - amount.adjusted())) if amount else 2
    figures = f"#,##0.00{'#' * (places - 2)}"
    return tr("${amount}", amount=format_decimal(round(amount, places), figures, locale=reader()))


def cost(spent: Cost) -> str:
    """ "$0.0042", "1,204 tokens" where nobody knows the price, "" where no model was asked."""
    if not spent.calls:
        return ""
    if spent.unpriced:
        return tr("{tokens}, price unknown", tokens=count(spent.tokens, "token"))
    return dollars(spent.price)


def files_in_words(keys: Sequence[str]) -> str:
    """Files by their keys in the media store: "3 pictures", "1 picture and 1 video"."""
    videos = sum(key.endswith(".mp4") for key in keys)
    pictures = len(keys) - videos
    said = [count(pictures, "picture")] if pictures or not videos else []
    return spoken_list([*said, count(videos, "video")] if videos else said)
