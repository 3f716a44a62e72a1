"""The fact lock: a caption may say only what the event record says. Pure; works in all languages we write."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from core.copy.claims import Claims, claims_of
from core.copy.languages import NAMES, written_in
from core.copy.money import amounts_in, says_free
from core.copy.scarcity import scarcity
from core.copy.sections import Section, taken_apart
from core.copy.text import LONGEST, tags_of
from core.copy.tiers import current_price
from core.copy.times import hour, long_date
from core.events.moments import evening_of
from core.events.moments.folding import fold
from core.ports.copywriter import Brief

NEEDED: dict[str, tuple[str, ...]] = {
    "teaser": ("name", "date"),
    "announcement": ("name", "date", "time", "venue"),
    "early_bird": ("name", "date", "venue"),
    "lineup": ("name", "date", "lineup"),
    "reminder": ("name", "date", "venue"),
    "countdown": ("name", "date", "venue"),
    "set_times": ("name", "date"),
    "tonight": ("name", "time", "venue"),
    "recap": ("name",),
    "selling_fast": ("name", "date", "venue"),
    "last_tickets": ("name", "date", "venue"),
    "new_tier": ("name", "date", "venue"),
    "spotlight": ("name", "date", "lineup"),
    "early_bird_ends": ("name", "date", "venue"),
    "doors": ("name", "time", "venue"),
    "next_one": ("name", "date", "venue"),
    "correction": ("name", "date", "time", "venue"),
    "postponed": ("name", "date", "venue"),
    "date_to_come": ("name",),
    "sold_out": ("name", "date"),
    "cancelled": ("name", "date"),
}
"""What a caption of each phase must say; other phases need what an announcement needs."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. code: for tables; said: the words in the caption; sentence: for people."""

    code: str
    sentence: str
    said: str = ""


def check_facts(caption: str, brief: Brief) -> tuple[Finding, ...]:
    """Everything in a caption that contradicts the brief or that its phase needs and it lacks; empty: all is well.

    Each of its languages is checked by itself: a date that is missing in one of them is missing.
    """
    sections = taken_apart(caption, brief.language).sections
    if len(sections) < 2:
        return (*_checked(caption, brief), *_lengths(caption, brief))
    found = [one for section in sections for one in _in_section(section, brief)]
    return (*dict.fromkeys(found), *_lengths(caption, brief))


def _in_section(section: Section, brief: Brief) -> Iterator[Finding]:
    name = NAMES[section.language]
    for finding in _checked(section.text, replace(brief, language=section.language)):
        missing = finding.code.startswith("missing_")
        yield replace(finding, sentence=f"{name} text: {finding.sentence}") if missing else finding


def _checked(caption: str, brief: Brief) -> Iterator[Finding]:
    claims = claims_of(caption, brief)
    return (finding for check in CHECKS for finding in check(claims, brief))


def _dates(claims: Claims, brief: Brief) -> Iterator[Finding]:
    """Wrong date, wrong weekday."""
    shown = long_date(evening_of(brief.starts_local), "en", year=True)
    for day in claims.days:
        if day.dated and not claims.allowed_day(day):
            yield Finding("wrong_date", f"“{day.said}” is not the date: it is on {shown}.", day.said)
        elif day.weekday is not None and day.weekday not in claims.weekdays:
            yield Finding("wrong_weekday", f"“{day.said}” is the wrong weekday: it is on {shown}.", day.said)


def _relative_days(claims: Claims, brief: Brief) -> Iterator[Finding]:
    """ "Tomorrow" is read on another day; "tonight" is true on one day only."""
    for day in claims.days:
        shift = day.from_today
        if shift is None and not day.next_week:
            continue
        same_day = shift == 0 and (brief.phase in ("tonight", "doors") or brief.days_left == 0)
        day_after = shift == -1 and brief.days_left == -1
        if not (same_day or day_after):
            yield Finding("relative_day", f"“{day.said}” means another day for whoever reads it later.", day.said)
    for count, said in claims.countdowns:
        if count != brief.days_left:
            yield Finding("wrong_count", f"“{said}” is wrong: {brief.days_left} days are left when it goes out.", said)


def _hours(claims: Claims, brief: Brief) -> Iterator[Finding]:
    times = (brief.starts_local, brief.doors_local, brief.ends_local)
    shown = ", ".join(hour(one, "en") for one in times if one)
    for said in claims.hours:
        if not claims.allowed_hour(said):
            yield Finding("wrong_time", f"“{said.said}” is no time of this event; known: {shown}.", said.said)


def _prices(claims: Claims, brief: Brief) -> Iterator[Finding]:
    known = amounts_in(" ".join(claims.record))
    for amount in amounts_in(claims.own_words):
        if not any(amount.same_as(one) for one in known):
            shown = brief.price or "no price is known"
            yield Finding("wrong_price", f"“{amount.said}” is not in the record: {shown}.", amount.said)
    free = says_free(claims.own_words)
    if free and not says_free(" ".join(claims.record)):
        yield Finding("wrong_price", f"“{free}”: the record does not say that it is free.", free)


def _strangers(claims: Claims, brief: Brief) -> Iterator[Finding]:
    for name in claims.strangers:
        yield Finding("unknown_name", f"“{name}” is not in the line-up.", name)
    for handle in claims.handles:
        yield Finding("unknown_handle", f"{handle} is not an account this event knows.", handle)
    for said in claims.early_birds:
        yield Finding("unknown_tier", f"“{said}”: the record has no such tickets.", said)
    for said in claims.expired:
        yield Finding("expired_tier", f"“{said}” is over when the post goes out: {current_price(brief)}.", said)
    for said in claims.ages:
        yield Finding("unknown_age", f"“{said}”: the record has no such age limit.", said)


def _links(claims: Claims, _brief: Brief) -> Iterator[Finding]:
    for link in claims.links:
        yield Finding("dead_link", f"“{link}” cannot be tapped in a caption: say “link in bio”.", link)


def _lengths(caption: str, brief: Brief) -> Iterator[Finding]:
    if len(caption) > LONGEST:
        yield Finding("too_long", f"It has {len(caption):,} characters; Instagram takes {LONGEST:,}.")
    if (count := len(tags_of(caption))) > brief.most_hashtags:
        yield Finding("too_many_hashtags", f"It has {count} hashtags; at most {brief.most_hashtags} are wanted.")


def _missing(claims: Claims, brief: Brief) -> Iterator[Finding]:
    said = fold(claims.caption)
    told = {
        "name": fold(brief.name) in said,
        "date": any(day.dated and claims.allowed_day(day) for day in claims.all_days),
        "time": any(claims.allowed_hour(one) for one in claims.all_hours),
        "venue": fold(brief.venue) in said,
        "lineup": all(fold(name) in said for name in brief.lineup),
    }
    wanted = {
        "name": brief.name,
        "date": long_date(evening_of(brief.starts_local), written_in(brief.language)),
        "time": hour(brief.starts_local, written_in(brief.language)),
        "venue": brief.venue,
        "lineup": ", ".join(brief.lineup),
    }
    for fact in NEEDED.get(brief.phase, NEEDED["announcement"]):
        if wanted[fact] and not told[fact]:
            yield Finding(f"missing_{fact}", f"The {fact} is missing: {wanted[fact]}.")


def _tickets(claims: Claims, brief: Brief) -> Iterator[Finding]:
    for said in scarcity(claims.own_words, brief.tickets):
        yield Finding("unknown_tickets", f"“{said}”: that is not how the tickets stand in the record.", said)


CHECKS: tuple[Callable[[Claims, Brief], Iterator[Finding]], ...] = (
    _dates,
    _relative_days,
    _hours,
    _prices,
    _strangers,
    _links,
    _tickets,
    _missing,
)
