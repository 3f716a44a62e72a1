"""Whether a hashtag somebody made up can be believed: it says nothing but the record and the words of a scene. Pure.

The lock on facts reads sentences. A hashtag is one word, so an artist nobody booked would slip past it.
"""

import re
from collections.abc import Iterable
from functools import cache

from core.hashtags.tags import same, slug
from core.ports.copywriter import Brief

_SCENE = """
music musik musica musique live club clubs clubbing clubnight night nights nightlife nightout nightclub nacht nachtleben
party parties feiern tanzen dance dancing dancefloor dancemusic rave raver ravers raving raveculture culture
kultur scene szene event events veranstaltung concert concerts konzert konzerte concierto conciertos concerto concerti
gig gigs festival festivals show shows dj djs djset djlife set sets vinyl bass beats groove underground techno house
deephouse techhouse minimal acid trance disco nudisco funk soul jazz jazzclub blues hiphop rap rnb indie rock punk metal
pop electronic electronica elektronisch ambient experimental dnb drumandbass jungle dubstep classical klassik opera
orchestra chamber open air openair outdoor indoor summer sommer winter spring autumn weekend wochenende friday saturday
sunday freitag samstag sonntag viernes sabado domingo vendredi samedi dimanche venerdi lineup tickets ticket
soiree fete fiesta noche noches notte serata discoteca discotheque warehouse basement rooftop arts art bar local new
this the in of at and for und im am de la el en du des di della city town lover lovers family community people
fans tour tonight release anniversary birthday queer lgbtq
"""


def believable(tag: str, brief: Brief, said: str = "") -> bool:
    """Whether a tag is made of words of the record, of `said` (what a person asked for) and of the scene alone."""
    return _made_of(same(tag).replace("_", ""), _scene() | _words(brief, said))


@cache
def _scene() -> frozenset[str]:
    return frozenset(_SCENE.split())


def _words(brief: Brief, said: str) -> frozenset[str]:
    """Each word of the record that is more than a letter, and each text of it as a whole."""
    texts = (brief.name, brief.venue, brief.city, brief.genre, brief.description, brief.handle, *brief.lineup, said)
    words: Iterable[str] = (word for text in texts for word in re.findall(r"\w+", text.lower()))
    year = str(brief.starts_local.year)
    return frozenset({slug(text) for text in texts} | {word for word in words if len(word) > 1} | {year, year[2:]}) - {
        ""
    }


def _made_of(tag: str, words: frozenset[str]) -> bool:
    """Whether the letters can be cut into these words without a rest."""
    reached = {0}
    for end in range(1, len(tag) + 1):
        if any(tag[start:end] in words for start in reached):
            reached.add(end)
    return len(tag) in reached
