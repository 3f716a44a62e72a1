"""How long a caption should be: what Instagram takes, what is read, and what is seen before "more"."""

from core.copy.facts import NEEDED
from core.copy.sections import taken_apart
from core.copy.spoken import languages_for
from core.copy.text import LONGEST
from core.copy.wishes import read_wishes
from core.ports.copywriter import Brief

FOLD = 125
"""Characters of a caption seen in the feed before "more". Instagram's help centre (article 1643471055915254): three
lines are shown, "125 characters or fewer" are safe."""
TARGETS = {"story": 200, "reel": 300, "feed": 700, "carousel": 700}
"""Most characters of the words in one language, hashtags apart. Ours: a story is on screen for seconds, a reel's
words lie over the film, a feed post is read by whoever has stopped already."""
_USUAL = 700
_TAGS = 160
"""Room for five hashtags and for the lines that name the languages."""


def target(brief: Brief, *, long: bool = False) -> int:
    """Most characters of the words in one language, so that all languages together are taken by Instagram.

    The event's name does not count (`length_of`), a line-up that must be said comes on top, and `long` ones may have
    twice as much.
    """
    usual = TARGETS.get(brief.format, _USUAL)
    if "lineup" in NEEDED.get(brief.phase, ()) or brief.phase == "set_times":
        usual += sum(len(name) + 2 for name in brief.lineup)
    return min(2 * usual if long else usual, _share(brief))


def length_of(text: str, brief: Brief) -> int:
    """Characters of a text; nobody writes shorter for an event with a long name."""
    return len(text.replace(brief.name, "") if brief.name else text)


def seen_at_once(line: str, brief: Brief) -> bool:
    """Whether a first line is seen before "more", or at least the event's whole name in it."""
    return len(line) <= FOLD or brief.name.lower() in line[:FOLD].lower()


def allowed(brief: Brief) -> int:
    """The target for a caption that may be one to change: what people wrote or ask for is not held against them."""
    wishes = read_wishes(brief.request)
    most = target(brief, long=wishes.length + read_wishes(brief.voice).length > 0)
    if not brief.previous or wishes.length < 0:
        return most
    written = max(
        (length_of(section.text, brief) for section in taken_apart(brief.previous, brief.language).sections), default=0
    )
    return min(max(most, written) + len(brief.request), _share(brief))


def _share(brief: Brief) -> int:
    return (LONGEST - _TAGS) // len(languages_for(brief))
