"""What a set of hashtags may be bound to, said and read in a few words. Pure."""

from collections.abc import Iterable

from core.campaigns.cadence import EXTRA, TRIGGERED, cadences
from core.errors import InvalidAnswer
from core.events.extract.genres import GENRES, genre_in
from core.events.moments.folding import fold
from core.hashtags.tag_set import Scope, TagSet

LONGEST_VALUE = 80
_EVERYWHERE = ("", "always", "every post", "everything", "all", "immer", "siempre", "toujours", "sempre")
_PREFIXES = {"music": "genre", "genre": "genre", "city": "city", "phase": "phase"}


def where(found: TagSet) -> str:
    """ "on every post", "for techno", "in Berlin", "with every Line-up"."""
    return {
        Scope.ALWAYS: "on every post",
        Scope.GENRE: f"for {found.value}",
        Scope.CITY: f"in {found.value}",
        Scope.PHASE: f"with every {phase_title(found.value)}",
    }[found.scope]


def phases() -> dict[str, str]:
    """Key of every phase -> what people call it."""
    found = {phase.key: phase.title for one in cadences() for phase in one.phases}
    return {**found, **{phase.key: phase.title for phase in (EXTRA, *TRIGGERED)}}


def phase_title(key: str) -> str:
    return phases().get(key, key)


def read_scope(text: str, *, genres: Iterable[str] = (), cities: Iterable[str] = ()) -> tuple[Scope, str]:
    """What a set shall be bound to, out of a few words: "techno", "Berlin", "line-up", "" for every post.

    genres, cities: those of the team's events, which are known besides the common ones. "city: House" says which is
    meant where nothing else can tell. Raises InvalidAnswer for words that are none of these.
    """
    before, colon, after = text.partition(":")
    forced = _PREFIXES.get(fold(before).strip(), "") if colon else ""
    said = " ".join((after if forced else text).split())[:LONGEST_VALUE]
    key = fold(said)
    if key in _EVERYWHERE:
        return Scope.ALWAYS, ""
    readings = {
        "phase": _phase(key),
        "genre": _known(key, (*GENRES, *genres)) or (genre_in(said) if len(key.split()) <= 2 else ""),
        "city": _known(key, cities),
    }
    if forced:
        readings = {forced: readings[forced] or ("" if forced == "phase" else said)}
    for kind, value in readings.items():
        if value:
            return Scope(kind), value
    raise InvalidAnswer(
        f"I know no kind of music, phase or city called “{said[:40]}”. Write “city: {said[:40]}” or "
        f"“music: {said[:40]}” if you mean one of these.",
        field="where",
    )


def _phase(key: str) -> str:
    return next(
        (phase for phase, title in phases().items() if key in (fold(title), phase, phase.replace("_", " "))), ""
    )


def _known(key: str, names: Iterable[str]) -> str:
    return next((name for name in names if fold(name) == key), "")
