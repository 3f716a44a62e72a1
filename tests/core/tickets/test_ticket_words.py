"""Which words are about tickets, in five languages, and which only look like it."""

import pytest

from core.tickets.state import Told
from core.tickets.words import tickets_in

PART = Told(sold=212, capacity=300)
LAST = Told(left=50)
OUT = Told(sold_out=True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("212 of 300 sold", PART),
        ("212/300", PART),
        ("Warehouse Night: 212 of 300 tickets sold", PART),
        ("212 von 300 verkauft", PART),
        ("212 de 300 vendidas", PART),
        ("212 sur 300 vendus", PART),
        ("212 su 300 venduti", PART),
        ("1.200 von 1.500 verkauft", Told(sold=1200, capacity=1500)),
        ("only 120 sold", Told(sold=120)),
        ("last 50", LAST),
        ("50 left", LAST),
        ("nur noch 50 Karten", LAST),
        ("quedan 50", LAST),
        ("les 50 dernières", LAST),
        ("ultimi 50 biglietti", LAST),
        ("last 50 of 300", Told(left=50, capacity=300)),
        ("Sold out!", OUT),
        ("Wir sind ausverkauft!", OUT),
        ("entradas agotadas", OUT),
        ("complet", OUT),
        ("tutto esaurito", OUT),
        ("ingressos esgotados", OUT),
        ("últimos 50 ingressos", LAST),
        ("not sold out", Told(sold_out=False)),
        ("Early bird is gone", Told(over="Early bird")),
        ("early birds sold out", Told(over="early birds")),
        ("Frühbucher ist weg", Told(over="Frühbucher")),
        ("preventa agotada", Told(over="preventa")),
        ("prévente terminée", Told(over="prévente")),
        ("prevendita finita", Told(over="prevendita")),
        ("last 50, early bird is gone", Told(left=50, over="early bird")),
        ("put sold out into the headline", None),
        ("make it shorter", None),
        ("27/11", None),
        ("11/12", None),
        ("300 of 212 sold", None),
        ("Techno night Fri 27 Nov 22:00, Halle 7, early bird 12 EUR", None),
    ],
)
def test_words_about_tickets_are_told_from_wishes_and_dates(text: str, told: Told | None) -> None:
    assert tickets_in(text, "Warehouse Night") == told
