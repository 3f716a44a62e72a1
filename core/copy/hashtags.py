"""Hashtags out of the event's own facts: few, telling, none that smells of spam."""

import re
import unicodedata
from collections.abc import Iterable

MOST = 5
LONGEST = 30
_SHORTEST = 3

_GENRE_TAGS = {
    "techno": "techno",
    "house": "housemusic",
    "hip-hop": "hiphop",
    "indie": "indiemusic",
    "rock": "rockmusic",
    "jazz": "jazz",
    "ambient": "ambientmusic",
    "electronic": "electronicmusic",
    "disco": "disco",
    "drum and bass": "drumandbass",
    "pop": "popmusic",
    "classical": "classicalmusic",
}
_SHORT_FOR_CITY = {"drum and bass": "dnb", "hip-hop": "hiphop", "electronic": "electronic", "classical": "classical"}
_BEGGING = (
    "follow followme follow4follow followforfollow f4f like likes like4like likeforlike l4l tag4like instagood"
    " instadaily photooftheday picoftheday viral explore explorepage fyp foryou trending tbt tgif love beautiful happy"
    " cute single sexy girls adult drunk kissing"
)
_SPAM = frozenset(_BEGGING.split())
"""Tags that beg for attention or that Instagram hides."""


def hashtags(genre: str = "", city: str = "", venue: str = "", name: str = "", limit: int = MOST) -> tuple[str, ...]:
    """At most `limit` tags with their "#", most telling first: the event, its music, music and city, venue, city."""
    kind = genre.strip().lower()
    tag = _GENRE_TAGS.get(kind) or slug(kind)
    town = slug(city)
    both = f"{_SHORT_FOR_CITY.get(kind) or slug(kind)}{town}" if kind and town else ""
    return tuple(f"#{one}" for one in _usable((slug(name), tag, both, slug(venue), town)))[: max(limit, 0)]


def slug(text: str) -> str:
    """ "Halle 7, Hof" -> "halle7hof": letters and digits only, accents kept, lower case."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", text).lower())


def tidy_tags(tags: Iterable[str], limit: int = MOST) -> tuple[str, ...]:
    """Somebody else's tags made usable: no spaces, no spam, no doubles, at most `limit`, each with its "#"."""
    return tuple(f"#{one}" for one in _usable(slug(tag) for tag in tags))[: max(limit, 0)]


def _usable(slugs: Iterable[str]) -> tuple[str, ...]:
    fitting = (one for one in slugs if _SHORTEST <= len(one) <= LONGEST and not one.isdigit() and one not in _SPAM)
    return tuple(dict.fromkeys(fitting))
