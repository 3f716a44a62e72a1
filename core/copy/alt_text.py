"""Alternative texts: what a flyer says, for people who do not see it."""

import re
from collections.abc import Callable, Iterable
from datetime import date

from babel.lists import format_list

from core.copy.languages import written_in
from core.copy.times import hour, long_date
from core.events.moments import evening_of
from core.events.moments.mentions import find_mentions
from core.ports.copywriter import Brief
from core.templates.scene import Scene

LONGEST = 1000
_MOST_SEEN = 500
_ANY_DAY = date(2026, 1, 1)
"""Whether a day is named does not depend on which day it is."""
_A_FACT = re.compile(r"[\d@#€$£]|https?:|www\.|\w\.(?:com|de|net|org|club|io)\b", re.IGNORECASE)

_WORDS = {
    "en": {
        "flyer": "Event flyer",
        "film": "Film that ends with an event flyer",
        "slide": "Slide {} of {}",
        "photo": "Photo of {}",
        "picture": "Picture for",
        "one_of": "Picture {} of {} for",
        "doors": "Doors {}",
        "with": "With {}",
        "price": "Entry: {}",
        "more": "{} others",
        "day": "{} {} {}",
    },
    "de": {
        "flyer": "Veranstaltungsflyer",
        "film": "Film, der mit einem Veranstaltungsflyer endet",
        "slide": "Bild {} von {}",
        "photo": "Foto von {}",
        "picture": "Bild zu",
        "one_of": "Bild {} von {} zu",
        "doors": "Einlass {}",
        "with": "Mit {}",
        "price": "Eintritt: {}",
        "more": "{} weiteren",
        "day": "{}, {}. {}",
    },
    "es": {
        "flyer": "Cartel del evento",
        "film": "Vídeo que termina con el cartel del evento",
        "slide": "Imagen {} de {}",
        "photo": "Foto de {}",
        "picture": "Imagen de",
        "one_of": "Imagen {} de {} de",
        "doors": "Puertas {}",
        "with": "Con {}",
        "price": "Entrada: {}",
        "more": "{} más",
        "day": "{} {} de {}",
    },
    "fr": {
        "flyer": "Affiche de l'événement",
        "film": "Vidéo qui se termine par l'affiche de l'événement",
        "slide": "Image {} sur {}",
        "photo": "Photo de {}",
        "picture": "Image pour",
        "one_of": "Image {} sur {} pour",
        "doors": "Portes {}",
        "with": "Avec {}",
        "price": "Entrée : {}",
        "more": "{} autres",
        "day": "{} {} {}",
    },
    "it": {
        "flyer": "Locandina dell'evento",
        "film": "Video che termina con la locandina dell'evento",
        "slide": "Immagine {} di {}",
        "photo": "Foto di {}",
        "picture": "Immagine per",
        "one_of": "Immagine {} di {} per",
        "doors": "Porte {}",
        "with": "Con {}",
        "price": "Ingresso: {}",
        "more": "altri {}",
        "day": "{} {} {}",
    },
}


def generate_alt_text(scene: Scene, language: str, place: int = 1, count: int = 1, *, seen: str = "") -> str:
    """The alternative text of an uploaded picture: what it shows, as far as anybody saw it, and what it belongs to.

    place, count: which of how many pictures it is, from 1. seen: what a model saw in it, "" when none looked; it comes
    first, as it is what a person who does not see wants to know. At most LONGEST characters, the record's part whole.
    """
    tongue = written_in(language)
    about = ", ".join(part for part in (scene.title, _day(scene, tongue), scene.venue, scene.city) if part)
    opening = _WORDS[tongue]["picture"] if count == 1 else _WORDS[tongue]["one_of"].format(place, count)
    record = f"{opening} {about}"[:LONGEST]
    shown = _ended(" ".join(seen.split())[:_MOST_SEEN]) if seen.strip() else ""
    return f"{shown} {record}" if shown and len(shown) + len(record) < LONGEST else record


def harmless(seen: str, language: str) -> str:
    """What a model saw without the sentences that could tell a fact: those with days, figures, accounts or links.

    Nobody can compare a picture with the record, so a date it was read off must not become one of ours.
    """
    sentences = re.split(r"(?<=[.!?…])\s+", " ".join(seen.split()))
    tongue = written_in(language)
    kept = [one for one in sentences if not _A_FACT.search(one) and not find_mentions(one, _ANY_DAY, tongue)[0]]
    return " ".join(kept)[:_MOST_SEEN].strip()


def flyer_alt_text(scene: Scene, language: str) -> str:
    """One paragraph of at most LONGEST characters telling everything the flyer of this scene says."""
    return _told("flyer", scene, written_in(language))


def film_alt_text(scene: Scene, language: str) -> str:
    """The same for a film, by what it ends with."""
    return _told("film", scene, written_in(language))


def slide_alt_text(scene: Scene, language: str, *, of_artists: bool) -> str:
    """One slide of a carousel: which of how many, then who it shows, or else everything it says."""
    tongue = written_in(language)
    words = _WORDS[tongue]
    number = words["slide"].format(scene.page, scene.pages)
    if not of_artists:
        return _shortest(lambda most: (f"{number}: {scene.title}", *_facts(scene, tongue, most)), scene)
    who = _people(scene.lineup, tongue, len(scene.lineup))
    seen = words["photo"].format(who) if scene.photo else ""
    return _joined((f"{number}: {who}", scene.time, seen, ", ".join(filter(None, (scene.title, _day(scene, tongue))))))


def doors_words(doors: str, language: str) -> str:
    """ "Doors 21:00"."""
    return _WORDS[written_in(language)]["doors"].format(doors)


def _told(what: str, scene: Scene, tongue: str) -> str:
    return _shortest(lambda most: (f"{_WORDS[tongue][what]}: {scene.title}", *_facts(scene, tongue, most)), scene)


def _shortest(sentences: Callable[[int], Iterable[str]], scene: Scene) -> str:
    """With as many names of the line-up as there is room for; the others are counted."""
    texts = (_text(sentences(most)) for most in range(len(scene.lineup), 0, -1))
    return next((text for text in texts if len(text) <= LONGEST), _joined(sentences(1)))


def _facts(scene: Scene, tongue: str, most: int) -> tuple[str, ...]:
    words = _WORDS[tongue]
    where = ", ".join(part for part in (_day(scene, tongue), scene.time, scene.venue, scene.city) if part)
    return (
        scene.kicker,
        where[:1].upper() + where[1:],
        scene.doors,
        words["with"].format(_people(scene.lineup, tongue, most)) if scene.lineup else "",
        words["price"].format(scene.price) if scene.price else "",
        scene.call,
        scene.handle,
    )


def _day(scene: Scene, tongue: str) -> str:
    if not (scene.weekday and scene.day_number and scene.month):
        return scene.day
    return _WORDS[tongue]["day"].format(scene.weekday, scene.day_number, scene.month)


def brief_alt_text(brief: Brief, headline: str) -> str:
    """The same, told from a brief before anything is painted."""
    tongue = written_in(brief.language)
    evening = evening_of(brief.starts_local)
    scene = Scene(
        title=brief.name,
        kicker=headline,
        day=long_date(evening, tongue),
        time=hour(brief.starts_local, tongue),
        venue=brief.venue,
        city=brief.city,
        lineup=brief.lineup,
    )
    return flyer_alt_text(scene, tongue)


def _people(names: tuple[str, ...], tongue: str, most: int) -> str:
    shown = list(names[:most])
    if len(names) > most:
        shown.append(_WORDS[tongue]["more"].format(len(names) - most))
    return str(format_list(shown, locale=tongue))


def _joined(sentences: Iterable[str]) -> str:
    text = _text(sentences)
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _text(sentences: Iterable[str]) -> str:
    return " ".join(_ended(sentence) for sentence in sentences if sentence.strip())


def _ended(sentence: str) -> str:
    plain = sentence.strip()
    return plain if plain[-1] in ".!?…" else f"{plain}."
