"""Reports in words: spans of days, names of numbers, what is known of how many posts, and the time before."""

from collections.abc import Mapping, Sequence

from bot.cards.against import people
from bot.language import mark, tr, tr_many
from bot.retold import retold
from bot.words import count, day_of, month_of, number_in_words, short_month, short_weekday
from core.insights.compare import ENOUGH, Verdict
from core.reports.accounts import UserInsights
from core.reports.generate import AnalyticsReport, Bucket, Comparison, Total
from core.reports.performance import CLICKS, PostPerformance
from core.reports.span import Span
from core.timing.optimal import MONDAY, OptimalTime

UNKNOWN = "–"
LABELS: Mapping[str, str] = {
    "impressions": mark("Views"),
    "reach": mark("People reached"),
    "engagement": mark("Interactions"),
    "likes": mark("Likes"),
    "comments": mark("Comments"),
    "shares": mark("Shares"),
    "saves": mark("Saves"),
    "profileVisits": mark("Profile visits"),
    "websiteClicks": mark("Link taps"),
    CLICKS: mark("Clicks on your links"),
}
SHORT: Mapping[str, str] = {**LABELS, "reach": mark("Reach"), CLICKS: mark("Clicks")}
"""As heads of narrow columns."""
SEEN, DONE, WAYS = "seen", "done", "ways"
GROUPS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    SEEN: (mark("How many saw it"), ("reach", "impressions")),
    DONE: (mark("What they did"), ("engagement", "likes", "comments", "shares", "saves")),
    WAYS: (mark("Who came closer"), ("profileVisits", "websiteClicks", CLICKS)),
}
"""The numbers by what they are about."""
_COMPARED = {
    Verdict.MORE: mark(
        "A usual post reached {now} ({posts}), in the time before {then} ({earlier}): more, also when each is measured "
        "against the usual of its kind."
    ),
    Verdict.LESS: mark(
        "A usual post reached {now} ({posts}), in the time before {then} ({earlier}): less, also when each is measured "
        "against the usual of its kind."
    ),
    Verdict.AS_USUAL: mark(
        "A usual post reached {now} ({posts}), in the time before {then} ({earlier}): no clear difference."
    ),
}


def span_in_words(span: Span) -> str:
    """ "October 2026", "2026", "1 Oct – 15 Nov 2026"."""
    if span.is_months and span.days <= 31:
        return month_of(span.first)
    if span.is_months and span.first.month == 1 and 365 <= span.days <= 366:
        return str(span.first.year)
    if span.first == span.last:
        return day_of(span.first, year=True, short=True)
    another = span.first.year != span.last.year
    first = day_of(span.first, weekday=False, year=another, short=True)
    return f"{first} – {day_of(span.last, weekday=False, year=True, short=True)}"


def bucket_in_words(bucket: Bucket) -> str:
    """ "12 Oct", "12–18 Oct", "Oct"."""
    span = Span(bucket.first, bucket.last)
    if span.days == 1:
        return day_of(span.first, weekday=False, short=True)
    if span.days > 7:
        return short_month(span.first)
    last = day_of(span.last, weekday=False, short=True)
    if span.first.month == span.last.month:
        return f"{span.first.day}–{last}" if last[:1].isdigit() else last
    return f"{day_of(span.first, weekday=False, short=True)} – {last}"


def known(value: int | None) -> str:
    return UNKNOWN if value is None else number_in_words(value)


def group_in_words(totals: Mapping[str, Total], names: Sequence[str]) -> str:
    """ "Likes 800, Comments 61, Saves –"."""
    return ", ".join(f"{tr(LABELS[name])} {known(totals[name].value)}" for name in names if name in totals)


def sum_in_words(report: AnalyticsReport) -> str:
    """What went out, what of it is known, and what it reached."""
    if not report.posts:
        return tr("No post went out in that time.")
    reached = [value for post in report.posts if (value := post.value("reach")) is not None]
    if not reached:
        return tr_many(
            "{n} post went out; Instagram has told no numbers yet.",
            "{n} posts went out; Instagram has told no numbers yet.",
            len(report.posts),
        )
    return tr_many(
        "{n} post went out ({measured} measured); it reached {people}.",
        "{n} posts went out ({measured} measured); together they reached {people}.",
        len(report.posts),
        measured=number_in_words(len(reached)),
        people=count(sum(reached), "person", "people"),
    )


def compared_in_words(against: Comparison) -> str:
    """With both samples; too few are called too few."""
    now, then = against.now, against.before
    if against.verdict is Verdict.TOO_FEW or now is None or then is None:
        return tr(
            "Too few posts to compare with the time before: {now} and {then} measured. I need {enough} of each.",
            now=number_in_words(now.posts if now else 0),
            then=number_in_words(then.posts if then else 0),
            enough=number_in_words(ENOUGH),
        )
    return tr(
        _COMPARED[against.verdict],
        now=count(round(now.middle), "person", "people"),
        posts=count(now.posts, "post"),
        then=number_in_words(round(then.middle)),
        earlier=number_in_words(then.posts),
    )


def best_in_words(best: PostPerformance) -> str:
    return tr(
        "Reached most: {post} for {event}, {people}.",
        post=retold(best.title),
        event=best.event,
        people=people(best.value("reach")),
    )


def followers_in_words(account: UserInsights) -> str:
    """ "1,204 followers (+32)"."""
    if account.followers_now is None:
        return tr("followers unknown")
    said = count(account.followers_now, "follower")
    if account.gained is None:
        return said
    sign = "+" if account.gained > 0 else "−" if account.gained < 0 else "±"
    return f"{said} ({sign}{number_in_words(abs(account.gained))})"


def hours_in_words(hours: Sequence[OptimalTime]) -> str:
    """ "Thu 20:00, Sat 19:00"."""
    return ", ".join(f"{short_weekday(MONDAY.replace(day=MONDAY.day + one.weekday))} {one.hour:02}:00" for one in hours)
