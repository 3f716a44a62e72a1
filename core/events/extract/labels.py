"""Words before a colon that say what follows: "Ort: Halle 7", "Line-up: ..."."""

from enum import Enum


class Label(Enum):
    """What a labelled line tells."""

    NAME = "name event title titel titre título titolo veranstaltung evento événement was what"
    TIME = (
        "date time when doors start begin end day from datum zeit uhrzeit wann beginn einlass ende tag ab"
        " fecha hora cuándo cuando inicio puertas día desde date quand heure horaire début ouverture jour dès"
        " data ora orario quando apertura giorno dalle"
    )
    VENUE = (
        "venue where location place club address ort wo adresse lugar dónde donde sala dirección lieu où luogo dove"
        " indirizzo"
    )
    CITY = "city stadt ciudad ville città"
    LINEUP = (
        "line-up lineup line_up artists artist djs dj acts live with sound host support mit künstler artistas cartel"
        " con invitados artistes avec invités artisti ospiti"
    )
    PRICE = (
        "price prices entry admission cost cover door tickets ticket early_bird presale preis preise eintritt vvk ak"
        " abendkasse vorverkauf karten precio precios entrada entradas prix tarif tarifs entrée billets prezzo ingresso"
        " biglietti"
    )
    GENRE = "genre style stil musikrichtung estilo genere género music musik música musique"
    INFO = "info infos description about beschreibung descripción"


_KNOWN = {word.replace("_", " "): label for label in Label for word in label.value.split()}
PLAIN_PRICES = frozenset(
    {"price", "prices", "preis", "preise", "precio", "precios", "prix", "prezzo", "tickets", "ticket", "cost"}
)
"""Labels that add nothing to an amount."""


def label_of(word: str) -> Label | None:
    """The label a word before a colon is, None for any other word."""
    return _KNOWN.get(word.lower().strip())


def only_about_time(text: str) -> bool:
    """Nothing but words that announce a time: what is left of "Datum: 5.12." when the date was read."""
    words = text.lower().strip(" .:").split()
    return all(label_of(word) is Label.TIME for word in words)
