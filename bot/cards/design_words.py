"""What may be told of a flyer design, in words: kinds of post, looks, whose it is, how it was rated."""

from bot.language import mark, tr, tr_many
from bot.words import count, number_in_words, quoted, spoken_list
from core.templates.library import Listed, Origin, Search, Sort
from core.templates.opinions import Opinion

_NAMES: dict[str, dict[str, str]] = {
    "category": {
        "teaser": mark("teaser"),
        "announcement": mark("announcement"),
        "lineup": mark("lineup"),
        "countdown": mark("countdown"),
        "venue": mark("venue"),
        "tickets": mark("tickets"),
        "set times": mark("set times"),
        "tonight": mark("tonight"),
        "recap": mark("recap"),
        "custom": mark("custom"),
    },
    "theme": {
        "dark": mark("dark"),
        "neon": mark("neon"),
        "minimal": mark("minimal"),
        "paper": mark("paper"),
        "sunset": mark("sunset"),
        "mono": mark("mono"),
    },
    "origin": {
        Origin.CATALOG: mark("Rite's own"),
        Origin.OURS: mark("ours"),
        Origin.SHARED: mark("shared by others"),
    },
    "sort": {
        Sort.BEST: mark("best rated"),
        Sort.USED: mark("most used"),
        Sort.NEWEST: mark("newest"),
        Sort.NAME: mark("name"),
    },
}
"""By field of a search; music has the same names everywhere."""
_FIRST = {
    Sort.BEST: mark("{designs}, best rated first. Press a number to look closer."),
    Sort.USED: mark("{designs}, most used first. Press a number to look closer."),
    Sort.NEWEST: mark("{designs}, newest first. Press a number to look closer."),
    Sort.NAME: mark("{designs}."),
}


def named(field: str, value: str) -> str:
    """What people call one value of a field of a search."""
    names = _NAMES.get(field, {})
    return tr(names[value]) if value in names else value


def capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def found_in_words(search: Search, found: int) -> str:
    """ "12 designs for techno, best rated first. Press a number to look closer." """
    chosen = [named(field, getattr(search, field)) for field in ("category", "genre", "theme", "origin")]
    narrowed = ", ".join(part for part in (*chosen, quoted(search.words) if search.words else "") if part)
    if not found:
        return tr("No design for {narrowed}. Take a filter off.", narrowed=narrowed)
    designs = count(found, "design")
    if narrowed:
        designs = tr_many("{n} design for {narrowed}", "{n} designs for {narrowed}", found, narrowed=narrowed)
    return tr(_FIRST[Sort(search.sort)], designs=designs)


def kinds_in_words(design: Listed) -> str:
    kinds = dict.fromkeys((design.category, *design.suits))
    return spoken_list([named("category", kind) for kind in kinds])


def rating(opinion: Opinion) -> str:
    """The honest mean, and how many it is of."""
    if opinion.mean is None:
        return tr("nobody has rated it yet")
    mean = number_in_words(opinion.mean, 1)
    return tr_many("{mean} of 5, by {n} person", "{mean} of 5, by {n} people", opinion.ratings, mean=mean)


def uses(opinion: Opinion) -> str:
    if not opinion.uses:
        return tr("not yet")
    return tr_many("for {n} approved post", "for {n} approved posts", opinion.uses)


def maker(design: Listed) -> str:
    """Whose it is, after which other it was made, and who sees it."""
    if design.origin is Origin.CATALOG:
        return "Rite"
    if design.origin is Origin.SHARED:
        return tr("another team that shares it")
    made = design.author or tr("your team")
    if design.base:
        made = tr("{author}, after {design}", author=made, design=design.base)
    seen = tr("shared with everybody") if design.shared else tr("only your team sees it")
    return f"{made}; {seen}"


def in_one_line(design: Listed) -> str:
    """ "Strobe · neon · techno · 4.5 (12) · used 3×"."""
    about = [design.name, named("theme", design.theme)]
    about.append(named("category", design.category) if design.genre == "any" else design.genre)
    if design.origin is Origin.OURS:
        about.append(named("origin", Origin.OURS))
    if design.opinion.mean is not None:
        about.append(f"{number_in_words(design.opinion.mean, 1)} ({design.opinion.ratings})")
    if design.opinion.uses:
        about.append(tr("used {number}×", number=design.opinion.uses))
    return " · ".join(about)
