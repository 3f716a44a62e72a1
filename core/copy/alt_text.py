"""Alternative texts: what a flyer says, for people who do not see it."""

from collections.abc import Iterable

from babel.lists import format_list

from core.copy.languages import written_in
from core.copy.times import hour, long_date
from core.events.moments import evening_of
from core.ports.copywriter import Brief
from core.templates.scene import Scene

LONGEST = 1000
_MOST_NAMES = 12

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
        "more": "others",
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
        "more": "anderen",
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
        "more": "más",
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
        "more": "d'autres",
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
        "more": "altri",
    },
}


def picture_alt_texts(scene: Scene, language: str, count: int) -> tuple[str, ...]:
    """For pictures we have not seen: what they belong to, and which of how many each is."""
    tongue = written_in(language)
    about = ", ".join(part for part in (scene.title, _day(scene), scene.venue, scene.city) if part)
    if count == 1:
        return (f"{_WORDS[tongue]['picture']} {about}"[:LONGEST],)
    one = _WORDS[tongue]["one_of"]
    return tuple(f"{one.format(place, count)} {about}"[:LONGEST] for place in range(1, count + 1))


def flyer_alt_text(scene: Scene, language: str) -> str:
    """One paragraph of at most LONGEST characters telling everything the flyer of this scene says."""
    tongue = written_in(language)
    return _joined((f"{_WORDS[tongue]['flyer']}: {scene.title}", *_facts(scene, tongue)))


def film_alt_text(scene: Scene, language: str) -> str:
    """The same for a film, by what it ends with."""
    tongue = written_in(language)
    return _joined((f"{_WORDS[tongue]['film']}: {scene.title}", *_facts(scene, tongue)))


def slide_alt_text(scene: Scene, language: str, *, of_artists: bool) -> str:
    """One slide of a carousel: which of how many, then who it shows, or else everything it says."""
    tongue = written_in(language)
    words = _WORDS[tongue]
    number = words["slide"].format(scene.page, scene.pages)
    if not of_artists:
        return _joined((f"{number}: {scene.title}", *_facts(scene, tongue)))
    who = _people(scene.lineup, tongue)
    seen = words["photo"].format(who) if scene.photo else ""
    return _joined((f"{number}: {who}", scene.time, seen, ", ".join(filter(None, (scene.title, _day(scene))))))


def doors_words(doors: str, language: str) -> str:
    """ "Doors 21:00"."""
    return _WORDS[written_in(language)]["doors"].format(doors)


def _facts(scene: Scene, tongue: str) -> tuple[str, ...]:
    words = _WORDS[tongue]
    return (
        scene.kicker,
        ", ".join(part for part in (_day(scene), scene.time, scene.venue, scene.city) if part),
        words["doors"].format(scene.doors) if scene.doors else "",
        words["with"].format(_people(scene.lineup, tongue)) if scene.lineup else "",
        words["price"].format(scene.price) if scene.price else "",
        scene.call,
        scene.handle,
    )


def _day(scene: Scene) -> str:
    return f"{scene.weekday} {scene.day_number} {scene.month}".strip() or scene.day


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


def _people(names: tuple[str, ...], language: str) -> str:
    shown = list(names[:_MOST_NAMES])
    if len(names) > _MOST_NAMES:
        shown.append(_WORDS[language]["more"])
    return str(format_list(shown, locale=language))


def _joined(sentences: Iterable[str]) -> str:
    text = " ".join(_ended(sentence) for sentence in sentences if sentence.strip())
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _ended(sentence: str) -> str:
    plain = sentence.strip()
    return plain if plain[-1] in ".!?…" else f"{plain}."
