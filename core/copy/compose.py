"""A caption put together from parts: first line, facts, people, music, tickets, farewell, hashtags."""

import random
import re
from datetime import timedelta
from functools import lru_cache, partial
from importlib.resources import files
from tomllib import loads

from core.copy.audience import HOW
from core.copy.kickers import tickets_call
from core.copy.languages import language_of
from core.copy.lengths import length_of, seen_at_once, target
from core.copy.lineup import has_set_times, names_text, people_text
from core.copy.money import says_free
from core.copy.outline import DISPENSABLE, FEED, LONG, SHORT_PARTS, WITH_PRICE
from core.copy.phrasebook import Fitting, capital, choose, danced_to, word
from core.copy.style import Style
from core.copy.text import Part, caption_of
from core.copy.tiers import current_price
from core.copy.times import hour, long_date, weekday_name
from core.events.moments import evening_of, is_evening, is_late
from core.hashtags.generate import generate_hashtags
from core.ports.copywriter import Brief

_LONGEST_ROW = 48
_WORDS_OF_A_NOUN = 3
_SNIPPET = {-1: 0, 0: 240, 1: 600}
_MERE_AMOUNT = re.compile(r"[\d\s.,/€$£-]*(?:eur|euros?|usd|gbp|chf|pln|zł)?[\d\s.,/€$£-]*", re.IGNORECASE)
_EMOJI = {"when": "📅", "where": "📍", "price": "🎟"}
_GENRE_EMOJI = {
    "jazz": "🎷",
    "classical": "🎻",
    "rock": "🎸",
    "indie": "🎸",
    "disco": "🪩",
    "house": "🪩",
    "hip-hop": "🎤",
}


def compose(brief: Brief, style: Style) -> tuple[Part, ...]:
    """The paragraphs of a caption, none of them empty. The same brief and style give the same words."""
    fitting = fitting_of(brief, style.language)
    seen = partial(seen_at_once, brief=brief)
    opening = choose(style.language, _section(brief), style.tone, fitting, style.seed, seen)
    parts = [Part("opening", opening + _flourish(brief, style))]
    if brief.format == "carousel":
        parts.append(Part("swipe", word(style.language, "swipe")))
    for kind in _kinds(brief, style):
        said = "\n".join(part.text for part in parts)
        parts.append(Part(kind, _text(kind, brief, style, fitting, said)))
    if style.tags:
        parts.append(Part("tags", " ".join(generate_hashtags(brief, brief.most_hashtags))))
    return _within(_in_order(tuple(part for part in parts if part.text), style), brief, style)


def _within(parts: tuple[Part, ...], brief: Brief, style: Style) -> tuple[Part, ...]:
    """Without what it can do without, until the words are no longer than wanted."""
    most = target(brief, long=style.length > 0)
    for kind in DISPENSABLE:
        if length_of(caption_of(part for part in parts if part.kind != "tags"), brief) <= most:
            break
        parts = tuple(part for part in parts if part.kind != kind)
    return parts


def _in_order(parts: tuple[Part, ...], style: Style) -> tuple[Part, ...]:
    """Some captions name the people before the facts."""
    kinds = [part.kind for part in parts]
    if "people" not in kinds or "facts" not in kinds or not _one_in_three(style, "people first"):
        return parts
    facts, people = kinds.index("facts"), kinds.index("people")
    swapped = list(parts)
    swapped[facts], swapped[people] = parts[people], parts[facts]
    return tuple(swapped)


def _one_in_three(style: Style, what: str) -> bool:
    return random.Random(f"{style.seed}/{what}").random() < 1 / 3  # noqa: S311 - variety only


def _kinds(brief: Brief, style: Style) -> tuple[str, ...]:
    table = LONG if style.length > 0 else FEED
    kinds = table.get(brief.phase, FEED["announcement"])[1:]
    if style.length < 0 or brief.format in ("story", "reel"):
        kinds = tuple(kind for kind in kinds if kind in SHORT_PARTS)
    return kinds


def _section(brief: Brief) -> str:
    if brief.phase == "set_times" and not has_set_times(brief):
        return "lineup"
    if brief.phase == "spotlight" and not brief.lineup:
        return "announcement"
    return brief.phase if brief.phase in FEED else "announcement"


def fitting_of(brief: Brief, language: str) -> Fitting:
    """What may be said about this event, and the words to say it with."""
    evening = evening_of(brief.starts_local)
    holds = {
        "night": is_evening(brief.starts_local),
        "club": is_evening(brief.starts_local) and danced_to(brief.genre),
        "tickets": bool(brief.ticket_link),
        "several": len(brief.lineup) > 1,
    }
    slots = {
        "name": brief.name,
        "date": date_text(brief, language),
        "weekday": weekday_name(evening, language),
        "time": hour(brief.starts_local, language),
        "venue": brief.venue,
        "city": brief.city,
        "genre": genre_name(brief.genre, language),
        "lineup": people_text(brief, language),
        "handle": brief.handle,
        "percent": "" if brief.tickets.percent is None else str(brief.tickets.percent),
        "left": "" if brief.tickets.at_most is None else str(brief.tickets.at_most),
        "over": brief.tickets.over,
        "next": brief.next.name if brief.next else "",
        "next_date": long_date(evening_of(brief.next.starts_local), language) if brief.next else "",
        "tonight": word(language, "tonight" if is_evening(brief.starts_local) else "today"),
    }
    return Fitting(frozenset(name for name, holding in holds.items() if holding), slots)


def date_text(brief: Brief, language: str) -> str:
    """The evening's date with its weekday; with the year when the post goes out in another one."""
    evening = evening_of(brief.starts_local)
    posted = evening - timedelta(days=brief.days_left)
    return long_date(evening, language, year=posted.year != evening.year)


def _text(kind: str, brief: Brief, style: Style, fitting: Fitting, said: str) -> str:
    language = style.language
    if kind == "facts":
        return facts_text(brief, style, said)
    if kind == "people":
        return "" if "lineup" in style.left_out else choose(language, "people", style.tone, fitting, style.seed)
    if kind == "names":
        return "" if "lineup" in style.left_out else names_text(brief)
    if kind == "about":
        return _description(brief, style) or _music(brief, style, fitting, said)
    if kind == "music":
        return _music(brief, style, fitting, said)
    if kind == "tickets":
        return _call(brief, style, fitting)
    if kind == "audience":
        return audience_line(brief, style)
    if kind == "soon":
        return word(language, "soon")
    return choose(language, kind, style.tone, fitting, style.seed)


def _call(brief: Brief, style: Style, fitting: Fitting) -> str:
    """What to do next. A story says it in the few words of a sticker: through the API it can have no link to tap."""
    if not brief.ticket_link:
        return choose(style.language, "farewell", style.tone, fitting, style.seed)
    if brief.format == "story":
        return tickets_call(style.language)
    return choose(style.language, "tickets", style.tone, fitting, style.seed)


def audience_line(brief: Brief, style: Style) -> str:
    """A sentence for whom the post is for; "" for everyone and for people only a model could speak to."""
    if style.audience not in HOW or style.tone == "minimal":
        return ""
    register = "formal" if style.tone == "formal" else "any"
    return choose(style.language, f"for_{style.audience}", register, fitting_of(brief, style.language), style.seed)


def topic_text(topic: str, brief: Brief, style: Style) -> str:
    """What the record says about "price", "lineup", "genre" or "description"; "" when it says nothing."""
    if topic == "price":
        price = current_price(brief)
        return _price(price, style.language) if price else ""
    if topic == "description":
        return _description(brief, style)
    section = {"lineup": "people", "genre": "genre"}[topic]
    return choose(style.language, section, "any", fitting_of(brief, style.language), style.seed)


def mention(text: str, language: str) -> str:
    """Something a person asked to be mentioned, as a sentence: "Also: afters." """
    ended = text if text[-1:] in ".!?…" else f"{text}."
    short = len(text.split()) <= _WORDS_OF_A_NOUN
    return word(language, "also", text=ended) if short else capital(ended)


def facts_text(brief: Brief, style: Style, said: str) -> str:
    """When, where and what it costs, one under the other or in a row; the date only where the first line lacks it."""
    language = style.language
    lines = [
        ("when", _when(brief, language, dated=date_text(brief, language).lower() not in said.lower())),
        ("where", _where(brief)),
    ]
    price = current_price(brief) if brief.phase in WITH_PRICE and "price" not in style.left_out else ""
    if price:
        lines.append(("price", _price(price, language)))
    told = [(kind, text) for kind, text in lines if text]
    if style.emoji:
        return "\n".join(f"{_EMOJI[kind]} {text}" for kind, text in told)
    in_a_row = _one_in_three(style, "row")
    return (" · " if in_a_row and sum(len(text) for _, text in told) <= _LONGEST_ROW else "\n").join(
        text for _, text in told
    )


def _when(brief: Brief, language: str, *, dated: bool) -> str:
    if brief.phase == "recap":
        return capital(date_text(brief, language)) if dated else ""
    date = date_text(brief, language)
    if is_late(brief.starts_local):
        date, dated = word(language, "night_of", date=date), True
    return capital(f"{date}, {_hours(brief, language)}" if dated else _hours(brief, language, alone=True))


def _hours(brief: Brief, language: str, *, alone: bool = False) -> str:
    start = hour(brief.starts_local, language)
    if brief.doors_local and brief.doors_local != brief.starts_local:
        doors = word(language, "doors", doors=hour(brief.doors_local, language))
        return f"{doors}, {word(language, 'begins', time=start)}"
    return word(language, "from", time=start) if alone else start


def _where(brief: Brief) -> str:
    inside = brief.city.lower() in brief.venue.lower()
    return brief.venue if inside or not brief.city else f"{brief.venue}, {brief.city}"


def _price(price: str, language: str) -> str:
    if says_free(price):
        return word(language, "free")
    return word(language, "price", price=price) if _MERE_AMOUNT.fullmatch(price) else capital(price)


def _music(brief: Brief, style: Style, fitting: Fitting, said: str) -> str:
    told = fitting.slots["genre"].lower() in f"{said} {brief.name}".lower()
    return "" if told or "genre" in style.left_out else choose(style.language, "genre", style.tone, fitting, style.seed)


def _description(brief: Brief, style: Style) -> str:
    """The beginning of the organizer's own words, whole sentences, when they are in the caption's language."""
    most = _SNIPPET[style.length]
    if "description" in style.left_out or language_of(brief.description) not in (None, style.language):
        return ""
    taken = ""
    for sentence in re.split(r"(?<=[.!?…])\s+", " ".join(brief.description.split())):
        if len(taken) + len(sentence) > most:
            break
        taken = f"{taken} {sentence}".strip()
    return taken if not taken or taken[-1] in ".!?…" else f"{taken}."


def _flourish(brief: Brief, style: Style) -> str:
    return f" {_GENRE_EMOJI.get(brief.genre.lower(), '🔊')}" if style.emoji > 1 else ""


def genre_name(genre: str, language: str) -> str:
    """What a kind of music is called in a sentence of that language."""
    return _genre_names().get(language, {}).get(genre.strip().lower(), genre.strip())


@lru_cache(maxsize=1)
def _genre_names() -> dict[str, dict[str, str]]:
    return loads(files(__package__).joinpath("genres.toml").read_text(encoding="utf-8"))
